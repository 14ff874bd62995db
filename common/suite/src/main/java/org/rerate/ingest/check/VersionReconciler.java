package org.rerate.ingest.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rerate.domain.RuleCode;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.batch.BatchStore;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * Judges rows that broke no rule by themselves beside each other and beside what is stored: those
 * of a partition, the rows and stored rows of a key all there, are sorted and walked once.
 *
 * <p>Rows of one delivery with the same key and {@code known_at} are versions of one moment:
 * identical ones collapse to the first, those that differ in details alone (see {@link
 * FeedSpec#decidingColumns}) to the last, those with other values are all in conflict. What is left
 * is unchanged if the stored version that counted at its delivery has its values, and accepted
 * otherwise. One thread uses it.
 */
public final class VersionReconciler {

  private final BatchStore rows;
  private final FeedSpec spec;
  private final int[] key;
  private final int[] pair;
  private final int[] values;
  private final int[] deciding;
  private final int knownAt;
  private final int day;
  private final int retracted;
  private final int deliveredAt;
  private final int origin;
  private final OutlierCounter neighbours;
  private final Comparator<Integer> delivery;
  private final Comparator<Integer> versions;
  private final Verdicts verdicts;
  private final boolean isBesideOthers;
  private final boolean isOfIdentifiers;
  private final LinkedLines lines;
  private Set<Integer> overlapping = Set.of();
  private long acceptedCount;
  private long unchangedCount;
  private int firstAccepted = Integer.MAX_VALUE;

  /** Is told what becomes of rows. */
  public interface Verdicts {

    /** A row is accepted; accepted rows come line by line and then day by day. */
    void accepted(int row);

    /**
     * A row is at odds with others.
     *
     * @param other one that it conflicts with; the row itself if none is known
     */
    void rejected(int row, RuleCode code, int other);
  }

  /**
   * A walk over rows.
   *
   * @param rows of the load, and stored ones
   * @param neighbours finds what is odd, beside stored neighbours too
   * @param lines by which links of identifiers are compared
   * @param isBesideOthers true if rows that were held back may also be met by other deliveries that
   *     were held back, of which these rows know nothing
   */
  public VersionReconciler(
      BatchStore rows,
      OutlierCounter neighbours,
      LinkedLines lines,
      Verdicts verdicts,
      boolean isBesideOthers) {
    this.lines = lines;
    this.rows = rows;
    this.isBesideOthers = isBesideOthers;
    this.neighbours = neighbours;
    this.verdicts = verdicts;
    BatchSchema shape = rows.shape();
    spec = shape.spec();
    key = shape.places(order(spec));
    pair = mayOverlap(spec) ? shape.places(List.copyOf(together(spec))) : null;
    isOfIdentifiers = spec.equals(MarketTables.IDENTIFIERS);
    values = shape.places(spec.valueColumns());
    deciding = shape.places(spec.decidingColumns());
    knownAt = shape.place("known_at");
    retracted = shape.place("retracted");
    day = spec.businessDay() == null ? -1 : shape.place(spec.businessDay());
    deliveredAt = shape.deliveredAt();
    origin = shape.origin();
    delivery =
        Comparator.<Integer>comparingLong(this::deliveredAt)
            .thenComparingLong(row -> rows.value(shape.line(), row))
            .thenComparing(this::compareFiles);
    versions =
        Comparator.<Integer>comparingLong(row -> rows.value(knownAt, row))
            .thenComparing(row -> !isStored(row))
            .thenComparingLong(this::deliveredAt)
            // As VersionOrder has stored ones; of the file's own, equal ones collapse to the first.
            .thenComparing((one, other) -> isStored(one) ? 0 : compareFiles(one, other))
            .thenComparingLong(row -> rows.value(shape.line(), row))
            .thenComparing(this::compareFiles);
  }

  /** The key, the business day last: rows of a line follow each other day by day. */
  private static List<String> order(FeedSpec spec) {
    Stream<String> others = spec.key().stream().filter(name -> !name.equals(spec.businessDay()));
    return Stream.concat(others, spec.key().stream().filter(n -> n.equals(spec.businessDay())))
        .toList();
  }

  /** The columns by which rows are sent to partitions, so that those of a key are all there. */
  public static Set<String> together(FeedSpec spec) {
    // Memberships of a company in a basket may overlap.
    if (spec.equals(MarketTables.MEMBERS)) {
      return Set.of("basket_id", "issuer_id");
    }
    if (spec.equals(MarketTables.IDENTIFIERS)) {
      return Set.of("scheme", "value");
    }
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

  /** True if what is stored of other days than a file's may decide about its rows. */
  public static boolean looksAtAllDays(FeedSpec spec) {
    return spec.businessDay() == null || mayOverlap(spec);
  }

  /** True for the files whose rows hold over days on which others may contradict them. */
  private static boolean mayOverlap(FeedSpec spec) {
    return spec.equals(MarketTables.MEMBERS) || spec.equals(MarketTables.IDENTIFIERS);
  }

  /** Walks. */
  public VersionReconciler run() {
    rows.sort(key);
    int from = 0;
    while (from < rows.count()) {
      int to = pair == null ? from : end(pair, from);
      if (pair != null) {
        overlapping = overlapping(from, to);
      }
      do {
        int end = end(key, from);
        if (pair == null && end == from + 1 && !isStored(from)) {
          forgetDelivery(from);
          accept(from);
        } else {
          oneKey(from, end);
        }
        from = end;
      } while (from < to);
    }
    return this;
  }

  /** Where the rows end that are the same as the first in some columns. */
  private int end(int[] columns, int from) {
    int to = from + 1;
    while (to < rows.count() && isSame(columns, from, to)) {
      to++;
    }
    return to;
  }

  private boolean isStored(int row) {
    return !rows.isMissing(origin, row) && rows.value(origin, row) == BatchSchema.STORED;
  }

  /** What the load itself delivers comes after all that was delivered before. */
  private long deliveredAt(int row) {
    return rows.isMissing(deliveredAt, row) ? Long.MAX_VALUE : rows.value(deliveredAt, row);
  }

  private boolean isSame(int[] columns, int one, int other) {
    for (int column : columns) {
      if (!rows.isSame(column, one, other)) {
        return false;
      }
    }
    return true;
  }

  private int compareFiles(int one, int other) {
    int file = rows.shape().file();
    return Arrays.compareUnsigned(
        rows.texts().bytes((int) rows.value(file, one)),
        rows.texts().bytes((int) rows.value(file, other)));
  }

  private void accept(int row) {
    acceptedCount++;
    if (day >= 0 && rows.value(retracted, row) == 0) {
      firstAccepted = Math.min(firstAccepted, (int) rows.value(day, row));
    }
    neighbours.accepted(row);
    verdicts.accepted(row);
  }

  /** All rows of one key, by when they were known, stored ones first, the last of them winning. */
  private Integer[] inOrder(int from, int to) {
    Integer[] order = IntStream.range(from, to).boxed().toArray(Integer[]::new);
    Arrays.sort(order, versions);
    if (dateRetractions(order)) {
      Arrays.sort(order, versions);
    }
    return order;
  }

  /**
   * A retraction that does not say when it was known is known at its ingest; delivered again it
   * would be known later again. If the key is retracted already it takes that row's time, and so
   * turns out unchanged.
   */
  private boolean dateRetractions(Integer[] order) {
    int last = lastStored(order);
    if (last < 0 || rows.value(retracted, last) == 0) {
      return false;
    }
    boolean isDated = false;
    for (int row : order) {
      if (!rows.isMissing(origin, row) && rows.value(origin, row) == BatchSchema.UNDATED) {
        rows.set(knownAt, row, rows.value(knownAt, last));
        isDated = true;
      }
    }
    return isDated;
  }

  private int lastStored(Integer[] order) {
    int last = -1;
    for (int row : order) {
      last = isStored(row) ? row : last;
    }
    return last;
  }

  private void oneKey(int from, int to) {
    Integer[] order = inOrder(from, to);
    stood(order);
    forEachMoment(order, this::oneMoment);
  }

  /** The stored row that wins for the key is a neighbour, if it stands. */
  private void stood(Integer[] order) {
    int last = lastStored(order);
    if (last >= 0 && rows.value(retracted, last) == 0) {
      neighbours.stood(last);
    }
  }

  /** Takes the rows of one key that were known at one moment. */
  @FunctionalInterface
  private interface Moment {

    /** Those from {@code from} to {@code first} are stored, those to {@code to} the load's. */
    void take(Integer[] order, int from, int first, int to);
  }

  private void forEachMoment(Integer[] order, Moment moment) {
    int from = 0;
    while (from < order.length) {
      int to = from + 1;
      while (to < order.length && rows.isSame(knownAt, order[from], order[to])) {
        to++;
      }
      int first = from;
      while (first < to && isStored(order[first])) {
        first++;
      }
      moment.take(order, from, first, to);
      from = to;
    }
  }

  private void oneMoment(Integer[] order, int from, int first, int to) {
    List<Integer> standing = new ArrayList<>(Arrays.asList(order).subList(from, first));
    List<Integer> held = new ArrayList<>();
    forEachDelivery(
        order,
        first,
        to,
        (start, end) -> {
          if (isInConflict(order, start, end)) {
            for (int i = start; i < end; i++) {
              verdicts.rejected(
                  order[i], RuleCode.CONFLICTING_ROWS, conflicting(order, i, start, end));
            }
            return;
          }
          unchangedCount += end - start - 1L;
          boolean differing = !isSame(values, order, start, end);
          int row = order[differing ? end - 1 : start];
          if (differing) {
            neighbours.warnings().changed(RuleCode.DIFFERING_DETAILS, order[end - 2], row, values);
          }
          if (overlapping.contains(row)) {
            verdicts.rejected(
                row,
                isOfIdentifiers ? RuleCode.OVERLAPPING_IDENTIFIER : RuleCode.OVERLAPPING_MEMBERSHIP,
                row);
          } else if (decide(row, standing)) {
            if (rows.isMissing(deliveredAt, row)) {
              accept(row);
            } else {
              held.add(row);
              standing.add(row);
            }
          }
        });
    if (standing.size() == 1) {
      held.forEach(this::forgetDelivery);
    }
    held.forEach(this::accept);
  }

  /**
   * Of a row that no other has the key and moment of: when it was delivered decides nothing there,
   * and would tell two warehouses apart that hold the same.
   */
  private void forgetDelivery(int row) {
    if (!isBesideOthers && !rows.isMissing(deliveredAt, row)) {
      rows.clear(deliveredAt, row);
    }
  }

  /** Takes rows of one key, moment and delivery, by their places in the order. */
  @FunctionalInterface
  private interface Delivery {
    void take(int from, int to);
  }

  private void forEachDelivery(Integer[] order, int from, int to, Delivery delivery) {
    int start = from;
    while (start < to) {
      int end = start + 1;
      while (end < to && rows.isSame(deliveredAt, order[start], order[end])) {
        end++;
      }
      delivery.take(start, end);
      start = end;
    }
  }

  /** The first of some rows that differs from one of them. */
  private int conflicting(Integer[] order, int one, int from, int to) {
    int other = from;
    while (other < to - 1 && isSame(deciding, order[one], order[other])) {
      other++;
    }
    return order[other];
  }

  private boolean isInConflict(Integer[] order, int from, int to) {
    return !isSame(deciding, order, from, to);
  }

  private boolean isSame(int[] columns, Integer[] order, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (!isSame(columns, order[from], order[i])) {
        return false;
      }
    }
    return true;
  }

  /** True if a row is accepted: no row that counted when it was delivered has its values. */
  private boolean decide(int row, List<Integer> standing) {
    int winner = -1;
    for (int one : standing) {
      boolean counts = deliveredAt(one) <= deliveredAt(row) || isAgain(one, row);
      if (counts && (winner < 0 || delivery.compare(one, winner) > 0)) {
        winner = one;
      }
    }
    if (winner >= 0 && isSame(values, winner, row)) {
      unchangedCount++;
      return false;
    }
    if (winner >= 0) {
      neighbours.warnings().changed(RuleCode.CHANGED_WITHOUT_KNOWN_AT, winner, row, values);
    }
    return true;
  }

  /** True for a held row itself, which an attempt that did not live to note it has taken in. */
  private boolean isAgain(int stored, int row) {
    return !rows.isMissing(deliveredAt, row)
        && rows.isSame(rows.shape().line(), stored, row)
        && rows.isSame(rows.shape().file(), stored, row)
        && isSame(values, stored, row);
  }

  /** The rows of the load, of one company in one basket or one identifier, that overlap others. */
  private Set<Integer> overlapping(int from, int to) {
    if (to == from + 1) {
      return Set.of();
    }
    List<ValidityOverlaps.Version> all = new ArrayList<>();
    int start = from;
    while (start < to) {
      int end = end(key, start);
      forEachMoment(
          inOrder(start, end),
          (order, first, own, last) -> {
            if (own > first) {
              all.add(membership(order[own - 1], true));
            }
            forEachDelivery(
                order,
                own,
                last,
                (one, other) -> {
                  if (!isInConflict(order, one, other)) {
                    all.add(membership(order[one], false));
                  }
                });
          });
      start = end;
    }
    Set<Integer> faulty = new HashSet<>();
    ValidityOverlaps.faulty(all).forEach(row -> faulty.add(Integer.valueOf(row)));
    return faulty;
  }

  private ValidityOverlaps.Version membership(int row, boolean isStored) {
    int until = rows.shape().place("valid_to");
    return new ValidityOverlaps.Version(
        isStored ? null : Integer.toString(row),
        rows.value(knownAt, row),
        (int) rows.value(day, row),
        rows.isMissing(until, row) ? Integer.MAX_VALUE : (int) rows.value(until, row),
        rows.value(retracted, row) != 0,
        isOfIdentifiers ? text("issuer_id", row) + " " + text("security_id", row) : null,
        isOfIdentifiers
            ? lines.owner(text("scheme", row), text("issuer_id", row), text("security_id", row))
            : null);
  }

  private String text(String column, int row) {
    int place = rows.shape().place(column);
    return rows.isMissing(place, row)
        ? null
        : rows.texts().word((int) rows.value(place, row)).toString();
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
}
