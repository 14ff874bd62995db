package org.rerate.storage;

import io.delta.kernel.Scan;
import io.delta.kernel.ScanBuilder;
import io.delta.kernel.Snapshot;
import io.delta.kernel.SnapshotBuilder;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.expressions.Predicate;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a table's log says, read in this process: for the same questions Delta on Spark works out
 * the whole state of the table by a job.
 */
final class LogLookup {

  /** So many versions of a log are read one by one at most, as in Delta by default. */
  private static final int CHECKPOINT_INTERVAL = 10;

  private final Engine engine;
  private final String path;

  LogLookup(Engine engine, String path) {
    this.engine = engine;
    this.path = path;
  }

  /** The newest version, or that of a number. */
  private Snapshot snapshot(OptionalLong version) {
    SnapshotBuilder builder = TableManager.loadSnapshot(path);
    version.ifPresent(builder::atVersion);
    return DamagedTable.reading(path, () -> builder.build(engine));
  }

  /**
   * Sums up the log if {@code version}, just committed, is one at which that is due. A commit
   * stands whether or not this succeeds: a longer log is read until the next time.
   */
  void checkpoint(long version) {
    if (version == 0 || version % CHECKPOINT_INTERVAL != 0) {
      return;
    }
    try {
      snapshot(OptionalLong.empty()).writeCheckpoint(engine);
    } catch (IOException | RuntimeException e) {
      // Another run was first, or the storage refused; Delta tries at every hundredth version.
    }
  }

  /** Number of the last append of {@code application}, 0 if there was none. */
  long sequence(String application, OptionalLong version) {
    Snapshot snapshot = snapshot(version);
    return DamagedTable.reading(
        path, () -> snapshot.getLatestTransactionVersion(engine, application).orElse(0L));
  }

  /**
   * The files of a version that lie in a partition and may hold rows that meet {@code condition};
   * empty if Delta has to say, as a file's rows are marked as deleted beside it.
   *
   * @param partition every partition column and its value, null where missing
   */
  Optional<List<AddFile>> files(
      long version, Map<String, String> partition, Optional<Predicate> condition) {
    return DamagedTable.reading(path, () -> filesOf(version, partition, condition));
  }

  private Optional<List<AddFile>> filesOf(
      long version, Map<String, String> partition, Optional<Predicate> condition) {
    List<AddFile> files = new ArrayList<>();
    ScanBuilder asked = snapshot(OptionalLong.of(version)).getScanBuilder();
    Scan scan = condition.map(asked::withFilter).orElse(asked).build();
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine, true)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          while (rows.hasNext()) {
            var added =
                new io.delta.kernel.internal.actions.AddFile(
                    rows.next().getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL));
            Map<String, String> values = VectorUtils.toJavaMap(added.getPartitionValues());
            if (added.getDeletionVector().isPresent()) {
              return Optional.empty();
            }
            if (values.equals(partition)) {
              files.add(of(added, values));
            }
          }
        }
      }
      return Optional.of(files);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the log of " + path, e);
    }
  }

  /** The same file for Delta on Spark. */
  private static AddFile of(
      io.delta.kernel.internal.actions.AddFile added, Map<String, String> partition) {
    return new AddFile(
        added.getPath(),
        map(partition),
        added.getSize(),
        added.getModificationTime(),
        false,
        added.getStatsJson().orElse(null),
        added.getTags().map(tags -> map(VectorUtils.<String, String>toJavaMap(tags))).orElse(null),
        null,
        Option.apply(added.getBaseRowId().orElse(null)),
        Option.apply(added.getDefaultRowCommitVersion().orElse(null)),
        Option.empty(),
        Option.empty(),
        Option.empty());
  }

  private static scala.collection.immutable.Map<String, String> map(Map<String, String> values) {
    return scala.collection.immutable.Map.from(CollectionConverters.asScala(values));
  }
}
