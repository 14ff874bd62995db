package org.rerate.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import org.rerate.storage.RowGroupCopier.Parts;
import org.rerate.table.TableSpec;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** The files of a table that may hold rows of a range, and what of them has to be read for it. */
final class AffectedFiles {

  /** Files of fewer bytes have a row group or two: reading them is as fast as looking into them. */
  private static final long SMALL = 2 << 20;

  private final SparkSession spark;
  private final DeltaLog log;
  private final Snapshot snapshot;
  private final TableSpec table;
  private final DataFileLocation folder;
  private final List<AddFile> files = new ArrayList<>();
  private final List<AddFile> whole = new ArrayList<>();
  private final List<DataFile> spared = new ArrayList<>();
  private final List<DataFile> rests = new ArrayList<>();

  AffectedFiles(DeltaLog log, Snapshot snapshot, TableSpec table, DataFileLocation folder) {
    this.spark = log.spark();
    this.log = log;
    this.snapshot = snapshot;
    this.table = table;
    this.folder = folder;
  }

  /** Sorts {@code held} by what has to be read of them. */
  void takeApart(List<AddFile> held, List<Expression> conditions) {
    Optional<FilterPredicate> condition = GroupFilter.of(conditions, DataFileWriter.schema(table));
    Map<String, AddFile> large = new HashMap<>();
    for (AddFile file : held) {
      if (condition.isEmpty() || file.size() < SMALL || file.deletionVector() != null) {
        whole.add(file);
      } else {
        large.put(file.absolutePath(log).toString(), file);
      }
    }
    files.addAll(whole);
    if (large.isEmpty()) {
      return;
    }
    TableSpec of = table;
    DataFileLocation to = folder;
    FilterPredicate by = condition.get();
    JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(List.copyOf(large.keySet()), large.size())
        .map(path -> RowGroupCopier.of(path, of, by, to))
        .collect()
        .forEach(parts -> file(large.get(parts.path()), parts));
  }

  private void file(AddFile file, Parts parts) {
    if (!parts.touched()) {
      return;
    }
    files.add(file);
    if (parts.rest() == null) {
      whole.add(file);
    } else {
      spared.add(parts.spared());
      rests.add(parts.rest());
    }
  }

  /** The files that are to go. */
  List<AddFile> files() {
    return files;
  }

  /** Files with the row groups of those in which nothing can match. */
  List<DataFile> spared() {
    return spared;
  }

  /** The rows of the other row groups. */
  Dataset<Row> rows(Map<String, String> partition) {
    List<AddFile> read = new ArrayList<>(whole);
    rests.forEach(rest -> read.add(OverwriteFiles.added(rest, partition)));
    return log.createDataFrame(
        snapshot, CollectionConverters.asScala(read).toSeq(), false, Option.empty());
  }

  /** Deletes what was only made to be read. */
  void discardRests() {
    try {
      for (DataFile rest : rests) {
        Path path = new Path(log.dataPath(), rest.getName());
        path.getFileSystem(folder.configuration()).delete(path, false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete files of " + table.fullName(), e);
    }
  }
}
