package org.rerate.engine.disk;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
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
   * A file below the folder, or a folder that has the name of one.
   *
   * @param uri where it is
   * @param name its name relative to the folder
   * @param bytes its size when it was listed
   * @param isFolder true if it is no file
   * @param isClosed true for a folder that may not be looked into
   * @param place where it lies in the zip file {@code uri}; null if it is a file of its own
   * @param damage why it cannot be looked into, or null
   */
  public record Part(
      String uri,
      String name,
      long bytes,
      boolean isFolder,
      boolean isClosed,
      ZipArchive.Place place,
      String damage)
      implements java.io.Serializable {

    /** A file. */
    public Part(String uri, String name, long bytes) {
      this(uri, name, bytes, false, false, null, null);
    }

    /** True if it must be unpacked, so that it cannot be read from the middle. */
    public boolean isPacked() {
      return place != null || uri.endsWith(".gz");
    }

    /** True for a file in a zip file. */
    public boolean isZipped() {
      return place != null;
    }

    /** True for a zip file that was to be looked into and cannot be read. */
    public boolean isDamagedZip() {
      return damage != null;
    }

    /** True for a zip file as a whole. */
    public boolean isZip() {
      return place == null && !isFolder && name.toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    /** The same folder, which may not be looked into. */
    Part closed() {
      return new Part(uri, name, bytes, true, true, null, null);
    }

    /** Why it is not to be opened, if so: what is no file may never end, or lead anywhere. */
    public Optional<String> fault() {
      if (isClosed) {
        return Optional.of(
            "it is a folder that may not be looked into. Give the account that loads"
                + " the right to read and enter it");
      }
      if (damage != null) {
        return Optional.of("it cannot be read as a zip file: " + damage);
      }
      if (isFolder) {
        return Optional.of("it is a folder in which no part of the file lies");
      }
      if (fileName().contains(":")) {
        return Optional.of("its name has a colon, which Hadoop cannot open. Rename it");
      }
      URI file = new Path(uri).toUri();
      boolean isLocal = file.getScheme() == null || file.getScheme().equals("file");
      return isLocal ? localFault(file.getPath()) : Optional.empty();
    }

    /** The name of the file that it is, or lies in. */
    private String fileName() {
      return place == null ? name : place.archive();
    }

    private Optional<String> localFault(String path) {
      java.nio.file.Path local = java.nio.file.Path.of(path);
      java.nio.file.Path feed = local;
      for (int i = 0; i < java.nio.file.Path.of(fileName()).getNameCount(); i++) {
        feed = feed.getParent();
      }
      try {
        java.nio.file.Path real = local.toRealPath();
        if (!real.startsWith(feed.toRealPath())) {
          return Optional.of("it is a link out of the feed, to " + real);
        }
        return Files.isRegularFile(real)
            ? Optional.empty()
            : Optional.of("it is no file, but a pipe, a socket or a device");
      } catch (IOException e) {
        return Files.isSymbolicLink(local)
            ? Optional.of("it is a link out of the feed, to nowhere")
            : Optional.of("it is no longer there, or may not be looked at: " + e.getMessage());
      }
    }
  }

  /**
   * Every file, with its name relative to the folder ({@code prices/part-1.csv}), and every folder,
   * in order.
   */
  public List<Part> list() {
    try {
      List<Part> parts = new ArrayList<>();
      for (Part entry : entries(root, "")) {
        parts.addAll(entry.isFolder() ? withContent(entry) : List.of(entry));
      }
      parts.sort(Comparator.comparing(Part::name));
      return parts;
    } catch (IOException e) {
      throw RerateException.retry("cannot list the feed " + root + ": " + e.getMessage(), e);
    }
  }

  private List<Part> withContent(Part folder) throws IOException {
    List<Part> parts = new ArrayList<>(List.of(folder));
    try {
      parts.addAll(entries(new Path(folder.uri()), folder.name() + "/"));
      return parts;
    } catch (AccessControlException | AccessDeniedException e) {
      return List.of(folder.closed());
    }
  }

  private List<Part> entries(Path folder, String prefix) throws IOException {
    List<Part> entries = new ArrayList<>();
    for (FileStatus entry : files.listStatus(folder)) {
      String name = prefix + entry.getPath().getName();
      entries.add(
          new Part(
              entry.getPath().toString(),
              name,
              entry.getLen(),
              entry.isDirectory(),
              false,
              null,
              null));
    }
    entries.addAll(linksToNowhere(folder, prefix));
    entries.removeIf(entry -> isHidden(entry.name().substring(prefix.length())));
    return entries;
  }

  /**
   * The files in a zip file, each named {@code NAME.zip/ENTRY}; hidden ones are left out. One that
   * cannot be read is a single part with its damage.
   */
  public List<Part> unzipped(Part zip) {
    if (zip.fault().isPresent()) {
      return List.of(zip);
    }
    try (FSDataInputStream in = files.open(new Path(zip.uri()))) {
      return ZipArchive.entries(in, zip.name(), zip.bytes()).stream()
          .filter(entry -> Stream.of(entry.name().split("/")).noneMatch(FeedFolder::isHidden))
          .map(
              entry ->
                  new Part(
                      zip.uri(),
                      zip.name() + "/" + entry.name(),
                      entry.place().size(),
                      false,
                      false,
                      entry.place(),
                      null))
          .sorted(Comparator.comparing(Part::name))
          .toList();
    } catch (IOException e) {
      return List.of(
          new Part(zip.uri(), zip.name(), zip.bytes(), false, false, null, e.getMessage()));
    }
  }

  /** Hadoop does not list them, but who put them there expects them to be loaded. */
  private static List<Part> linksToNowhere(Path folder, String prefix) throws IOException {
    if (!"file".equals(folder.toUri().getScheme())) {
      return List.of();
    }
    try (Stream<java.nio.file.Path> entries =
        Files.list(java.nio.file.Path.of(folder.toUri().getPath()))) {
      return entries
          .filter(entry -> Files.isSymbolicLink(entry) && !Files.exists(entry))
          .map(entry -> entry.getFileName().toString())
          // By parts: a name may have a colon.
          .map(name -> part(new Path(folder, new Path(null, null, name)), prefix + name))
          .toList();
    }
  }

  private static Part part(Path link, String name) {
    return new Part(link.toString(), name, 0);
  }

  private static boolean isHidden(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }
}
