package org.rerate.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.rerate.bulk.BatchSchema;
import org.rerate.bulk.RowCursor;
import org.rerate.contract.VersionReconciler;
import org.rerate.storage.Exchange.Parcel;
import org.rerate.storage.Exchange.Sent;
import org.rerate.storage.Filter;
import org.rerate.storage.TableScan;
import org.rerate.storage.Warehouse;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.VersionOrder;

/**
 * The stored rows that those of a load may meet: of their days and the days just before, and of
 * their keys where those are few. They are sent to the partitions of the same keys.
 */
final class StoredRows {

  private final FeedSpec spec;
  private final Optional<TableScan> scan;

  /**
   * What is stored around rows that were read; nothing is read yet.
   *
   * @param found what was found in them
   */
  StoredRows(Warehouse warehouse, FeedSpec spec, ReadCounts found) {
    this.spec = spec;
    boolean isNeeded = found.total() > 0 && warehouse.exists(spec.table());
    scan = isNeeded ? Optional.of(near(warehouse, found)) : Optional.empty();
  }

  private TableScan near(Warehouse warehouse, ReadCounts found) {
    List<String> columns = new ArrayList<>();
    spec.feedColumns().stream().map(ColumnSpec::name).forEach(columns::add);
    columns.addAll(VersionOrder.COLUMNS);
    TableScan near = warehouse.scan(spec.table(), columns.toArray(String[]::new));
    if (found.hasFewKeys()) {
      near.where(Filter.in(spec.key().get(0), found.keys()));
    }
    if (!VersionReconciler.looksAtAllDays(spec)) {
      Set<Integer> days = new HashSet<>();
      for (int day : found.days()) {
        days.add(day);
      }
      int first = found.days()[0];
      for (int before = 1; before <= VersionReconciler.daysBefore(spec); before++) {
        days.add(first - before);
      }
      near.where(Filter.days(spec.businessDay(), days));
    }
    return near;
  }

  /** Sends them. */
  Sent send(LoadTransport transport, int parts) {
    int partitions = PartitionedWriter.partitions(parts);
    String name = spec.name();
    if (scan.isEmpty()) {
      return transport.send(List.of(), (Integer none) -> List.<Parcel>of().iterator(), partitions);
    }
    if (transport instanceof SparkTransport spark) {
      return spark.send(
          rows(scan.get()), rows -> new InTasks(rows, schema(name), parts), partitions);
    }
    ((LocalTransport) transport).requireRoom(scan.get().bytes());
    return transport.send(
        List.of(0), piece -> parcels(scan.get(), schema(name), parts), partitions);
  }

  private static BatchSchema schema(String name) {
    return new BatchSchema(MarketTables.named(name).orElseThrow());
  }

  private Dataset<Row> rows(TableScan near) {
    List<Column> columns = new ArrayList<>();
    spec.feedColumns().forEach(column -> columns.add(col(column.name())));
    columns.add(col("source_line"));
    columns.add(col("source_file"));
    columns.add(VersionOrder.delivered());
    columns.add(lit(BatchSchema.STORED));
    return near.rows().select(columns.toArray(Column[]::new));
  }

  /** What Spark reads, as its tasks send it. */
  private static final class InTasks implements Iterator<Parcel> {

    private final Iterator<InternalRow> rows;
    private final PartitionedWriter outbox;
    private final int columns;
    private boolean isDone;

    InTasks(Iterator<InternalRow> rows, BatchSchema shape, int parts) {
      this.rows = rows;
      outbox = new PartitionedWriter(shape, parts);
      columns = shape.columns();
    }

    @Override
    public boolean hasNext() {
      while (outbox.ready().isEmpty() && !isDone) {
        if (rows.hasNext()) {
          outbox.cells().take(rows.next(), columns);
          outbox.send();
        } else {
          isDone = true;
          outbox.finish();
        }
      }
      return !outbox.ready().isEmpty();
    }

    @Override
    public Parcel next() {
      return outbox.ready().remove();
    }
  }

  /** What this process reads. */
  private static Iterator<Parcel> parcels(TableScan scan, BatchSchema shape, int parts) {
    PartitionedWriter outbox = new PartitionedWriter(shape, parts);
    RowCursor row = outbox.cells();
    int columns = shape.feedColumns();
    scan.forEach(
        cells -> {
          row.clear();
          for (int i = 0; i < columns; i++) {
            row.set(i, cells.value(i));
          }
          row.set(
              shape.deliveredAt(),
              cells.value(cells.isMissing(columns + 1) ? columns : columns + 1));
          row.set(shape.line(), cells.value(columns + 2));
          row.set(shape.file(), cells.value(columns + 3));
          row.set(shape.origin(), (long) BatchSchema.STORED);
          outbox.send();
        });
    outbox.finish();
    return outbox.ready().iterator();
  }
}
