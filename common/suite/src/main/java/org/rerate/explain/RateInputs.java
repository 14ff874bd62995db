package org.rerate.explain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rerate.domain.FixedConversion;
import org.rerate.domain.MinorUnit;
import org.rerate.domain.Status;
import org.rerate.history.Rates;

/** Dollars per unit on the explained day, straight from the rows of {@code market.fx}. */
final class RateInputs {

  private final Map<String, Citation> citations = new HashMap<>();
  private final CitedRows rows;
  private final int day;
  private final int maxAgeDays;

  RateInputs(Map<String, Rates.RateRow> last, CitedRows rows, int day, int maxAgeDays) {
    last.forEach((code, row) -> citations.put(code, cite(code, row)));
    this.rows = rows;
    this.day = day;
    this.maxAgeDays = maxAgeDays;
  }

  static Citation cite(String major, Rates.RateRow row) {
    return new Citation("fx", major, row.rateDate(), "", row.knownAt(), row.deliveredAt());
  }

  /** USD per unit of the code; NaN without a fresh rate. */
  double usd(String currency) {
    String major = MinorUnit.majorOf(currency);
    if (major.equals("USD")) {
      return MinorUnit.factorOf(currency);
    }
    Citation cited = citations.get(major);
    if (!isFresh(cited)) {
      return FixedConversion.of(major, day)
          .map(one -> usd(one.successor()) / one.unitsPerSuccessor())
          .map(perMajor -> perMajor * MinorUnit.factorOf(currency))
          .orElse(Double.NaN);
    }
    CitedRow row = rows.of(cited);
    double perMajor = row.number("usd_per_unit") / MinorUnit.factorOf(row.text("currency"));
    return perMajor * MinorUnit.factorOf(currency);
  }

  private boolean isFresh(Citation cited) {
    return cited != null && day - cited.day() <= maxAgeDays;
  }

  /** OK, or why {@link #usd} is missing. */
  Status status(String currency) {
    if (!Double.isNaN(usd(currency))) {
      return Status.OK;
    }
    return citations.containsKey(MinorUnit.majorOf(currency)) ? Status.STALE_FX : Status.NO_FX;
  }

  /** The row behind it: one, or none for the dollar and where no rate is on file. */
  List<Input> inputs(String currency) {
    String major = MinorUnit.majorOf(currency);
    Citation cited = major.equals("USD") ? null : citations.get(major);
    if (!isFresh(cited)) {
      Optional<FixedConversion> fixed =
          major.equals("USD") ? Optional.empty() : FixedConversion.of(major, day);
      if (fixed.isPresent()) {
        return inputs(fixed.get().successor());
      }
    }
    if (cited == null) {
      return List.of();
    }
    CitedRow row = rows.of(cited);
    String quoted = row.text("currency");
    return List.of(
        row.input("rate", quoted, row.number("usd_per_unit"), "USD per " + quoted, "", day));
  }
}
