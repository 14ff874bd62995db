package org.rerate.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.rerate.engine.delta.TableScan;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.valuation.ResultVariant;

/** Stored caps and earnings of a few issuers. */
final class MonitorNumbers {

  /**
   * A number of an issuer.
   *
   * @param usd USD; NaN if missing
   * @param status OK, or why it is missing
   */
  record StoredFigure(double usd, String status) {

    static final StoredFigure NONE = new StoredFigure(Double.NaN, "not stored");
  }

  private final Warehouse warehouse;
  private final ResultVariant variant;
  private final Map<String, StoredFigure> numbers = new HashMap<>();

  MonitorNumbers(Warehouse warehouse, ResultVariant variant) {
    this.warehouse = warehouse;
    this.variant = variant;
  }

  void read(Set<String> issuers, Set<Integer> days, Set<String> bases) {
    scan(
            ValuationTables.ISSUER_CAPS,
            issuers,
            days,
            "issuer_id",
            "valuation_date",
            "cap_usd",
            "status")
        .forEach(
            cells ->
                numbers.put(
                    cells.text(0) + "\n" + cells.whole(1, 0) + "\n",
                    new StoredFigure(cells.number(2, Double.NaN), cells.text(3))));
    scan(
            ValuationTables.ISSUER_EARNINGS,
            issuers,
            days,
            "issuer_id",
            "valuation_date",
            "earnings_usd",
            "status",
            "basis")
        .where(Filter.in("basis", bases))
        .forEach(
            cells ->
                numbers.put(
                    cells.text(0) + "\n" + cells.whole(1, 0) + "\n" + cells.text(4),
                    new StoredFigure(cells.number(2, Double.NaN), cells.text(3))));
  }

  private TableScan scan(
      TableSpec table, Set<String> issuers, Set<Integer> days, String... columns) {
    return warehouse
        .scan(table, columns)
        .where(variant.filter())
        .where(Filter.in("issuer_id", issuers))
        .where(Filter.days("valuation_date", days));
  }

  StoredFigure cap(String issuer, int day) {
    return numbers.getOrDefault(issuer + "\n" + day + "\n", StoredFigure.NONE);
  }

  StoredFigure earnings(String issuer, int day, String basis) {
    return numbers.getOrDefault(issuer + "\n" + day + "\n" + basis, StoredFigure.NONE);
  }
}
