package org.rerate.engine.delta;

import io.delta.kernel.Scan;
import io.delta.kernel.ScanBuilder;
import io.delta.kernel.Snapshot;
import io.delta.kernel.SnapshotBuilder;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.expressions.Predicate;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.delta.actions.AddFile;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.FilterValues;
import org.rerate.engine.filter.KernelFilter;
import org.rerate.engine.parquet.ScanFile;
import org.rerate.table.TableSpec;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a table's log says, read in this process: for the same questions Delta on Spark works out
 * the whole state of the table by a job.
 */
public final class LogLookup {

  /** So many versions of a log are read one by one at most, as in Delta by default. */
  private static final int CHECKPOINT_INTERVAL = 10;

  private final Engine engine;
  private final String path;

  public LogLookup(Engine engine, String path) {
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
   * The files of a version that may hold rows of {@code filter}; without a job.
   *
   * @param version empty for the newest
   */
  public FoundFiles files(OptionalLong version, TableSpec table, Filter filter) {
    return DamagedTable.reading(path, () -> filesOf(snapshot(version), table, filter));
  }

  private FoundFiles filesOf(Snapshot snapshot, TableSpec table, Filter filter) {
    List<AddFile> files = new ArrayList<>();
    boolean isPlain = isPlain(snapshot, table);
    ScanBuilder builder = snapshot.getScanBuilder();
    Scan scan = skip(snapshot, filter).map(builder::withFilter).orElse(builder).build();
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine, true)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          while (rows.hasNext()) {
            Row row = rows.next();
            Row added = row.getStruct(row.getSchema().indexOf("add"));
            AddFile file = of(added);
            if (mayHold(table, file, filter)) {
              files.add(file);
              isPlain &= isMissing(added, "deletionVector");
            }
          }
        }
      }
      return new FoundFiles(files, isPlain);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the log of " + path, e);
    }
  }

  private static boolean mayHold(TableSpec table, AddFile file, Filter filter) {
    return !FilterValues.given(filter, ScanFile.partition(table, file)).equals(Filter.none());
  }

  /** What the log has bounds of: partition columns are held against each file's values. */
  private static Optional<Predicate> skip(Snapshot snapshot, Filter filter) {
    Set<String> bounded = new HashSet<>(snapshot.getSchema().fieldNames());
    snapshot.getPartitionColumnNames().forEach(bounded::remove);
    return KernelFilter.of(FilterValues.given(filter, Map.of()), bounded);
  }

  private static boolean isPlain(Snapshot snapshot, TableSpec table) {
    return StoredFormat.isPlain(
        snapshot.getTableProperties(),
        snapshot.getSchema().fields().stream()
            .collect(Collectors.toMap(StructField::getName, f -> f.getDataType().toString())),
        table);
  }

  private static boolean isMissing(Row row, String field) {
    return row.isNullAt(row.getSchema().indexOf(field));
  }

  /** The same file for Delta on Spark. */
  private static AddFile of(Row added) {
    StructType type = added.getSchema();
    return new AddFile(
        added.getString(type.indexOf("path")),
        map(added.getMap(type.indexOf("partitionValues"))),
        added.getLong(type.indexOf("size")),
        added.getLong(type.indexOf("modificationTime")),
        false,
        isMissing(added, "stats") ? null : added.getString(type.indexOf("stats")),
        isMissing(added, "tags") ? null : map(added.getMap(type.indexOf("tags"))),
        null,
        number(added, "baseRowId"),
        number(added, "defaultRowCommitVersion"),
        Option.empty(),
        Option.empty(),
        Option.empty());
  }

  private static Option<Object> number(Row added, String field) {
    return isMissing(added, field)
        ? Option.empty()
        : Option.apply(added.getLong(added.getSchema().indexOf(field)));
  }

  private static scala.collection.immutable.Map<String, String> map(MapValue values) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < values.getSize(); i++) {
      map.put(
          values.getKeys().getString(i),
          values.getValues().isNullAt(i) ? null : values.getValues().getString(i));
    }
    return scala.collection.immutable.Map.from(CollectionConverters.asScala(map));
  }
}
