package org.rerate.engine.delta;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.rerate.domain.RerateException;

/**
 * A folder in which a feed is written, local or on any Hadoop file system: {@code NAME.parquet}, or
 * a folder {@code NAME} of numbered parts. A file appears once it is whole.
 */
public final class FeedOutput {

  /** Feeds leave out names that begin so. */
  private static final String UNFINISHED = "_unfinished";

  /** How the files are written. */
  public enum Format {
    /** Columns with their types. */
    PARQUET,
    /** Text with a header row. */
    CSV;

    String ending() {
      return "." + name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What was written.
   *
   * @param rows rows
   * @param parts files they lie in
   */
  public record Written(long rows, int parts) {}

  private final FileSystem files;
  private final Path root;
  private final Format format;

  private FeedOutput(FileSystem files, Path root, Format format) {
    this.files = files;
    this.root = root;
    this.format = format;
  }

  /**
   * A feed in a new folder.
   *
   * @throws RerateException with {@code USAGE} if the folder holds anything or is no place at all,
   *     with {@code RETRY} if it cannot be written
   */
  public static FeedOutput create(SparkSession spark, String folderOrUri, Format format) {
    try {
      Path path = new Path(folderOrUri);
      FileSystem files = path.getFileSystem(spark.sessionState().newHadoopConf());
      Path root = files.makeQualified(path);
      if (holdsAnything(files, root)) {
        throw RerateException.usage(
            "the folder '" + folderOrUri + "' is not empty",
            "Name a new one; what a stopped run left is of no use");
      }
      if (!files.mkdirs(root)) {
        throw new IOException("Mkdirs failed to create " + root);
      }
      return new FeedOutput(files, root, format);
    } catch (IOException | IllegalArgumentException e) {
      if (DiskFailure.told(e).isPresent()) {
        throw DiskFailure.unwritable("the folder " + folderOrUri, e);
      }
      throw new RerateException(
          RerateException.Exit.USAGE,
          "cannot write a feed to '" + folderOrUri + "': " + e.getMessage(),
          e);
    }
  }

  private static boolean holdsAnything(FileSystem files, Path root) throws IOException {
    try {
      return files.listStatus(root).length > 0;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /** Writes a file of the feed; nothing if there are no rows. */
  public Written write(String name, Dataset<Row> rows) {
    Path unfinished = new Path(root, UNFINISHED);
    Observation count = new Observation();
    DeltaTables.translating(
        "the feed " + root,
        () ->
            rows.observe(count, functions.count(functions.lit(1)).as("rows"))
                .write()
                .mode(SaveMode.Overwrite)
                .option("header", "true")
                .option("emptyValue", "")
                .option("timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSX")
                .format(format.name().toLowerCase(Locale.ROOT))
                .save(unfinished.toString()));
    try {
      long written = (Long) count.getAsJava().get("rows");
      int parts = written == 0 ? 0 : finish(name, unfinished);
      files.delete(unfinished, true);
      return new Written(written, parts);
    } catch (IOException e) {
      throw RerateException.retry("cannot write " + name + " to " + root, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RerateException.retry("the writing of " + name + " was interrupted", e);
    }
  }

  private int finish(String name, Path unfinished) throws IOException {
    FileStatus[] parts =
        Arrays.stream(files.listStatus(unfinished))
            .filter(file -> file.getPath().getName().startsWith("part-"))
            .sorted(Comparator.comparing(file -> file.getPath().getName()))
            .toArray(FileStatus[]::new);
    if (parts.length == 1) {
      move(parts[0], new Path(root, name + format.ending()));
    } else {
      Path folder = new Path(root, name);
      files.mkdirs(folder);
      for (int i = 0; i < parts.length; i++) {
        String part = String.format(Locale.ROOT, "part-%05d%s", i, format.ending());
        move(parts[i], new Path(folder, part));
      }
    }
    return parts.length;
  }

  private void move(FileStatus part, Path to) throws IOException {
    if (!files.rename(part.getPath(), to)) {
      throw new IOException("cannot rename " + part.getPath() + " to " + to);
    }
    if (files instanceof ChecksumFileSystem local) {
      // It would make a file that its owner edits unreadable.
      local.getRawFileSystem().delete(local.getChecksumFile(to), false);
    }
  }
}
