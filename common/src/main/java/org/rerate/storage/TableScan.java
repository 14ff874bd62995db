package org.rerate.storage;

import io.delta.kernel.Scan;
import io.delta.kernel.ScanBuilder;
import io.delta.kernel.Snapshot;
import io.delta.kernel.SnapshotBuilder;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.expressions.And;
import io.delta.kernel.expressions.Predicate;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.types.DataTypeJsonSerDe;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.rerate.table.ColumnSpec;
import org.rerate.table.TableSpec;

/**
 * A small question to a table, answered in this process by Delta's own library for programs without
 * Spark: some tens of milliseconds, where planning, running and gathering a Spark job takes some
 * hundreds. For answers of up to some hundred thousand rows; larger ones are Spark's. Rows come in
 * no order, from the version that is newest when the reading starts, unless another is asked for.
 */
public final class TableScan {

  /** More bytes of files than this are Spark's to read: some hundred thousand rows. */
  private static final long SMALL = 16L << 20;

  private final Engine engine;
  private final Configuration settings;
  private final String path;
  private final TableSpec spec;
  private final Supplier<Dataset<org.apache.spark.sql.Row>> table;
  private final List<String> columns;
  private final List<Filter> conditions = new ArrayList<>();
  private OptionalLong version = OptionalLong.empty();
  private Optional<Map<String, String>> partition = Optional.empty();

  /**
   * @param settings with which its files are opened
   * @param path folder of the table; null if there is none, which has no rows
   * @param spec its declaration
   * @param table the same for Spark
   */
  TableScan(
      Engine engine,
      Configuration settings,
      String path,
      TableSpec spec,
      Supplier<Dataset<org.apache.spark.sql.Row>> table,
      List<String> columns) {
    this.engine = engine;
    this.settings = settings;
    this.path = path;
    this.spec = spec;
    this.table = table;
    this.columns = columns;
  }

  /** Only rows that also meet {@code condition}. */
  public TableScan where(Filter filter) {
    conditions.add(filter);
    return this;
  }

  /**
   * Only rows of one partition.
   *
   * @param values every partition column and its value as the log has it, null where missing
   */
  public TableScan inPartition(Map<String, String> values) {
    partition = Optional.of(values);
    return this;
  }

  /** Hands over the rows, one after the other; {@code taker} gets the same object each time. */
  public void forEach(Consumer<Cells> taker) {
    if (path == null) {
      return;
    }
    Scan scan = scan(snapshot());
    Row state = scan.getScanState(engine);
    ReadSettings asked = asked(state);
    eachFile(scan, file -> read(state, asked, file, taker));
  }

  /** Hands over the rows of several files at the same time, from several threads. */
  public void forEachSideBySide(Consumer<Cells> taker) {
    if (path == null) {
      return;
    }
    Scan scan = scan(snapshot());
    Row state = scan.getScanState(engine);
    ReadSettings asked = asked(state);
    List<Runnable> files = new ArrayList<>();
    eachFile(scan, file -> files.add(() -> read(state, asked, file, taker)));
    Parallel.run(files);
  }

  /**
   * What {@code work} makes of the rows of each file, of several files at the same time.
   *
   * @param most bytes of files, on disk
   * @return empty if there are more, if the files of the partition cannot be told, or if their rows
   *     may be marked as deleted: a question for Spark
   */
  public <T> Optional<List<T>> ofFiles(long most, Function<FileRows, T> work) {
    if (path == null) {
      return Optional.of(List.of());
    }
    Scan scan = scan(snapshot());
    ReadSettings asked = asked(scan.getScanState(engine));
    StructType held = asked.schema();
    if (hasMarks(held) || !RangeFiles.canFind(partition.orElse(Map.of()))) {
      return Optional.empty();
    }
    int[] places = columns.stream().mapToInt(held::indexOf).toArray();
    List<FileStatus> files = new ArrayList<>();
    eachFile(scan, file -> files.add(InternalScanFileUtils.getAddFileStatus(file)));
    return files.stream().mapToLong(FileStatus::getSize).sum() > most
        ? Optional.empty()
        : Optional.of(
            Parallel.results(
                files.stream()
                    .map(file -> (Supplier<T>) () -> made(file, asked, places, work))
                    .toList()));
  }

  private <T> T made(
      FileStatus file, ReadSettings asked, int[] places, Function<FileRows, T> work) {
    try (ParquetBatchReader batches = new ParquetBatchReader(asked, file)) {
      return work.apply(new FileRows(new ScannedRows.Views(batches.ofSpark()), places));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private ReadSettings asked(Row state) {
    return new ReadSettings(settings, ScanStateRow.getPhysicalDataReadSchema(state), skip());
  }

  private static boolean hasMarks(StructType held) {
    return held.fields().stream().anyMatch(StructField::isMetadataColumn);
  }

  private Optional<Predicate> skip() {
    return conditions.stream().flatMap(c -> c.skip().stream()).reduce(And::new);
  }

  private Scan scan(Snapshot snapshot) {
    ScanBuilder builder = snapshot.getScanBuilder().withReadSchema(read(snapshot.getSchema()));
    return skip().map(builder::withFilter).orElse(builder).build();
  }

  private void eachFile(Scan scan, Consumer<Row> taker) {
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
      while (DamagedTable.reading(path, batches::hasNext)) {
        try (CloseableIterator<Row> files = batches.next().getRows()) {
          files.forEachRemaining(
              file -> {
                if (isInPartition(file)) {
                  taker.accept(file);
                }
              });
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private boolean isInPartition(Row file) {
    return partition.isEmpty()
        || partition.get().equals(InternalScanFileUtils.getPartitionValues(file));
  }

  /** The rows as input of an exchange. */
  public Exchange.Source source(Exchange.RowSender sender) {
    return source(sender, this::rows);
  }

  /**
   * The same of a scan of one partition.
   *
   * @param rows the same rows for Spark
   */
  public Exchange.Source source(
      Exchange.RowSender sender, Supplier<Dataset<org.apache.spark.sql.Row>> rows) {
    return new ScanSource(this, sender, rows);
  }

  /** The declaration of the table. */
  public TableSpec table() {
    return spec;
  }

  /** Names of the columns that are asked for. */
  String[] columns() {
    return columns.toArray(String[]::new);
  }

  /** True if so little has to be read that it is not worth a Spark job. */
  public boolean isSmall() {
    return bytes() <= SMALL;
  }

  /** The question put to Spark: the rows that meet the conditions, with all their columns. */
  public Dataset<org.apache.spark.sql.Row> rows() {
    Dataset<org.apache.spark.sql.Row> rows = table.get();
    for (Filter filter : conditions) {
      rows = rows.where(filter.sql());
    }
    return rows;
  }

  /** How large the files are that have to be read, on disk; 0 if there are none. */
  public long bytes() {
    if (path == null) {
      return 0;
    }
    long[] bytes = new long[1];
    eachFile(
        scan(snapshot()),
        file -> bytes[0] += InternalScanFileUtils.getAddFileStatus(file).getSize());
    return bytes[0];
  }

  /**
   * Checks that the files to be read are there, as long as the log says; reads none of them.
   *
   * @throws RuntimeException that {@link KnownFailure} tells, if not
   */
  public void requireFiles() {
    if (path == null) {
      return;
    }
    Map<Path, List<FileStatus>> folders = new HashMap<>();
    eachFile(
        scan(snapshot()),
        file -> {
          FileStatus asked = InternalScanFileUtils.getAddFileStatus(file);
          folders
              .computeIfAbsent(new Path(asked.getPath()).getParent(), f -> new ArrayList<>())
              .add(asked);
        });
    folders.forEach(this::requireFiles);
  }

  private void requireFiles(Path folder, List<FileStatus> asked) {
    try {
      Map<String, Long> there = new HashMap<>();
      for (var file : folder.getFileSystem(settings).listStatus(folder)) {
        there.put(file.getPath().getName(), file.getLen());
      }
      for (FileStatus file : asked) {
        if (there.getOrDefault(new Path(file.getPath()).getName(), -1L) != file.getSize()) {
          throw new FileNotFoundException(file.getPath() + " is not as the log says");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /** As the table was at {@code version}. */
  public TableScan asOf(long version) {
    this.version = OptionalLong.of(version);
    return this;
  }

  private Snapshot snapshot() {
    SnapshotBuilder builder = TableManager.loadSnapshot(path);
    version.ifPresent(builder::atVersion);
    return DamagedTable.reading(path, () -> builder.build(engine));
  }

  /** The first text of each row. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    forEach(cells -> texts.add(cells.text(0)));
    return texts;
  }

  private StructType read(StructType schema) {
    StructType read = new StructType();
    for (StructField field : schema.fields()) {
      if (isRead(field.getName())) {
        read = read.add(field);
      }
    }
    // Of files without such a column every value is missing.
    for (ColumnSpec declaredSince : spec.missingIn(schema.fieldNames())) {
      if (isRead(declaredSince.name())) {
        read = read.add(declaredSince.name(), type(declaredSince), true);
      }
    }
    return read;
  }

  private boolean isRead(String column) {
    return columns.contains(column) || conditions.stream().anyMatch(c -> c.column().equals(column));
  }

  private static DataType type(ColumnSpec column) {
    return DataTypeJsonSerDe.deserializeStructType(
            new org.apache.spark.sql.types.StructType().add(column.field()).json())
        .at(0)
        .getDataType();
  }

  private void read(Row state, ReadSettings asked, Row file, Consumer<Cells> taker) {
    FileStatus status = InternalScanFileUtils.getAddFileStatus(file);
    try (CloseableIterator<FilteredColumnarBatch> batches =
        Scan.transformPhysicalData(engine, state, file, columns(status, asked))) {
      while (batches.hasNext()) {
        take(batches.next(), taker);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /** Of a table whose rows may be marked as deleted, Kernel counts the rows of a file itself. */
  private CloseableIterator<ColumnarBatch> columns(FileStatus file, ReadSettings asked)
      throws IOException {
    return hasMarks(asked.schema())
        ? engine
            .getParquetHandler()
            .readParquetFiles(Utils.singletonCloseableIterator(file), asked.schema(), skip())
            .map(FileReadResult::getData)
        : new ParquetBatchReader(asked, file);
  }

  private void take(FilteredColumnarBatch batch, Consumer<Cells> taker) {
    ColumnarBatch data = batch.getData();
    ColumnVector[] tested =
        conditions.stream().map(c -> vector(data, c.column())).toArray(ColumnVector[]::new);
    Cells cells =
        new Cells(columns.stream().map(c -> vector(data, c)).toArray(ColumnVector[]::new));
    Optional<ColumnVector> selected = batch.getSelectionVector();
    for (int row = 0; row < data.getSize(); row++) {
      boolean wanted = selected.isEmpty() || selected.get().getBoolean(row);
      for (int c = 0; wanted && c < tested.length; c++) {
        wanted = conditions.get(c).isMet(tested[c], row);
      }
      if (wanted) {
        cells.row = row;
        taker.accept(cells);
      }
    }
  }

  private static ColumnVector vector(ColumnarBatch data, String column) {
    return data.getColumnVector(data.getSchema().indexOf(column));
  }

  /** The asked columns of a row, by their place in the question. */
  public static final class Cells {

    private final ColumnVector[] vectors;
    private int row;

    private Cells(ColumnVector[] vectors) {
      this.vectors = vectors;
    }

    /** True if the cell has no value. */
    public boolean isMissing(int column) {
      return vectors[column].isNullAt(row);
    }

    /** A text, or null. */
    public String text(int column) {
      return isMissing(column) ? null : vectors[column].getString(row);
    }

    /** A day or whole number of 32 bits; {@code missing} if there is none. */
    public int whole(int column, int missing) {
      return isMissing(column) ? missing : vectors[column].getInt(row);
    }

    /** A whole number of 64 bits or an instant in microseconds; {@code missing} if none. */
    public long whole(int column, long missing) {
      return isMissing(column) ? missing : vectors[column].getLong(row);
    }

    /** A number; {@code missing} if there is none. */
    public double number(int column, double missing) {
      return isMissing(column) ? missing : vectors[column].getDouble(row);
    }

    /** A truth value; false if there is none. */
    public boolean truth(int column) {
      return !isMissing(column) && vectors[column].getBoolean(row);
    }

    /** Any value but bytes: a day as an {@code Integer}, an instant as a {@code Long}; or null. */
    public Object value(int column) {
      if (isMissing(column)) {
        return null;
      }
      DataType type = vectors[column].getDataType();
      if (type instanceof StringType) {
        return vectors[column].getString(row);
      } else if (type instanceof DateType || type instanceof IntegerType) {
        return vectors[column].getInt(row);
      } else if (type instanceof TimestampType || type instanceof LongType) {
        return vectors[column].getLong(row);
      } else if (type instanceof DoubleType) {
        return vectors[column].getDouble(row);
      } else if (type instanceof BooleanType) {
        return vectors[column].getBoolean(row);
      }
      throw new IllegalArgumentException("a cell of the type " + type);
    }

    /** The values of all columns. */
    public Object[] values() {
      Object[] values = new Object[vectors.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(i);
      }
      return values;
    }

    /** Bytes, or null. */
    public byte[] bytes(int column) {
      return isMissing(column) ? null : vectors[column].getBinary(row);
    }
  }
}
