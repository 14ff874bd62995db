package org.rerate.ingest.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rerate.domain.Days;
import org.rerate.domain.RuleCode;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.table.MarketTables;
import org.rerate.table.VersionOrder;

/**
 * Finds share counts that are in force on two live lines of one issuer on the same day: mostly the
 * company's total on each class, which then counts twice.
 */
public final class EqualShareCounts {

  private static final String[] COUNTS =
      Stream.concat(
              Stream.of(
                  "security_id",
                  "effective_date",
                  "shares_outstanding",
                  "retracted",
                  "run_id",
                  "known_at"),
              VersionOrder.COLUMNS.stream())
          .toArray(String[]::new);

  private static final int KNOWN_AT = 5;

  private EqualShareCounts() {}

  /** A line as it stands; days as texts of no end are the smallest and greatest numbers. */
  private record ListedLine(String id, int from, int to) {

    boolean isLive(int day) {
      return from <= day && day < to;
    }
  }

  /** Those among the counts that a run took in, in order of their lines and days. */
  public static List<Warning> of(Warehouse warehouse, String runId) {
    Map<String, List<ListedLine>> issuers = severalLines(warehouse);
    if (issuers.isEmpty()) {
      return List.of();
    }
    Set<String> lines =
        issuers.values().stream()
            .flatMap(List::stream)
            .map(ListedLine::id)
            .collect(Collectors.toSet());
    Map<String, NavigableMap<Integer, Object[]>> counts = new HashMap<>();
    warehouse
        .scan(MarketTables.SHARES.table(), COUNTS)
        .where(Filter.in("security_id", lines))
        .forEach(
            cells ->
                counts
                    .computeIfAbsent(cells.text(0), line -> new TreeMap<>())
                    .merge(
                        cells.whole(1, 0),
                        cells.values(),
                        (one, other) -> order(one).compareTo(order(other)) < 0 ? other : one));
    counts.values().forEach(days -> days.values().removeIf(row -> Boolean.TRUE.equals(row[3])));
    List<Warning> found = new ArrayList<>();
    issuers.values().forEach(its -> compare(its, counts, runId, found));
    found.sort(Comparator.comparing(Warning::key));
    return found;
  }

  private static void compare(
      List<ListedLine> lines,
      Map<String, NavigableMap<Integer, Object[]>> counts,
      String runId,
      List<Warning> found) {
    for (ListedLine line : lines) {
      counts
          .getOrDefault(line.id(), new TreeMap<>())
          .forEach(
              (day, row) -> {
                if (row[4].equals(runId) && line.isLive(day)) {
                  lines.stream()
                      .filter(other -> !other.equals(line) && other.isLive(day))
                      .filter(other -> row[2].equals(inForce(counts.get(other.id()), day)))
                      .findFirst()
                      .ifPresent(other -> found.add(warning(line, other, day, row)));
                }
              });
    }
  }

  private static Double inForce(NavigableMap<Integer, Object[]> counts, int day) {
    Map.Entry<Integer, Object[]> last = counts == null ? null : counts.floorEntry(day);
    return last == null ? null : (Double) last.getValue()[2];
  }

  private static Warning warning(ListedLine line, ListedLine other, int day, Object[] row) {
    String count = WarningCollector.text((Double) row[2]);
    return new Warning(
        RuleCode.EQUAL_SHARE_COUNTS,
        (String) row[KNOWN_AT + 1 + VersionOrder.COLUMNS.indexOf("source_file")],
        (Long) row[KNOWN_AT + 1 + VersionOrder.COLUMNS.indexOf("source_line")],
        line.id() + " " + Days.date(day),
        other.id() + " " + count,
        count);
  }

  /** Issuers that have several lines, with these. */
  private static Map<String, List<ListedLine>> severalLines(Warehouse warehouse) {
    String[] columns =
        Stream.concat(
                Stream.of(
                    "security_id",
                    "issuer_id",
                    "listed_on",
                    "delisted_on",
                    "retracted",
                    "known_at"),
                VersionOrder.COLUMNS.stream())
            .toArray(String[]::new);
    Map<String, Object[]> winners = new HashMap<>();
    warehouse
        .scan(MarketTables.SECURITIES.table(), columns)
        .forEach(
            cells -> {
              Object[] row = cells.values();
              row[2] = cells.isMissing(2) ? Integer.MIN_VALUE : cells.whole(2, 0);
              row[3] = cells.isMissing(3) ? Integer.MAX_VALUE : cells.whole(3, 0);
              winners.merge(
                  cells.text(0),
                  row,
                  (one, other) -> order(one).compareTo(order(other)) < 0 ? other : one);
            });
    Map<String, List<ListedLine>> issuers = new HashMap<>();
    winners.forEach(
        (id, row) -> {
          if (!Boolean.TRUE.equals(row[4])) {
            issuers
                .computeIfAbsent((String) row[1], issuer -> new ArrayList<>())
                .add(new ListedLine(id, (Integer) row[2], (Integer) row[3]));
          }
        });
    issuers.values().removeIf(lines -> lines.size() < 2);
    return issuers;
  }

  private static VersionOrder order(Object[] row) {
    return VersionOrder.at(row, KNOWN_AT, KNOWN_AT + 1);
  }
}
