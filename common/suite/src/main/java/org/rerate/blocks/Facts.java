package org.rerate.blocks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;
import org.rerate.engine.delta.LocalRows;
import org.rerate.engine.delta.TableScan;
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

  private static final String KNOWN = "known_at";

  private final AsOf asOf;
  private final List<List<Version>> facts = new ArrayList<>();
  private final Map<Integer, List<List<Version>>> byDay = new HashMap<>();

  /** One row with what decides whether it counts. */
  private record Version(Fact fact, int day, long knownAt, boolean retracted) {}

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
    String day = feed.businessDay();
    return of(references, asOf, feed, where, fact -> day == null ? 0 : fact.day(day));
  }

  /** The same with {@code day} telling the business day. */
  public static Facts of(
      ReferenceData references, AsOf asOf, FeedSpec feed, Filter where, ToIntFunction<Fact> day) {
    List<ColumnSpec> columns =
        feed.feedColumns().stream().filter(c -> !c.name().equals(KNOWN)).toList();
    StructType type = TableScan.type(columns);
    String[] asked =
        Stream.concat(columns.stream().map(ColumnSpec::name), Stream.of("retracted", KNOWN))
            .toArray(String[]::new);
    references.note(feed, where);
    Map<List<Object>, List<Version>> byKey = new HashMap<>();
    List<List<Object>> keys = new ArrayList<>();
    references
        .versions(feed, where, asked)
        .forEach(
            (row, delivered) -> {
              Fact fact = new Fact(LocalRows.named(Arrays.copyOf(row, columns.size()), type));
              List<Object> key = new ArrayList<>();
              feed.key().forEach(column -> key.add(fact.row().getAs(column)));
              byKey
                  .computeIfAbsent(
                      key,
                      fresh -> {
                        keys.add(fresh);
                        return new ArrayList<>(1);
                      })
                  .add(
                      new Version(
                          fact,
                          day.applyAsInt(fact),
                          (Long) row[columns.size() + 1],
                          (Boolean) row[columns.size()]));
            });
    keys.sort(Facts::compareKeys);
    Facts built = new Facts(asOf);
    for (List<Object> key : keys) {
      List<Version> versions = byKey.get(key);
      built.facts.add(versions);
      built.byDay.computeIfAbsent(versions.get(0).day(), d -> new ArrayList<>()).add(versions);
    }
    return built;
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
