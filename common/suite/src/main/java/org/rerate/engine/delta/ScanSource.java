package org.rerate.engine.delta;

import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.rerate.engine.exchange.Exchange;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.engine.exchange.Exchange.RowSender;

/** The rows of a table that a scan finds, as input of an exchange. */
record ScanSource(TableScan scan, RowSender sender) implements Exchange.Source {

  @Override
  public void here(Consumer<Parcel> sink) {
    boolean isRead =
        scan.ofFiles(
                rows -> {
                  sender.parcels(rows).forEachRemaining(sink);
                  return true;
                })
            .isPresent();
    if (!isRead) {
      parcels().collect().forEach(sink);
    }
  }

  @Override
  public JavaRDD<Parcel> inTasks(JavaSparkContext context) {
    return parcels();
  }

  private JavaRDD<Parcel> parcels() {
    RowSender own = sender;
    return scan.inTasks(own::parcels);
  }
}
