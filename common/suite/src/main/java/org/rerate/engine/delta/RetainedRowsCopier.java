package org.rerate.engine.delta;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.rerate.engine.exchange.Exchange;
import org.rerate.engine.exchange.Exchanges;
import org.rerate.engine.exchange.InternalRows;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.FilterValues;
import org.rerate.engine.filter.ParquetFilter;
import org.rerate.engine.filter.Period;
import org.rerate.engine.filter.RowTest;
import org.rerate.engine.parquet.DataFile;
import org.rerate.engine.parquet.DataFileLocation;
import org.rerate.engine.parquet.DataFileWriter;
import org.rerate.engine.parquet.DatedFileWriter;
import org.rerate.engine.parquet.ReadSettings;
import org.rerate.engine.parquet.RowGroupCopier;
import org.rerate.engine.parquet.RowGroupCopier.Parts;
import org.rerate.engine.parquet.RowsToBatches;
import org.rerate.engine.parquet.ScanFile;
import org.rerate.table.ColumnSpec;
import org.rerate.table.TableSpec;

/**
 * Copies the rows that an overwrite leaves of old files into files of their own, one per task and
 * period, column by column: Delta's writer takes several microseconds a row for it. Row groups in
 * which no row can be overwritten are copied as they lie. The files count once they are committed.
 */
final class RetainedRowsCopier {

  /** Files of fewer bytes have a row group or two: reading them is as fast as looking into them. */
  private static final long SMALL = 2 << 20;

  /**
   * What one task made of its files.
   *
   * @param files those with the rows that stay
   * @param untouched paths of files that stay as they are: no row of theirs can be overwritten
   */
  record Retained(List<DataFile> files, List<String> untouched) implements Serializable {}

  private final List<ColumnSpec> columns;
  private final int dayPlace;
  private final DatedFileWriter files;
  private final RetainedColumnsCopier kept;

  /** Columns that files hold: a partition's stand in the log. */
  private RetainedRowsCopier(TableSpec table, boolean isByDay, DatedFileWriter files) {
    this.columns = heldBy(table);
    this.dayPlace = isByDay ? dayOf(table, columns) : -1;
    this.files = files;
    this.kept = new RetainedColumnsCopier(columns);
  }

  private static List<ColumnSpec> heldBy(TableSpec table) {
    return table.columns().stream().filter(c -> !table.partitionBy().contains(c.name())).toList();
  }

  /** The place of the date by which files are told apart; -1 if the table has none in its key. */
  private static int dayOf(TableSpec table, List<ColumnSpec> columns) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).kind().isDate() && table.key().contains(columns.get(i).name())) {
        return i;
      }
    }
    return -1;
  }

  /** Copies what {@code replaced} leaves of {@code old}, files of its partition. */
  static List<Retained> copy(
      Exchanges exchanges,
      List<ScanFile> old,
      OverwriteSpec replaced,
      TableSpec table,
      DataFileLocation folder) {
    if (old.isEmpty()) {
      return List.of();
    }
    Filter where = FilterValues.given(replaced.where(), old.get(0).partition());
    if (where.equals(Filter.all())) {
      return List.of();
    }
    Exchange exchange =
        exchanges.of("rows that stay", old.stream().mapToLong(ScanFile::bytes).sum());
    return exchange.each(
        ScanFile.shared(old, exchange.cores()),
        task -> retained(task, where, replaced, table, folder));
  }

  private static Retained retained(
      List<ScanFile> old,
      Filter where,
      OverwriteSpec replaced,
      TableSpec table,
      DataFileLocation folder) {
    List<DataFile> written = new ArrayList<>();
    List<String> untouched = new ArrayList<>();
    List<ScanFile> read = new ArrayList<>();
    Optional<FilterPredicate> groups = ParquetFilter.of(where, DataFileWriter.schema(table));
    for (ScanFile file : old) {
      if (groups.isEmpty() || file.bytes() < SMALL) {
        read.add(file);
        continue;
      }
      Parts parts = RowGroupCopier.of(file, table, where, folder);
      if (parts.touched().isEmpty()) {
        untouched.add(file.path());
      }
      read.addAll(parts.touched());
      parts.spared().ifPresent(written::add);
    }
    try (DatedFileWriter files =
            new DatedFileWriter(
                folder, table, replaced.period(), replaced.firstDay(), replaced.lastDay());
        FileBatches batches =
            new FileBatches(
                new ReadSettings(
                    folder.configuration(), TableScan.type(heldBy(table)), Filter.all()),
                read)) {
      new RetainedRowsCopier(table, true, files).copy(batches, new RowTest(where));
      written.addAll(files.finish());
    }
    return new Retained(written, untouched);
  }

  /** Writes all rows of {@code rows}, a file for each part of theirs. */
  static List<DataFile> writeAll(Dataset<Row> rows, TableSpec table, DataFileLocation folder) {
    StructType type = TableScan.type(heldBy(table));
    Column[] names =
        heldBy(table).stream().map(ColumnSpec::name).map(functions::col).toArray(Column[]::new);
    return InternalRows.of(rows.select(names))
        .mapPartitions(
            part -> {
              try (DatedFileWriter one = new DatedFileWriter(folder, table, Period.YEAR)) {
                new RetainedRowsCopier(table, false, one)
                    .copy(new RowsToBatches(part, type), new RowTest(Filter.none()));
                return one.finish().iterator();
              }
            })
        .collect();
  }

  private void copy(Iterator<ColumnarBatch> batches, RowTest replaced) {
    List<String> names = columns.stream().map(ColumnSpec::name).toList();
    while (batches.hasNext()) {
      ColumnarBatch batch = batches.next();
      ColumnVector days = dayPlace < 0 ? null : batch.column(dayPlace);
      replaced.start(name -> batch.column(names.indexOf(name)));
      kept.start(batch);
      DataFileWriter file = null;
      for (int row = 0; row < batch.numRows(); row++) {
        if (!replaced.isMet(row)) {
          DataFileWriter of = files.of(days == null || days.isNullAt(row) ? 0 : days.getInt(row));
          if (file != of && file != null) {
            kept.writeTo(file);
          }
          file = of;
          kept.add(row);
        }
      }
      if (file != null) {
        kept.writeTo(file);
      }
    }
  }
}
