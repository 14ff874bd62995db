package org.rerate.blocks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.rerate.engine.filter.Filter;
import org.rerate.history.AsOf;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.VersionOrder;

/**
 * All versions of a market table's facts, brought to the driver, and the question "which of them
 * counted on a day". For tables that are small, or filtered by key to what a measure needs.
 *
 * <p>Per natural key the visible version known last wins, on equal {@code known_at} the one
 * delivered last, see {@link VersionOrder}; if it is a retraction the fact is gone. Facts whose
 * business day is after the day asked for do not count.
 */
public final class Facts {

  private final AsOf asOf;
  private final List<List<Version>> facts = new ArrayList<>();
  private final Map<Integer, List<List<Version>>> byDay = new HashMap<>();

  /** One row with what decides whether it counts. */
  private record Version(Fact fact, int day, long knownAt, VersionOrder order, boolean retracted) {}

  private Facts(AsOf asOf) {
    this.asOf = asOf;
  }

  /**
   * The facts of {@code feed} for someone who sees {@code cut}.
   *
   * @param where over the key columns. Never over others: a retraction names its key only, and one
   *     that is filtered away takes nothing back
   */
  public static Facts of(ReferenceData references, AsOf asOf, FeedSpec feed, Filter where) {
    String day = feed.businessDay() == null ? "0" : "unix_date(" + feed.businessDay() + ")";
    return of(references, asOf, feed, where, day);
  }

  /** The same with {@code day} as the SQL of the business day. */
  public static Facts of(
      ReferenceData references, AsOf asOf, FeedSpec feed, Filter where, String day) {
    List<String> columns = new ArrayList<>();
    for (ColumnSpec column : feed.feedColumns()) {
      columns.add(
          column.kind().type().equals(DataTypes.DateType)
              ? "unix_date(" + column.name() + ") AS " + column.name()
              : column.name());
    }
    columns.add("int(" + day + ") AS business_day");
    columns.add("unix_micros(known_at) AS known");
    columns.add(VersionOrder.DELIVERED_MICROS + " AS delivered");
    columns.add("source_line");
    columns.add("source_file");
    Dataset<Row> rows =
        references
            .noted(feed, references.recorded(feed).where(where.sql()))
            .selectExpr(columns.toArray(String[]::new));
    Map<List<Object>, List<Version>> byKey = new HashMap<>();
    List<List<Object>> keys = new ArrayList<>();
    for (Row row : rows.collectAsList()) {
      List<Object> key = new ArrayList<>();
      feed.key().forEach(column -> key.add(row.getAs(column)));
      byKey
          .computeIfAbsent(
              key,
              fresh -> {
                keys.add(fresh);
                return new ArrayList<>(1);
              })
          .add(version(row));
    }
    keys.sort(Facts::compareKeys);
    Facts built = new Facts(asOf);
    for (List<Object> key : keys) {
      List<Version> versions = byKey.get(key);
      versions.sort(Comparator.comparing(Version::order));
      built.facts.add(versions);
      built.byDay.computeIfAbsent(versions.get(0).day(), d -> new ArrayList<>()).add(versions);
    }
    return built;
  }

  private static Version version(Row row) {
    int day = row.getAs("business_day");
    long known = row.getAs("known");
    VersionOrder order =
        new VersionOrder(
            known,
            row.<Long>getAs("delivered"),
            row.<Long>getAs("source_line"),
            row.getAs("source_file"));
    return new Version(new Fact(row), day, known, order, row.getAs("retracted"));
  }

  /** Column by column; a missing value comes first. */
  private static int compareKeys(List<Object> a, List<Object> b) {
    for (int i = 0; i < a.size(); i++) {
      int order =
          Comparator.nullsFirst(Comparator.<String>naturalOrder())
              .compare(sortable(a.get(i)), sortable(b.get(i)));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Days as text that sorts as they do, since 1900 at least. */
  private static String sortable(Object value) {
    return value instanceof Integer day
        ? String.format("%010d", (long) day - Integer.MIN_VALUE)
        : value == null ? null : value.toString();
  }

  /** The facts that counted on {@code day}, in order of their key. */
  public List<Fact> on(int day) {
    return visible(facts, day);
  }

  /** Those of them whose business day is {@code day} itself. */
  public List<Fact> dated(int day) {
    return visible(byDay.getOrDefault(day, List.of()), day);
  }

  private List<Fact> visible(List<List<Version>> candidates, int day) {
    long limit = asOf.knowledge().limit(day);
    List<Fact> visible = new ArrayList<>();
    for (List<Version> versions : candidates) {
      if (versions.get(0).day() > day) {
        continue;
      }
      int winner = versions.size() - 1;
      while (winner >= 0 && versions.get(winner).knownAt() > limit) {
        winner--;
      }
      if (winner >= 0 && !versions.get(winner).retracted()) {
        visible.add(versions.get(winner).fact());
      }
    }
    return visible;
  }

  /** True if no row passed the filter, visible or not. */
  public boolean isEmpty() {
    return facts.isEmpty();
  }
}
