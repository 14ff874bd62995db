package org.rerate.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.rerate.domain.RerateException;

/**
 * A folder that a feed lies in, local or on any Hadoop file system: lists what is there, one level
 * of folders deep.
 */
public final class FeedFolder {

  private final FileSystem files;
  private final Path root;

  private FeedFolder(FileSystem files, Path root) {
    this.files = files;
    this.root = root;
  }

  /**
   * Opens a folder.
   *
   * @throws RerateException with {@code USAGE} if there is no such folder
   */
  public static FeedFolder open(SparkSession spark, String folderOrUri) {
    try {
      Path path = new Path(folderOrUri);
      FileSystem files = path.getFileSystem(spark.sessionState().newHadoopConf());
      Path root = files.makeQualified(path);
      if (!files.getFileStatus(root).isDirectory()) {
        throw RerateException.usage(
            "the feed '" + folderOrUri + "' is a file, not a folder",
            "Name the folder that holds the feed's files");
      }
      return new FeedFolder(files, root);
    } catch (FileNotFoundException e) {
      throw RerateException.usage(
          "there is no feed folder '" + folderOrUri + "'", "Check the path and run again");
    } catch (IOException | IllegalArgumentException e) {
      throw new RerateException(
          RerateException.Exit.USAGE,
          "the feed '" + folderOrUri + "' cannot be opened: " + e.getMessage(),
          e);
    }
  }

  /** The folder as an absolute URI. */
  public String uri() {
    return root.toString();
  }

  /**
   * A file below the folder.
   *
   * @param uri where it is
   * @param name its name relative to the folder
   * @param bytes its size as it lies there
   */
  public record Part(String uri, String name, long bytes) implements java.io.Serializable {}

  /** Every file, with its name relative to the folder ({@code prices/part-1.csv}), in order. */
  public List<Part> list() {
    try {
      List<Part> parts = new ArrayList<>();
      for (FileStatus entry : files.listStatus(root)) {
        if (isHidden(entry)) {
          continue;
        }
        if (entry.isDirectory()) {
          addFolder(entry.getPath(), parts);
        } else {
          parts.add(
              new Part(entry.getPath().toString(), entry.getPath().getName(), entry.getLen()));
        }
      }
      parts.sort(Comparator.comparing(Part::name));
      return parts;
    } catch (IOException e) {
      throw RerateException.retry("cannot list the feed " + root + ": " + e.getMessage(), e);
    }
  }

  private void addFolder(Path folder, List<Part> parts) throws IOException {
    Arrays.stream(files.listStatus(folder))
        .filter(file -> file.isFile() && !isHidden(file))
        .map(file -> part(folder, file))
        .forEach(parts::add);
  }

  private static Part part(Path folder, FileStatus file) {
    Path path = file.getPath();
    return new Part(path.toString(), folder.getName() + "/" + path.getName(), file.getLen());
  }

  private static boolean isHidden(FileStatus entry) {
    String name = entry.getPath().getName();
    return name.startsWith(".") || name.startsWith("_");
  }
}
