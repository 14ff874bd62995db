package org.rerate.valuation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.rerate.blocks.ReferenceData;
import org.rerate.engine.delta.Cells;
import org.rerate.engine.delta.OverwriteSpec;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.Period;
import org.rerate.engine.parquet.DataFile;
import org.rerate.engine.parquet.DatedFileWriter;
import org.rerate.methodology.IndexChain;
import org.rerate.table.FigureTables;
import org.rerate.value.Groups;

/**
 * The indexes of baskets as stored: returns of days are replaced, and every later level follows
 * (methodology section 12). On the driver: a series is a few numbers a day.
 */
final class IndexSeries {

  /** Days before the first one within which a stored level is looked for at first. */
  private static final int NEAR = 40;

  private static final String[] COLUMNS = {
    "basket_id",
    "subsector",
    "membership",
    "weighting",
    "valuation_date",
    "counted_members",
    "price_level",
    "total_return_level",
    "price_return",
    "total_return"
  };

  private final Warehouse warehouse;
  private final ResultVariant variant;
  private final String runId;
  private final int[] calendar;
  private final Map<Owner, Taken> fresh = new TreeMap<>();

  /** A basket under a membership rule. */
  record Owner(String basketId, String membership) implements Comparable<Owner> {

    @Override
    public int compareTo(Owner other) {
      int byBasket = basketId.compareTo(other.basketId);
      return byBasket != 0 ? byBasket : membership.compareTo(other.membership);
    }

    private Filter filter() {
      return Filter.and(Filter.is("basket_id", basketId), Filter.is("membership", membership));
    }
  }

  private record Series(String subsector, String weighting) implements Comparable<Series> {

    @Override
    public int compareTo(Series other) {
      int bySubsector = subsector.compareTo(other.subsector);
      return bySubsector != 0 ? bySubsector : weighting.compareTo(other.weighting);
    }
  }

  /** The returns of a basket, and which days of them were computed and not read. */
  private record Taken(TreeMap<Series, DailyReturns> series, BitSet days) {

    DailyReturns of(String subsector, String weighting) {
      return series.computeIfAbsent(new Series(subsector, weighting), s -> new DailyReturns());
    }

    void mark(int day) {
      days.set(day - Valuation.EARLIEST);
    }

    boolean has(int day) {
      return days.get(day - Valuation.EARLIEST);
    }

    int first() {
      return Valuation.EARLIEST + days.nextSetBit(0);
    }

    int last() {
      return Valuation.EARLIEST + days.length() - 1;
    }
  }

  private record Level(int day, double price, double total) {}

  /** The stored indexes of a variant of what {@code references} sees. */
  IndexSeries(ReferenceData references, ResultVariant variant, String runId) {
    this.warehouse = references.warehouse();
    this.variant = variant;
    this.runId = runId;
    this.calendar = references.valuationDays(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** Takes the returns of a group of a basket, whose levels are not known yet. */
  void add(FigureBlock block) {
    if (block.size() == 0) {
      return;
    }
    Owner owner = new Owner(block.basketId, block.words.get(0));
    Taken taken = fresh.computeIfAbsent(owner, o -> new Taken(new TreeMap<>(), new BitSet()));
    taken.of(block.subsector, block.words.get(1)).add(block);
    for (int i = 0; i < block.size(); i++) {
      taken.mark(block.day[i]);
    }
  }

  /** True if returns of {@code owner} on {@code day} were taken. */
  boolean isTaken(Owner owner, int day) {
    Taken taken = fresh.get(owner);
    return taken != null && taken.has(day);
  }

  /** The first day of {@code owner} whose returns were taken. */
  OptionalInt firstDay(Owner owner) {
    Taken taken = fresh.get(owner);
    return taken == null ? OptionalInt.empty() : OptionalInt.of(taken.first());
  }

  /** The last one. */
  OptionalInt lastDay(Owner owner) {
    Taken taken = fresh.get(owner);
    return taken == null ? OptionalInt.empty() : OptionalInt.of(taken.last());
  }

  /** The days of baskets that are stored, from a day on. */
  Map<Owner, Set<Integer>> storedDays(Collection<Owner> owners, int from) {
    Map<Owner, Set<Integer>> stored = new HashMap<>();
    owners.forEach(owner -> stored.put(owner, new HashSet<>()));
    if (!warehouse.exists(FigureTables.BASKET_INDEX)) {
      return stored;
    }
    warehouse
        .scan(FigureTables.BASKET_INDEX, "basket_id", "membership", "valuation_date")
        .where(variant.filter())
        .where(Filter.since("valuation_date", from))
        .where(Filter.is("subsector", Groups.ALL))
        .where(Filter.is("weighting", "equal"))
        .forEach(
            row -> {
              Set<Integer> days = stored.get(new Owner(row.text(0), row.text(1)));
              if (days != null) {
                days.add(row.whole(2, 0));
              }
            });
    return stored;
  }

  /**
   * Writes all levels from the first day taken on, of each basket.
   *
   * @return the version written; null if no returns were taken
   */
  Long write() {
    if (fresh.isEmpty()) {
      return null;
    }
    Map<Owner, Integer> firsts = new TreeMap<>();
    fresh.forEach((owner, taken) -> firsts.put(owner, taken.first()));
    int first = firsts.values().stream().min(Integer::compare).orElseThrow();
    Map<Owner, Map<Series, Level>> before = new HashMap<>();
    read(firsts, first - NEAR, before);
    boolean allFound =
        fresh.entrySet().stream()
            .allMatch(
                entry ->
                    before
                        .getOrDefault(entry.getKey(), Map.of())
                        .keySet()
                        .containsAll(entry.getValue().series().keySet()));
    if (!allFound) {
      before(firsts, before);
    }
    List<Filter> replaced = new ArrayList<>();
    firsts.forEach(
        (owner, day) ->
            replaced.add(
                day == calendar[0]
                    ? owner.filter()
                    : Filter.and(owner.filter(), Filter.since("valuation_date", day))));
    FigureRows rows = new FigureRows(runId);
    Period period = Period.of(first, calendar[calendar.length - 1]);
    try (DatedFileWriter files =
        new DatedFileWriter(warehouse.rowFolder(), FigureTables.BASKET_INDEX, period)) {
      fresh.forEach(
          (owner, taken) ->
              taken
                  .series()
                  .forEach(
                      (one, returns) -> {
                        Level last = before.getOrDefault(owner, Map.of()).get(one);
                        rows.write(levels(owner, one, returns, last), files::of);
                      }));
      List<DataFile> written = files.finish();
      return warehouse.replaceFiles(
          FigureTables.BASKET_INDEX,
          written,
          new OverwriteSpec(
              Filter.and(variant.filter(), Filter.or(replaced)),
              variant.partition(),
              period,
              first == calendar[0] ? Valuation.EARLIEST : first,
              Integer.MAX_VALUE),
          runId);
    }
  }

  /** Stored returns of later days, and the last levels of days before. */
  private void read(Map<Owner, Integer> firsts, int from, Map<Owner, Map<Series, Level>> before) {
    stored(
        Filter.since("valuation_date", from),
        row -> {
          Owner owner = new Owner(row.text(0), row.text(2));
          Integer first = firsts.get(owner);
          if (first == null) {
            return;
          }
          int day = row.whole(4, 0);
          if (day < first) {
            keep(before, owner, row);
          } else if (!isTaken(owner, day) && Arrays.binarySearch(calendar, day) >= 0) {
            fresh
                .get(owner)
                .of(row.text(1), row.text(3))
                .add(day, row.whole(5, 0), row.number(8, Double.NaN), row.number(9, Double.NaN));
          }
        });
  }

  /** The last levels of days before, however long ago: of a sub-sector that had no member since. */
  private void before(Map<Owner, Integer> firsts, Map<Owner, Map<Series, Level>> before) {
    stored(
        Filter.all(),
        row -> {
          Owner owner = new Owner(row.text(0), row.text(2));
          Integer first = firsts.get(owner);
          if (first != null && row.whole(4, 0) < first) {
            keep(before, owner, row);
          }
        });
  }

  private void stored(Filter days, Consumer<Cells> taker) {
    if (warehouse.exists(FigureTables.BASKET_INDEX)) {
      warehouse
          .scan(FigureTables.BASKET_INDEX, COLUMNS)
          .where(variant.filter())
          .where(days)
          .where(Filter.in("basket_id", fresh.keySet().stream().map(Owner::basketId).toList()))
          .forEach(taker);
    }
  }

  /** A level of a day that has no closes any more is none to go on from. */
  private void keep(Map<Owner, Map<Series, Level>> before, Owner owner, Cells row) {
    if (Arrays.binarySearch(calendar, row.whole(4, 0)) < 0) {
      return;
    }
    Level level = new Level(row.whole(4, 0), row.number(6, Double.NaN), row.number(7, Double.NaN));
    before
        .computeIfAbsent(owner, o -> new HashMap<>())
        .merge(new Series(row.text(1), row.text(3)), level, (a, b) -> a.day() >= b.day() ? a : b);
  }

  private static FigureBlock levels(
      Owner owner, Series series, DailyReturns returns, Level before) {
    IndexChain chain =
        before == null
            ? new IndexChain(Double.NaN, Double.NaN)
            : new IndexChain(before.price(), before.total());
    FigureBlock rows =
        new FigureBlock(
            FigureTables.BASKET_INDEX,
            owner.basketId(),
            series.subsector(),
            List.of(owner.membership(), series.weighting()),
            4,
            1,
            returns.size());
    returns.inOrder(
        (day, counted, price, total) -> {
          chain.add(counted, price, total);
          int at = rows.add(day, chain.status);
          rows.numbers[0][at] = chain.price;
          rows.numbers[1][at] = chain.total;
          rows.numbers[2][at] = price;
          rows.numbers[3][at] = total;
          rows.counts[0][at] = counted;
        });
    return rows;
  }
}
