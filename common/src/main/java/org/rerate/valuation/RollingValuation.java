package org.rerate.valuation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.rerate.domain.Days;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.RollingStatistics;
import org.rerate.series.References;
import org.rerate.storage.InternalRows;
import org.rerate.storage.Period;
import org.rerate.storage.PeriodFiles;
import org.rerate.storage.Replacement;
import org.rerate.storage.RowFolder;
import org.rerate.storage.ScannedRows;
import org.rerate.storage.Warehouse;
import org.rerate.storage.WrittenFile;
import org.rerate.table.ValuationTables;

/**
 * Rolling statistics of stored series of baskets, from a day on to the end of what is stored: a
 * value that changed reaches the windows of later days.
 */
public final class RollingValuation {

  private final References references;
  private final Warehouse warehouse;
  private final Variant variant;
  private final String runId;

  /** Rolling statistics of what is stored for the same cut, signed with {@code runId}. */
  public RollingValuation(References references, Methodology methodology, String runId) {
    this.references = references;
    this.warehouse = references.warehouse();
    this.variant = new Variant(methodology.name(), references.cut());
    this.runId = runId;
  }

  /**
   * Series and the first day whose statistics are replaced.
   *
   * @param from the day
   * @param baskets the baskets, by membership
   * @param bases the bases; empty for all
   * @param subsectors the sub-sectors; empty for all
   */
  public record Part(
      int from, Map<String, Set<String>> baskets, Set<String> bases, Set<String> subsectors)
      implements Serializable {

    /** Condition on basket_valuations that also holds for their rows of rolling. */
    private String where() {
      String series =
          baskets.entrySet().stream()
              .map(
                  entry ->
                      "("
                          + Warehouse.anyOf("membership", List.of(entry.getKey()))
                          + " AND "
                          + Warehouse.anyOf("basket_id", List.copyOf(entry.getValue()))
                          + ")")
              .collect(Collectors.joining(" OR ", "(", ")"));
      return series + among("basis", bases) + among("subsector", subsectors);
    }

    private static String among(String column, Set<String> words) {
      return words.isEmpty() ? "" : " AND " + Warehouse.anyOf(column, List.copyOf(words));
    }

    private boolean has(RollingSeries series) {
      return baskets.getOrDefault(series.membership(), Set.of()).contains(series.basket())
          && (bases.isEmpty() || bases.contains(series.basis()))
          && (subsectors.isEmpty() || subsectors.contains(series.subsector()));
    }
  }

  /**
   * P/E and cap of baskets, no basket in two parts.
   *
   * @return the version of the table written
   */
  public long ofBaskets(List<Part> parts, List<Integer> windows) {
    Starts starts = Starts.of(parts);
    int firstDay = firstDay(starts, windows);
    String where =
        parts.stream().map(Part::where).collect(Collectors.joining(") OR (", "((", "))"));
    ScannedRows series =
        ScannedRows.of(
            warehouse.readRange(
                ValuationTables.BASKET_VALUATIONS,
                variant.partition(),
                variant.condition() + " AND " + where + " AND " + since(firstDay)),
            "basket_id",
            "subsector",
            "basis",
            "membership",
            "valuation_date",
            "pe",
            "cap_usd",
            "status");
    String replaced =
        parts.stream()
            .map(part -> "(" + part.where() + ") AND " + since(part.from()))
            .collect(Collectors.joining(" OR ", "measure <> 'pe_premium' AND (", ")"));
    List<Part> wanted = List.copyOf(parts);
    RollingRuns.Wanted isWanted = one -> wanted.stream().anyMatch(part -> part.has(one));
    return write(
        series.rows(),
        new RollingRuns.Shape(withoutAgainst(series.places()), firstDay, starts.first(), isWanted),
        starts,
        List.of("pe", "cap_usd"),
        windows,
        replaced);
  }

  /** A basket's own values are against no other. */
  private static int[] withoutAgainst(int[] places) {
    return IntStream.concat(IntStream.of(places[0], -1), Arrays.stream(places).skip(1)).toArray();
  }

  /** P/E premium of the comparisons that {@code where} names. */
  public long ofPremium(String basketA, String basketB, int from, List<Integer> windows) {
    Starts starts = new Starts(from, Map.of());
    int firstDay = firstDay(starts, windows);
    String pair =
        Warehouse.anyOf("basket_a", List.of(basketA))
            + " AND "
            + Warehouse.anyOf("basket_b", List.of(basketB));
    Dataset<Row> series =
        warehouse
            .read(ValuationTables.COMPARISONS)
            .where(variant.condition() + " AND " + pair + " AND " + since(firstDay))
            .select(
                "basket_a",
                "basket_b",
                "subsector",
                "basis",
                "membership",
                "valuation_date",
                "pe_premium",
                "status");
    return write(
        InternalRows.of(series),
        new RollingRuns.Shape(
            IntStream.range(0, series.columns().length).toArray(),
            firstDay,
            starts.first(),
            one -> true),
        starts,
        List.of("pe_premium"),
        windows,
        since(from)
            + " AND measure = 'pe_premium' AND "
            + Warehouse.anyOf("basket_id", List.of(basketA))
            + " AND "
            + Warehouse.anyOf("against_basket_id", List.of(basketB)));
  }

  private static String since(int day) {
    return "valuation_date >= DATE'" + Days.date(day) + "'";
  }

  /** First day by basket, and of those that are not named. */
  private record Starts(int first, Map<String, Integer> later)
      implements ToIntFunction<String>, Serializable {

    static Starts of(List<Part> parts) {
      int first = parts.stream().mapToInt(Part::from).min().orElseThrow();
      Map<String, Integer> later = new HashMap<>();
      for (Part part : parts) {
        if (part.from() > first) {
          part.baskets()
              .values()
              .forEach(some -> some.forEach(basket -> later.put(basket, part.from())));
        }
      }
      return new Starts(first, later);
    }

    @Override
    public int applyAsInt(String basket) {
      return later.getOrDefault(basket, first);
    }
  }

  private int firstDay(Starts starts, List<Integer> windows) {
    return reach(days(), starts.first(), windows);
  }

  private int[] days() {
    return references.valuationDays(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private long write(
      JavaRDD<InternalRow> rows,
      RollingRuns.Shape shape,
      Starts starts,
      List<String> measures,
      List<Integer> windows,
      String where) {
    int from = starts.first();
    int[] calendar = days();
    RowFolder folder = warehouse.rowFolder();
    String run = runId;
    Period period = Period.of(from, calendar.length == 0 ? from : calendar[calendar.length - 1]);
    List<WrittenFile> files =
        rows.mapPartitionsToPair(some -> new RollingRuns(some, shape))
            .repartitionAndSortWithinPartitions(new HashPartitioner(cores()))
            .mapPartitions(
                sorted -> {
                  try (PeriodFiles years =
                      new PeriodFiles(folder, ValuationTables.ROLLING, period)) {
                    new RollingWalk(calendar, starts, measures, windows, years, run).write(sorted);
                    return years.finish().iterator();
                  }
                })
            .collect();
    return warehouse.replaceFiles(
        ValuationTables.ROLLING,
        files,
        new Replacement(variant.condition() + " AND " + where, variant.partition(), period),
        runId);
  }

  private int cores() {
    return warehouse.spark().sparkContext().defaultParallelism();
  }

  /** First day whose values reach the windows of {@code from}. */
  private static int reach(int[] calendar, int from, List<Integer> windows) {
    int longest = windows.stream().mapToInt(Integer::intValue).max().orElse(0);
    int at = Arrays.binarySearch(calendar, from);
    int first = Math.max(0, (at < 0 ? -at - 1 : at) - RollingStatistics.reach(longest));
    return first < calendar.length ? calendar[first] : from;
  }
}
