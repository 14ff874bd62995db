package org.rerate.engine.delta;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.rerate.engine.exchange.Exchanges;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.parquet.DataFile;
import org.rerate.engine.parquet.DataFileLocation;
import org.rerate.engine.parquet.ScanFile;
import org.rerate.table.TableSpec;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Replaces a range of a table by files that tasks have written: what Delta's {@code replaceWhere}
 * does with a data frame. Of old files the rows outside the range are copied, whole row groups as
 * they lie. One transaction, which fails if another changed the range meanwhile.
 */
final class OverwriteFiles {

  private static final Option<Object> NONE = Option.empty();

  private final SparkSession spark;
  private final LogLookup lookup;
  private final String path;
  private final TableSpec table;
  private final DataFileLocation folder;
  private final Exchanges exchanges;
  private final OptimisticTransaction transaction;

  /**
   * A transaction on the newest version.
   *
   * @param folder where the rows that stay are written
   * @param exchanges say where they are copied
   */
  OverwriteFiles(
      SparkSession spark,
      LogLookup lookup,
      String path,
      TableSpec table,
      DataFileLocation folder,
      Exchanges exchanges) {
    this.spark = spark;
    this.lookup = lookup;
    this.path = path;
    this.table = table;
    this.folder = folder;
    this.exchanges = exchanges;
    this.transaction =
        DeltaLog.forTable(spark, new Path(path)).startTransaction(Option.empty(), Option.empty());
  }

  /**
   * Commits.
   *
   * @param condition throws if that must not be done
   * @return the version written; empty, and nothing is written, if Delta has to do it
   */
  OptionalLong commit(
      List<DataFile> files, OverwriteSpec replaced, String runId, Runnable condition) {
    FoundFiles found =
        lookup.files(OptionalLong.of(transaction.readVersion()), table, replaced.where());
    if (!found.isPlain() || !StoredFormat.isDeclared(transaction.metadata(), table)) {
      return OptionalLong.empty();
    }
    track(replaced.where(), found);
    DeclaredColumns.declare(transaction, table);
    Map<String, AddFile> old = new LinkedHashMap<>();
    List<ScanFile> read = new ArrayList<>();
    for (AddFile file : found.files()) {
      ScanFile scanned = ScanFile.of(table, path, file);
      read.add(scanned);
      old.put(scanned.path(), file);
    }
    Map<String, String> partition = replaced.partition();
    List<Action> actions = new ArrayList<>();
    files.forEach(file -> actions.add(added(file, partition)));
    for (RetainedRowsCopier.Retained retained :
        RetainedRowsCopier.copy(exchanges, read, replaced, table, folder)) {
      retained.files().forEach(file -> actions.add(added(file, partition)));
      retained.untouched().forEach(old::remove);
    }
    old.values().forEach(file -> actions.add(file.remove()));
    condition.run();
    return OptionalLong.of(
        transaction.commit(
            CollectionConverters.asScala(actions).toSeq(),
            new DeltaOperations.Write(
                SaveMode.Overwrite,
                Option.empty(),
                Option.apply(replaced.where().sql()),
                Option.apply(runId),
                NONE,
                NONE,
                NONE,
                Option.empty(),
                Option.empty())));
  }

  /**
   * Tells the transaction what was read, so that it fails if another changes it before it ends: the
   * condition as Delta has one, and the files.
   */
  private void track(Filter where, FoundFiles found) {
    LogicalPlan plan =
        spark.read().format("delta").load(path).where(where.sql()).queryExecution().analyzed();
    List<Expression> conditions = new ArrayList<>();
    split(((org.apache.spark.sql.catalyst.plans.logical.Filter) plan).condition(), conditions);
    transaction.trackReadPredicates(CollectionConverters.asScala(conditions).toSeq(), false, true);
    transaction.trackFilesRead(CollectionConverters.asScala(found.files()).toSeq());
  }

  private static void split(Expression condition, List<Expression> parts) {
    if (condition instanceof And and) {
      split(and.left(), parts);
      split(and.right(), parts);
    } else {
      parts.add(condition);
    }
  }

  static AddFile added(DataFile file, Map<String, String> partition) {
    return added(file, partition, true);
  }

  /**
   * A file as a commit has it.
   *
   * @param isChange false if its rows only lay elsewhere before
   */
  static AddFile added(DataFile file, Map<String, String> partition, boolean isChange) {
    Map<String, String> values = new HashMap<>(partition);
    return new AddFile(
        file.getName(),
        scala.collection.immutable.Map.from(CollectionConverters.asScala(values)),
        file.getSize(),
        System.currentTimeMillis(),
        isChange,
        file.getStatistics(),
        null,
        null,
        NONE,
        NONE,
        Option.empty(),
        Option.empty(),
        Option.empty());
  }
}
