package org.rerate.check;

import static org.rerate.check.CheckSql.rows;
import static org.rerate.check.CheckSql.scope;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.rerate.domain.Status;
import org.rerate.table.FigureTables;
import org.rerate.table.MeasureTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/** Every missing number has a reason, and every reason belongs to a missing number. */
final class ReasonChecks {

  /** A number and the column that says why it is missing. */
  private record Pair(TableSpec table, String number, String status) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair(ValuationTables.ISSUER_CAPS, "cap_usd", "status"),
          new Pair(ValuationTables.ISSUER_EARNINGS, "earnings_usd", "status"),
          new Pair(ValuationTables.BASKET_VALUATIONS, "pe", "status"),
          new Pair(ValuationTables.BASKET_CHANGES, "incremental_pe", "status"),
          new Pair(
              ValuationTables.BASKET_CHANGES, "incremental_pe_constant_fx", "status_constant_fx"),
          new Pair(ValuationTables.COMPARISONS, "pe_premium", "status"),
          new Pair(ValuationTables.ROLLING, "percentile", "status"),
          new Pair(ValuationTables.RESTATEMENTS, "pe_effect", "status"),
          new Pair(FigureTables.BASKET_MULTIPLES, "value", "status"),
          new Pair(FigureTables.BASKET_REVISIONS, "revision", "status"),
          new Pair(MeasureTables.CAPEX_RATIOS, "ratio", "status"),
          new Pair(MeasureTables.CAPEX_INTENSITY, "intensity", "status"),
          new Pair(MeasureTables.CAPEX_INTENSITY, "capex_growth", "growth_status"),
          new Pair(MeasureTables.GROUP_GROWTH, "revenue_growth", "revenue_status"),
          new Pair(MeasureTables.GROUP_GROWTH, "income_growth", "income_status"),
          new Pair(MeasureTables.GROUP_GROWTH, "price_change", "price_status"),
          new Pair(MeasureTables.GROUP_GROWTH, "multiple_change", "multiple_status"),
          new Pair(MeasureTables.INDEX_RELATIVE, "relative", "status"),
          new Pair(MeasureTables.FLOW_STATISTICS, "net_buy_20", "rolling_status"),
          new Pair(MeasureTables.FLOW_STATISTICS, "share_of_turnover", "turnover_status"),
          new Pair(MeasureTables.FLOW_STATISTICS, "share_of_cap", "cap_status"),
          new Pair(MeasureTables.MODEL_GAPS, "gap", "status"),
          new Pair(MeasureTables.MODEL_RELEASES, "mean_gain", "status"),
          new Pair(MeasureTables.LEADERBOARD_SHARES, "share", "status"),
          new Pair(MeasureTables.DOWNLOAD_SHARES, "share", "status"),
          new Pair(MeasureTables.PARTS_VALUES, "value_usd", "status"),
          new Pair(MeasureTables.PARTS_VALUES, "implied_multiple", "implied_status"));

  private static final String CODES =
      Arrays.stream(Status.values())
          .map(status -> "'" + status + "'")
          .collect(Collectors.joining(", "));

  private ReasonChecks() {}

  static List<Check> all() {
    List<Check> checks = new ArrayList<>();
    for (Pair pair : PAIRS) {
      checks.add(
          new Check(
              "reasons " + pair.table().name() + "." + pair.number(),
              pair.table().fullName(),
              pair.number() + " is there if and only if " + pair.status() + " says so",
              rows(
                  pair.table().fullName(),
                  scope(keyOf(pair.table())),
                  "CASE WHEN " + pair.number() + " IS NULL THEN 'a reason' ELSE 'OK' END",
                  "concat_ws(' ', " + pair.number() + ", " + pair.status() + ")",
                  wrong(pair))));
    }
    checks.add(
        new Check(
            "reasons basket_valuations.sums",
            ValuationTables.BASKET_VALUATIONS.fullName(),
            "sums are missing exactly where no member has what they add up",
            rows(
                ValuationTables.BASKET_VALUATIONS.fullName(),
                scope("basket_id, subsector, valuation_date, basis, membership"),
                "concat(capped_count, ' caps, ', matched_count, ' matched')",
                "concat_ws(' ', cap_usd, coverage, matched_cap_usd, earnings_usd)",
                "(cap_usd IS NULL) <> (capped_count = 0) OR (coverage IS NULL) <> (capped_count ="
                    + " 0) OR (matched_cap_usd IS NULL) <> (matched_count = 0) OR (earnings_usd IS"
                    + " NULL) <> (matched_count = 0)")));
    return checks;
  }

  private static String wrong(Pair pair) {
    String there = pair.status() + " IN ('OK', 'VENDOR_CAP')";
    return "coalesce((%1$s IS NULL) = (%2$s) OR %3$s NOT IN (%4$s), true) OR isnan(%1$s)"
        .formatted(pair.number(), there, pair.status(), CODES);
  }

  private static String keyOf(TableSpec table) {
    return table.key().stream()
        .filter(column -> !ValuationTables.VARIANT.contains(column))
        .map(column -> "`" + column + "`")
        .collect(Collectors.joining(", "));
  }
}
