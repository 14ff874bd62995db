package org.rerate.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.rerate.domain.RuleCode;
import org.rerate.feed.ParsedRows;
import org.rerate.storage.Filter;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/** Counts what {@link Warnings} counts, over the accepted rows of a small file. */
public final class WarningsInMemory {

  private final RowLayout layout;
  private final Supplier<Optional<ExistingRows>> actions;
  private final Map<RuleCode, Long> counts = new LinkedHashMap<>();
  private final Optional<ExistingRows> stored;

  private WarningsInMemory(
      FeedSpec spec, Optional<ExistingRows> stored, Supplier<Optional<ExistingRows>> actions) {
    layout = new RowLayout(spec);
    this.stored = stored;
    this.actions = actions;
  }

  /** See {@link Warnings#counted}. */
  public static Map<RuleCode, Long> counted(
      FeedSpec spec,
      List<ValidatedRow> accepted,
      Optional<ExistingRows> stored,
      Supplier<Optional<ExistingRows>> actions) {
    WarningsInMemory warnings = new WarningsInMemory(spec, stored, actions);
    warnings.put(
        RuleCode.CHANGED_WITHOUT_KNOWN_AT,
        accepted.stream().filter(ValidatedRow::isStored).count());
    if (spec.equals(MarketTables.ESTIMATES)) {
      warnings.put(
          RuleCode.MEAN_OUTSIDE_RANGE, accepted.stream().filter(warnings::isOutside).count());
    }
    if (Earlier.matter(spec)) {
      warnings.besideNeighbours(accepted);
    }
    return warnings.counts;
  }

  private void put(RuleCode code, long count) {
    if (count > 0) {
      counts.put(code, count);
    }
  }

  private boolean isOutside(ValidatedRow row) {
    Object mean = row.value(layout.place("mean"));
    Object low = row.value(layout.place("low"));
    Object high = row.value(layout.place("high"));
    return mean != null
        && ((low != null && (Double) mean < (Double) low)
            || (high != null && (Double) mean > (Double) high));
  }

  private void besideNeighbours(List<ValidatedRow> accepted) {
    String day = layout.spec().businessDay();
    int retracted = layout.place("retracted");
    List<ValidatedRow> standing =
        accepted.stream().filter(row -> !Boolean.TRUE.equals(row.value(retracted))).toList();
    Optional<Collection<Object[]>> earlier = earlier(standing, day);
    if (earlier.isEmpty()) {
      bySpark(standing).forEach(this::put);
      return;
    }
    List<List<ValidatedRow>> lines = lines(standing, earlier.get(), day);
    if (layout.spec().equals(MarketTables.PRICES)) {
      put(RuleCode.STALE_CLOSE, lines.stream().mapToLong(this::stale).sum());
    }
    String file = layout.spec().name();
    List<Jump> steps = steps(lines, day);
    put(
        OddMove.code(file),
        OddMove.isExplainedBySplits(file) ? unexplained(steps, actions) : steps.size());
  }

  /** Where too much is stored to hold it here. */
  private Map<RuleCode, Long> bySpark(List<ValidatedRow> accepted) {
    StructType type = new StructType();
    for (ColumnSpec column : layout.spec().feedColumns()) {
      type = type.add(column.field());
    }
    List<ColumnSpec> columns = layout.spec().feedColumns();
    List<Row> rows =
        accepted.stream()
            .map(
                row ->
                    RowFactory.create(
                        IntStream.range(0, columns.size())
                            .mapToObj(i -> ParsedRows.external(columns.get(i), row.value(i)))
                            .toArray()))
            .toList();
    return Warnings.counted(
        layout.spec(),
        stored.orElseThrow().warehouse().spark().createDataFrame(rows, type.asNullable()),
        stored.map(ExistingRows::rows),
        () -> actions.get().map(ExistingRows::rows));
  }

  private long stale(List<ValidatedRow> line) {
    int close = layout.place("close");
    long stale = 0;
    int same = 0;
    Object before = null;
    for (ValidatedRow row : line) {
      same = row.value(close).equals(before) ? same + 1 : 1;
      before = row.value(close);
      stale += same >= Warnings.STALE_SESSIONS && isNew(row) ? 1 : 0;
    }
    return stale;
  }

  /** Rows that stand, by line, in the order of days and then of knowledge. */
  private List<List<ValidatedRow>> lines(
      List<ValidatedRow> standing, Collection<Object[]> earlier, String day) {
    Map<List<Object>, List<ValidatedRow>> lines = new HashMap<>();
    List<ValidatedRow> rows = new ArrayList<>(standing);
    earlier.forEach(cells -> rows.add(ValidatedRow.ofStored(cells)));
    for (ValidatedRow row : rows) {
      lines.computeIfAbsent(layout.line(row.cells()), k -> new ArrayList<>()).add(row);
    }
    int at = layout.place(day);
    Comparator<ValidatedRow> order =
        Comparator.<ValidatedRow>comparingInt(row -> (Integer) row.value(at))
            .thenComparingLong(row -> (Long) row.value(layout.knownAt()));
    lines.values().forEach(line -> line.sort(order));
    return List.copyOf(lines.values());
  }

  /** Stored rows of the days before, which stand; empty if they are too many to look them up. */
  private Optional<Collection<Object[]>> earlier(List<ValidatedRow> standing, String day) {
    int at = layout.place(day);
    OptionalInt first = standing.stream().mapToInt(row -> (Integer) row.value(at)).min();
    if (stored.isEmpty() || first.isEmpty()) {
      return Optional.of(List.of());
    }
    Set<List<Object>> lines =
        standing.stream().map(row -> layout.line(row.cells())).collect(Collectors.toSet());
    return EarlierInMemory.before(stored.get(), layout, first.getAsInt(), lines);
  }

  private static boolean isNew(ValidatedRow row) {
    return row.outcome() != null;
  }

  private List<Jump> steps(List<List<ValidatedRow>> lines, String day) {
    int at = layout.place(day);
    int place = layout.place(Earlier.value(layout.spec()));
    List<Jump> steps = new ArrayList<>();
    for (List<ValidatedRow> line : lines) {
      for (int i = 1; i < line.size(); i++) {
        ValidatedRow before = line.get(i - 1);
        ValidatedRow now = line.get(i);
        double from = (Double) before.value(place);
        if (isNew(now) && OddMove.isOdd(layout.spec().name(), from, (Double) now.value(place))) {
          steps.add(
              new Jump((String) now.value(0), (Integer) before.value(at), (Integer) now.value(at)));
        }
      }
    }
    return steps;
  }

  /**
   * How many of the steps no split explains.
   *
   * @param actions stored corporate actions, if any; asked for only if there are steps
   */
  public static long unexplained(List<Jump> odd, Supplier<Optional<ExistingRows>> actions) {
    Optional<ExistingRows> stored = odd.isEmpty() ? Optional.empty() : actions.get();
    if (stored.isEmpty()) {
      return odd.size();
    }
    int first = odd.stream().mapToInt(Jump::since).min().orElseThrow();
    int last = odd.stream().mapToInt(Jump::day).max().orElseThrow();
    Map<Object, List<Integer>> splits = new HashMap<>();
    stored
        .get()
        .warehouse()
        .scan(stored.get().spec().table(), "security_id", "ex_date")
        .where(Filter.in("action", List.of("split", "unit_ratio")))
        .where(Filter.days("ex_date", first + 1, last))
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
