package org.rerate.valuation;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rerate.series.Rates;
import org.rerate.series.ReferenceData;
import org.rerate.storage.Cells;
import org.rerate.storage.Filter;
import org.rerate.storage.TableScan;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/** What {@link ChangeDetection} finds out, of few numbers, in this process. */
final class ChangedInMemory {

  /** Stored numbers, on disk, beyond which Spark is faster: some three million. */
  private static final long MOST_BYTES = 32L << 20;

  /** The same of issuers that are asked for by name: most row groups are left out. */
  private static final long MOST_BYTES_OF_NAMED = 16 * MOST_BYTES;

  /** Columns that every question begins with. */
  private static final List<String> KEY = List.of("issuer_id", "valuation_date");

  private final ReferenceData references;
  private final Plan plan;

  ChangedInMemory(ReferenceData references, Plan plan) {
    this.references = references;
    this.plan = plan;
  }

  /**
   * Days on which numbers of issuers changed; empty if that is Spark's work.
   *
   * @param runs as in {@link ChangeDetection#narrowed}
   */
  Optional<Map<String, DayRanges>> changed(Rates rates, List<String> runs) {
    TableScan caps = stored(ValuationTables.ISSUER_CAPS, runs, "cap_usd", "status");
    TableScan earnings =
        stored(
            ValuationTables.ISSUER_EARNINGS,
            runs,
            "earnings_usd",
            "status",
            "basis",
            "source",
            "estimate_age_days");
    Collection<String> issuers = plan.scope().issuersToRead();
    boolean areNamed = issuers != null && issuers.size() <= IssuersInMemory.FEW_NAMED;
    if (areNamed) {
      caps.where(Filter.in("issuer_id", issuers));
      earnings.where(Filter.in("issuer_id", issuers));
    }
    if (caps.bytes() + earnings.bytes() > (areNamed ? MOST_BYTES_OF_NAMED : MOST_BYTES)) {
      return Optional.empty();
    }
    return IssuersInMemory.value(references, plan, rates, issuers)
        .map(
            blocks -> {
              NumbersInMemory numbers = new NumbersInMemory(plan, blocks);
              caps.forEach(row -> meet(numbers, row, "", null, -1));
              earnings.forEach(
                  row -> meet(numbers, row, row.text(4), row.text(5), row.whole(6, -1)));
              return numbers.changed();
            });
  }

  private static void meet(
      NumbersInMemory numbers, Cells row, String basis, String source, int age) {
    numbers.meet(
        row.text(0), row.whole(1, 0), basis, row.number(2, Double.NaN), source, age, row.text(3));
  }

  private TableScan stored(TableSpec table, List<String> runs, String... columns) {
    int[] days = plan.days();
    return references
        .warehouse()
        .scan(table, Stream.concat(KEY.stream(), Arrays.stream(columns)).toArray(String[]::new))
        .where(new ResultVariant(plan.methodology().name(), plan.asOf()).filter())
        .where(Filter.days("valuation_date", days[0], days[days.length - 1]))
        .where(Filter.in("run_id", runs));
  }
}
