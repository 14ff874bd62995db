package org.rerate.valuation;

import java.util.Arrays;
import java.util.List;
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
   * P/E and cap of the baskets that {@code where} names.
   *
   * @param where condition on basket_valuations that also holds for their rows of rolling
   * @return the version of the table written
   */
  public long ofBaskets(int from, List<Integer> windows, String where) {
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
    return write(
        series, from, List.of("pe", "cap_usd"), windows, "measure <> 'pe_premium' AND " + where);
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
        from,
        List.of("pe_premium"),
        windows,
        "measure = 'pe_premium' AND "
            + Warehouse.anyOf("basket_id", List.of(basketA))
            + " AND "
            + Warehouse.anyOf("against_basket_id", List.of(basketB)));
  }

  private long write(
      Dataset<Row> series, int from, List<String> measures, List<Integer> windows, String where) {
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
                        new RollingWalk(calendar, from, measures, windows, years, run)
                            .write(sorted);
                        return years.finish().iterator();
                      }
                    },
                Encoders.bean(WrittenFile.class))
            .collectAsList();
    return warehouse.replaceFiles(
        ValuationTables.ROLLING,
        files,
        new Replacement(
            variant.condition()
                + " AND valuation_date >= DATE'"
                + Days.date(from)
                + "' AND "
                + where,
            variant.partition(),
            period),
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
