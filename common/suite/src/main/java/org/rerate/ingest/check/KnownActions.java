package org.rerate.ingest.check;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rerate.engine.delta.TableScan;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.VersionOrder;

/**
 * The stored splits, price adjustments and changes of a ratio that explain moves of a feed file's
 * rows: by line, or by company where its rows name companies.
 */
public final class KnownActions implements Serializable {

  /** None. */
  public static final KnownActions NONE = new KnownActions(Map.of());

  private static final long serialVersionUID = 1L;

  private static final List<String> EXPLAINING = List.of("split", "price_adjustment", "unit_ratio");

  private static final String[] COLUMNS = {
    "security_id", "ex_date", "action", "value", "retracted", "known_at"
  };

  private final HashMap<String, Line> lines;

  private KnownActions(Map<String, Line> lines) {
    this.lines = new HashMap<>(lines);
  }

  /** The actions of one line or company, by ex-date. */
  static final class Line implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int[] days;
    private final double[] ratios;
    private final boolean[] areSplits;

    private Line(List<Action> actions) {
      actions.sort(Comparator.comparingInt(Action::day));
      days = actions.stream().mapToInt(Action::day).toArray();
      ratios = actions.stream().mapToDouble(Action::ratio).toArray();
      areSplits = new boolean[days.length];
      for (int i = 0; i < days.length; i++) {
        areSplits[i] = actions.get(i).isSplit();
      }
    }

    private int firstAfter(int day) {
      int place = Arrays.binarySearch(days, day + 1);
      int first = place < 0 ? -place - 1 : place;
      while (first > 0 && days[first - 1] > day) {
        first--;
      }
      return first;
    }

    /** True if one has its ex-date after a day, up to another. */
    boolean explains(int since, int until) {
      int first = firstAfter(since);
      return first < days.length && days[first] <= until;
    }

    /** By what splits multiply a share count; 1 without any. */
    double shareRatio(int since, int until) {
      double product = 1;
      for (int i = firstAfter(since); i < days.length && days[i] <= until; i++) {
        product *= areSplits[i] ? ratios[i] : 1;
      }
      return product;
    }

    /**
     * By what splits and adjustments divide a close; NaN without a split, or if a ratio changes.
     */
    double splitRatio(int since, int until) {
      double product = 1;
      boolean hasSplit = false;
      for (int i = firstAfter(since); i < days.length && days[i] <= until; i++) {
        product *= ratios[i];
        hasSplit |= areSplits[i];
      }
      return hasSplit ? product : Double.NaN;
    }
  }

  /** What explains: {@code ratio} is NaN for a change of the ADR ratio. */
  private record Action(int day, double ratio, boolean isSplit) {}

  /**
   * Those that may explain rows of a file from a day on; none of a file whose moves no split
   * explains.
   *
   * @param firstDay days since 1970
   */
  public static KnownActions of(Warehouse warehouse, FeedSpec spec, int firstDay) {
    if (!OddMove.isExplainedByActions(spec.name())) {
      return NONE;
    }
    String[] asked =
        Stream.concat(Arrays.stream(COLUMNS), VersionOrder.COLUMNS.stream()).toArray(String[]::new);
    TableScan scan =
        warehouse
            .scan(MarketTables.CORPORATE_ACTIONS.table(), asked)
            .where(Filter.in("action", EXPLAINING))
            .where(Filter.since("ex_date", firstDay));
    Map<List<Object>, Object[]> winners = new HashMap<>();
    scan.forEach(
        cells ->
            winners.merge(
                List.of(cells.text(0), cells.whole(1, 0), cells.text(2)),
                cells.values(),
                (one, other) -> order(one).compareTo(order(other)) < 0 ? other : one));
    Map<String, List<Action>> standing = new HashMap<>();
    winners.forEach(
        (key, row) -> {
          if (!Boolean.TRUE.equals(row[4])) {
            String action = (String) key.get(2);
            double value = action.equals("unit_ratio") ? Double.NaN : (Double) row[3];
            standing
                .computeIfAbsent((String) key.get(0), id -> new ArrayList<>())
                .add(new Action((Integer) key.get(1), value, action.equals("split")));
          }
        });
    boolean isOfCompanies = KnownReferences.names(spec.name(), "issuer_id");
    Map<String, Line> lines = new HashMap<>();
    (isOfCompanies ? byCompany(warehouse, standing) : standing)
        .forEach((id, actions) -> lines.put(id, new Line(actions)));
    return new KnownActions(lines);
  }

  private static VersionOrder order(Object[] row) {
    return VersionOrder.at(row, COLUMNS.length - 1, COLUMNS.length);
  }

  private static Map<String, List<Action>> byCompany(
      Warehouse warehouse, Map<String, List<Action>> byLine) {
    Map<String, List<Action>> all = new HashMap<>();
    if (!byLine.isEmpty()) {
      warehouse
          .scan(MarketTables.SECURITIES.table(), "security_id", "issuer_id")
          .where(Filter.in("security_id", byLine.keySet()))
          .forEach(
              cells ->
                  all.computeIfAbsent(cells.text(1), id -> new ArrayList<>())
                      .addAll(byLine.getOrDefault(cells.text(0), List.of())));
    }
    return all;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Those of a line or company; null if there are none. */
  Line of(String id) {
    return lines.get(id);
  }
}
