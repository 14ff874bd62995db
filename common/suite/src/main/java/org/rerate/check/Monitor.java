package org.rerate.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Days;
import org.rerate.domain.Membership;
import org.rerate.engine.delta.Cells;
import org.rerate.engine.delta.TableScan;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.methodology.Methodology;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.valuation.ResultVariant;
import org.rerate.value.Groups;

/**
 * Looks for numbers of baskets that moved by more than their members' plausible moves explain,
 * against the date before or against what was stored of the same date, and for coverages that fell.
 * Not for several threads.
 */
public final class Monitor {

  /** What is compared with the date before. */
  static final String MOVES = "monitor of moves";

  /** What is compared with what was stored of the date. */
  static final String PUBLISHED = "monitor of published numbers";

  /** What is tested of coverages. */
  static final String COVERAGE = "monitor of coverage";

  /** A value further back is not that of the date before. */
  private static final int MOST_DAYS_BETWEEN = 10;

  /** Most moves that are looked into, the largest of them. */
  private static final int MOST = 500;

  private static final TableSpec BASKETS = ValuationTables.BASKET_VALUATIONS;

  private final Warehouse warehouse;
  private final Methodology methodology;
  private final ResultVariant variant;
  private final MonitorLimits limits;
  private final ReferenceData references;

  /** A monitor of the results of {@code variant}. */
  public Monitor(
      Warehouse warehouse, Methodology methodology, ResultVariant variant, MonitorLimits limits) {
    this.warehouse = warehouse;
    this.methodology = methodology;
    this.variant = variant;
    this.limits = limits;
    this.references = new ReferenceData(warehouse, variant.asOf());
  }

  /** What is found of dates from {@code first} to {@code last}, each against the date before. */
  public List<CheckOutcome> againstTheDateBefore(int first, int last) {
    Map<String, List<Stored>> series = new HashMap<>();
    long[] rows = new long[1];
    read(OptionalLong.empty(), Filter.days("valuation_date", first - MOST_DAYS_BETWEEN, last))
        .forEach(
            cells -> {
              Stored row = Stored.of(cells);
              rows[0] += row.day() >= first ? 1 : 0;
              series.computeIfAbsent(row.series(), s -> new ArrayList<>()).add(row);
            });
    List<MonitoredPair> moved = new ArrayList<>();
    List<MonitoredPair> thinned = new ArrayList<>();
    for (List<Stored> one : series.values()) {
      one.sort((a, b) -> Integer.compare(a.day(), b.day()));
      for (int i = 1; i < one.size(); i++) {
        MonitoredPair pair = new MonitoredPair(one.get(i - 1), one.get(i));
        boolean isNext =
            pair.after().day() >= first
                && pair.after().day() - pair.before().day() <= MOST_DAYS_BETWEEN;
        if (isNext && pair.move() > limits.maxMove()) {
          moved.add(pair);
        }
        if (isNext && pair.coverageFall() > limits.maxCoverageFall()) {
          thinned.add(pair);
        }
      }
    }
    return List.of(
        outcome(MOVES, rows[0], violations(moved, Sort.MOVE)),
        outcome(COVERAGE, rows[0], violations(thinned, Sort.COVERAGE)));
  }

  /**
   * What is found of {@code days} against what the tables had of them: moves that no row explains
   * which came in between.
   *
   * @param version of the table of before
   * @param startedAt by a run, when it started
   * @param now when rows last came in
   */
  public CheckOutcome againstPublished(
      long version,
      Collection<Integer> days,
      Function<String, Optional<Instant>> startedAt,
      Instant now) {
    Filter dates = Filter.days("valuation_date", days);
    Map<String, Stored> published = new HashMap<>();
    read(OptionalLong.of(version), dates)
        .forEach(
            cells -> {
              Stored row = Stored.of(cells);
              published.put(row.series() + row.day(), row);
            });
    List<MonitoredPair> moved = new ArrayList<>();
    long[] rows = new long[1];
    if (!published.isEmpty()) {
      read(OptionalLong.empty(), dates)
          .forEach(
              cells -> {
                Stored after = Stored.of(cells);
                Stored before = published.get(after.series() + after.day());
                rows[0]++;
                if (before != null && new MonitoredPair(before, after).move() > limits.maxMove()) {
                  moved.add(new MonitoredPair(before, after));
                }
              });
    }
    PublishedMoves moves = new PublishedMoves(warehouse, methodology, variant, startedAt, now);
    List<CheckOutcome.Violation> found = new ArrayList<>();
    for (MonitoredPair pair : MonitoredPair.largest(moved, MOST)) {
      moves
          .unexplained(pair)
          .ifPresent(
              cause -> found.add(new CheckOutcome.Violation(pair.scope(), pair.was(), cause)));
    }
    return outcome(PUBLISHED, rows[0], first(found));
  }

  private enum Sort {
    MOVE,
    COVERAGE
  }

  private CheckOutcome outcome(String name, long rows, List<CheckOutcome.Violation> found) {
    String meaning =
        switch (name) {
          case COVERAGE ->
              "coverage fell by no more than %s since the date before"
                  .formatted(limits.maxCoverageFall());
          case PUBLISHED ->
              "no cap or P/E differs from the one stored before by more than %s without a cause"
                  .formatted(limits.maxMove());
          default ->
              "no cap or P/E moved by more than %s since the date before without a cause"
                  .formatted(limits.maxMove());
        };
    return new CheckOutcome(name, BASKETS.fullName(), meaning, rows, found);
  }

  private TableScan read(OptionalLong version, Filter dates) {
    TableScan scan = warehouse.scan(BASKETS, Stored.COLUMNS).where(variant.filter()).where(dates);
    version.ifPresent(scan::asOf);
    return scan;
  }

  private static List<CheckOutcome.Violation> first(List<CheckOutcome.Violation> found) {
    return found.subList(0, Math.min(found.size(), Checks.MOST));
  }

  private List<CheckOutcome.Violation> violations(List<MonitoredPair> pairs, Sort sort) {
    List<MonitoredPair> largest = MonitoredPair.largest(pairs, MOST);
    if (largest.isEmpty()) {
      return List.of();
    }
    Map<MonitoredPair, List<Member>> members = new HashMap<>();
    Set<String> issuers = new HashSet<>();
    Set<Integer> days = new TreeSet<>();
    Set<String> bases = new TreeSet<>();
    for (MonitoredPair pair : largest) {
      List<Member> own = members(pair.after());
      members.put(pair, own);
      own.forEach(member -> issuers.add(member.issuerId()));
      days.add(pair.before().day());
      days.add(pair.after().day());
      bases.add(pair.after().basis());
    }
    MonitorNumbers numbers = new MonitorNumbers(warehouse, variant);
    numbers.read(issuers, days, bases);
    List<CheckOutcome.Violation> found = new ArrayList<>();
    for (MonitoredPair pair : largest) {
      MonitoredGroup group = new MonitoredGroup(methodology, pair, members.get(pair), numbers);
      boolean isMove = sort == Sort.MOVE;
      (isMove ? group.unexplained(limits.maxMove()) : group.thinned())
          .ifPresent(
              cause ->
                  found.add(
                      new CheckOutcome.Violation(
                          pair.scope(), isMove ? pair.was() : pair.covered(), cause)));
    }
    return first(found);
  }

  private List<Member> members(Stored row) {
    Membership membership = Membership.parse(row.membership());
    long limit = variant.asOf().knowledge().limit(membership.knowledgeDay(row.day()));
    List<Member> all =
        references.memberships().on(row.basket(), membership.memberDay(row.day()), limit);
    int[] positions = Groups.of(all, methodology).getOrDefault(row.group(), new int[0]);
    List<Member> members = new ArrayList<>();
    for (int position : positions) {
      members.add(all.get(position));
    }
    return members;
  }

  /**
   * A stored value of a group.
   *
   * @param basket the basket
   * @param group the sub-sector, ALL, or composite
   * @param basis earnings basis
   * @param membership rule of membership
   * @param day the date
   * @param cap USD; NaN if missing
   * @param pe NaN if missing
   * @param coverage NaN if missing
   * @param runId run that computed it
   */
  record Stored(
      String basket,
      String group,
      String basis,
      String membership,
      int day,
      double cap,
      double pe,
      double coverage,
      String runId) {

    static final String[] COLUMNS = {
      "basket_id",
      "subsector",
      "basis",
      "membership",
      "valuation_date",
      "cap_usd",
      "pe",
      "coverage",
      "run_id"
    };

    static Stored of(Cells cells) {
      return new Stored(
          cells.text(0),
          cells.text(1),
          cells.text(2),
          cells.text(3),
          cells.whole(4, 0),
          cells.number(5, Double.NaN),
          cells.number(6, Double.NaN),
          cells.number(7, Double.NaN),
          cells.text(8));
    }

    String series() {
      return String.join("\n", basket, group, basis, membership, "");
    }

    /** The key as checks name rows. */
    String scope() {
      return String.join(" ", basket, group, Days.date(day).toString(), basis, membership);
    }
  }
}
