package org.rerate.contract;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rerate.bulk.BatchSchema;
import org.rerate.bulk.BatchStore;
import org.rerate.domain.RuleCode;
import org.rerate.table.FeedSpec;

/**
 * Judges rows that broke no rule by themselves beside each other and beside what is stored, as
 * {@link Contract#judgeTogether} does: rows and stored rows of a task, those of a key all there,
 * are sorted and walked once.
 */
public final class VersionReconciler {

  private final BatchStore rows;
  private final FeedSpec spec;
  private final int[] key;
  private final int[] values;
  private final int knownAt;
  private final int line;
  private final int file;
  private final int deliveredAt;
  private final int day;
  private final int retracted;
  private final OutlierCounter neighbours;
  private final IntConsumer accepted;
  private final IntConsumer conflicting;
  private final int firstDay;
  private final int earliest;
  private long acceptedCount;
  private long unchangedCount;
  private long changedCount;
  private int firstAccepted = Integer.MAX_VALUE;

  /**
   * A walk over rows.
   *
   * @param rows of the load and, with the instant of their delivery, stored ones
   * @param firstDay the first day that the load brings accepted rows for, if it is known: stored
   *     rows shortly before it are their neighbours
   * @param accepted told of each accepted row, by line and then by day
   * @param conflicting told of each row that another one of the file contradicts
   */
  public VersionReconciler(
      BatchStore rows, int firstDay, int mostSteps, IntConsumer accepted, IntConsumer conflicting) {
    this.rows = rows;
    this.accepted = accepted;
    this.conflicting = conflicting;
    this.firstDay = firstDay;
    BatchSchema shape = rows.shape();
    spec = shape.spec();
    key = shape.places(order(spec));
    values = shape.places(spec.valueColumns());
    knownAt = shape.place("known_at");
    retracted = shape.place("retracted");
    day = spec.businessDay() == null ? -1 : shape.place(spec.businessDay());
    line = shape.line();
    file = shape.file();
    deliveredAt = shape.deliveredAt();
    earliest = firstDay - Earlier.days(spec);
    neighbours = new OutlierCounter(rows, mostSteps);
  }

  /** The key, the business day last: rows of a line follow each other day by day. */
  private static List<String> order(FeedSpec spec) {
    Stream<String> others = spec.key().stream().filter(name -> !name.equals(spec.businessDay()));
    return Stream.concat(others, spec.key().stream().filter(n -> n.equals(spec.businessDay())))
        .toList();
  }

  /** The columns by which rows are sent to tasks, so that those of a key are all there. */
  public static Set<String> together(FeedSpec spec) {
    // Lines and companies are many; a channel alone would make few parts.
    if (KnownReferences.columns(spec).contains(spec.key().get(0))) {
      return Set.of(spec.key().get(0));
    }
    // The days of a line must be all there too if they are compared with each other.
    return spec.key().stream()
        .filter(name -> !Earlier.matter(spec) || !name.equals(spec.businessDay()))
        .collect(Collectors.toSet());
  }

  /** True for files whose stored rows of the days before are neighbours of those of a load. */
  public static boolean hasNeighbours(FeedSpec spec) {
    return Earlier.matter(spec);
  }

  /** How many days before the first such a neighbour may be. */
  public static int daysBefore(FeedSpec spec) {
    return Earlier.days(spec);
  }

  /** Walks. */
  public VersionReconciler run() {
    rows.sort(key);
    int from = 0;
    while (from < rows.count()) {
      int to = from + 1;
      while (to < rows.count() && isSame(key, from, to)) {
        to++;
      }
      if (to == from + 1 && !isStored(from)) {
        accept(from);
      } else {
        oneKey(from, to);
      }
      from = to;
    }
    return this;
  }

  private boolean isStored(int row) {
    return !rows.isMissing(deliveredAt, row);
  }

  private boolean isSame(int[] columns, int one, int other) {
    for (int column : columns) {
      if (!rows.isSame(column, one, other)) {
        return false;
      }
    }
    return true;
  }

  private void accept(int row) {
    acceptedCount++;
    if (day >= 0 && rows.value(retracted, row) == 0) {
      firstAccepted = Math.min(firstAccepted, (int) rows.value(day, row));
    }
    neighbours.accepted(row);
    accepted.accept(row);
  }

  /** All rows of one key: by when they were known, stored ones first, the last of them winning. */
  private void oneKey(int from, int to) {
    Integer[] order = IntStream.range(from, to).boxed().toArray(Integer[]::new);
    Arrays.sort(order, versions());
    if (day >= 0 && rows.value(day, from) < firstDay && rows.value(day, from) >= earliest) {
      stood(order);
    }
    int at = 0;
    while (at < order.length) {
      int end = at + 1;
      while (end < order.length && rows.isSame(knownAt, order[at], order[end])) {
        end++;
      }
      oneVersion(order, at, end);
      at = end;
    }
  }

  private Comparator<Integer> versions() {
    return Comparator.<Integer>comparingLong(row -> rows.value(knownAt, row))
        .thenComparing(row -> !isStored(row))
        .thenComparingLong(row -> isStored(row) ? rows.value(deliveredAt, row) : 0)
        // As VersionOrder has stored ones; of the file's own, equal ones collapse to the first.
        .thenComparing((one, other) -> isStored(one) ? 0 : compareFiles(one, other))
        .thenComparingLong(row -> rows.value(line, row))
        .thenComparing(this::compareFiles);
  }

  private int compareFiles(int one, int other) {
    return Arrays.compareUnsigned(
        rows.texts().bytes((int) rows.value(file, one)),
        rows.texts().bytes((int) rows.value(file, other)));
  }

  /** The stored row that wins for the key is a neighbour, if it stands. */
  private void stood(Integer[] order) {
    int last = -1;
    for (int row : order) {
      last = isStored(row) ? row : last;
    }
    if (last >= 0 && rows.value(retracted, last) == 0) {
      neighbours.stood(last);
    }
  }

  private void oneVersion(Integer[] order, int from, int to) {
    int first = from;
    while (first < to && isStored(order[first])) {
      first++;
    }
    for (int i = first + 1; i < to; i++) {
      if (!isSame(values, order[first], order[i])) {
        for (int row = first; row < to; row++) {
          conflicting.accept(order[row]);
        }
        return;
      }
    }
    if (first == to) {
      return;
    }
    unchangedCount += to - first - 1L;
    if (first == from) {
      accept(order[first]);
    } else if (isSame(values, order[first - 1], order[first])) {
      unchangedCount++;
    } else {
      changedCount++;
      accept(order[first]);
    }
  }

  /** Rows to be stored. */
  public long accepted() {
    return acceptedCount;
  }

  /** Rows that are stored already, or repeat one of the file. */
  public long unchanged() {
    return unchangedCount;
  }

  /** The first day of an accepted row that stands; the greatest number if there is none. */
  public int firstAccepted() {
    return firstAccepted;
  }

  /** Warnings by code, but for those that a split would explain. */
  public Map<RuleCode, Long> warnings() {
    Map<RuleCode, Long> all = new EnumMap<>(RuleCode.class);
    all.putAll(neighbours.counts());
    if (changedCount > 0) {
      all.put(RuleCode.CHANGED_WITHOUT_KNOWN_AT, changedCount);
    }
    return all;
  }

  /** Rows that are odd unless there was a split. */
  public List<Jump> steps() {
    return neighbours.steps();
  }

  /** True if there are more of them than were kept. */
  public boolean hasMoreSteps() {
    return neighbours.hasMoreSteps();
  }
}
