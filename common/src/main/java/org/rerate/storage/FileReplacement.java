package org.rerate.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
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
final class FileReplacement {

  /** Bytes of files beyond which reading them is no small question: some million rows. */
  private static final long MUCH = 64L << 20;

  private static final Option<Object> NONE = Option.empty();

  private final SparkSession spark;
  private final String path;
  private final TableSpec table;
  private final RowFolder folder;
  private final DeltaLog log;
  private final OptimisticTransaction transaction;

  FileReplacement(SparkSession spark, String path, TableSpec table, RowFolder folder) {
    this.spark = spark;
    this.path = path;
    this.table = table;
    this.folder = folder;
    this.log = DeltaLog.forTable(spark, new Path(path));
    this.transaction = log.startTransaction(Option.empty(), Option.empty());
  }

  /**
   * Commits.
   *
   * @return the version written
   */
  long commit(List<WrittenFile> files, Replacement replaced, String runId) {
    String where = replaced.where();
    Map<String, String> partition = replaced.partition();
    List<Expression> conditions = conditions(where);
    List<AddFile> held =
        CollectionConverters.asJava(
            transaction.filterFiles(CollectionConverters.asScala(conditions).toSeq(), false));
    HeldFiles touched = new HeldFiles(log, transaction.snapshot(), table, folder);
    touched.takeApart(held, conditions);
    List<Action> actions = new ArrayList<>();
    files.forEach(file -> actions.add(added(file, partition)));
    touched.spared().forEach(file -> actions.add(added(file, partition)));
    if (touched.bytes() > MUCH) {
      Sessions.prepareForBulk(spark);
    }
    if (!touched.files().isEmpty()) {
      Dataset<Row> kept = touched.rows(partition).where("NOT coalesce(" + where + ", false)");
      KeptRows.write(kept, table, replaced.period(), folder)
          .forEach(file -> actions.add(added(file, partition)));
      touched.files().forEach(old -> actions.add(old.remove()));
    }
    touched.discardRests();
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

  private List<Expression> conditions(String where) {
    Dataset<Row> rows = spark.read().format("delta").load(path).where(where);
    List<Expression> parts = new ArrayList<>();
    split(((Filter) rows.queryExecution().analyzed()).condition(), parts);
    return parts;
  }

  private static void split(Expression condition, List<Expression> parts) {
    if (condition instanceof And and) {
      split(and.left(), parts);
      split(and.right(), parts);
    } else {
      parts.add(condition);
    }
  }

  static AddFile added(WrittenFile file, Map<String, String> partition) {
    Map<String, String> values = new HashMap<>(partition);
    return new AddFile(
        file.getName(),
        scala.collection.immutable.Map.from(CollectionConverters.asScala(values)),
        file.getSize(),
        System.currentTimeMillis(),
        true,
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
