package org.rerate.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
  public record Part(String uri, String name, long bytes) implements java.io.Serializable {

    /** Where a link leads that this is, if that is not within the feed. */
    public Optional<String> leadsOutside() {
      URI file = new Path(uri).toUri();
      if (file.getScheme() != null && !file.getScheme().equals("file")) {
        return Optional.empty();
      }
      java.nio.file.Path local = java.nio.file.Path.of(file.getPath());
      java.nio.file.Path feed = local;
      for (int i = 0; i < java.nio.file.Path.of(name).getNameCount(); i++) {
        feed = feed.getParent();
      }
      try {
        java.nio.file.Path real = local.toRealPath();
        return real.startsWith(feed.toRealPath()) ? Optional.empty() : Optional.of(real.toString());
      } catch (IOException e) {
        return Optional.of("nowhere");
      }
    }
  }

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
      addLinksToNowhere(parts);
      parts.sort(Comparator.comparing(Part::name));
      return parts;
    } catch (IOException e) {
      throw RerateException.retry("cannot list the feed " + root + ": " + e.getMessage(), e);
    }
  }

  /** Hadoop does not list them, but who put them there expects them to be loaded. */
  private void addLinksToNowhere(List<Part> parts) throws IOException {
    if (!"file".equals(root.toUri().getScheme())) {
      return;
    }
    try (Stream<java.nio.file.Path> entries =
        Files.list(java.nio.file.Path.of(root.toUri().getPath()))) {
      entries
          .filter(entry -> Files.isSymbolicLink(entry) && !Files.exists(entry))
          .map(entry -> new Path(root, entry.getFileName().toString()))
          .forEach(link -> parts.add(new Part(link.toString(), link.getName(), 0)));
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
