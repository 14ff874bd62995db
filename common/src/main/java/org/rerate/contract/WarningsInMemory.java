package org.rerate.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.domain.Days;
import org.rerate.domain.RuleCode;
import org.rerate.feed.ParsedRows;
import org.rerate.storage.Condition;
import org.rerate.table.FeedSpec;

/** Counts what {@link Warnings} counts, over the accepted rows of a small file. */
public final class WarningsInMemory {

  /**
   * Stored rows that are held, the first by key; of a larger universe the others are compared
   * within the load alone.
   */
  private static final int MOST = 1_000_000;

  private final RowLayout layout;
  private final Supplier<Optional<Stored>> actions;
  private final Map<RuleCode, Long> counts = new LinkedHashMap<>();
  private final Optional<Stored> stored;

  private WarningsInMemory(
      FeedSpec spec, Optional<Stored> stored, Supplier<Optional<Stored>> actions) {
    layout = new RowLayout(spec);
    this.stored = stored;
    this.actions = actions;
  }

  /** See {@link Warnings#counted}. */
  public static Map<RuleCode, Long> counted(
      FeedSpec spec,
      List<JudgedRow> accepted,
      Optional<Stored> stored,
      Supplier<Optional<Stored>> actions) {
    WarningsInMemory warnings = new WarningsInMemory(spec, stored, actions);
    warnings.put(
        RuleCode.CHANGED_WITHOUT_KNOWN_AT, accepted.stream().filter(JudgedRow::isStored).count());
    switch (spec.name()) {
      case "prices" -> warnings.prices(accepted);
      case "shares" -> warnings.shares(accepted);
      case "fx" -> warnings.rates(accepted);
      case "estimates" ->
          warnings.put(
              RuleCode.MEAN_OUTSIDE_RANGE, accepted.stream().filter(warnings::isOutside).count());
      default -> {
        // The other files have no warning of their own.
      }
    }
    return warnings.counts;
  }

  private void put(RuleCode code, long count) {
    if (count > 0) {
      counts.put(code, count);
    }
  }

  private boolean isOutside(JudgedRow row) {
    Object mean = row.value(layout.place("mean"));
    Object low = row.value(layout.place("low"));
    Object high = row.value(layout.place("high"));
    return mean != null
        && ((low != null && (Double) mean < (Double) low)
            || (high != null && (Double) mean > (Double) high));
  }

  private void prices(List<JudgedRow> accepted) {
    List<List<JudgedRow>> lines = lines(accepted, "trade_date");
    put(RuleCode.STALE_CLOSE, lines.stream().mapToLong(this::stale).sum());
    put(
        RuleCode.PRICE_MOVE,
        unexplained(
            steps(lines, "trade_date", "close", WarningsInMemory::move, Warnings.PRICE_MOVE)));
  }

  private long stale(List<JudgedRow> line) {
    int close = layout.place("close");
    long stale = 0;
    int same = 0;
    Object before = null;
    for (JudgedRow row : line) {
      same = row.value(close).equals(before) ? same + 1 : 1;
      before = row.value(close);
      stale += same >= Warnings.STALE_SESSIONS && isNew(row) ? 1 : 0;
    }
    return stale;
  }

  private void shares(List<JudgedRow> accepted) {
    List<List<JudgedRow>> lines = lines(accepted, "effective_date");
    DoubleBinaryOperator jump = (before, now) -> Math.max(now / before, before / now);
    put(
        RuleCode.SHARE_COUNT_JUMP,
        unexplained(
            steps(lines, "effective_date", "shares_outstanding", jump, Warnings.SHARE_COUNT_JUMP)));
  }

  private void rates(List<JudgedRow> accepted) {
    List<List<JudgedRow>> lines = lines(accepted, "rate_date");
    put(
        RuleCode.FX_MOVE,
        steps(lines, "rate_date", "usd_per_unit", WarningsInMemory::move, Warnings.FX_MOVE).size());
  }

  private static double move(double before, double now) {
    return Math.abs(now / before - 1);
  }

  /** Rows that stand, by line, in the order of days and then of knowledge. */
  private List<List<JudgedRow>> lines(List<JudgedRow> accepted, String day) {
    int retracted = layout.place("retracted");
    Map<List<Object>, List<JudgedRow>> lines = new HashMap<>();
    List<JudgedRow> rows = new ArrayList<>(accepted);
    rows.removeIf(row -> Boolean.TRUE.equals(row.value(retracted)));
    rows.addAll(earlier(rows, day));
    for (JudgedRow row : rows) {
      if (!Boolean.TRUE.equals(row.value(retracted))) {
        lines.computeIfAbsent(layout.line(row.cells()), k -> new ArrayList<>()).add(row);
      }
    }
    int at = layout.place(day);
    Comparator<JudgedRow> order =
        Comparator.<JudgedRow>comparingInt(row -> (Integer) row.value(at))
            .thenComparingLong(row -> (Long) row.value(layout.knownAt()));
    lines.values().forEach(line -> line.sort(order));
    return List.copyOf(lines.values());
  }

  /** Stored rows of the days before. */
  private List<JudgedRow> earlier(List<JudgedRow> accepted, String day) {
    int at = layout.place(day);
    OptionalInt first = accepted.stream().mapToInt(row -> (Integer) row.value(at)).min();
    if (stored.isEmpty() || first.isEmpty()) {
      return List.of();
    }
    Set<List<Object>> lines =
        accepted.stream().map(row -> layout.line(row.cells())).collect(Collectors.toSet());
    Optional<Collection<Object[]>> small =
        EarlierInMemory.before(stored.get(), layout, first.getAsInt(), lines);
    if (small.isPresent() && small.get().size() <= MOST) {
      return small.get().stream().map(JudgedRow::ofStored).toList();
    }
    Column[] columns =
        layout.spec().feedColumns().stream().map(ParsedRows::raw).toArray(Column[]::new);
    Dataset<Row> before =
        Earlier.before(layout.spec(), Days.date(first.getAsInt()), stored.get().rows())
            .select(columns);
    List<Row> rows = before.limit(MOST + 1).collectAsList();
    if (rows.size() > MOST) {
      // Which they are must not depend on the order in which they lie.
      String[] key = layout.spec().key().toArray(String[]::new);
      rows =
          before
              .orderBy(key[0], Arrays.copyOfRange(key, 1, key.length))
              .limit(MOST)
              .collectAsList();
    }
    return rows.stream().map(JudgedRow::ofStored).toList();
  }

  private static boolean isNew(JudgedRow row) {
    return row.outcome() != null;
  }

  private List<OddStep> steps(
      List<List<JudgedRow>> lines,
      String day,
      String value,
      DoubleBinaryOperator size,
      double limit) {
    int at = layout.place(day);
    int place = layout.place(value);
    List<OddStep> steps = new ArrayList<>();
    for (List<JudgedRow> line : lines) {
      for (int i = 1; i < line.size(); i++) {
        JudgedRow before = line.get(i - 1);
        JudgedRow now = line.get(i);
        if (isNew(now)
            && size.applyAsDouble((Double) before.value(place), (Double) now.value(place))
                > limit) {
          steps.add(
              new OddStep(
                  (String) now.value(0), (Integer) before.value(at), (Integer) now.value(at)));
        }
      }
    }
    return steps;
  }

  private long unexplained(List<OddStep> odd) {
    return unexplained(odd, actions);
  }

  /**
   * How many of the steps no split explains.
   *
   * @param actions stored corporate actions, if any; asked for only if there are steps
   */
  public static long unexplained(List<OddStep> odd, Supplier<Optional<Stored>> actions) {
    Optional<Stored> stored = odd.isEmpty() ? Optional.empty() : actions.get();
    if (stored.isEmpty()) {
      return odd.size();
    }
    int first = odd.stream().mapToInt(OddStep::since).min().orElseThrow();
    int last = odd.stream().mapToInt(OddStep::day).max().orElseThrow();
    Map<Object, List<Integer>> splits = new HashMap<>();
    stored
        .get()
        .warehouse()
        .lookup(stored.get().spec().table(), "security_id", "ex_date")
        .where(Condition.in("action", List.of("split", "unit_ratio")))
        .where(Condition.days("ex_date", first + 1, last))
        .forEach(
            split ->
                splits
                    .computeIfAbsent(split.text(0), id -> new ArrayList<>())
                    .add(split.whole(1, 0)));
    return odd.stream()
        .filter(
            step ->
                splits.getOrDefault(step.id(), List.of()).stream()
                    .noneMatch(day -> day > step.since() && day <= step.day()))
        .count();
  }
}
