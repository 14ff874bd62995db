package org.rerate.engine.delta;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.rerate.engine.exchange.Exchange;
import org.rerate.engine.exchange.InternalRows;
import org.rerate.engine.exchange.Parallel;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.RowTest;
import org.rerate.engine.parquet.ReadSettings;
import org.rerate.engine.parquet.RowsToBatches;
import org.rerate.engine.parquet.ScanFile;
import org.rerate.table.ColumnSpec;
import org.rerate.table.TableSpec;

/**
 * Columns of the rows of a table that meet a {@link Filter}. Its files are found in the table's log
 * without a job, and read column by column: in this process, in some tens of milliseconds where a
 * Spark job takes some hundreds, or in tasks. Rows come in no order. A column that was declared
 * since the table was made is missing in all rows. What Delta alone can read (see {@link
 * FoundFiles}) is read by Delta on Spark.
 */
public final class TableScan {

  /** Files with more bytes than this are read faster by Spark. */
  private static final long SMALL = 16L << 20;

  private final SparkSession spark;
  private final Configuration settings;
  private final Optional<LogLookup> log;
  private final String path;
  private final TableSpec table;
  private final Function<OptionalLong, Dataset<Row>> read;
  private final List<String> columns;
  private Filter filter = Filter.all();
  private OptionalLong version = OptionalLong.empty();

  /**
   * @param settings with which its files are opened
   * @param log of the table; empty if there is none, which has no rows
   * @param path folder of the table
   * @param table its declaration
   * @param read one of its versions for Spark, the newest for none
   */
  TableScan(
      SparkSession spark,
      Configuration settings,
      Optional<LogLookup> log,
      String path,
      TableSpec table,
      Function<OptionalLong, Dataset<Row>> read,
      List<String> columns) {
    this.spark = spark;
    this.settings = settings;
    this.log = log;
    this.path = path;
    this.table = table;
    this.read = read;
    this.columns = columns;
  }

  /** Only rows that also meet {@code condition}. */
  public TableScan where(Filter condition) {
    filter = Filter.and(filter, condition);
    return this;
  }

  /**
   * Checks that the files to be read are there, as long as the log says; reads none of them.
   *
   * @throws RuntimeException that {@link KnownFailure} tells, if not
   */
  public void requireFiles() {
    found().require(settings, path);
  }

  /** As the table was at {@code version}. */
  public TableScan asOf(long version) {
    this.version = OptionalLong.of(version);
    return this;
  }

  /** Hands over the rows, one after the other; {@code taker} gets the same object each time. */
  public void forEach(Consumer<Cells> taker) {
    readers(taker).forEach(Runnable::run);
  }

  /** Hands over the rows of several files at the same time, from several threads. */
  public void forEachSideBySide(Consumer<Cells> taker) {
    Parallel.run(readers(taker));
  }

  private List<Runnable> readers(Consumer<Cells> taker) {
    FoundFiles found = found();
    ReadSettings asked = asked();
    if (!found.isPlain()) {
      return List.of(() -> take(ofDelta(asked), Filter.all(), taker));
    }
    return files(found).stream()
        .<Runnable>map(
            file ->
                () -> {
                  try (FileBatches batches = new FileBatches(asked, List.of(file))) {
                    take(batches, asked.filter(file), taker);
                  }
                })
        .toList();
  }

  private void take(Iterator<ColumnarBatch> batches, Filter left, Consumer<Cells> taker) {
    List<String> names = List.of(asked().columns().fieldNames());
    int[] places = columns.stream().mapToInt(names::indexOf).toArray();
    RowTest test = new RowTest(left);
    while (batches.hasNext()) {
      ColumnarBatch batch = batches.next();
      test.start(name -> batch.column(names.indexOf(name)));
      Cells cells = new Cells(batch, places);
      for (int row = 0; row < batch.numRows(); row++) {
        if (test.isMet(row)) {
          taker.accept(cells.at(row));
        }
      }
    }
  }

  /**
   * What {@code work} makes of the rows of each file, of several files at the same time.
   *
   * @return empty if Delta has to read them: a question for {@link #inTasks}
   */
  <T> Optional<List<T>> ofFiles(Function<ScanRows, T> work) {
    FoundFiles found = found();
    if (!found.isPlain()) {
      return Optional.empty();
    }
    ReadSettings asked = asked();
    return Optional.of(
        Parallel.results(
            files(found).stream()
                .map(file -> (Supplier<T>) () -> made(asked, List.of(file), work))
                .toList()));
  }

  private static <T> T made(ReadSettings asked, List<ScanFile> files, Function<ScanRows, T> work) {
    try (FileBatches batches = new FileBatches(asked, files)) {
      return work.apply(new ScanRows(batches));
    }
  }

  /** What {@code work} makes of the rows in tasks, each of which reads some of the files. */
  public <T> JavaRDD<T> inTasks(FlatMapFunction<ScanRows, T> work) {
    FoundFiles found = found();
    ReadSettings asked = asked();
    if (!found.isPlain()) {
      StructType type = asked.columns();
      return InternalRows.of(selected(type))
          .mapPartitions(rows -> work.call(new ScanRows(new RowsToBatches(rows, type))));
    }
    return inTasks(spark, asked, files(found))
        .mapPartitions(batches -> work.call(new ScanRows(batches)));
  }

  /** The batches of some files, each task those of some of them. */
  static JavaRDD<ColumnarBatch> inTasks(
      SparkSession spark, ReadSettings asked, List<ScanFile> files) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<List<ScanFile>> tasks = ScanFile.shared(files, context.defaultParallelism());
    return context
        .parallelize(tasks, Math.max(1, tasks.size()))
        .mapPartitions(
            some -> {
              List<ScanFile> own = new ArrayList<>();
              some.forEachRemaining(own::addAll);
              return new FileBatches(asked, own);
            });
  }

  /** The rows as input of an exchange. */
  public Exchange.Source source(Exchange.RowSender sender) {
    return new ScanSource(this, sender);
  }

  /** The question put to Spark: the rows that meet the filter, with all their columns. */
  public Dataset<Row> rows() {
    return read.apply(version).where(filter.sql());
  }

  private Dataset<Row> selected(StructType type) {
    return rows()
        .select(
            Arrays.stream(type.fields())
                .map(field -> functions.col(field.name()).cast(field.dataType()).as(field.name()))
                .toArray(Column[]::new));
  }

  private Iterator<ColumnarBatch> ofDelta(ReadSettings asked) {
    List<InternalRow> rows = LocalRows.collected(selected(asked.columns()));
    return new RowsToBatches(rows.iterator(), asked.columns());
  }

  /** True if so little has to be read that it is not worth a Spark job. */
  public boolean isSmall() {
    return bytes() <= SMALL;
  }

  /** How large the files are that have to be read, on disk; 0 if there are none. */
  public long bytes() {
    return bytes(found());
  }

  private static long bytes(FoundFiles found) {
    return found.files().stream().mapToLong(file -> file.size()).sum();
  }

  /** The rows as {@link Warehouse#rows} has them. */
  List<Row> held() {
    if (!isSmall()) {
      return rows().collectAsList();
    }
    List<ColumnSpec> asked = columns.stream().map(n -> table.column(n).orElseThrow()).toList();
    StructType type = type(asked);
    List<Row> rows = new ArrayList<>();
    forEach(
        cells -> {
          Object[] values = cells.values();
          for (int i = 0; i < values.length; i++) {
            values[i] = LocalRows.outer(values[i], type.fields()[i].dataType());
          }
          rows.add(LocalRows.named(values, type));
        });
    return rows;
  }

  /** The first text of each row. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    forEach(cells -> texts.add(cells.text(0)));
    return texts;
  }

  /** The files that may hold such rows. */
  FoundFiles found() {
    return log.map(of -> of.files(version, table, filter))
        .orElseGet(() -> new FoundFiles(List.of(), true));
  }

  private List<ScanFile> files(FoundFiles found) {
    return found.files().stream().map(file -> ScanFile.of(table, path, file)).toList();
  }

  /** The columns that are asked for, and after them those that the filter asks for besides. */
  private ReadSettings asked() {
    Set<String> names = new LinkedHashSet<>(columns);
    names.addAll(new TreeSet<>(filter.columns()));
    List<ColumnSpec> asked = names.stream().map(n -> table.column(n).orElseThrow()).toList();
    return new ReadSettings(settings, type(asked), filter);
  }

  /** These columns of rows that are read. */
  public static StructType type(List<ColumnSpec> columns) {
    StructType type = new StructType();
    for (ColumnSpec column : columns) {
      type = type.add(column.name(), column.kind().type(), true);
    }
    return type;
  }
}
