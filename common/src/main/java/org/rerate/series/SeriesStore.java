package org.rerate.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.domain.RerateException;
import org.rerate.series.Packing.Missing;
import org.rerate.storage.Lookup;
import org.rerate.storage.Warehouse;
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

  private static final long NO_VERSION = -1;

  private final Warehouse warehouse;
  private final Map<Integer, CarriedBlocks> carried = new ConcurrentHashMap<>();
  private SeriesHead head;
  private long headVersion;

  /** The packed series of {@code warehouse}. */
  public SeriesStore(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** Every block and mark. */
  public Dataset<Row> blocks() {
    return warehouse.read(SeriesTables.BLOCKS);
  }

  /**
   * Kind, key, sub-key and payload of the blocks that days from {@code firstDay} on need.
   *
   * @param longestAgeDays most days after which a close, cap or estimate still counts
   * @param runId signs what is kept for the next time
   */
  public Dataset<Row> blocks(Cut cut, int firstDay, int longestAgeDays, String runId) {
    return CarriedBlocks.serves(cut)
        ? carried(firstDay, longestAgeDays).read(runId)
        : blocks().select("kind", "series_key", "sub_key", "payload");
  }

  private CarriedBlocks carried(int firstDay, int longestAgeDays) {
    return carried.computeIfAbsent(
        CarriedBlocks.yearOf(firstDay, longestAgeDays), year -> new CarriedBlocks(warehouse, year));
  }

  /**
   * The same blocks as questions of this process; empty if all of them first have to be worked on,
   * or are all that there are.
   */
  public Optional<List<Lookup>> lookups(
      Cut cut, int firstDay, int longestAgeDays, List<String> kinds, String runId) {
    return CarriedBlocks.serves(cut)
        ? carried(firstDay, longestAgeDays).lookups(kinds, runId)
        : Optional.empty();
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
    Map<String, Long> packed = head().marks();
    List<Missing> missing = new ArrayList<>();
    for (PackQuery query : PackQuery.ALL) {
      OptionalLong version = warehouse.version(query.feed().table());
      long since = packed.getOrDefault(query.feed().name(), -1L);
      if (version.isEmpty() || version.getAsLong() == since) {
        continue;
      }
      Optional<List<String>> runs =
          since < 0
              ? Optional.empty()
              : warehouse.committers(query.feed().table(), since + 1, version.getAsLong());
      if (since >= 0 && runs.isEmpty()) {
        // The log no longer tells which runs came in since: pack everything once more.
        warehouse.clear(SeriesTables.BLOCKS);
        packMissing(runId);
        return;
      }
      missing.add(new Missing(query, version.getAsLong(), runs));
    }
    if (!missing.isEmpty()) {
      new Packing(warehouse, runId).append(missing, sequence);
    }
  }

  /**
   * The days on which any close was taken in, ascending, without those taken in after the cut;
   * empty if closes came in that are not packed yet.
   */
  Optional<int[]> days(Cut cut) {
    OptionalLong prices = warehouse.version(MarketTables.PRICES.table());
    Long packed = head().marks().get(MarketTables.PRICES.name());
    if (packed == null || prices.isEmpty() || packed != prices.getAsLong()) {
      return Optional.empty();
    }
    return head().days().isEmpty() ? Optional.empty() : Optional.of(head().days(cut));
  }

  /** Read anew only if blocks came in since it was last asked for. */
  private synchronized SeriesHead head() {
    long now = warehouse.version(SeriesTables.BLOCKS).orElse(NO_VERSION);
    if (head == null || now != headVersion) {
      head = SeriesHead.of(warehouse);
      headVersion = now;
    }
    return head;
  }
}
