package org.rerate.valuation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.rerate.blocks.ReferenceData;
import org.rerate.engine.delta.OverwriteSpec;
import org.rerate.engine.delta.StaleReadException;
import org.rerate.engine.delta.TableScan;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.exchange.Exchange;
import org.rerate.engine.exchange.Exchange.Order;
import org.rerate.engine.exchange.Exchange.Sent;
import org.rerate.engine.exchange.Exchange.Source;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.parquet.DataFile;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.RollingStatistics;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.value.RollingSeries;

/**
 * Rolling statistics of stored series of baskets, from a day on to the end of what is stored: a
 * value that changed reaches the windows of later days.
 */
public final class RollingValuation {

  /** How often statistics are worked out beside others that store series. */
  private static final int ATTEMPTS = 5;

  private static final String[] SERIES = {
    "basket_id", "subsector", "basis", "membership", "valuation_date", "pe", "cap_usd", "status"
  };

  private static final String[] PREMIUMS = {
    "basket_a",
    "basket_b",
    "subsector",
    "basis",
    "membership",
    "valuation_date",
    "pe_premium",
    "status"
  };

  private final ReferenceData references;
  private final Warehouse warehouse;
  private final ResultVariant variant;
  private final String runId;

  /** Rolling statistics of what is stored for the same cut, signed with {@code runId}. */
  public RollingValuation(ReferenceData references, Methodology methodology, String runId) {
    this.references = references;
    this.warehouse = references.warehouse();
    this.variant = new ResultVariant(methodology.name(), references.asOf());
    this.runId = runId;
  }

  /**
   * Series and the first day whose statistics are replaced.
   *
   * @param from the day
   * @param baskets the baskets, by membership
   * @param bases the bases; empty for all
   * @param subsectors the sub-sectors; empty for all
   */
  public record Part(
      int from, Map<String, Set<String>> baskets, Set<String> bases, Set<String> subsectors)
      implements Serializable {

    /** Their rows of basket_valuations, and of rolling. */
    private Filter filter() {
      return Filter.and(
          Filter.or(
              baskets.entrySet().stream()
                  .map(
                      entry ->
                          Filter.and(
                              Filter.is("membership", entry.getKey()),
                              Filter.in("basket_id", entry.getValue())))
                  .toList()),
          among("basis", bases),
          among("subsector", subsectors));
    }

    private static Filter among(String column, Set<String> words) {
      return words.isEmpty() ? Filter.all() : Filter.in(column, words);
    }

    private boolean has(RollingSeries series) {
      return baskets.getOrDefault(series.membership(), Set.of()).contains(series.basket())
          && (bases.isEmpty() || bases.contains(series.basis()))
          && (subsectors.isEmpty() || subsectors.contains(series.subsector()));
    }
  }

  /**
   * P/E and cap of baskets, no basket in two parts.
   *
   * @return the version of the table written
   */
  public long ofBaskets(List<Part> parts, List<Integer> windows) {
    Filter replaced =
        Filter.or(
            parts.stream().map(part -> Filter.and(part.filter(), since(part.from()))).toList());
    return replace(
        ValuationTables.BASKET_VALUATIONS,
        () -> written(parts, windows),
        Starts.of(parts),
        Filter.and(Filter.notIn("measure", List.of("pe_premium")), replaced));
  }

  /** The new files of {@link #ofBaskets}. */
  List<DataFile> written(List<Part> parts, List<Integer> windows) {
    Starts starts = Starts.of(parts);
    int firstDay = firstDay(starts, windows);
    List<Part> wanted = List.copyOf(parts);
    // A basket's own values are against no other.
    return written(
        stored(parts, firstDay),
        partitions ->
            new RollingRuns.Sender(
                false,
                2,
                firstDay,
                starts.first(),
                one -> wanted.stream().anyMatch(part -> part.has(one)),
                partitions),
        new RollingCalculator(
            days(), starts, List.of("pe", "cap_usd"), windows, warehouse.rowFolder(), runId));
  }

  /** The files that a calculator writes of the series that are found. */
  private List<DataFile> written(
      TableScan series, IntFunction<RollingRuns.Sender> sender, RollingCalculator calculator) {
    Exchange exchange = warehouse.exchanges().of("rolling statistics", series.bytes());
    int partitions = exchange.cores();
    Source rows = series.source(sender.apply(partitions));
    try (Sent sent = exchange.send(List.of(rows), partitions, Order.BY_KEY)) {
      return sent.run(calculator);
    }
  }

  /** The stored series. */
  private TableScan stored(List<Part> parts, int firstDay) {
    Set<String> baskets =
        parts.stream()
            .flatMap(part -> part.baskets().values().stream().flatMap(Set::stream))
            .collect(Collectors.toSet());
    return warehouse
        .scan(ValuationTables.BASKET_VALUATIONS, SERIES)
        .where(variant.filter())
        .where(since(firstDay))
        .where(Filter.in("basket_id", baskets));
  }

  /** P/E premium of the comparisons of two baskets. */
  public long ofPremium(String basketA, String basketB, int from, List<Integer> windows) {
    Starts starts = new Starts(from, Map.of());
    return replace(
        ValuationTables.COMPARISONS,
        () -> ofComparisons(basketA, basketB, firstDay(starts, windows), starts, windows),
        starts,
        Filter.and(
            since(from),
            Filter.is("measure", "pe_premium"),
            Filter.is("basket_id", basketA),
            Filter.is("against_basket_id", basketB)));
  }

  private List<DataFile> ofComparisons(
      String basketA, String basketB, int firstDay, Starts starts, List<Integer> windows) {
    TableScan series =
        warehouse
            .scan(ValuationTables.COMPARISONS, PREMIUMS)
            .where(variant.filter())
            .where(Filter.is("basket_a", basketA))
            .where(Filter.is("basket_b", basketB))
            .where(since(firstDay));
    return written(
        series,
        partitions ->
            new RollingRuns.Sender(
                true,
                1,
                firstDay,
                starts.first(),
                one -> one.basket().equals(basketA) && basketB.equals(one.against()),
                partitions),
        new RollingCalculator(
            days(), starts, List.of("pe_premium"), windows, warehouse.rowFolder(), runId));
  }

  private static Filter since(int day) {
    return Filter.since("valuation_date", day);
  }

  /** First day by basket, and of those that are not named. */
  private record Starts(int first, Map<String, Integer> later) implements RollingCalculator.Starts {

    static Starts of(List<Part> parts) {
      int first = parts.stream().mapToInt(Part::from).min().orElseThrow();
      Map<String, Integer> later = new HashMap<>();
      for (Part part : parts) {
        if (part.from() > first) {
          part.baskets()
              .values()
              .forEach(some -> some.forEach(basket -> later.put(basket, part.from())));
        }
      }
      return new Starts(first, later);
    }

    @Override
    public int applyAsInt(String basket) {
      return later.getOrDefault(basket, first);
    }
  }

  private int firstDay(Starts starts, List<Integer> windows) {
    return reach(days(), starts.first(), windows);
  }

  private int[] days() {
    return references.valuationDays(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /**
   * Replaces statistics by those of the series that are stored now; if others store some meanwhile,
   * by those of theirs.
   *
   * @param series the table of the series
   */
  private long replace(
      TableSpec series, Supplier<List<DataFile>> written, Starts starts, Filter where) {
    for (int attempt = 1; ; attempt++) {
      Warehouse unmoved = warehouse.whileUnmoved(series);
      List<DataFile> files = written.get();
      try {
        return unmoved.replaceFiles(
            ValuationTables.ROLLING,
            files,
            new OverwriteSpec(
                Filter.and(variant.filter(), where),
                variant.partition(),
                RollingCalculator.period(days(), starts),
                starts.first(),
                Integer.MAX_VALUE),
            runId);
      } catch (StaleReadException e) {
        if (!e.changed().equals(series.fullName()) || attempt == ATTEMPTS) {
          throw e;
        }
        warehouse.discard(ValuationTables.ROLLING, files);
      }
    }
  }

  /** First day whose values reach the windows of {@code from}. */
  private static int reach(int[] calendar, int from, List<Integer> windows) {
    int longest = windows.stream().mapToInt(Integer::intValue).max().orElse(0);
    int at = Arrays.binarySearch(calendar, from);
    int first = Math.max(0, (at < 0 ? -at - 1 : at) - RollingStatistics.reach(longest));
    return first < calendar.length ? calendar[first] : from;
  }
}
