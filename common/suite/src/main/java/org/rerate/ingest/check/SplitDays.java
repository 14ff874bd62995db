package org.rerate.ingest.check;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import org.rerate.engine.delta.TableScan;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.table.MarketTables;

/** The days of stored splits and changes of ratio, which explain {@linkplain Jump jumps}. */
public final class SplitDays implements Serializable {

  private static final long serialVersionUID = 1L;

  private final HashMap<String, List<Integer>> days = new HashMap<>();

  private SplitDays(TableScan actions) {
    actions
        .where(Filter.in("action", List.of("split", "unit_ratio")))
        .forEach(
            split ->
                days.computeIfAbsent(split.text(0), id -> new ArrayList<>())
                    .add(split.whole(1, 0)));
  }

  /** All that are stored. */
  public static SplitDays all(Warehouse warehouse) {
    return new SplitDays(actions(warehouse));
  }

  private static TableScan actions(Warehouse warehouse) {
    return warehouse.scan(MarketTables.CORPORATE_ACTIONS.table(), "security_id", "ex_date");
  }

  /** How many jumps no stored split explains; the table is read only if there are any. */
  public static long unexplained(Warehouse warehouse, Collection<Jump> jumps) {
    if (jumps.isEmpty()) {
      return 0;
    }
    int first = jumps.stream().mapToInt(Jump::since).min().orElseThrow();
    int last = jumps.stream().mapToInt(Jump::day).max().orElseThrow();
    SplitDays near =
        new SplitDays(actions(warehouse).where(Filter.days("ex_date", first + 1, last)));
    return jumps.stream().filter(jump -> !near.explain(jump)).count();
  }

  /** True if there was one after the day of the row before, up to the row's own. */
  boolean explain(Jump jump) {
    return days.getOrDefault(jump.id(), List.of()).stream()
        .anyMatch(day -> day > jump.since() && day <= jump.day());
  }
}
