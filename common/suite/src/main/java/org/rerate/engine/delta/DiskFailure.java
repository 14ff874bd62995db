package org.rerate.engine.delta;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.SparkSession;
import org.rerate.domain.RerateException;
import scala.Option;

/** Tells a user which folder or disk could not be written, and what to do; no defect of ours. */
public final class DiskFailure {

  /** What systems say when there is room for nothing more. */
  private static final Pattern FULL =
      Pattern.compile("No space left on device|Disk quota exceeded");

  /** What they say when a place is not to be written. */
  private static final Pattern CLOSED =
      Pattern.compile(
          "Read-only file system|Permission denied|Operation not permitted|Not a directory"
              + "|Parent path is not a directory|Mkdirs failed to create"
              + "|Failed to create a temp directory|Cannot create directory|Failed to create local dir"
              + "|DELTA_CANNOT_CREATE_LOG_PATH");

  private static final Pattern PLACE = Pattern.compile("(?:file:)?(/[^\\s:,;()'\"]+)");

  /** Bytes by which the room of one disk differs from one look to the next. */
  private static final long SAME = 1 << 20;

  private DiskFailure() {}

  /** What to say of {@code failure}, if a disk was full or a folder could not be written. */
  public static Optional<RerateException> told(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RerateException) {
        return Optional.empty();
      }
      if (isFull(cause)) {
        return Optional.of(full(cause, failure));
      }
      if (isClosed(cause)) {
        return Optional.of(closed("open or write " + place(cause).orElse("a folder"), cause));
      }
    }
    return Optional.empty();
  }

  /** True if it says that there is no room. */
  static boolean isFull(Throwable cause) {
    return FULL.matcher(String.valueOf(cause.getMessage())).find();
  }

  /**
   * A full disk, told with what lies on it.
   *
   * @param said what says so
   */
  static RerateException full(Throwable said, Throwable failure) {
    String where = place(said).filter(DiskFailure::isInFolder).orElseGet(DiskFailure::fullFolders);
    return RerateException.retry(
        "the disk that holds " + where + " is full; free some space on it, or name another folder",
        failure);
  }

  /** Traces of tasks come as texts, and have slashes as well. */
  private static boolean isInFolder(String place) {
    File folder = new File(place).getParentFile();
    return folder != null && folder.getParentFile() != null && folder.exists();
  }

  /**
   * A folder that cannot be written, told.
   *
   * @param what the folder, and what it is for
   */
  public static RerateException unwritable(String what, Throwable cause) {
    return closed("write to " + what, cause);
  }

  private static RerateException closed(String wanted, Throwable cause) {
    return RerateException.retry(
        "cannot "
            + wanted
            + " ("
            + reason(cause)
            + "): check its permissions, its disk and how it is mounted, or name another",
        cause);
  }

  /**
   * Tries folders for temporary files: Spark ends the process without a word if none can be
   * written.
   *
   * @throws RerateException with {@code RETRY}, naming the last, if none can
   */
  static void requireOneWritable(List<String> folders) {
    RerateException failure = null;
    for (String folder : folders) {
      try {
        Path path = Path.of(folder);
        Files.createDirectories(path);
        Files.delete(Files.createTempFile(path, "rerate", ".tmp"));
        return;
      } catch (IOException e) {
        failure = unwritable("the temporary folder " + folder, e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static boolean isClosed(Throwable cause) {
    return cause instanceof AccessDeniedException
        || cause instanceof AccessControlException
        || cause instanceof ParentNotDirectoryException
        || (isOfFiles(cause) && CLOSED.matcher(String.valueOf(cause.getMessage())).find());
  }

  /** Delta and Spark wrap what Hadoop says in exceptions of their own, so types alone do not do. */
  private static boolean isOfFiles(Throwable cause) {
    return cause instanceof IOException || cause.getClass().getName().contains(".Delta");
  }

  private static Optional<String> place(Throwable cause) {
    if (cause instanceof FileSystemException file && file.getFile() != null) {
      return Optional.of(file.getFile());
    }
    return PLACE
        .matcher(String.valueOf(cause.getMessage()))
        .results()
        .map(m -> m.group(1))
        .findFirst();
  }

  /** Java hardly ever says where a file was that could not grow: the disks with the least room. */
  private static String fullFolders() {
    Map<String, Long> room = new LinkedHashMap<>();
    Option<SparkSession> session = SparkSession.getDefaultSession();
    String root = session.isEmpty() ? "" : session.get().conf().get(WarehouseCatalog.ROOT, "");
    if (root.startsWith("file:")) {
      room.put(
          "the warehouse " + root, room(new org.apache.hadoop.fs.Path(root).toUri().getPath()));
    }
    for (String folder : temporaryFolders()) {
      room.put("the temporary folder " + folder, room(folder));
    }
    long least = room.values().stream().min(Comparator.naturalOrder()).orElseThrow();
    room.values().removeIf(bytes -> bytes > least + SAME);
    return String.join(" and ", room.keySet());
  }

  private static Set<String> temporaryFolders() {
    Set<String> folders = new LinkedHashSet<>();
    SparkEnv spark = SparkEnv.get();
    if (spark != null) {
      for (File folder : spark.blockManager().diskBlockManager().localDirs()) {
        folders.add(folder.getParent());
      }
    }
    folders.add(System.getProperty("java.io.tmpdir"));
    return folders;
  }

  private static long room(String folder) {
    File existing = new File(folder);
    while (!existing.exists() && existing.getParentFile() != null) {
      existing = existing.getParentFile();
    }
    return existing.getUsableSpace();
  }

  /** In a few words; what Java gives as a reason alone is only the name of the file. */
  private static String reason(Throwable cause) {
    if (cause instanceof AccessDeniedException) {
      return "Permission denied";
    }
    if (cause instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    String message = String.valueOf(cause.getMessage());
    Matcher known = CLOSED.matcher(message);
    boolean isShort = cause instanceof FileNotFoundException && known.find();
    return isShort ? known.group() : message.lines().findFirst().orElse(message);
  }
}
