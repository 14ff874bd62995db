package org.rerate.ingest.load;

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
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.batch.RowCursor;
import org.rerate.engine.delta.TableScan;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.engine.exchange.Exchange.Sent;
import org.rerate.engine.filter.Filter;
import org.rerate.ingest.check.VersionReconciler;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.VersionOrder;

/**
 * The stored rows that those of a load may meet: of their days, of the days just before the first
 * of them that is accepted, and of their keys where those are few. They are sent to the partitions
 * of the same keys.
 */
final class StoredRows {

  /** Days between those of a load that are read for nothing. */
  private static final int FEW_DAYS = 60;

  private final Warehouse warehouse;
  private final FeedSpec spec;
  private final ReadCounts found;
  private final int[] days;

  /**
   * What is stored around rows that were read; nothing is read yet.
   *
   * @param found what was found in them
   */
  StoredRows(Warehouse warehouse, FeedSpec spec, ReadCounts found) {
    this.warehouse = warehouse;
    this.spec = spec;
    this.found = found;
    days = VersionReconciler.looksAtAllDays(spec) ? new int[0] : found.days();
  }

  /** True if the days of the load, and those before, follow each other nearly without gaps. */
  boolean areDense() {
    return days.length == 0 || days[days.length - 1] - days[0] < 2 * days.length + FEW_DAYS;
  }

  /** True if nothing is stored at all. */
  boolean areNone() {
    return warehouse.scan(spec.table(), spec.key().get(0)).bytes() == 0;
  }

  /** Sends those of all days from those before the first one of the load to its last. */
  Sent ofAllDays(LoadTransport transport, int parts) {
    Optional<Filter> when =
        days.length == 0
            ? Optional.empty()
            : Optional.of(
                Filter.days(
                    spec.businessDay(),
                    days[0] - VersionReconciler.daysBefore(spec),
                    days[days.length - 1]));
    return send(transport, parts, when);
  }

  /**
   * Sends those of the days of the load, and those before one of them.
   *
   * @param firstDay that one; the greatest number for none
   */
  Sent ofDays(LoadTransport transport, int parts, int firstDay) {
    Set<Integer> all = new HashSet<>();
    for (int day : days) {
      all.add(day);
    }
    for (int i = 1; firstDay < Integer.MAX_VALUE && i <= VersionReconciler.daysBefore(spec); i++) {
      all.add(firstDay - i);
    }
    return send(transport, parts, Optional.of(Filter.days(spec.businessDay(), all)));
  }

  private TableScan near(Optional<Filter> when) {
    List<String> columns = new ArrayList<>();
    spec.feedColumns().stream().map(ColumnSpec::name).forEach(columns::add);
    columns.addAll(VersionOrder.COLUMNS);
    TableScan near = warehouse.scan(spec.table(), columns.toArray(String[]::new));
    if (found.hasFewKeys()) {
      near.where(Filter.in(spec.key().get(0), found.keys()));
    }
    return when.map(near::where).orElse(near);
  }

  private Sent send(LoadTransport transport, int parts, Optional<Filter> when) {
    int partitions = PartitionedWriter.partitions(parts);
    String name = spec.name();
    if (found.total() == 0 || !warehouse.exists(spec.table())) {
      return transport.send(List.of(), (Integer none) -> List.<Parcel>of().iterator(), partitions);
    }
    TableScan near = near(when);
    if (transport instanceof SparkTransport spark) {
      return spark.send(rows(near), rows -> new InTasks(rows, schema(name), parts), partitions);
    }
    ((LocalTransport) transport).requireReadable(near.bytes());
    return transport.send(List.of(0), piece -> parcels(near, schema(name), parts), partitions);
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
