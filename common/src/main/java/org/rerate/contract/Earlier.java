package org.rerate.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.storage.Condition;
import org.rerate.storage.Lookup;
import org.rerate.table.FeedSpec;

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
    Column latest = struct(col("known_at"), col("ingested_at"), col("source_line"));
    return stored
        .where(day.geq(from).and(day.lt(lit(first))))
        .groupBy(spec.key().stream().map(name -> col(name).as("_" + name)).toArray(Column[]::new))
        .agg(max_by(struct(columns), latest).as("_winner"))
        .select("_winner.*")
        .where(col("retracted").equalTo(false));
  }

  /**
   * The same, worked out in this process, in the form of the readers' rows, of which only the key,
   * the value that is compared, and what tells versions apart are there.
   *
   * @return empty if there is too much to look it up
   */
  static Optional<Collection<Object[]>> before(Stored stored, RowLayout layout, int first) {
    FeedSpec spec = layout.spec();
    int size = layout.size();
    List<String> asked = new ArrayList<>(spec.key());
    asked.addAll(
        List.of(VALUES.get(spec.name()), "known_at", "retracted", "ingested_at", "source_line"));
    int[] places = asked.stream().mapToInt(layout::place).toArray();
    places[places.length - 2] = size;
    places[places.length - 1] = size + 1;
    Lookup lookup =
        stored
            .asking(asked)
            .where(Condition.days(spec.businessDay(), first - DAYS.get(spec.name()), first - 1));
    if (!lookup.isSmall()) {
      return Optional.empty();
    }
    Map<List<Object>, Object[]> winners = new HashMap<>();
    BinaryOperator<Object[]> latest = BinaryOperator.maxBy(layout.versions());
    lookup.forEach(
        row -> {
          Object[] values = new Object[size + 2];
          for (int i = 0; i < places.length; i++) {
            values[places[i]] = row.value(i);
          }
          winners.merge(layout.key(values), values, latest);
        });
    int retracted = layout.place("retracted");
    winners.values().removeIf(row -> !Boolean.FALSE.equals(row[retracted]));
    return Optional.of(winners.values());
  }

  /** How far back a neighbour may lie; 0 where none matters. */
  static int days(FeedSpec spec) {
    return DAYS.getOrDefault(spec.name(), 0);
  }

  /** True for the files whose rows are compared with their neighbours. */
  static boolean matter(FeedSpec spec) {
    return DAYS.containsKey(spec.name());
  }
}
