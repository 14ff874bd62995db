package org.rerate.valuation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.rerate.domain.Days;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.RollingStatistics;
import org.rerate.series.References;
import org.rerate.storage.InternalRows;
import org.rerate.storage.Period;
import org.rerate.storage.PeriodFiles;
import org.rerate.storage.Replacement;
import org.rerate.storage.RowFolder;
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
   * @param where condition on basket_valuations that also holds for their rows of rolling
   * @param baskets the baskets that it names
   */
  public record Part(int from, String where, List<String> baskets) {}

  /**
   * P/E and cap of baskets, no basket in two parts.
   *
   * @return the version of the table written
   */
  public long ofBaskets(List<Part> parts, List<Integer> windows) {
    String where =
        parts.stream().map(Part::where).collect(Collectors.joining(") OR (", "((", "))"));
    Dataset<Row> series =
        warehouse
            .read(ValuationTables.BASKET_VALUATIONS)
            .where(variant.condition() + " AND " + where)
            .selectExpr(
                "basket_id",
                "CAST(NULL AS STRING) AS against_basket_id",
                "subsector",
                "basis",
                "membership",
                "valuation_date AS day",
                "pe",
                "cap_usd",
                "status");
    String replaced =
        parts.stream()
            .map(part -> "(" + part.where() + ") AND " + since(part.from()))
            .collect(Collectors.joining(" OR ", "measure <> 'pe_premium' AND (", ")"));
    return write(series, Starts.of(parts), List.of("pe", "cap_usd"), windows, replaced);
  }

  /** P/E premium of the comparisons that {@code where} names. */
  public long ofPremium(String basketA, String basketB, int from, List<Integer> windows) {
    String pair =
        Warehouse.anyOf("basket_a", List.of(basketA))
            + " AND "
            + Warehouse.anyOf("basket_b", List.of(basketB));
    Dataset<Row> series =
        warehouse
            .read(ValuationTables.COMPARISONS)
            .where(variant.condition() + " AND " + pair)
            .selectExpr(
                "basket_a AS basket_id",
                "basket_b AS against_basket_id",
                "subsector",
                "basis",
                "membership",
                "valuation_date AS day",
                "pe_premium",
                "status");
    return write(
        series,
        new Starts(from, Map.of()),
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
          part.baskets().forEach(basket -> later.put(basket, part.from()));
        }
      }
      return new Starts(first, later);
    }

    @Override
    public int applyAsInt(String basket) {
      return later.getOrDefault(basket, first);
    }
  }

  private long write(
      Dataset<Row> series,
      Starts starts,
      List<String> measures,
      List<Integer> windows,
      String where) {
    int from = starts.first();
    int[] calendar = references.valuationDays(Integer.MIN_VALUE, Integer.MAX_VALUE);
    RowFolder folder = warehouse.rowFolder();
    String run = runId;
    int values = measures.size();
    Period period = Period.of(from, calendar.length == 0 ? from : calendar[calendar.length - 1]);
    Dataset<Row> needed =
        series.where("day >= DATE'" + Days.date(reach(calendar, from, windows)) + "'");
    List<WrittenFile> files =
        warehouse
            .spark()
            .createDataFrame(
                InternalRows.of(needed).mapPartitions(rows -> new RollingRuns(rows, values)),
                RollingRuns.TYPE)
            // A number, as the packed series look too small to be worth a second core.
            .repartition(cores(), columns(RollingRuns.KEY))
            .sortWithinPartitions(columns(RollingRuns.KEY))
            .mapPartitions(
                (MapPartitionsFunction<Row, WrittenFile>)
                    sorted -> {
                      try (PeriodFiles years =
                          new PeriodFiles(folder, ValuationTables.ROLLING, period)) {
                        new RollingWalk(calendar, starts, measures, windows, years, run)
                            .write(sorted);
                        return years.finish().iterator();
                      }
                    },
                Encoders.bean(WrittenFile.class))
            .collectAsList();
    return warehouse.replaceFiles(
        ValuationTables.ROLLING,
        files,
        new Replacement(variant.condition() + " AND " + where, variant.partition(), period),
        runId);
  }

  private int cores() {
    return warehouse.spark().sparkContext().defaultParallelism();
  }

  private static Column[] columns(String... names) {
    return Arrays.stream(names).map(functions::col).toArray(Column[]::new);
  }

  /** First day whose values reach the windows of {@code from}. */
  private static int reach(int[] calendar, int from, List<Integer> windows) {
    int longest = windows.stream().mapToInt(Integer::intValue).max().orElse(0);
    int at = Arrays.binarySearch(calendar, from);
    int first = Math.max(0, (at < 0 ? -at - 1 : at) - RollingStatistics.reach(longest));
    return first < calendar.length ? calendar[first] : from;
  }
}
