package org.rerate.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.udf;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.rerate.domain.RuleCode;
import org.rerate.table.FeedSpec;

/**
 * Counts accepted rows that are odd beside their neighbours, in the same load or stored in the days
 * before its first. Nothing is held back for a warning.
 */
public final class Warnings {

  static final int STALE_SESSIONS = 20;

  private static final String NEW = "_new";

  private Warnings() {}

  /** True where an estimate's mean is outside [low, high]. */
  public static Column meanOutsideRange() {
    return col("mean").lt(col("low")).or(col("mean").gt(col("high")));
  }

  /**
   * Counts by code, those that are 0 left out.
   *
   * @param accepted the accepted rows of one file
   * @param stored what was stored of the file before, if anything was
   * @param actions stored corporate actions, if any; asked for only when something is odd
   */
  public static Map<RuleCode, Long> counted(
      FeedSpec spec,
      Dataset<Row> accepted,
      Optional<Dataset<Row>> stored,
      Supplier<Optional<Dataset<Row>>> actions) {
    Map<RuleCode, Long> counts = new LinkedHashMap<>();
    if (!Earlier.matter(spec)) {
      return counts;
    }
    Dataset<Row> rows = withEarlier(spec, accepted, stored);
    switch (spec.name()) {
      case "prices" -> prices(rows, actions, counts);
      case "shares" -> shares(rows, actions, counts);
      case "fx" -> fx(rows, counts);
      default -> {
        // The other files have no warning that looks at neighbours.
      }
    }
    counts.values().removeIf(n -> n == 0);
    return counts;
  }

  /** The rows that stand, those of this load marked as new. */
  private static Dataset<Row> withEarlier(
      FeedSpec spec, Dataset<Row> accepted, Optional<Dataset<Row>> stored) {
    Column[] columns =
        spec.feedColumns().stream().map(column -> col(column.name())).toArray(Column[]::new);
    Dataset<Row> rows =
        accepted.where(col("retracted").equalTo(false)).select(columns).withColumn(NEW, lit(true));
    if (stored.isEmpty()) {
      return rows;
    }
    LocalDate first = rows.agg(min(spec.businessDay())).as(Encoders.LOCALDATE()).first();
    return first == null
        ? rows
        : rows.unionByName(Earlier.before(spec, first, stored.get()).withColumn(NEW, lit(false)));
  }

  private static void prices(
      Dataset<Row> rows, Supplier<Optional<Dataset<Row>>> actions, Map<RuleCode, Long> counts) {
    WindowSpec line = Window.partitionBy("security_id", "basis").orderBy("trade_date", "known_at");
    WindowSpec sessions = line.rowsBetween(1L - STALE_SESSIONS, 0);
    Column stale =
        count(lit(1))
            .over(sessions)
            .equalTo(STALE_SESSIONS)
            .and(min("close").over(sessions).equalTo(max("close").over(sessions)));
    Dataset<Row> odd =
        rows.withColumn("_before", lag("close", 1).over(line))
            .withColumn("_since", lag("trade_date", 1).over(line))
            .withColumn("_stale", stale)
            .withColumn("_move", moved("prices", "close"))
            .where(col(NEW).and(col("_stale").or(col("_move"))))
            .select("security_id", "trade_date", "_since", "_stale", "_move")
            .cache();
    counts.put(RuleCode.STALE_CLOSE, odd.where(col("_stale")).count());
    counts.put(
        RuleCode.PRICE_MOVE, unexplained(odd.where(col("_move")), "trade_date", actions).count());
    odd.unpersist();
  }

  private static void shares(
      Dataset<Row> rows, Supplier<Optional<Dataset<Row>>> actions, Map<RuleCode, Long> counts) {
    WindowSpec line = Window.partitionBy("security_id").orderBy("effective_date", "known_at");
    Dataset<Row> odd =
        rows.withColumn("_before", lag("shares_outstanding", 1).over(line))
            .withColumn("_since", lag("effective_date", 1).over(line))
            .where(col(NEW).and(moved("shares", "shares_outstanding")));
    counts.put(RuleCode.SHARE_COUNT_JUMP, unexplained(odd, "effective_date", actions).count());
  }

  private static void fx(Dataset<Row> rows, Map<RuleCode, Long> counts) {
    WindowSpec rates = Window.partitionBy("currency").orderBy("rate_date", "known_at");
    counts.put(
        RuleCode.FX_MOVE,
        rows.withColumn("_before", lag("usd_per_unit", 1).over(rates))
            .where(col(NEW).and(moved("fx", "usd_per_unit")))
            .count());
  }

  private static Column moved(String file, String column) {
    UserDefinedFunction isOdd =
        udf(
            (Double before, Double now) -> before != null && OddMove.isOdd(file, before, now),
            DataTypes.BooleanType);
    return isOdd.apply(col("_before"), col(column));
  }

  /** The rows since whose neighbour no split was. */
  private static Dataset<Row> unexplained(
      Dataset<Row> odd, String day, Supplier<Optional<Dataset<Row>>> actions) {
    // Nearly always nothing is odd, and then there is nothing to look up.
    Optional<Dataset<Row>> stored = odd.isEmpty() ? Optional.empty() : actions.get();
    if (stored.isEmpty()) {
      return odd;
    }
    Dataset<Row> splits =
        stored
            .get()
            .where(col("action").isin("split", "unit_ratio"))
            .select(col("security_id").as("_split"), col("ex_date"));
    Column between = col("ex_date").gt(col("_since")).and(col("ex_date").leq(col(day)));
    return odd.join(splits, col("security_id").equalTo(col("_split")).and(between), "left_anti");
  }
}
