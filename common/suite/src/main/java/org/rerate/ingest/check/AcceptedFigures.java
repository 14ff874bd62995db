package org.rerate.ingest.check;

import java.util.ArrayList;
import java.util.List;
import org.rerate.domain.FiscalPeriod;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.batch.BatchStore;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.VersionOrder;

/**
 * Keeps accepted figures that are not stored, so that {@link OddFigures} may look at them as at
 * those of a load. One thread uses it.
 */
public final class AcceptedFigures {

  private final BatchStore rows;
  private final long ingestedAt;
  private final FeedSpec spec;
  private final int issuer;
  private final int metric;
  private final int type;
  private final int end;
  private final int day;
  private final int value;
  private final int currency;
  private final int months;
  private final int retracted;
  private final int knownAt;
  private final List<FiscalFigure> figures = new ArrayList<>();

  /**
   * Those among rows of estimates or of reported figures.
   *
   * @param ingestedAt when the run would take them in, microseconds of UTC
   */
  public AcceptedFigures(BatchStore rows, long ingestedAt) {
    this.rows = rows;
    this.ingestedAt = ingestedAt;
    BatchSchema shape = rows.shape();
    spec = shape.spec();
    issuer = shape.place("issuer_id");
    metric = shape.place("metric");
    type = shape.place("period_type");
    end = shape.place("period_end");
    day = shape.place(spec.businessDay());
    value = shape.place(Earlier.value(spec));
    currency = shape.place("currency");
    months = shape.place("period_months");
    retracted = shape.place("retracted");
    knownAt = shape.place("known_at");
  }

  /** Takes an accepted row. */
  public void add(int row) {
    if (rows.value(retracted, row) != 0 || !FiscalFigure.TYPES.contains(text(type, row))) {
      return;
    }
    BatchSchema shape = rows.shape();
    int periodEnd = (int) rows.value(end, row);
    String file = text(shape.file(), row);
    long line = rows.value(shape.line(), row);
    figures.add(
        new FiscalFigure(
            true,
            spec.equals(MarketTables.ACTUALS),
            List.of(text(issuer, row), text(metric, row), text(type, row)),
            FiscalPeriod.of(periodEnd),
            periodEnd,
            (int) rows.value(day, row),
            rows.number(value, row),
            text(currency, row),
            rows.isMissing(months, row) ? 0 : (int) rows.value(months, row),
            file,
            line,
            new VersionOrder(rows.value(knownAt, row), ingestedAt, line, file)));
  }

  private String text(int column, int row) {
    return rows.texts().word((int) rows.value(column, row)).toString();
  }

  /** The figures taken. */
  public List<FiscalFigure> figures() {
    return List.copyOf(figures);
  }
}
