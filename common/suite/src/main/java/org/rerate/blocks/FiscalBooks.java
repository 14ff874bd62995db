package org.rerate.blocks;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.rerate.engine.filter.Filter;
import org.rerate.history.AsOf;
import org.rerate.history.FactColumns;
import org.rerate.history.FactKind;
import org.rerate.history.FiscalBook;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.VersionOrder;

/**
 * Estimates and reported figures of any one metric of money, such as capex or revenue, by issuer.
 * They are filed where a {@link FiscalBook} keeps net income.
 */
public final class FiscalBooks {

  private static final String PERIOD_TYPE =
      "CASE period_type WHEN 'FY' THEN 0 WHEN 'FQ' THEN 1 ELSE 2 END";

  private static final FiscalBook EMPTY = new FiscalBook(Map.of(), Map.of(), null);

  private final Map<String, FiscalBook> books = new HashMap<>();

  /** The books of {@code metric} of these issuers for someone who sees {@code cut}. */
  public FiscalBooks(
      ReferenceData references, AsOf asOf, String metric, Collection<String> issuers) {
    Map<String, FiscalBook.Builder> builders = new HashMap<>();
    file(references, asOf, FactKind.ESTIMATES, metric, issuers, builders);
    file(references, asOf, FactKind.ACTUALS, metric, issuers, builders);
    builders.forEach((issuer, builder) -> books.put(issuer, builder.build()));
  }

  /** The book of an issuer; empty if nothing is on file. */
  public FiscalBook of(String issuerId) {
    return books.getOrDefault(issuerId, EMPTY);
  }

  private static void file(
      ReferenceData references,
      AsOf asOf,
      FactKind kind,
      String metric,
      Collection<String> issuers,
      Map<String, FiscalBook.Builder> builders) {
    boolean estimates = kind == FactKind.ESTIMATES;
    FeedSpec feed = estimates ? MarketTables.ESTIMATES : MarketTables.ACTUALS;
    List<Row> rows =
        ReferenceData.inOrder(
            references.noted(
                feed,
                references
                    .recorded(feed)
                    .where(Filter.is("metric", metric).sql())
                    .where(Filter.in("issuer_id", issuers).sql())),
            "issuer_id",
            "unix_date(" + feed.businessDay() + ")",
            PERIOD_TYPE,
            "coalesce(unix_date(period_end), " + FactKind.NONE + ")",
            estimates ? "coalesce(analyst_count, " + FactKind.NONE + ")" : "0",
            "coalesce(period_months, " + FactKind.NONE + ")",
            "coalesce(" + (estimates ? "mean" : "value") + ", 0)",
            "currency",
            "unix_micros(known_at)",
            VersionOrder.DELIVERED_MICROS,
            "retracted");
    for (Row row : rows) {
      FactColumns block = new FactColumns(kind, 1);
      int at = block.add();
      block.day[at] = row.getInt(1);
      block.integers[0][at] = row.getInt(2);
      block.integers[1][at] = row.getInt(3);
      if (estimates) {
        block.integers[2][at] = row.getInt(4);
      }
      block.integers[kind.adjustedToColumn()][at] = FactKind.NONE;
      block.integers[kind.monthsColumn()][at] = row.getInt(5);
      block.numbers[0][at] = row.getDouble(6);
      block.texts[0][at] = row.getString(7);
      block.knownAt[at] = row.getLong(8);
      block.deliveredAt[at] = row.getLong(9);
      block.retracted[at] = row.getBoolean(10) ? 1 : 0;
      builders
          .computeIfAbsent(row.getString(0), issuer -> new FiscalBook.Builder(asOf))
          .file(kind, false, block);
    }
  }
}
