package org.rerate.jobs.notebook;

import java.util.List;
import org.apache.spark.sql.Row;
import org.rerate.report.document.Unit;

/** Horizontal bars with their values; a missing value is a dash without a bar. */
final class BarChart {

  private static final int TOP = 30;
  private static final int STEP = 26;
  private static final int BAR = 18;
  private static final int NAMES = 210;
  private static final int VALUES = 90;
  private static final String RISE = "#0065a3";
  private static final String FALL = "#c14f00";

  private final String title;
  private final Unit unit;
  private final List<Row> rows;
  private final double low;
  private final double high;

  BarChart(String title, Unit unit, List<Row> rows) {
    this.title = title;
    this.unit = unit;
    this.rows = rows;
    low = Math.min(0, values().min().orElse(0));
    high = Math.max(0, values().max().orElse(1));
  }

  private java.util.stream.DoubleStream values() {
    return rows.stream().filter(row -> !row.isNullAt(1)).mapToDouble(BarChart::value);
  }

  private static double value(Row row) {
    return ((Number) row.get(1)).doubleValue();
  }

  String svg() {
    Svg svg = new Svg(title, TOP + STEP * rows.size() + 6);
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      double y = TOP + STEP * (double) i;
      svg.words(NAMES - 8, y + 14, "end", Svg.INK, row.get(0).toString());
      double end = x(0);
      if (!row.isNullAt(1)) {
        end = Math.max(end, x(value(row)));
        double start = Math.min(x(0), x(value(row)));
        svg.box(start, y, end - start, BAR, value(row) < 0 ? FALL : RISE);
      }
      svg.words(end + 6, y + 14, "start", Svg.INK, unit.display(row.get(1)));
    }
    return svg.line(x(0), TOP - 4, x(0), TOP + STEP * (double) rows.size(), Svg.INK).drawn();
  }

  private double x(double value) {
    double width = Svg.WIDTH - NAMES - VALUES;
    return NAMES + width * (value - low) / Math.max(high - low, Double.MIN_NORMAL);
  }
}
