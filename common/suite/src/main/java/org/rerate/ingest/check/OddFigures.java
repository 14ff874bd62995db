package org.rerate.ingest.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.rerate.domain.Days;
import org.rerate.domain.RuleCode;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * Finds estimates and reported figures that are odd beside those of the company's other fiscal
 * periods: a year that ends in another month than the years before, without a row that says how
 * long the year between was, and a figure that is about a thousand or a million times another.
 *
 * <p>Looks at both files of a load at once, when both have landed, so that what is found does not
 * depend on which of them came in first.
 */
public final class OddFigures {

  /** Of so many companies all estimates of more than a year are looked at. */
  private static final int FEW = 1_000;

  private static final int DAYS_OF_FEW = 400;

  private static final int YEAR = 12;

  private final Map<List<String>, ScaleOfFigures> scales = new HashMap<>();
  private final Map<String, Years> years = new HashMap<>();
  private int first = Integer.MAX_VALUE;
  private int last = Integer.MIN_VALUE;

  private OddFigures() {}

  /** The fiscal years of a company. */
  private static final class Years {

    /** By period, the row that told of it first, of those that say nothing of its length. */
    private final TreeMap<Integer, FiscalFigure> byPeriod = new TreeMap<>();

    /** The months that years of another length than twelve begin after, or end with. */
    private final Set<Integer> explained = new HashSet<>();

    void add(FiscalFigure year) {
      if (year.months() != 0 && year.months() != YEAR) {
        explained.add(Math.floorMod(year.period(), YEAR));
        explained.add(Math.floorMod(year.period() - year.months(), YEAR));
      } else {
        byPeriod.merge(
            year.period(), year, (one, other) -> TOLD.compare(one, other) <= 0 ? one : other);
      }
    }

    void moved(List<FiscalFigure> found, List<String> ends) {
      Map<Integer, FiscalFigure> firstOfMonth = new TreeMap<>();
      byPeriod
          .values()
          .forEach(
              year ->
                  firstOfMonth.merge(
                      Math.floorMod(year.period(), YEAR),
                      year,
                      (one, other) -> TOLD.compare(one, other) <= 0 ? one : other));
      firstOfMonth.forEach(
          (month, year) -> {
            if (year.isOwn() && !explained.contains(month)) {
              byPeriod.values().stream()
                  .filter(other -> Math.floorMod(other.period(), YEAR) != month)
                  .filter(other -> TOLD.compare(other, year) < 0)
                  .min(
                      Comparator.<FiscalFigure>comparingInt(
                              other -> Math.abs(other.period() - year.period()))
                          .thenComparingInt(FiscalFigure::period))
                  .ifPresent(
                      other -> {
                        found.add(year);
                        ends.add(Days.date(other.end()).toString());
                      });
            }
          });
    }
  }

  /** In the order in which the world learned of years. */
  private static final Comparator<FiscalFigure> TOLD =
      Comparator.comparingInt(FiscalFigure::day)
          .thenComparingInt(FiscalFigure::period)
          .thenComparing(FiscalFigure::isOwn)
          .thenComparing(FiscalFigure::file)
          .thenComparingLong(FiscalFigure::line);

  /** The feed files that it looks at. */
  public static final Set<String> FILES =
      Set.of(MarketTables.ACTUALS.name(), MarketTables.ESTIMATES.name());

  /** Of more rows than these, a backfill, nothing is said: they are read into this process. */
  public static final long MOST_ROWS = 2_000_000;

  /** Those among the rows that a run took in, by their file, in the order of their keys. */
  public static Map<FeedSpec, List<Warning>> of(Warehouse warehouse, String runId) {
    OddFigures all = new OddFigures();
    Filter own = Filter.is("run_id", runId);
    FiscalFigure.read(warehouse, MarketTables.ACTUALS, own, runId, all::own);
    FiscalFigure.read(warehouse, MarketTables.ESTIMATES, own, runId, all::own);
    return all.besideStored(warehouse, runId);
  }

  /** Those among figures that a run would take in, see {@link AcceptedFigures}. */
  public static Map<FeedSpec, List<Warning>> of(
      Warehouse warehouse, List<FiscalFigure> accepted, String runId) {
    OddFigures all = new OddFigures();
    accepted.forEach(all::own);
    return all.besideStored(warehouse, runId);
  }

  private Map<FeedSpec, List<Warning>> besideStored(Warehouse warehouse, String runId) {
    if (years.isEmpty()) {
      return Map.of();
    }
    Set<String> issuers = Set.copyOf(years.keySet());
    boolean areFew = issuers.size() <= FEW;
    Filter theirs = areFew ? Filter.in("issuer_id", issuers) : Filter.all();
    int before = areFew ? DAYS_OF_FEW : Earlier.days(MarketTables.ESTIMATES);
    Filter recent = Filter.days(MarketTables.ESTIMATES.businessDay(), first - before, last);
    // A day of many companies must not read all that was ever reported.
    Filter reported =
        areFew
            ? theirs
            : Filter.days(MarketTables.ACTUALS.businessDay(), first - DAYS_OF_FEW, last);
    FiscalFigure.read(warehouse, MarketTables.ACTUALS, reported, runId, this::other);
    FiscalFigure.read(
        warehouse, MarketTables.ESTIMATES, Filter.and(theirs, recent), runId, this::other);
    return warnings();
  }

  private void own(FiscalFigure figure) {
    first = Math.min(first, figure.day());
    last = Math.max(last, figure.day());
    years.computeIfAbsent(figure.issuer(), issuer -> new Years());
    add(figure);
  }

  private void other(FiscalFigure figure) {
    if (!figure.isOwn() && years.containsKey(figure.issuer())) {
      add(figure);
    }
  }

  private void add(FiscalFigure figure) {
    if (figure.isYear()) {
      years.get(figure.issuer()).add(figure);
    }
    scales.computeIfAbsent(figure.series(), series -> new ScaleOfFigures()).add(figure);
  }

  private Map<FeedSpec, List<Warning>> warnings() {
    Map<FeedSpec, List<Warning>> found = new HashMap<>();
    years
        .values()
        .forEach(
            its -> {
              List<FiscalFigure> moved = new ArrayList<>();
              List<String> ends = new ArrayList<>();
              its.moved(moved, ends);
              for (int i = 0; i < moved.size(); i++) {
                FiscalFigure year = moved.get(i);
                add(
                    found,
                    year,
                    year.warning(
                        RuleCode.YEAR_END_MOVED,
                        "period_end " + ends.get(i),
                        "period_end " + Days.date(year.end())));
              }
            });
    scales
        .values()
        .forEach(
            its ->
                its.odd()
                    .forEach(
                        (figure, beside) ->
                            add(
                                found,
                                figure,
                                figure.warning(
                                    RuleCode.SUSPECT_UNIT,
                                    Days.date(beside.end())
                                        + " "
                                        + WarningCollector.text(beside.value()),
                                    WarningCollector.text(figure.value())))));
    found.values().forEach(list -> list.sort(Comparator.comparing(Warning::key)));
    return found;
  }

  private static void add(
      Map<FeedSpec, List<Warning>> found, FiscalFigure figure, Warning warning) {
    found.computeIfAbsent(figure.spec(), spec -> new ArrayList<>()).add(warning);
  }
}
