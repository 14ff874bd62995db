package org.rerate.measure;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.rerate.engine.delta.Warehouse;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/** Puts files and lines of the feed's format into market tables without judging them. */
final class MarketFiles {

  private static final Instant INGESTED = Instant.parse("2026-11-01T00:00:00Z");

  private final Warehouse warehouse;
  private final SparkSession spark;
  private int run;

  MarketFiles(Warehouse warehouse) {
    this.warehouse = warehouse;
    this.spark = warehouse.spark();
  }

  /** Loads {@code NAME.csv} or {@code NAME.csv.gz} of a folder, each of these names. */
  void folder(Path feed, String... names) {
    for (String name : names) {
      Path plain = feed.resolve(name + ".csv");
      Path file = Files.exists(plain) ? plain : feed.resolve(name + ".csv.gz");
      store(name, spark.read().option("header", true).csv(file.toString()), INGESTED);
    }
  }

  /** Loads lines, the first of which is the header. */
  void lines(String name, String... lines) {
    linesAt(INGESTED, name, lines);
  }

  /** Loads lines as taken in at an instant. */
  void linesAt(Instant ingestedAt, String name, String... lines) {
    Dataset<String> text = spark.createDataset(List.of(lines), Encoders.STRING());
    store(name, spark.read().option("header", true).csv(text), ingestedAt);
  }

  private void store(String name, Dataset<Row> text, Instant ingestedAt) {
    FeedSpec feed = MarketTables.named(name).orElseThrow();
    List<String> given = List.of(text.columns());
    Dataset<Row> rows = text;
    for (ColumnSpec column : feed.feedColumns()) {
      Column value = given.contains(column.name()) ? col(column.name()) : lit(null);
      Column typed = value.cast(column.kind().type());
      rows =
          rows.withColumn(
              column.name(),
              column.defaultValue() == null
                  ? typed
                  : coalesce(typed, lit(column.defaultValue()).cast(column.kind().type())));
    }
    String day =
        feed.businessDay() == null
            ? "DATE'1900-01-01'"
            : name.equals("model_downloads") ? "last_day(month)" : feed.businessDay();
    rows =
        rows.withColumn(
                "known_at",
                expr(
                    "coalesce(known_at, timestamp_micros((unix_date("
                        + day
                        + ") + 1L) * 86400000000L - 1))"))
            .withColumn("source_mapping", lit("canonical"))
            .withColumn("source_file", lit(name + ".csv"))
            .withColumn("source_line", monotonically_increasing_id().plus(2))
            .withColumn("run_id", lit("load-" + run))
            .withColumn("ingested_at", lit(Timestamp.from(ingestedAt)))
            .withColumn("delivered_at", lit(null).cast("timestamp"));
    warehouse.append(feed.table(), rows, "load-" + run++, warehouse.sequence(feed.table()));
  }
}
