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
import org.rerate.domain.Days;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.RollingStatistics;
import org.rerate.series.ReferenceData;
import org.rerate.storage.DataFile;
import org.rerate.storage.Exchange;
import org.rerate.storage.Exchange.Order;
import org.rerate.storage.Exchange.Sent;
import org.rerate.storage.Exchange.Source;
import org.rerate.storage.Filter;
import org.rerate.storage.OverwriteSpec;
import org.rerate.storage.StaleReadException;
import org.rerate.storage.TableScan;
import org.rerate.storage.Warehouse;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

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

    /** Condition on basket_valuations that also holds for their rows of rolling. */
    private String where() {
      String series =
          baskets.entrySet().stream()
              .map(
                  entry ->
                      "("
                          + Warehouse.anyOf("membership", List.of(entry.getKey()))
                          + " AND "
                          + Warehouse.anyOf("basket_id", List.copyOf(entry.getValue()))
                          + ")")
              .collect(Collectors.joining(" OR ", "(", ")"));
      return series + among("basis", bases) + among("subsector", subsectors);
    }

    private static String among(String column, Set<String> words) {
      return words.isEmpty() ? "" : " AND " + Warehouse.anyOf(column, List.copyOf(words));
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
    String replaced =
        parts.stream()
            .map(part -> "(" + part.where() + ") AND " + since(part.from()))
            .collect(Collectors.joining(" OR ", "measure <> 'pe_premium' AND (", ")"));
    return replace(
        ValuationTables.BASKET_VALUATIONS,
        () -> written(parts, windows),
        Starts.of(parts),
        replaced);
  }

  /** The new files of {@link #ofBaskets}. */
  List<DataFile> written(List<Part> parts, List<Integer> windows) {
    Starts starts = Starts.of(parts);
    int firstDay = firstDay(starts, windows);
    String where =
        parts.stream().map(Part::where).collect(Collectors.joining(") OR (", "((", "))"));
    // A basket's own values are against no other.
    return written(
        stored(parts, firstDay),
        variant.condition() + " AND " + where + " AND " + since(firstDay),
        partitions ->
            new RollingRuns.Sender(
                false,
                firstDay,
                starts.first(),
                one -> parts.stream().anyMatch(part -> part.has(one)),
                partitions),
        new RollingCalculator(
            days(), starts, List.of("pe", "cap_usd"), windows, warehouse.rowFolder(), runId));
  }

  /** The files that a calculator writes of the series that are found. */
  private List<DataFile> written(
      TableScan series,
      String where,
      IntFunction<RollingRuns.Sender> sender,
      RollingCalculator calculator) {
    TableSpec table = series.table();
    Exchange exchange = warehouse.exchanges().of("rolling statistics", series.bytes());
    int partitions = exchange.cores();
    Source rows =
        series.source(
            sender.apply(partitions), () -> warehouse.readRange(table, variant.partition(), where));
    try (Sent sent = exchange.send(List.of(rows), partitions, Order.BY_KEY)) {
      return sent.run(calculator);
    }
  }

  /** The stored series. */
  private TableScan stored(List<Part> parts, int firstDay) {
    int[] calendar = days();
    int lastDay = calendar.length == 0 ? firstDay : calendar[calendar.length - 1];
    TableScan series =
        warehouse
            .scan(ValuationTables.BASKET_VALUATIONS, SERIES)
            .inPartition(variant.partition())
            .where(Filter.days("valuation_date", firstDay, Math.max(firstDay, lastDay)));
    Set<String> baskets =
        parts.stream()
            .flatMap(part -> part.baskets().values().stream().flatMap(Set::stream))
            .collect(Collectors.toSet());
    return series.where(Filter.in("basket_id", baskets));
  }

  /** P/E premium of the comparisons that {@code where} names. */
  public long ofPremium(String basketA, String basketB, int from, List<Integer> windows) {
    Starts starts = new Starts(from, Map.of());
    int firstDay = firstDay(starts, windows);
    String pair =
        Warehouse.anyOf("basket_a", List.of(basketA))
            + " AND "
            + Warehouse.anyOf("basket_b", List.of(basketB));
    return replace(
        ValuationTables.COMPARISONS,
        () -> ofComparisons(basketA, basketB, pair, firstDay, starts, windows),
        starts,
        since(from)
            + " AND measure = 'pe_premium' AND "
            + Warehouse.anyOf("basket_id", List.of(basketA))
            + " AND "
            + Warehouse.anyOf("against_basket_id", List.of(basketB)));
  }

  private List<DataFile> ofComparisons(
      String basketA,
      String basketB,
      String pair,
      int firstDay,
      Starts starts,
      List<Integer> windows) {
    TableScan series =
        warehouse
            .scan(ValuationTables.COMPARISONS, PREMIUMS)
            .inPartition(variant.partition())
            .where(Filter.in("basket_a", List.of(basketA)))
            .where(Filter.in("basket_b", List.of(basketB)));
    return written(
        series,
        variant.condition() + " AND " + pair + " AND " + since(firstDay),
        partitions ->
            new RollingRuns.Sender(
                true,
                firstDay,
                starts.first(),
                one -> one.basket().equals(basketA) && basketB.equals(one.against()),
                partitions),
        new RollingCalculator(
            days(), starts, List.of("pe_premium"), windows, warehouse.rowFolder(), runId));
  }

  private static String since(int day) {
    return "valuation_date >= DATE'" + Days.date(day) + "'";
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
      TableSpec series, Supplier<List<DataFile>> written, Starts starts, String where) {
    for (int attempt = 1; ; attempt++) {
      Warehouse unmoved = warehouse.whileUnmoved(series);
      List<DataFile> files = written.get();
      try {
        return unmoved.replaceFiles(
            ValuationTables.ROLLING,
            files,
            new OverwriteSpec(
                variant.condition() + " AND " + where,
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
