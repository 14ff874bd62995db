package org.rerate.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
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

  private final RangeFiles range;
  private final TableSpec table;
  private final DataFileLocation folder;
  private final DeltaLog log;
  private final OptimisticTransaction transaction;

  OverwriteFiles(
      SparkSession spark, LogLookup lookup, String path, TableSpec table, DataFileLocation folder) {
    this.range = new RangeFiles(spark, lookup, path);
    this.table = table;
    this.folder = folder;
    this.log = DeltaLog.forTable(spark, new Path(path));
    this.transaction = log.startTransaction(Option.empty(), Option.empty());
  }

  /**
   * Commits.
   *
   * @param condition throws if that must not be done
   * @return the version written
   */
  long commit(List<DataFile> files, OverwriteSpec replaced, String runId, Runnable condition) {
    String where = replaced.where();
    Map<String, String> partition = replaced.partition();
    List<Expression> conditions = range.conditions(where);
    List<AddFile> held = looked(conditions, partition).orElseGet(() -> filtered(conditions));
    AffectedFiles touched = new AffectedFiles(log, transaction.snapshot(), table, folder);
    touched.takeApart(held, conditions);
    List<Action> actions = new ArrayList<>();
    files.forEach(file -> actions.add(added(file, partition)));
    touched.spared().forEach(file -> actions.add(added(file, partition)));
    if (!touched.files().isEmpty()) {
      RetainedRowsCopier.write(touched.rows(partition), replaced, table, folder)
          .forEach(file -> actions.add(added(file, partition)));
      touched.files().forEach(old -> actions.add(old.remove()));
    }
    touched.discardRests();
    condition.run();
    return transaction.commit(
        CollectionConverters.asScala(actions).toSeq(),
        new DeltaOperations.Write(
            SaveMode.Overwrite,
            Option.empty(),
            Option.apply(where),
            Option.apply(runId),
            NONE,
            NONE,
            NONE,
            Option.empty(),
            Option.empty()));
  }

  /** The files that may hold replaced rows, as Delta finds them: by a job. */
  private List<AddFile> filtered(List<Expression> conditions) {
    return CollectionConverters.asJava(
        transaction.filterFiles(CollectionConverters.asScala(conditions).toSeq(), false));
  }

  /**
   * The same by reading the log here; empty if that cannot say. The transaction is told what was
   * read, so that it fails if another changes it before it ends.
   */
  private Optional<List<AddFile>> looked(
      List<Expression> conditions, Map<String, String> partition) {
    Optional<List<AddFile>> files = range.of(transaction.readVersion(), partition, conditions);
    files.ifPresent(
        found -> {
          transaction.trackReadPredicates(
              CollectionConverters.asScala(conditions).toSeq(), false, true);
          transaction.trackFilesRead(CollectionConverters.asScala(found).toSeq());
        });
    return files;
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
