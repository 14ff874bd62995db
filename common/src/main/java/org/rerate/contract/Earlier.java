package org.rerate.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import java.time.LocalDate;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.table.FeedSpec;
import org.rerate.table.VersionOrder;

/**
 * What was stored before a load of the days just before its first: the neighbours without which the
 * load of a single day could never look odd.
 */
final class Earlier {

  /** How far back, in days, the neighbour of a row may lie: 20 sessions; a year's share counts. */
  private static final Map<String, Integer> DAYS = Map.of("prices", 45, "shares", 400, "fx", 15);

  /** What is compared with the neighbour's, besides the key. */
  private static final Map<String, String> VALUES =
      Map.of("prices", "close", "shares", "shares_outstanding", "fx", "usd_per_unit");

  private Earlier() {}

  /**
   * The winning version of each stored fact of those days, retracted ones left out; with the feed's
   * columns.
   */
  static Dataset<Row> before(FeedSpec spec, LocalDate first, Dataset<Row> stored) {
    Column day = col(spec.businessDay());
    Column from = date_sub(lit(first), DAYS.get(spec.name()));
    Column[] columns =
        spec.feedColumns().stream().map(column -> col(column.name())).toArray(Column[]::new);
    Column latest = VersionOrder.winning();
    return stored
        .where(day.geq(from).and(day.lt(lit(first))))
        .groupBy(spec.key().stream().map(name -> col(name).as("_" + name)).toArray(Column[]::new))
        .agg(max_by(struct(columns), latest).as("_winner"))
        .select("_winner.*")
        .where(col("retracted").equalTo(false));
  }

  /** How far back a neighbour may lie; 0 where none matters. */
  static int days(FeedSpec spec) {
    return DAYS.getOrDefault(spec.name(), 0);
  }

  /** The column that is compared with the neighbour's. */
  static String value(FeedSpec spec) {
    return VALUES.get(spec.name());
  }

  /** True for the files whose rows are compared with their neighbours. */
  static boolean matter(FeedSpec spec) {
    return DAYS.containsKey(spec.name());
  }
}
