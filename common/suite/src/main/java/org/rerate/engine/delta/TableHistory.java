package org.rerate.engine.delta;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** What happened to a table, by its log. The table need not be there. */
public final class TableHistory {

  private final SparkSession spark;
  private final Configuration settings;
  private final KnownTables tables;
  private final String path;

  TableHistory(SparkSession spark, Configuration settings, KnownTables tables, String path) {
    this.spark = spark;
    this.settings = settings;
    this.tables = tables;
    this.path = path;
  }

  /** The newest version; empty if there is none yet. */
  public Optional<TableState> state() {
    return isTable() ? Optional.of(DeltaTables.state(spark, path)) : Optional.empty();
  }

  /** A version that there is. */
  public TableState state(long version) {
    return DeltaTables.state(spark, path, version);
  }

  /**
   * The runs that changed rows since {@code then}.
   *
   * @param then a state of the table; null for before it was made
   * @return empty if that cannot be told: the table was deleted, made anew or brought back from a
   *     copy, its log no longer says, or another program changed rows
   */
  public Optional<List<String>> committersSince(TableState then) {
    if (isTable()) {
      return DeltaTables.committersSince(spark, path, then);
    }
    return then == null ? Optional.of(List.of()) : Optional.empty();
  }

  /** True if the table has got another version since {@code then}, null if it was not there. */
  public boolean hasMoved(TableState then) {
    if (then == null) {
      return isTable();
    }
    try {
      Path log = new Path(path, "_delta_log");
      FileSystem files = log.getFileSystem(settings);
      if (StoreText.isWhole(files, log)) {
        return hasMoved(files.listStatus(log), then.version());
      }
      return files.exists(commit(log, then.version() + 1))
          || !files.exists(commit(log, then.version()));
    } catch (FileNotFoundException e) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + path, e);
    }
  }

  /** The same by the names in the log, which are one request where each look at a file is two. */
  private static boolean hasMoved(FileStatus[] log, long version) {
    Set<String> names =
        Arrays.stream(log).map(file -> file.getPath().getName()).collect(Collectors.toSet());
    return names.contains(commit(version + 1)) || !names.contains(commit(version));
  }

  private boolean isTable() {
    return tables.isTable(path);
  }

  private static Path commit(Path log, long version) {
    return new Path(log, commit(version));
  }

  private static String commit(long version) {
    return String.format("%020d.json", version);
  }
}
