package org.rerate.engine.delta;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Whether a table's folder has old files that its newest version does not need. Where it has none,
 * {@code VACUUM}, which takes seconds to find that out, has nothing to delete.
 */
final class UnneededFiles {

  private static final String LOG = "_delta_log";

  private UnneededFiles() {}

  /**
   * True if there may be any.
   *
   * @param needed all files of the newest version
   * @param before in milliseconds; a file that was changed later is not old
   */
  static boolean mayBeIn(String table, Configuration settings, FoundFiles needed, long before) {
    if (!needed.isPlain()) {
      // Deletion vectors lie in files of their own.
      return true;
    }
    Set<String> paths =
        needed.files().stream()
            .map(file -> FoundFiles.path(table, file).toUri().getPath())
            .collect(Collectors.toSet());
    Path root = new Path(table);
    try {
      FileSystem files = root.getFileSystem(settings);
      RemoteIterator<LocatedFileStatus> all = files.listFiles(root, true);
      while (all.hasNext()) {
        LocatedFileStatus file = all.next();
        if (file.getModificationTime() < before
            && !paths.contains(file.getPath().toUri().getPath())
            && !isOfLog(file.getPath(), root)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + table, e);
    }
  }

  private static boolean isOfLog(Path file, Path root) {
    String log = new Path(root, LOG).toUri().getPath() + "/";
    return file.toUri().getPath().startsWith(log);
  }
}
