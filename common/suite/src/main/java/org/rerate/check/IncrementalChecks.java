package org.rerate.check;

import static org.rerate.check.CheckSql.EFFECTS;
import static org.rerate.check.CheckSql.differs;
import static org.rerate.check.CheckSql.rows;
import static org.rerate.check.CheckSql.subsectors;
import static org.rerate.check.CheckSql.threshold;

import java.util.List;
import java.util.Map;
import org.rerate.methodology.Methodology;

/** Invariants of the incremental P/E: over whom it is, and what exchange rates have made of it. */
final class IncrementalChecks {

  private static final String CHANGES = "valuation.basket_changes";

  private static final String CONSTANT_CHANGE = "(earnings_change_usd - earnings_change_fx_usd)";

  private IncrementalChecks() {}

  static List<Check> all(Map<String, Methodology> methodologies) {
    return List.of(coverage(methodologies), matched(), constantRates(), sums(methodologies));
  }

  private static Check coverage(Map<String, Methodology> methodologies) {
    return new Check(
        "incremental-coverage",
        CHANGES,
        "incremental_coverage lies in [0, 1], is there wherever a member has a cap at both ends, and"
            + " LOW_COVERAGE is said exactly where it is under min_coverage",
        rows(
            CHANGES,
            SpanChecks.changeScope(),
            "concat('LOW_COVERAGE under ', "
                + threshold(methodologies, Methodology::minCoverage)
                + ")",
            "concat_ws(', ', incremental_coverage, matched_count, status)",
            "coalesce(incremental_coverage < 0 OR incremental_coverage > 1 + 1e-12, false)"
                + " OR (incremental_coverage IS NULL) <> (lfl_cap_from_usd IS NULL)"
                + " OR coalesce((incremental_coverage = 0) <> (matched_count = 0), false)"
                + " OR coalesce(matched_count > 0 AND incremental_coverage < "
                + threshold(methodologies, m -> m.minCoverage() + "D")
                + ", false) <> (status = 'LOW_COVERAGE')"));
  }

  /** The two P/Es say what the matched members were worth. */
  private static Check matched() {
    String change = "pe_to * earnings_to_usd - pe_from * earnings_from_usd";
    return new Check(
        "incremental-matched",
        CHANGES,
        "incremental_cap_change_usd is the change in cap of the members that pe_from and pe_to are"
            + " of",
        rows(
            CHANGES,
            SpanChecks.changeScope(),
            change,
            "incremental_cap_change_usd",
            "(matched_count > 0) <> (incremental_cap_change_usd IS NOT NULL)"
                + " OR (pe_from IS NOT NULL AND pe_to IS NOT NULL AND "
                + differs(change, "incremental_cap_change_usd", "pe_to * earnings_to_usd", EFFECTS)
                + ")"));
  }

  /** The tests of the denominator, once more; the last digits of a difference do not count. */
  private static Check constantRates() {
    String slack = "1e-9 * abs(earnings_from_usd)";
    String least = "0.001 * abs(earnings_from_usd + earnings_change_fx_usd)";
    return new Check(
        "incremental-constant-fx",
        CHANGES,
        "status_constant_fx is what dE less earnings_change_fx_usd says, and is silent wherever"
            + " coverage is",
        rows(
            CHANGES,
            SpanChecks.changeScope(),
            CONSTANT_CHANGE,
            "concat_ws(', ', status, status_constant_fx, incremental_pe_constant_fx)",
            "(status IN ('NO_COVERAGE', 'LOW_COVERAGE') AND status_constant_fx <> status)"
                + " OR (earnings_change_fx_usd IS NULL) <> (matched_count = 0 OR status_constant_fx"
                + " = 'NO_FX' OR (status = 'LOW_COVERAGE' AND earnings_change_fx_usd IS NULL))"
                + " OR CASE status_constant_fx WHEN 'OK' THEN "
                + CONSTANT_CHANGE
                + " < "
                + least
                + " - "
                + slack
                + " WHEN 'NON_POSITIVE_EARNINGS_CHANGE' THEN "
                + CONSTANT_CHANGE
                + " > "
                + slack
                + " WHEN 'IMMATERIAL_EARNINGS_CHANGE' THEN "
                + CONSTANT_CHANGE
                + " >= "
                + least
                + " + "
                + slack
                + " ELSE false END"));
  }

  private static Check sums(Map<String, Methodology> methodologies) {
    String parts =
        "(SELECT a.*, p.members AS part_members, p.change AS part_change, p.size FROM (SELECT *"
            + " FROM "
            + CHANGES
            + " WHERE subsector = 'ALL') a JOIN (SELECT basket_id, from_date, to_date, basis,"
            + " membership, "
            + CheckSql.VARIANT
            + ", sum(matched_count) AS members, sum(incremental_cap_change_usd) AS change,"
            + " sum(abs(cap_to_usd)) AS size FROM "
            + subsectors(CHANGES, methodologies)
            + " GROUP BY ALL) p ON "
            + SpanChecks.sameSpan("a", "p")
            + ")";
    return new Check(
        "incremental-sums",
        CHANGES,
        "the sub-sectors' matched members and their changes in cap add up to those of ALL",
        rows(
            parts,
            SpanChecks.changeScope(),
            "concat_ws(', ', part_members, part_change)",
            "concat_ws(', ', matched_count, incremental_cap_change_usd)",
            "part_members <> matched_count OR "
                + differs("part_change", "incremental_cap_change_usd", "size", EFFECTS)));
  }
}
