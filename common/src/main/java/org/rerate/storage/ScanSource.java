package org.rerate.storage;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.storage.Exchange.Parcel;
import org.rerate.storage.Exchange.RowSender;

/** The rows of a table that a scan finds. */
final class ScanSource implements Exchange.Source {

  private final TableScan scan;
  private final RowSender sender;
  private final Supplier<Dataset<Row>> rows;

  /**
   * The rows of {@code scan} as input.
   *
   * @param rows the same rows for Spark
   */
  ScanSource(TableScan scan, RowSender sender, Supplier<Dataset<Row>> rows) {
    this.scan = scan;
    this.sender = sender;
    this.rows = rows;
  }

  @Override
  public void here(Consumer<Parcel> sink) {
    boolean isRead =
        scan.ofFiles(
                Long.MAX_VALUE,
                file -> {
                  sender.parcels(file.rows(), file.places()).forEachRemaining(sink);
                  return true;
                })
            .isPresent();
    if (!isRead) {
      Dataset<Row> found = rows.get();
      JavaSparkContext context = new JavaSparkContext(found.sparkSession().sparkContext());
      inTasks(context).collect().forEach(sink);
    }
  }

  @Override
  public JavaRDD<Parcel> inTasks(JavaSparkContext context) {
    ScannedRows scanned = ScannedRows.of(rows.get(), scan.columns());
    int[] places = scanned.places();
    Broadcast<RowSender> sent = context.broadcast(sender);
    return scanned.rows().mapPartitions(some -> sent.value().parcels(some, places));
  }
}
