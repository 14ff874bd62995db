package org.rerate.check;

import static org.rerate.check.CheckSql.EFFECTS;
import static org.rerate.check.CheckSql.VARIANT;
import static org.rerate.check.CheckSql.rows;
import static org.rerate.check.CheckSql.scope;

import java.util.List;
import java.util.stream.Stream;
import org.rerate.table.ValuationTables;

/** Invariants of restatements: the effects of the inputs sum to the change. */
final class RestatementChecks {

  private static final String TABLE = ValuationTables.RESTATEMENTS.fullName();

  private static final String KEY =
      "basket_id, subsector, valuation_date, basis, membership, recorded_from, recorded_to";

  private RestatementChecks() {}

  static List<Check> all() {
    return Stream.of("cap_effect_usd", "earnings_effect_usd", "pe_effect")
        .map(RestatementChecks::sum)
        .toList();
  }

  private static Check sum(String effect) {
    String source =
        ("(SELECT %1$s, %2$s, sum(%3$s) FILTER (WHERE input NOT IN ('published', 'now')) AS effects,"
                + " count(%3$s) AS counted, count(*) AS listed,"
                + " max(%3$s) FILTER (WHERE input = 'now') AS value_now,"
                + " max(%3$s) FILTER (WHERE input = 'published') AS value_published"
                + " FROM %4$s GROUP BY %1$s, %2$s)")
            .formatted(KEY, VARIANT, effect, TABLE);
    return new Check(
        "restatements of " + effect,
        TABLE,
        "ten rows each, and their " + effect + " sum to the change unless one is missing",
        rows(
            source,
            scope(KEY),
            "value_now - value_published",
            "effects",
            ("listed <> 10 OR (counted = 10 AND abs(effects - (value_now - value_published)) > %s *"
                    + " greatest(abs(value_now), abs(value_published)))")
                .formatted(EFFECTS)));
  }
}
