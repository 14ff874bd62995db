package org.rerate.ingest.check;

import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.rerate.domain.Days;
import org.rerate.domain.FiscalPeriod;
import org.rerate.domain.RuleCode;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.VersionOrder;

/**
 * A row of {@code estimates} or {@code actuals} about a fiscal year or quarter, stored or about to
 * be.
 *
 * @param isOwn true if the run that is looked at took it in, or would
 * @param isActual true if it was reported
 * @param series the company, what is measured, and the period type
 * @param period year and month of the snapped end
 * @param end the end as the row has it
 * @param day {@code as_of_date} or {@code reported_on}
 * @param months how many months the period covers; 0 if the row does not say
 * @param order which version of a key came later
 */
public record FiscalFigure(
    boolean isOwn,
    boolean isActual,
    List<String> series,
    int period,
    int end,
    int day,
    double value,
    String currency,
    int months,
    String file,
    long line,
    VersionOrder order)
    implements Serializable {

  /** The period types that are compared. */
  static final List<String> TYPES = List.of("FY", "FQ");

  private static final int KNOWN_AT = 10;

  String issuer() {
    return series.get(0);
  }

  boolean isYear() {
    return series.get(2).equals("FY");
  }

  FeedSpec spec() {
    return isActual ? MarketTables.ACTUALS : MarketTables.ESTIMATES;
  }

  Warning warning(RuleCode rule, String before, String after) {
    String key = String.join(" ", series) + " " + Days.date(end) + " " + Days.date(day);
    return new Warning(rule, file, line, key, before, after);
  }

  /** Reads those of a feed file's table that meet a condition, in no order. */
  static void read(
      Warehouse warehouse,
      FeedSpec spec,
      Filter filter,
      String runId,
      Consumer<FiscalFigure> figures) {
    boolean isActual = spec.equals(MarketTables.ACTUALS);
    String[] columns =
        Stream.concat(
                Stream.of(
                    "issuer_id",
                    "metric",
                    "period_type",
                    "period_end",
                    spec.businessDay(),
                    Earlier.value(spec),
                    "currency",
                    "period_months",
                    "run_id",
                    "retracted",
                    "known_at"),
                VersionOrder.COLUMNS.stream())
            .toArray(String[]::new);
    int file = KNOWN_AT + 1 + VersionOrder.COLUMNS.indexOf("source_file");
    int line = KNOWN_AT + 1 + VersionOrder.COLUMNS.indexOf("source_line");
    warehouse
        .scan(spec.table(), columns)
        .where(filter)
        .where(Filter.in("period_type", TYPES))
        .forEach(
            cells -> {
              Object[] row = cells.values();
              if (Boolean.TRUE.equals(row[9])) {
                return;
              }
              int end = cells.whole(3, 0);
              figures.accept(
                  new FiscalFigure(
                      runId.equals(row[8]),
                      isActual,
                      List.of(cells.text(0), cells.text(1), cells.text(2)),
                      FiscalPeriod.of(end),
                      end,
                      cells.whole(4, 0),
                      (Double) row[5],
                      cells.text(6),
                      cells.whole(7, 0),
                      (String) row[file],
                      (Long) row[line],
                      VersionOrder.at(row, KNOWN_AT, KNOWN_AT + 1)));
            });
  }
}
