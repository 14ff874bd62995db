package org.rerate.series;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.rerate.domain.RerateException;
import org.rerate.storage.Warehouse;
import org.rerate.table.SeriesTables;

/**
 * The packed copy of the market tables: brought up to date after every ingest, read by every
 * valuation. Only rows of runs that came in since the last packing are packed; a block is never
 * rewritten, later rows of the same key make a further block.
 */
public final class SeriesStore {

  private static final int ATTEMPTS = 3;

  private final Warehouse warehouse;

  /** The packed series of {@code warehouse}. */
  public SeriesStore(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** Every block and mark. */
  public Dataset<Row> blocks() {
    return warehouse.read(SeriesTables.BLOCKS);
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
    Map<String, Long> packed = marks();
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

  /** Up to which version each market table is packed. */
  private Map<String, Long> marks() {
    Map<String, Long> packed = new HashMap<>();
    for (Row mark :
        blocks()
            .filter(col("kind").equalTo(SeriesTables.MARK))
            .groupBy("series_key")
            .max("row_count")
            .collectAsList()) {
      packed.put(mark.getString(0), mark.getLong(1));
    }
    return packed;
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
