package org.rerate.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rerate.domain.Basis;

/** Codes of the data and of the command line as a reader of the page says them. */
final class Wording {

  private static final Map<Basis.Kind, String> PERIODS =
      Map.of(
          Basis.Kind.NTM, "the next twelve months (NTM)",
          Basis.Kind.FY1, "the current fiscal year (FY1)",
          Basis.Kind.FY2, "the next fiscal year (FY2)",
          Basis.Kind.LFY, "the last reported fiscal year (LFY)",
          Basis.Kind.TTM, "the last four reported quarters (TTM)");

  private Wording() {}

  /** The earnings of a basis: "earnings of calendar 2026". */
  static String earnings(Basis basis) {
    return "earnings of "
        + (basis.isCalendarYear() ? "calendar " + basis.year() : PERIODS.get(basis.kind()));
  }

  /** A code of the feed, such as a sub-sector or a benchmark. */
  static String code(String code) {
    return code.replace('_', ' ');
  }

  /** The name of the country of an ISO code, with its article; another code as it is. */
  static String region(String code) {
    if (!code.matches("[A-Z]{2}")) {
      return code;
    }
    String name = new Locale.Builder().setRegion(code).build().getDisplayCountry(Locale.ENGLISH);
    return name.startsWith("United ") ? "the " + name : name;
  }

  /** "a, b and c". */
  static String list(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }
}
