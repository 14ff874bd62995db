package org.rerate.jobs.notebook;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.rerate.report.document.Unit;

/** Lines through time; a missing value is a gap, never zero. */
final class LineChart {

  private static final int HEIGHT = 300;
  private static final int TOP = 46;
  private static final int BOTTOM = HEIGHT - 24;
  private static final int LEFT = 76;
  private static final int RIGHT = Svg.WIDTH - 8;
  private static final int STEPS = 4;

  /** Blue, vermilion, green, grey: told apart by the colour-blind. */
  private static final List<String> COLOURS = List.of("#0065a3", "#c14f00", "#00795a", "#6e7781");

  private final Svg svg;
  private final Unit unit;
  private final List<Row> rows;
  private final long first;
  private final long last;
  private final double low;
  private final double high;

  LineChart(String title, Unit unit, List<Row> rows) {
    this.unit = unit;
    this.rows = rows;
    svg = new Svg(title, HEIGHT);
    first = rows.stream().mapToLong(LineChart::day).min().orElse(0);
    last = rows.stream().mapToLong(LineChart::day).max().orElse(1);
    low = rows.stream().flatMapToDouble(LineChart::numbers).min().orElse(0);
    high = rows.stream().flatMapToDouble(LineChart::numbers).max().orElse(1);
  }

  private static long day(Row row) {
    return LocalDate.parse(row.get(0).toString()).toEpochDay();
  }

  private static java.util.stream.DoubleStream numbers(Row row) {
    return java.util.stream.IntStream.range(1, row.size())
        .filter(i -> !row.isNullAt(i))
        .mapToDouble(i -> number(row, i));
  }

  private static double number(Row row, int column) {
    return ((Number) row.get(column)).doubleValue();
  }

  String svg() {
    for (int i = 0; i <= STEPS; i++) {
      double value = low + (high - low) * i / STEPS;
      svg.line(LEFT, y(value), RIGHT, y(value), Svg.GRID);
      svg.words(LEFT - 6, y(value) + 4, "end", Svg.INK, unit.display(value));
      long day = first + (last - first) * i / STEPS;
      String anchor = i == 0 ? "start" : i == STEPS ? "end" : "middle";
      svg.words(x(day), HEIGHT - 6, anchor, Svg.INK, LocalDate.ofEpochDay(day).toString());
    }
    for (int column = 1; !rows.isEmpty() && column < rows.get(0).size(); column++) {
      line(column);
    }
    return svg.drawn();
  }

  private void line(int column) {
    String colour = COLOURS.get((column - 1) % COLOURS.size());
    String name = rows.get(0).schema().fieldNames()[column].replace('_', ' ');
    double at = LEFT + (column - 1) * 170.0;
    svg.box(at, 26, 14, 4, colour).words(at + 20, 33, "start", Svg.INK, name);
    StringBuilder points = new StringBuilder();
    for (Row row : rows) {
      if (!row.isNullAt(column)) {
        points.append(
            String.format(Locale.ROOT, "%.1f,%.1f ", x(day(row)), y(number(row, column))));
      } else if (points.length() > 0) {
        svg.path(points.toString(), colour);
        points.setLength(0);
      }
    }
    svg.path(points.toString(), colour);
  }

  private double x(long day) {
    return LEFT + (RIGHT - LEFT) * (double) (day - first) / Math.max(1, last - first);
  }

  private double y(double value) {
    return high == low ? BOTTOM : BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low);
  }
}
