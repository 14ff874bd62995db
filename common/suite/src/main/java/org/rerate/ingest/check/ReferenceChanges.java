package org.rerate.ingest.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.rerate.domain.RuleCode;
import org.rerate.engine.delta.TableScan;
import org.rerate.engine.delta.Warehouse;
import org.rerate.table.MarketTables;
import org.rerate.table.VersionOrder;

/**
 * Finds lines that a load gave another company, ratio, currency or class: each changes caps of past
 * days as well, so it is never silent.
 */
public final class ReferenceChanges {

  private static final String RATIO = "ordinary_per_unit";

  private static final List<String> COLUMNS =
      List.of("issuer_id", RATIO, "currency", "share_class");

  private static final List<RuleCode> RULES =
      List.of(
          RuleCode.ISSUER_CHANGED,
          RuleCode.ORDINARY_PER_UNIT_CHANGED,
          RuleCode.CURRENCY_CHANGED,
          RuleCode.SHARE_CLASS_CHANGED);

  /** Place of {@code known_at} among the columns asked for; those of the order come after it. */
  private static final int KNOWN_AT = COLUMNS.size() + 2;

  private ReferenceChanges() {}

  /**
   * What differs between the rows that won before a load and those that win after it, in order of
   * the lines. Lines that are new, retracted, or came back are no change.
   *
   * @param before version of {@code market.securities}
   * @param after a later one
   */
  public static List<Warning> between(Warehouse warehouse, long before, long after) {
    Map<String, Object[]> then = winners(warehouse, before);
    List<Warning> changes = new ArrayList<>();
    new TreeMap<>(winners(warehouse, after))
        .forEach(
            (line, now) -> {
              Object[] was = then.get(line);
              if (was != null && !isRetracted(was) && !isRetracted(now)) {
                compare(line, was, now, changes);
              }
            });
    changes.sort(
        Comparator.comparing(Warning::key).thenComparing(change -> change.rule().ordinal()));
    return changes;
  }

  private static void compare(String line, Object[] was, Object[] now, List<Warning> changes) {
    for (int i = 0; i < COLUMNS.size(); i++) {
      String before = text(was, i);
      String after = text(now, i);
      if (!Objects.equals(before, after)) {
        changes.add(
            new Warning(
                RULES.get(i),
                (String) now[KNOWN_AT + 1 + VersionOrder.COLUMNS.indexOf("source_file")],
                (Long) now[KNOWN_AT + 1 + VersionOrder.COLUMNS.indexOf("source_line")],
                line,
                before,
                after));
      }
    }
  }

  /** A ratio that is not said is 1. */
  private static String text(Object[] row, int column) {
    Object value = row[1 + column];
    if (COLUMNS.get(column).equals(RATIO)) {
      double ratio = value == null ? 1 : (Double) value;
      return ratio == Math.rint(ratio) ? Long.toString((long) ratio) : Double.toString(ratio);
    }
    return (String) value;
  }

  private static boolean isRetracted(Object[] row) {
    return Boolean.TRUE.equals(row[KNOWN_AT - 1]);
  }

  private static Map<String, Object[]> winners(Warehouse warehouse, long version) {
    List<String> asked = new ArrayList<>(List.of("security_id"));
    asked.addAll(COLUMNS);
    asked.addAll(List.of("retracted", "known_at"));
    asked.addAll(VersionOrder.COLUMNS);
    TableScan scan =
        warehouse.scan(MarketTables.SECURITIES.table(), asked.toArray(String[]::new)).asOf(version);
    Map<String, Object[]> winners = new HashMap<>();
    scan.forEach(
        cells ->
            winners.merge(
                cells.text(0),
                cells.values(),
                (one, other) -> order(one).compareTo(order(other)) < 0 ? other : one));
    return winners;
  }

  private static VersionOrder order(Object[] row) {
    return VersionOrder.at(row, KNOWN_AT, KNOWN_AT + 1);
  }
}
