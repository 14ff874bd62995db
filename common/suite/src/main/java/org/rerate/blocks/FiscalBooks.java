package org.rerate.blocks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rerate.engine.filter.Filter;
import org.rerate.history.AsOf;
import org.rerate.history.FactColumns;
import org.rerate.history.FactKind;
import org.rerate.history.FiscalBook;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * Estimates and reported figures of any one metric of money, such as capex or revenue, by issuer.
 * They are filed where a {@link FiscalBook} keeps net income.
 */
public final class FiscalBooks {

  private static final List<String> COLUMNS =
      List.of("issuer_id", "period_type", "period_end", "period_months", "currency", "retracted");

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
    Filter where = Filter.and(Filter.is("metric", metric), Filter.in("issuer_id", issuers));
    references.note(feed, where);
    List<String> columns = new ArrayList<>(COLUMNS);
    columns.addAll(List.of(estimates ? "mean" : "value", feed.businessDay()));
    if (estimates) {
      columns.add("analyst_count");
    }
    columns.add("known_at");
    references
        .versions(feed, where, columns.toArray(String[]::new))
        .forEach(
            (row, delivered) -> {
              FactColumns block = new FactColumns(kind, 1);
              int at = block.add();
              block.integers[0][at] = period((String) row[1]);
              block.integers[1][at] = orNone(row[2]);
              block.integers[kind.adjustedToColumn()][at] = FactKind.NONE;
              block.integers[kind.monthsColumn()][at] = orNone(row[3]);
              block.texts[0][at] = (String) row[4];
              block.retracted[at] = (Boolean) row[5] ? 1 : 0;
              block.numbers[0][at] = row[6] == null ? 0 : (Double) row[6];
              block.day[at] = (Integer) row[7];
              if (estimates) {
                block.integers[2][at] = orNone(row[8]);
              }
              block.knownAt[at] = (Long) row[columns.size() - 1];
              block.deliveredAt[at] = delivered;
              builders
                  .computeIfAbsent((String) row[0], issuer -> new FiscalBook.Builder(asOf))
                  .file(kind, false, block);
            });
  }

  private static int period(String type) {
    return "FY".equals(type) ? 0 : "FQ".equals(type) ? 1 : 2;
  }

  private static int orNone(Object value) {
    return value == null ? FactKind.NONE : (Integer) value;
  }
}
