package org.rerate.engine.delta;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.Format;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.rerate.domain.RerateException;
import org.rerate.engine.parquet.DataFile;
import org.rerate.table.TableSpec;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Appends files that tasks have written, in one transaction, which makes the table if there is none
 * yet: what a data frame's append with a {@code txnVersion} does.
 */
final class AppendFiles {

  private static final Option<Object> NONE = Option.empty();

  private AppendFiles() {}

  /**
   * Commits.
   *
   * @param files each with the values of the table's partition columns
   * @param sequence what was read of the table's appends, provided that no other came in since;
   *     empty to append whatever others append
   * @param properties of the table, if it is made
   * @return the version written; empty, and nothing is written, if Delta has to do it
   * @throws RerateException with {@code RETRY} if another came in
   */
  static OptionalLong commit(
      SparkSession spark,
      LogLookup lookup,
      String path,
      TableSpec table,
      Map<DataFile, Map<String, String>> files,
      String runId,
      OptionalLong sequence,
      Map<String, String> properties) {
    DeltaLog log = DeltaLog.forTable(spark, new Path(path));
    // Delta would look for the newest version once more.
    Snapshot newest = log.update(false, Option.empty(), Option.empty());
    OptimisticTransaction transaction = log.startTransaction(Option.empty(), Option.apply(newest));
    if (sequence.isPresent()) {
      // Noted, so that the transaction fails if another append gets in before it ends; Delta's own
      // question would work out the whole state of the table.
      transaction.readTxn().addOne(DeltaTables.APPLICATION);
      long version = transaction.readVersion();
      long last =
          version < 0 ? 0 : lookup.sequence(DeltaTables.APPLICATION, OptionalLong.of(version));
      if (last != sequence.getAsLong()) {
        throw RerateException.retry(
            "another run wrote to " + table.fullName() + " at the same time", null);
      }
    }
    if (transaction.readVersion() < 0) {
      transaction.updateMetadataForNewTable(metadata(table, properties));
    } else {
      if (!StoredFormat.isPlain(transaction.metadata(), table)) {
        return OptionalLong.empty();
      }
      DeclaredColumns.declare(transaction, table);
    }
    List<Action> actions = new ArrayList<>();
    sequence.ifPresent(
        number ->
            actions.add(
                new SetTransaction(
                    DeltaTables.APPLICATION,
                    number + 1,
                    Option.apply(System.currentTimeMillis()))));
    files.forEach((file, partition) -> actions.add(OverwriteFiles.added(file, partition)));
    return OptionalLong.of(
        transaction.commit(
            CollectionConverters.asScala(actions).toSeq(),
            new DeltaOperations.Write(
                SaveMode.Append,
                Option.empty(),
                Option.empty(),
                Option.apply(runId),
                NONE,
                NONE,
                NONE,
                Option.empty(),
                Option.empty())));
  }

  private static Metadata metadata(TableSpec table, Map<String, String> properties) {
    return new Metadata(
        UUID.randomUUID().toString(),
        null,
        null,
        new Format("parquet", scala.collection.immutable.Map$.MODULE$.empty()),
        table.structType().json(),
        CollectionConverters.asScala(table.partitionBy()).toSeq(),
        scala.collection.immutable.Map.from(CollectionConverters.asScala(properties)),
        Option.apply(System.currentTimeMillis()));
  }
}
