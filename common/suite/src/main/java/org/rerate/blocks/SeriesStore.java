package org.rerate.blocks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.rerate.blocks.BlockBuilder.Missing;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.TableHistory;
import org.rerate.engine.delta.TableScan;
import org.rerate.engine.delta.TableState;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.KeySet;
import org.rerate.history.AsOf;
import org.rerate.history.FactKind;
import org.rerate.table.MarketTables;
import org.rerate.table.SeriesTables;

/**
 * The packed copy of the market tables: brought up to date after every ingest, read by every
 * valuation. Only rows of runs that came in since the last packing are packed; a block is never
 * rewritten, later rows of the same key make a further block. One of these serves a whole command:
 * what it has learnt of the tables it asks again only after they changed.
 */
public final class SeriesStore {

  private static final int ATTEMPTS = 10;

  private final Warehouse warehouse;
  private final Map<Integer, CarryForwardStore> carried = new ConcurrentHashMap<>();
  private BlockWatermarks head;
  private Optional<TableState> headState = Optional.empty();

  /** The packed series of {@code warehouse}. */
  public SeriesStore(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * Scans of kind, key, sub-key and payload of the blocks that days from {@code firstDay} on need.
   *
   * @param longestAgeDays most days after which a close, cap or estimate still counts
   * @param keys lines and issuers
   * @param runId signs what is kept for the next time; null to keep nothing
   */
  public List<TableScan> blocks(
      AsOf asOf, int firstDay, int longestAgeDays, List<String> kinds, KeySet keys, String runId) {
    return CarryForwardStore.serves(asOf)
        ? carried(firstDay, longestAgeDays).scans(kinds, keys, runId)
        : List.of(CarryForwardStore.payloads(warehouse, SeriesTables.BLOCKS, kinds, keys));
  }

  private CarryForwardStore carried(int firstDay, int longestAgeDays) {
    return carried.computeIfAbsent(
        CarryForwardStore.yearOf(firstDay, longestAgeDays),
        year -> new CarryForwardStore(warehouse, year, () -> head().packing()));
  }

  /** Packs what came in since the last time; does nothing if nothing did. */
  public void catchUp(String runId) {
    for (int attempt = 1; ; attempt++) {
      try {
        packMissing(runId);
        return;
      } catch (RerateException e) {
        // Another run packed the same rows meanwhile; look again at what is missing.
        if (e.exit() != RerateException.Exit.RETRY || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void packMissing(String runId) {
    long sequence = warehouse.sequence(SeriesTables.BLOCKS);
    Map<String, Optional<TableState>> packed = head().marks();
    if (!head().isWhole()) {
      // Blocks of an older Rerate lack columns.
      packAll(runId, sequence);
      return;
    }
    List<Missing> missing = new ArrayList<>();
    for (PackQuery query : PackQuery.ALL) {
      TableHistory history = warehouse.history(query.feed().table());
      Optional<TableState> now = history.state();
      Optional<TableState> then = packed.get(query.feed().name());
      if (then == null) {
        now.ifPresent(state -> missing.add(new Missing(query, state, Optional.empty())));
      } else if (!now.equals(then)) {
        Optional<List<String>> runs = then.flatMap(history::committersSince);
        if (runs.isEmpty() || now.isEmpty()) {
          // Made anew or brought back from a copy, or the log no longer tells what came in since.
          packAll(runId, sequence);
          return;
        }
        missing.add(new Missing(query, now.get(), runs));
      }
    }
    if (!missing.isEmpty()) {
      new BlockBuilder(warehouse, runId).append(missing, sequence);
    }
  }

  /** Packs everything once more, in the place of what is packed. */
  private void packAll(String runId, long sequence) {
    List<Missing> all = new ArrayList<>();
    for (PackQuery query : PackQuery.ALL) {
      warehouse
          .history(query.feed().table())
          .state()
          .ifPresent(state -> all.add(new Missing(query, state, Optional.empty())));
    }
    new BlockBuilder(warehouse, runId).replace(all, sequence);
  }

  /**
   * The days on which any close was taken in, ascending, without those taken in after the cut;
   * empty if closes came in that are not packed yet.
   */
  Optional<int[]> days(AsOf asOf) {
    Optional<TableState> prices = warehouse.history(MarketTables.PRICES.table()).state();
    if (prices.isEmpty() || !prices.equals(head().marks().get(MarketTables.PRICES.name()))) {
      return Optional.empty();
    }
    return head().days().isEmpty() ? Optional.empty() : Optional.of(head().days(asOf));
  }

  /**
   * The metrics of packed estimates and reported figures; empty if some of these are not packed
   * yet, or only those taken in before a cut are wanted, which blocks do not tell.
   */
  Optional<Set<String>> metrics(AsOf asOf) {
    boolean isPacked =
        Stream.of(MarketTables.ESTIMATES, MarketTables.ACTUALS)
            .allMatch(
                feed ->
                    warehouse
                        .history(feed.table())
                        .state()
                        .equals(head().marks().getOrDefault(feed.name(), Optional.empty())));
    if (!isPacked || asOf.recordedBy() != null) {
      return Optional.empty();
    }
    Set<String> words = new HashSet<>();
    warehouse
        .scan(SeriesTables.BLOCKS, "sub_key")
        .where(Filter.in("kind", List.of(FactKind.ESTIMATES.name(), FactKind.ACTUALS.name())))
        .forEach(row -> words.add(row.text(0)));
    return Optional.of(words);
  }

  /** Read anew only if blocks came in since it was last asked for. */
  private synchronized BlockWatermarks head() {
    Optional<TableState> now = warehouse.history(SeriesTables.BLOCKS).state();
    if (head == null || !now.equals(headState)) {
      head = BlockWatermarks.of(warehouse);
      headState = now;
    }
    return head;
  }
}
