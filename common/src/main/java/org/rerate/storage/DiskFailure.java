package org.rerate.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.security.AccessControlException;
import org.rerate.domain.RerateException;

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

  private DiskFailure() {}

  /** What to say of {@code failure}, if a disk was full or a folder could not be written. */
  public static Optional<RerateException> told(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RerateException) {
        return Optional.empty();
      }
      if (isFull(cause)) {
        return Optional.of(full(place(cause), failure));
      }
      if (isClosed(cause)) {
        return Optional.of(closed("open or write " + place(cause), cause));
      }
    }
    return Optional.empty();
  }

  /** True if it says that there is no room. */
  static boolean isFull(Throwable cause) {
    return FULL.matcher(String.valueOf(cause.getMessage())).find();
  }

  /** A full disk, told; {@code what} lies on it. */
  static RerateException full(String what, Throwable cause) {
    return RerateException.retry("the disk that holds " + what + " is full", cause);
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

  private static String place(Throwable cause) {
    if (cause instanceof FileSystemException file && file.getFile() != null) {
      return file.getFile();
    }
    Matcher place = PLACE.matcher(String.valueOf(cause.getMessage()));
    return place.find() ? place.group(1) : "a folder";
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
