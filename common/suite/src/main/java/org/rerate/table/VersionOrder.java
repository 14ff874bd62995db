package org.rerate.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * The order in which the versions of one fact count, the winning one last: by {@code known_at},
 * then by the instant at which the row was delivered, then by its file and its line, so that a file
 * in parts counts as the whole file does. It is declared here for SQL, for Spark's columns and for
 * rows in memory.
 *
 * <p>A row is delivered when it is loaded; one that was held back keeps the instant at which it was
 * held ({@code delivered_at}), however late it is taken in ({@code ingested_at}). So a held row
 * never beats what was delivered after it, and {@code --recorded-by} still leaves it out of times
 * when the tables did not have it.
 */
public final class VersionOrder implements Comparable<VersionOrder>, Serializable {

  /** When a row was delivered, in SQL. */
  public static final String DELIVERED = "coalesce(delivered_at, ingested_at)";

  /** The same in microseconds of UTC. */
  public static final String DELIVERED_MICROS = "unix_micros(" + DELIVERED + ")";

  /** What an ORDER BY that puts the winning version first says. */
  public static final String WINNER_FIRST =
      "known_at DESC, " + DELIVERED + " DESC, source_file DESC, source_line DESC";

  /** The columns that decide besides {@code known_at}, as {@link #at} expects their values. */
  public static final List<String> COLUMNS =
      List.of("ingested_at", "delivered_at", "source_line", "source_file");

  private static final Comparator<VersionOrder> ORDER =
      Comparator.<VersionOrder>comparingLong(version -> version.knownAt)
          .thenComparingLong(version -> version.delivered)
          .thenComparing(version -> version.file, VersionOrder::compareBytes)
          .thenComparingLong(version -> version.line);

  private final long knownAt;
  private final long delivered;
  private final long line;
  private final String file;

  /**
   * A version's place in the order.
   *
   * @param knownAt microseconds of UTC
   * @param delivered when it was delivered, microseconds of UTC
   * @param line its {@code source_line}
   * @param file its {@code source_file}
   */
  public VersionOrder(long knownAt, long delivered, long line, String file) {
    this.knownAt = knownAt;
    this.delivered = delivered;
    this.line = line;
    this.file = file;
  }

  /**
   * The place of a stored row whose values of {@link #COLUMNS} stand from {@code first} on.
   *
   * @param knownAt place of {@code known_at}
   */
  public static VersionOrder at(Object[] cells, int knownAt, int first) {
    return new VersionOrder(
        (Long) cells[knownAt],
        delivered(cells, first),
        (Long) cells[first + 2],
        (String) cells[first + 3]);
  }

  /** When a stored row was delivered whose values of {@link #COLUMNS} stand from there on. */
  public static long delivered(Object[] cells, int first) {
    return (Long) (cells[first + 1] == null ? cells[first] : cells[first + 1]);
  }

  /** When a row was delivered. */
  public static Column delivered() {
    return coalesce(col("delivered_at"), col("ingested_at"));
  }

  /** As Spark compares texts. */
  private static int compareBytes(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int compareTo(VersionOrder other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VersionOrder version && compareTo(version) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * knownAt + delivered) + Long.hashCode(line);
  }
}
