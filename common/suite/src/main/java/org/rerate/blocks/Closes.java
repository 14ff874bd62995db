package org.rerate.blocks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rerate.domain.Status;
import org.rerate.engine.filter.Filter;
import org.rerate.history.AsOf;
import org.rerate.history.FactColumns;
import org.rerate.history.FactHistory;
import org.rerate.history.FactKind;
import org.rerate.history.LineHistory;
import org.rerate.table.MarketTables;

/**
 * Closes of a few lines over a stretch of days, on every basis, for changes of price. Caps read
 * {@link LineHistory}s instead, which leave total-return closes out.
 */
public final class Closes {

  /** The bases in the order in which a change of price prefers them, dividends counted if known. */
  public static final List<String> TOTAL_RETURN_FIRST =
      List.of("TOTAL_RETURN", "SPLIT_ADJUSTED", "AS_TRADED");

  /** The same for a price that is set against earnings, which dividends do not belong to. */
  public static final List<String> PRICE_FIRST =
      List.of("SPLIT_ADJUSTED", "AS_TRADED", "TOTAL_RETURN");

  private final AsOf asOf;
  private final int maxAgeDays;
  private final Map<String, Map<String, LineHistory>> lines = new HashMap<>();

  /**
   * A line's closes from a day to another, all on one basis.
   *
   * @param basis the basis; null if none has a usable close at both ends
   * @param days trade dates, ascending; the first is the last at or before the start
   * @param prices closes on the last day's share basis
   * @param status OK, NO_PRICE or STALE_PRICE
   */
  @SuppressWarnings("ArrayRecordComponent") // walked by index
  public record Path(String basis, int[] days, double[] prices, Status status) {

    static Path missing(Status status) {
      return new Path(null, new int[0], new double[0], status);
    }
  }

  /**
   * The closes of these lines between two days.
   *
   * @param maxAgeDays calendar days after which a close is stale
   */
  public Closes(
      ReferenceData references,
      AsOf asOf,
      Collection<String> securities,
      int from,
      int to,
      int maxAgeDays) {
    this.asOf = asOf;
    this.maxAgeDays = maxAgeDays;
    Filter chosen = Filter.in("security_id", securities);
    Map<String, Map<String, FactColumns>> prices =
        prices(references, chosen, from - maxAgeDays, to);
    Map<String, FactColumns> splits = priceRatios(references, chosen);
    prices.forEach(
        (security, bases) ->
            bases.forEach(
                (basis, block) ->
                    lines
                        .computeIfAbsent(security, s -> new HashMap<>())
                        .put(basis, line(security, block, splits.get(security)))));
  }

  private static Map<String, Map<String, FactColumns>> prices(
      ReferenceData references, Filter chosen, int from, int to) {
    Map<String, Map<String, FactColumns>> blocks = new HashMap<>();
    Filter where = Filter.and(chosen, Filter.days("trade_date", from, to));
    references.note(MarketTables.PRICES, where);
    references
        .versions(
            MarketTables.PRICES,
            where,
            "security_id",
            "basis",
            "trade_date",
            "close",
            "adjusted_to",
            "retracted",
            "known_at")
        .forEach(
            (row, delivered) -> {
              FactColumns block =
                  blocks
                      .computeIfAbsent((String) row[0], s -> new HashMap<>())
                      .computeIfAbsent((String) row[1], b -> new FactColumns(FactKind.PRICES, 256));
              int at = block.add();
              block.day[at] = (Integer) row[2];
              block.numbers[0][at] = row[3] == null ? 0 : (Double) row[3];
              block.integers[0][at] =
                  row[1].equals("SPLIT_ADJUSTED")
                      ? LineHistory.SPLIT_ADJUSTED
                      : LineHistory.AS_TRADED;
              block.integers[1][at] = row[4] == null ? FactKind.NONE : (Integer) row[4];
              block.retracted[at] = (Boolean) row[5] ? 1 : 0;
              block.knownAt[at] = (Long) row[6];
              block.deliveredAt[at] = delivered;
            });
    return blocks;
  }

  private static Map<String, FactColumns> priceRatios(ReferenceData references, Filter chosen) {
    Map<String, FactColumns> blocks = new HashMap<>();
    Filter where = Filter.and(chosen, Filter.in("action", List.of("split", "price_adjustment")));
    references.note(MarketTables.CORPORATE_ACTIONS, where);
    references
        .versions(
            MarketTables.CORPORATE_ACTIONS,
            where,
            "security_id",
            "action",
            "ex_date",
            "value",
            "retracted",
            "known_at")
        .forEach(
            (row, delivered) -> {
              FactColumns block =
                  blocks.computeIfAbsent(
                      (String) row[0], s -> new FactColumns(FactKind.ACTIONS, 4));
              int at = block.add();
              block.integers[0][at] =
                  row[1].equals("split") ? FactKind.SPLIT : FactKind.PRICE_ADJUSTMENT;
              block.day[at] = (Integer) row[2];
              block.numbers[0][at] = row[3] == null ? 1 : (Double) row[3];
              block.retracted[at] = (Boolean) row[4] ? 1 : 0;
              block.knownAt[at] = (Long) row[5];
              block.deliveredAt[at] = delivered;
            });
    return blocks;
  }

  private LineHistory line(String security, FactColumns prices, FactColumns splits) {
    FactColumns noSplits = splits == null ? new FactColumns(FactKind.ACTIONS, 0) : splits;
    return new LineHistory(
        security,
        "",
        asOf.versions(FactKind.SECURITIES, new FactColumns(FactKind.SECURITIES, 0), -1),
        asOf.versions(FactKind.PRICES, prices, 0),
        asOf.versions(FactKind.SHARES, new FactColumns(FactKind.SHARES, 0), -1),
        asOf.versions(FactKind.ACTIONS, noSplits, 0));
  }

  /**
   * The path of a line from a day to another, as known on the later one, on the first basis of
   * {@code preferred} that has a close fresh enough at both ends; a change never mixes bases.
   */
  public Path path(String securityId, List<String> preferred, int from, int to) {
    Status reason = Status.NO_PRICE;
    for (String basis : preferred) {
      LineHistory line = lines.getOrDefault(securityId, Map.of()).get(basis);
      if (line == null) {
        continue;
      }
      Path path = path(line, basis, from, to);
      if (path.status() == Status.OK) {
        return path;
      }
      reason = path.status() == Status.STALE_PRICE ? Status.STALE_PRICE : reason;
    }
    return Path.missing(reason);
  }

  private Path path(LineHistory line, String basis, int from, int to) {
    long limit = asOf.knowledge().limit(to);
    FactHistory prices = line.prices();
    int row = prices.last(to, limit);
    if (row < 0) {
      return Path.missing(Status.NO_PRICE);
    }
    if (to - prices.day(row) > maxAgeDays) {
      return Path.missing(Status.STALE_PRICE);
    }
    List<Integer> rows = new ArrayList<>();
    for (; row >= 0; row = prices.before(row, limit)) {
      rows.add(row);
      if (prices.day(row) <= from) {
        break;
      }
    }
    if (row < 0) {
      return Path.missing(Status.NO_PRICE);
    }
    if (from - prices.day(row) > maxAgeDays) {
      return Path.missing(Status.STALE_PRICE);
    }
    Collections.reverse(rows);
    int[] days = rows.stream().mapToInt(prices::day).toArray();
    double[] values = new double[days.length];
    boolean raw = basis.equals("TOTAL_RETURN");
    Arrays.setAll(
        values, i -> raw ? prices.number(rows.get(i)) : line.closeOn(rows.get(i), to, limit));
    return new Path(basis, days, values, Status.OK);
  }
}
