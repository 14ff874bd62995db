package org.rerate.report;

import java.util.Locale;
import org.rerate.domain.Basis;
import org.rerate.report.document.Words;

/** Codes of the data and of the command line as a reader of the page says them. */
final class Wording {

  private Wording() {}

  /** The earnings of a basis: "earnings of calendar 2026". */
  static String earnings(Words words, Basis basis) {
    return words.text("wording.earnings-of", period(words, basis));
  }

  /** Any figures of a basis: "figures of calendar 2026". */
  static String figures(Words words, Basis basis) {
    return words.text("wording.figures-of", period(words, basis));
  }

  private static String period(Words words, Basis basis) {
    return basis.isCalendarYear()
        ? words.text("wording.calendar", basis.year())
        : words.text("wording." + basis.kind());
  }

  /** A code of the feed, such as a sub-sector or a benchmark. */
  static String code(String code) {
    return code.replace('_', ' ');
  }

  /** The name of the country of an ISO code, with its article; another code as it is. */
  static String region(Words words, String code) {
    if (!code.matches("[A-Z]{2}")) {
      return code;
    }
    Locale locale = words.language().locale();
    String name = new Locale.Builder().setRegion(code).build().getDisplayCountry(locale);
    return name.startsWith("United ") ? "the " + name : name;
  }
}
