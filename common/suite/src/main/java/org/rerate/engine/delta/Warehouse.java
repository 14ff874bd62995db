package org.rerate.engine.delta;

import io.delta.kernel.engine.Engine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.rerate.domain.RerateException;
import org.rerate.engine.exchange.Exchanges;
import org.rerate.engine.exchange.Parallel;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.parquet.DataFile;
import org.rerate.engine.parquet.DataFileLocation;
import org.rerate.table.TableSpec;

/**
 * A folder, or any Hadoop file system URI, with one Delta table per relation at {@code
 * root/schema/name}.
 *
 * <p>Market tables are appended to and nothing else; result tables are replaced by range, one
 * transaction a table. Readers see the state before or after a transaction, never half of one.
 */
public final class Warehouse {

  /** How often a replacement is tried beside others of the same table. */
  private static final int ATTEMPTS = 5;

  private final SparkSession spark;
  private final String root;
  private final Configuration settings;
  private final Engine engine;
  private final WarehouseFormat format;
  private final KnownTables tables;
  private final Runnable condition;
  private final Runnable guard;
  private final Exchanges exchanges;

  private Warehouse(SparkSession spark, String root) {
    this.spark = spark;
    this.root = root;
    this.settings = spark.sessionState().newHadoopConf();
    this.engine = LocalFileIo.engine(settings);
    this.format = new WarehouseFormat(root, settings);
    this.tables = new KnownTables(settings);
    this.condition = () -> {};
    this.guard = () -> {};
    this.exchanges =
        new Exchanges(new JavaSparkContext(spark.sparkContext()), Exchanges.MAX_BYTES, line -> {});
  }

  private Warehouse(Warehouse same, Runnable condition, Runnable guard, Exchanges exchanges) {
    this.spark = same.spark;
    this.root = same.root;
    this.settings = same.settings;
    this.engine = same.engine;
    this.format = same.format;
    this.tables = same.tables;
    this.condition = condition;
    this.guard = guard;
    this.exchanges = exchanges;
  }

  /** The warehouse of the session, reached by its settings of now; made when first written to. */
  public static Warehouse of(SparkSession spark) {
    Warehouse warehouse = new Warehouse(spark, spark.conf().get(WarehouseCatalog.ROOT));
    warehouse.format.check();
    return warehouse;
  }

  /** The session that reads and writes it. */
  public SparkSession spark() {
    return spark;
  }

  /** The same tables for steps that are done where {@code exchanges} say. */
  public Warehouse with(Exchanges exchanges) {
    return new Warehouse(this, condition, guard, exchanges);
  }

  /** Where the steps of a command are done. */
  public Exchanges exchanges() {
    return exchanges;
  }

  /** The root as a URI. */
  public String root() {
    return root;
  }

  /** By what processes that write here see each other. */
  public Leases leases() {
    return CommitSafety.leases(root, settings, spark.sparkContext().getConf());
  }

  /**
   * Checks that any run has written here.
   *
   * @throws RerateException with {@code USAGE} if not
   */
  public void requireExisting() {
    format.require();
  }

  /** True once any run has written the table. */
  public boolean exists(TableSpec table) {
    return tables.isTable(path(table));
  }

  /** To be called before millions of rows go through Spark's plans. */
  public void prepareForBulk() {
    Sessions.prepareForBulk(spark);
  }

  /**
   * The table as it is now; empty if no run has written it yet. A column that was declared after
   * the table was last written is null.
   */
  public Dataset<Row> read(TableSpec table) {
    return exists(table)
        ? DeclaredColumns.complete(table, spark.read().format("delta").load(path(table)))
        : noRows(table);
  }

  private Dataset<Row> noRows(TableSpec table) {
    return spark.createDataFrame(List.of(), table.structType());
  }

  /**
   * The rows that meet a condition, with all declared columns by name and in no order; dates are
   * {@code java.sql.Date}, instants {@code java.sql.Timestamp}. Little is read without a Spark job.
   */
  public List<Row> rows(TableSpec table, Filter where) {
    return scan(table, table.columnNames().toArray(String[]::new)).where(where).held();
  }

  /** A scan of the table; it has no rows if no run has written the table yet. */
  public TableScan scan(TableSpec table, String... columns) {
    return new TableScan(
        spark,
        settings,
        exists(table) ? Optional.of(log(table)) : Optional.empty(),
        path(table),
        table,
        version -> version.isPresent() ? read(table, version.getAsLong()) : read(table),
        List.of(columns));
  }

  /** The table as it was at {@code version}. */
  public Dataset<Row> read(TableSpec table, long version) {
    return DeclaredColumns.complete(
        table, spark.read().format("delta").option("versionAsOf", version).load(path(table)));
  }

  /** What happened to the table. */
  public TableHistory history(TableSpec table) {
    return new TableHistory(spark, settings, tables, path(table));
  }

  /**
   * The same tables, whose results are replaced only if {@code condition} does not throw. It is
   * asked once a transaction has settled on the version of the table that it replaces: who wrote
   * that knew no more than the condition does, and who comes after it makes the transaction fail.
   */
  public Warehouse onlyIf(Runnable condition) {
    return new Warehouse(
        this,
        () -> {
          this.condition.run();
          condition.run();
        },
        guard,
        exchanges);
  }

  /** The same tables, to which nothing is written once {@code check} throws. */
  public Warehouse guardedBy(Runnable check) {
    return new Warehouse(this, condition, check, exchanges);
  }

  /** The same tables, whose results are replaced only while {@code table} stays as it is now. */
  public Warehouse whileUnmoved(TableSpec table) {
    TableHistory history = history(table);
    TableState now = history.state().orElse(null);
    return onlyIf(
        () -> {
          if (history.hasMoved(now)) {
            throw new StaleReadException(table.fullName());
          }
        });
  }

  /** The version of the table's last transaction; empty if there is none yet. */
  public OptionalLong version(TableSpec table) {
    return exists(table)
        ? OptionalLong.of(DeltaTables.version(spark, path(table)))
        : OptionalLong.empty();
  }

  /** Number of the last {@link #append} to the table, 0 if there was none. */
  public long sequence(TableSpec table) {
    return exists(table) ? log(table).sequence(DeltaTables.APPLICATION, OptionalLong.empty()) : 0L;
  }

  /**
   * Appends rows, provided no other append came in since {@code sequence} was read.
   *
   * @return the table version that holds them
   * @throws RerateException with {@code RETRY} if another run appended meanwhile
   */
  public long append(TableSpec table, Dataset<Row> rows, String runId, long sequence) {
    return numbered(
        table, DeltaWriter.of(table, rows, runId).mode(SaveMode.Append), runId, sequence);
  }

  /**
   * Replaces the rows that {@code where} names, provided no append came in since {@code sequence}
   * was read; counts as an append itself.
   *
   * @return the table version that holds them
   * @throws RerateException with {@code RETRY} if another run appended meanwhile
   */
  public long replace(
      TableSpec table, Dataset<Row> rows, Filter where, String runId, long sequence) {
    return numbered(
        table,
        DeltaWriter.of(table, rows, runId)
            .mode(SaveMode.Overwrite)
            .option("replaceWhere", where.sql()),
        runId,
        sequence);
  }

  private long numbered(TableSpec table, DataFrameWriter<Row> writer, String runId, long sequence) {
    writing(
        table,
        () ->
            writer
                .option("txnAppId", DeltaTables.APPLICATION)
                .option("txnVersion", sequence + 1)
                .save(path(table)));
    // Delta leaves out a write whose number is taken, without a word; the rows must not be lost.
    long version =
        DeltaTables.versionOf(spark, path(table), runId, sequence + 1)
            .orElseThrow(
                () ->
                    RerateException.retry(
                        "another run wrote to " + table.fullName() + " at the same time", null));
    return checkpointed(table, version);
  }

  /**
   * Appends the rows of files that tasks wrote, as {@link #append(TableSpec, Dataset, String,
   * long)} appends rows.
   */
  public long appendFiles(TableSpec table, List<DataFile> files, String runId, long sequence) {
    return appendFiles(table, inPartition(files, Map.of()), runId, sequence);
  }

  /** The same, each with the values of the table's partition columns. */
  public long appendFiles(
      TableSpec table, Map<DataFile, Map<String, String>> files, String runId, long sequence) {
    return commit(table, files, runId, OptionalLong.of(sequence));
  }

  /**
   * Replaces the rows that {@code where} names by those of files, as {@link #replace(TableSpec,
   * Dataset, Filter, String, long)} does.
   */
  public long replaceFiles(
      TableSpec table,
      Map<DataFile, Map<String, String>> files,
      Filter where,
      String runId,
      long sequence) {
    return byDelta(table, files, rows -> replace(table, rows, where, runId, sequence));
  }

  private static Map<DataFile, Map<String, String>> inPartition(
      List<DataFile> files, Map<String, String> partition) {
    return files.stream().collect(Collectors.toMap(file -> file, file -> partition));
  }

  /**
   * Appends rows that this process holds, as {@link #append(TableSpec, Dataset, String, long)}
   * appends rows.
   *
   * @param rows cells in the order of the table's columns
   */
  public long appendRows(TableSpec table, List<Row> rows, String runId, long sequence) {
    return commit(
        table, HeldRowsWriter.write(table, rows, rowFolder()), runId, OptionalLong.of(sequence));
  }

  /** Appends rows that this process holds whatever others append; for logs. */
  public void appendRows(TableSpec table, List<Row> rows, String runId) {
    commit(table, HeldRowsWriter.write(table, rows, rowFolder()), runId, OptionalLong.empty());
  }

  private long append(TableSpec table, Dataset<Row> rows, String runId, OptionalLong sequence) {
    if (sequence.isPresent()) {
      return append(table, rows, runId, sequence.getAsLong());
    }
    writing(
        table, () -> DeltaWriter.of(table, rows, runId).mode(SaveMode.Append).save(path(table)));
    return checkpointed(table, DeltaTables.version(spark, path(table)));
  }

  private long commit(
      TableSpec table,
      Map<DataFile, Map<String, String>> files,
      String runId,
      OptionalLong sequence) {
    OptionalLong[] version = new OptionalLong[1];
    writing(
        table,
        () ->
            version[0] =
                AppendFiles.commit(
                    spark,
                    log(table),
                    path(table),
                    table,
                    files,
                    runId,
                    sequence,
                    DeltaWriter.PROPERTIES));
    return version[0].isPresent()
        ? checkpointed(table, version[0].getAsLong())
        : byDelta(table, files, rows -> append(table, rows, runId, sequence));
  }

  /** Writes the rows of files to a table that another program changed, see {@link StoredFormat}. */
  private long byDelta(
      TableSpec table,
      Map<DataFile, Map<String, String>> files,
      ToLongFunction<Dataset<Row>> write) {
    try {
      return write.applyAsLong(FilesByDelta.rows(spark, table, path(table), files));
    } finally {
      discard(table, List.copyOf(files.keySet()));
    }
  }

  /** Deletes files that tasks wrote and that are not to be committed. */
  public void discard(TableSpec table, List<DataFile> files) {
    FilesByDelta.discard(settings, path(table), files);
  }

  /**
   * Replaces the rows of a result table that {@code where} names by rows that this process holds,
   * as {@link #replaceFiles(TableSpec, List, OverwriteSpec, String)} does.
   *
   * @param rows cells in the order of the table's columns
   * @param partition values of the columns that separate the table's files, the same in all rows;
   *     null where missing
   */
  public long replaceResults(
      TableSpec table, List<Row> rows, Filter where, Map<String, String> partition, String runId) {
    List<DataFile> files = List.copyOf(HeldRowsWriter.write(table, rows, rowFolder()).keySet());
    return replaceFiles(table, files, OverwriteSpec.anyDay(where, partition), runId);
  }

  /** Deletes rows of a result table; {@code where} is on columns that separate its files. */
  public long deletePartitions(TableSpec table, Filter where, String runId) {
    if (!table.partitionBy().containsAll(where.columns())) {
      throw new IllegalArgumentException(where + " names no whole partitions of " + table.name());
    }
    return replaceFiles(table, List.of(), OverwriteSpec.anyDay(where, Map.of()), runId);
  }

  /** The same as {@link #replaceFiles} with rows of a data frame, by Delta. */
  private long replaceByDelta(TableSpec table, Dataset<Row> rows, Filter where, String runId) {
    for (int attempt = 1; ; attempt++) {
      long sequence = sequence(table);
      condition.run();
      try {
        return replace(table, rows, where, runId, sequence);
      } catch (RerateException e) {
        if (e.exit() != RerateException.Exit.RETRY || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Replaces the rows that {@code where} names by {@code rows}, in one transaction. */
  public long replace(TableSpec table, Dataset<Row> rows, Filter where, String runId) {
    if (!exists(table)) {
      return append(table, rows, runId, OptionalLong.empty());
    }
    DataFrameWriter<Row> writer = DeltaWriter.of(table, rows, runId).mode(SaveMode.Overwrite);
    writing(table, () -> writer.option("replaceWhere", where.sql()).save(path(table)));
    return checkpointed(table, DeltaTables.version(spark, path(table)));
  }

  /** Where tasks write files for {@link #replaceFiles}. */
  public DataFileLocation rowFolder() {
    format.mark();
    return new DataFileLocation(root, settings);
  }

  /**
   * Replaces rows of a result table by those of {@code files} in one transaction, under the
   * condition of {@link #onlyIf}, once more if others replace rows at the same time; makes the
   * table if there is none.
   *
   * @return the version written
   */
  public long replaceFiles(
      TableSpec table, List<DataFile> files, OverwriteSpec replaced, String runId) {
    Map<DataFile, Map<String, String>> placed = inPartition(files, replaced.partition());
    for (int attempt = 1; ; attempt++) {
      boolean isNew = !exists(table);
      if (isNew) {
        condition.run();
      }
      try {
        OptionalLong version =
            isNew
                ? OptionalLong.of(commit(table, placed, runId, OptionalLong.of(0)))
                : overwritten(table, files, replaced, runId);
        if (version.isPresent()) {
          return version.getAsLong();
        }
        break;
      } catch (RerateException e) {
        boolean isBeaten = isNew && e.exit() == RerateException.Exit.RETRY;
        if ((!isBeaten && !DeltaTables.isConflict(e)) || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
    return byDelta(table, placed, rows -> replaceByDelta(table, rows, replaced.where(), runId));
  }

  /** The version written; empty if Delta has to do it. */
  private OptionalLong overwritten(
      TableSpec table, List<DataFile> files, OverwriteSpec replaced, String runId) {
    OptionalLong[] version = new OptionalLong[1];
    writing(
        table,
        () ->
            version[0] =
                new OverwriteFiles(spark, log(table), path(table), table, rowFolder(), exchanges)
                    .commit(files, replaced, runId, condition));
    version[0].ifPresent(written -> checkpointed(table, written));
    return version[0];
  }

  /**
   * Runs writes to different tables side by side: most of a small write is waiting for its log. The
   * first failure is thrown once all have ended.
   */
  public void together(List<Runnable> writes) {
    Parallel.run(writes.stream().map(this::active).toList(), writes.size());
  }

  private Runnable active(Runnable write) {
    return () -> {
      SparkSession.setActiveSession(spark);
      write.run();
    };
  }

  /** Sets a column of the rows that {@code keys} names by its columns, in one transaction. */
  public void set(TableSpec table, Dataset<Row> keys, String column, String value) {
    writing(table, () -> DeltaTables.set(spark, path(table), keys, column, value));
  }

  private void writing(TableSpec table, Runnable write) {
    guard.run();
    format.mark();
    DeltaTables.translating(table.fullName(), write);
  }

  private long checkpointed(TableSpec table, long version) {
    log(table).checkpoint(version);
    return version;
  }

  private LogLookup log(TableSpec table) {
    return new LogLookup(engine, path(table));
  }

  private String path(TableSpec table) {
    return root + "/" + table.schema() + "/" + table.name();
  }
}
