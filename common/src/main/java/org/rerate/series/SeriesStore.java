package org.rerate.series;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.rerate.domain.RerateException;
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

  private static final int ATTEMPTS = 3;

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
    return CarriedBlocks.serves(cut, longestAgeDays)
        ? carried(firstDay).read(runId)
        : blocks().select("kind", "series_key", "sub_key", "payload");
  }

  private CarriedBlocks carried(int firstDay) {
    return carried.computeIfAbsent(
        CarriedBlocks.yearOf(firstDay), year -> new CarriedBlocks(warehouse, year));
  }

  /**
   * The same blocks as questions of this process; empty if they first have to be worked on, or are
   * all that there are.
   */
  public Optional<List<Lookup>> lookups(
      Cut cut, int firstDay, int longestAgeDays, List<String> kinds) {
    return CarriedBlocks.serves(cut, longestAgeDays)
        ? carried(firstDay).lookups(kinds)
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
    List<Row> marks = new ArrayList<>();
    Dataset<Row> rows = null;
    boolean anew = false;
    for (PackQuery query : PackQuery.ALL) {
      OptionalLong version = warehouse.version(query.feed().table());
      long since = packed.getOrDefault(query.feed().name(), -1L);
      if (version.isEmpty() || version.getAsLong() == since) {
        continue;
      }
      Optional<List<String>> runs =
          warehouse.committers(query.feed().table(), since + 1, version.getAsLong());
      anew |= since >= 0 && runs.isEmpty();
      Dataset<Row> all = warehouse.read(query.feed().table(), version.getAsLong());
      Dataset<Row> fresh =
          since < 0 || runs.isEmpty() ? all : all.where(Warehouse.anyOf("run_id", runs.get()));
      Dataset<Row> shaped = fresh.where(query.where()).selectExpr(query.columns());
      rows = rows == null ? shaped : rows.unionAll(shaped);
      if (query.kind() == Kind.PRICES) {
        marks.add(days(fresh, runId));
      }
      marks.add(
          RowFactory.create(
              SeriesTables.MARK, query.feed().name(), "", 0, version.getAsLong(), null, runId));
    }
    if (anew) {
      // The log no longer tells which runs came in since: pack everything once more.
      warehouse.clear(SeriesTables.BLOCKS);
      packMissing(runId);
    } else if (rows != null) {
      warehouse.append(SeriesTables.BLOCKS, pack(rows, marks, runId), runId, sequence);
    }
  }

  /** The days of {@code prices} as a block. */
  private static Row days(Dataset<Row> prices, String runId) {
    Block days = new Block(Kind.DAYS, 256);
    for (Row day :
        prices
            .groupBy("trade_date")
            .agg(functions.min("ingested_at").as("first"))
            .selectExpr("unix_date(trade_date) AS day", "unix_micros(first)")
            .orderBy("day")
            .collectAsList()) {
      int at = days.add();
      days.day[at] = day.getInt(0);
      days.ingestedAt[at] = day.getLong(1);
    }
    return RowFactory.create(
        Kind.DAYS.name(), "", "", 0, (long) days.size, BlockCodec.encode(days), runId);
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

  private Dataset<Row> pack(Dataset<Row> rows, List<Row> marks, String runId) {
    SparkSession spark = warehouse.spark();
    Dataset<Row> sorted =
        rows.repartition(col("kind"), col("series_key"), col("sub_key"))
            .sortWithinPartitions(
                "kind", "series_key", "sub_key", "year", "day", "i0", "known", "ingested");
    JavaRDD<Row> packed =
        sorted
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(internal -> new Packer(internal, runId));
    var type = SeriesTables.BLOCKS.structType();
    return spark
        .createDataFrame(packed, type)
        .unionAll(spark.createDataFrame(marks, type))
        .coalesce(Math.max(1, spark.sparkContext().defaultParallelism()));
  }
}
