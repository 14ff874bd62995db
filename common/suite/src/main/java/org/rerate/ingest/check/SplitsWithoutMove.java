package org.rerate.ingest.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rerate.domain.Days;
import org.rerate.domain.RuleCode;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.methodology.SuspectSplit;
import org.rerate.table.MarketTables;
import org.rerate.table.VersionOrder;

/**
 * Finds splits that came in after the closes around their ex-date, which did not move by them.
 * Those that came in before are found with the closes ({@link OutlierCounter}).
 */
public final class SplitsWithoutMove {

  /** The closes around an ex-date are not further from it than this, in days. */
  private static final int NEAR = 15;

  private static final String[] CLOSES =
      Stream.concat(
              Stream.of("security_id", "trade_date", "close", "retracted", "known_at"),
              VersionOrder.COLUMNS.stream())
          .toArray(String[]::new);

  private SplitsWithoutMove() {}

  private record Split(String line, int day, double ratio, String file, long sourceLine) {}

  /** Those among the splits that a run took in, in the order of their rows. */
  public static List<Warning> of(Warehouse warehouse, String runId) {
    List<Split> splits = new ArrayList<>();
    warehouse
        .scan(
            MarketTables.CORPORATE_ACTIONS.table(),
            "security_id",
            "ex_date",
            "value",
            "source_file",
            "source_line",
            "retracted")
        .where(Filter.is("run_id", runId))
        .where(Filter.is("action", "split"))
        .forEach(
            cells -> {
              Object[] row = cells.values();
              if (!Boolean.TRUE.equals(row[5])) {
                splits.add(
                    new Split(
                        (String) row[0],
                        cells.whole(1, 0),
                        (Double) row[2],
                        (String) row[3],
                        (Long) row[4]));
              }
            });
    if (splits.isEmpty()) {
      return List.of();
    }
    Map<String, NavigableMap<Integer, Object[]>> closes = closes(warehouse, splits);
    List<Warning> found = new ArrayList<>();
    for (Split split : splits) {
      NavigableMap<Integer, Object[]> days = closes.getOrDefault(split.line(), new TreeMap<>());
      Map.Entry<Integer, Object[]> before = days.lowerEntry(split.day());
      Map.Entry<Integer, Object[]> after = days.ceilingEntry(split.day());
      if (before != null
          && after != null
          && split.day() - before.getKey() <= NEAR
          && after.getKey() - split.day() <= NEAR
          && SuspectSplit.isWithoutMove(
              split.ratio(), (Double) before.getValue()[2], (Double) after.getValue()[2])) {
        found.add(
            new Warning(
                RuleCode.SPLIT_WITHOUT_MOVE,
                split.file(),
                split.sourceLine(),
                split.line() + " " + Days.date(split.day()) + " split",
                WarningCollector.text((Double) before.getValue()[2]),
                WarningCollector.text((Double) after.getValue()[2])));
      }
    }
    return found;
  }

  /** By line and day, the closes as traded that stand. */
  private static Map<String, NavigableMap<Integer, Object[]>> closes(
      Warehouse warehouse, List<Split> splits) {
    int first = splits.stream().mapToInt(Split::day).min().orElseThrow() - NEAR;
    int last = splits.stream().mapToInt(Split::day).max().orElseThrow() + NEAR;
    Map<String, NavigableMap<Integer, Object[]>> closes = new HashMap<>();
    warehouse
        .scan(MarketTables.PRICES.table(), CLOSES)
        .where(Filter.in("security_id", splits.stream().map(Split::line).distinct().toList()))
        .where(Filter.is("basis", "AS_TRADED"))
        .where(Filter.days("trade_date", first, last))
        .forEach(
            cells ->
                closes
                    .computeIfAbsent(cells.text(0), line -> new TreeMap<>())
                    .merge(
                        cells.whole(1, 0),
                        cells.values(),
                        (one, other) -> order(one).compareTo(order(other)) < 0 ? other : one));
    closes.values().forEach(days -> days.values().removeIf(row -> Boolean.TRUE.equals(row[3])));
    return closes;
  }

  private static VersionOrder order(Object[] row) {
    return VersionOrder.at(row, 4, 5);
  }
}
