package org.rerate.report.document;

import java.util.List;

/**
 * A picture of a table.
 *
 * @param kind how it is drawn
 * @param description what it shows, in words made from its numbers, for those who cannot see it
 * @param data the numbers; its id and title are those of the chart
 * @param x the column along which it runs
 * @param unit unit of the drawn values
 * @param series what is drawn
 * @param marks lines that name a place
 */
public record Chart(
    Kind kind,
    String description,
    Table data,
    String x,
    Unit unit,
    List<Series> series,
    List<Mark> marks)
    implements DocumentPart {

  /** How a chart is drawn. */
  public enum Kind {
    /** Lines over dates; with a band where series have such roles. */
    LINES,
    /** Bars side by side, one group a category, running to the right. */
    BARS,
    /** Steps from a start to an end: the values are the steps, first and last the totals. */
    WATERFALL,
    /** Points, the first series' column against the x column; hovering names the row. */
    SCATTER
  }

  /** What a series stands for; gives it its colour, the same throughout the page. */
  public enum Role {
    /** Basket A. */
    A,
    /** Basket B. */
    B,
    /** A further series of A. */
    A_MORE,
    /** A further series of B. */
    B_MORE,
    /** What a value usually is. */
    MEAN,
    /** Lower end of what is usual. */
    LOW,
    /** Upper end of what is usual. */
    HIGH,
    /** Amounts of single days, drawn as bars among lines. */
    DAILY,
    /** What the chart is about, of either basket. */
    FOCUS,
    /** Yet another. */
    OTHER
  }

  /**
   * One series.
   *
   * @param column its column in the data
   * @param name its name for readers
   * @param role what it stands for
   */
  public record Series(String column, String name, Role role) {}

  /**
   * A named place.
   *
   * @param x value of the x column, or null for a level of the other axis
   * @param y the level, or null for a place on the x axis
   * @param label its name
   */
  public record Mark(String x, Double y, String label) {}
}
