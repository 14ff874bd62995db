package org.rerate.engine.delta;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Subquery;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.delta.OptimisticTransaction$;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.files.TahoeLogFileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.rerate.engine.filter.Filter;
import org.rerate.table.Dictionary;
import org.rerate.table.TableSpec;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/**
 * Lets queries read a warehouse's small tables by the files that {@link LogLookup} finds. Delta
 * asks a Spark job for them, once for each table of each query, and another one for each new
 * version: half of the time of {@code check}, and of a question's first second.
 *
 * <p>Left to Delta: tables of many files, of which its job reads fewer; tables that another program
 * changed, see {@link StoredFormat}; and what a transaction reads, since Delta notes it for the
 * check of conflicts.
 */
public final class ListedScans extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

  /** The files of a version are held as long as Delta holds the version; of many none. */
  private static final Map<Snapshot, FoundFiles> FOUND =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** Opening so many takes about as long as Delta's job. */
  private static final int MOST_FILES = 64;

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    // Before any rule that asks how large a table is: Delta answers that by a job too.
    extensions.injectOptimizerRule(Listing::new);
    return BoxedUnit.UNIT;
  }

  private static final class Listing extends Rule<LogicalPlan> {

    private final SparkSession spark;

    /** By folder; Spark makes a rule for each query. */
    private final Map<Path, Snapshot> read = new ConcurrentHashMap<>();

    Listing(SparkSession spark) {
      this.spark = spark;
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
      if (plan instanceof Subquery || OptimisticTransaction$.MODULE$.getActive().isDefined()) {
        return plan;
      }
      // Spark optimises a subquery by itself first: its scans are left until those of the whole
      // query, so that all scans of a table in it read the same version.
      return plan.transformUpWithSubqueries(
          new AbstractPartialFunction<LogicalPlan, LogicalPlan>() {
            @Override
            public boolean isDefinedAt(LogicalPlan node) {
              return index(node).isPresent();
            }

            @Override
            public LogicalPlan apply(LogicalPlan node) {
              return index(node).map(index -> listed(node, index)).orElse(node);
            }
          });
    }

    private static Optional<TahoeLogFileIndex> index(LogicalPlan node) {
      return node instanceof LogicalRelation relation
              && relation.relation() instanceof HadoopFsRelation files
              && files.location() instanceof TahoeLogFileIndex index
          ? Optional.of(index)
          : Optional.empty();
    }

    private LogicalPlan listed(LogicalPlan node, TahoeLogFileIndex index) {
      Snapshot snapshot =
          index.isTimeTravelQuery()
              ? index.getSnapshot()
              : read.computeIfAbsent(index.path(), path -> index.getSnapshot());
      return files(snapshot)
          .map(files -> (LogicalPlan) listed((LogicalRelation) node, snapshot, files))
          .orElse(node);
    }

    private LogicalRelation listed(LogicalRelation read, Snapshot snapshot, List<AddFile> files) {
      HadoopFsRelation relation = (HadoopFsRelation) read.relation();
      return read.copy(
          relation.copy(
              new ListedFileIndex(spark, snapshot, files),
              relation.partitionSchema(),
              relation.dataSchema(),
              relation.bucketSpec(),
              relation.fileFormat(),
              relation.options(),
              relation.sparkSession()),
          read.output(),
          read.catalogTable(),
          read.isStreaming(),
          read.stream());
    }

    private Optional<List<AddFile>> files(Snapshot snapshot) {
      var counted = snapshot.checksumOpt();
      if (counted.isDefined() && counted.get().numFiles() > MOST_FILES) {
        return Optional.empty();
      }
      return table(snapshot)
          .map(table -> found(table, snapshot))
          .filter(FoundFiles::isPlain)
          .map(FoundFiles::files);
    }

    private static Optional<TableSpec> table(Snapshot snapshot) {
      Path folder = snapshot.dataPath();
      return Dictionary.tables().stream()
          .filter(table -> folder.getName().equals(table.name()))
          .filter(table -> folder.getParent().getName().equals(table.schema()))
          .findFirst();
    }

    private FoundFiles found(TableSpec table, Snapshot snapshot) {
      FoundFiles known = FOUND.get(snapshot);
      if (known != null) {
        return known;
      }
      // Two queries may both look: neither waits for a log that the other reads.
      FoundFiles found = find(table, snapshot);
      if (found.files().size() > MOST_FILES) {
        found = new FoundFiles(List.of(), false);
      }
      FOUND.put(snapshot, found);
      return found;
    }

    private FoundFiles find(TableSpec table, Snapshot snapshot) {
      var engine = LocalFileIo.engine(spark.sessionState().newHadoopConf());
      return new LogLookup(engine, snapshot.dataPath().toString())
          .files(OptionalLong.of(snapshot.version()), table, Filter.all());
    }
  }
}
