package org.rerate.engine.delta;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.delta.actions.AddFile;
import org.rerate.engine.filter.Filter;

/**
 * The files of one version of a table that may hold rows of a {@link Filter}.
 *
 * @param files as the log has them
 * @param isPlain true if their rows are what the files hold, under the names and in the types of
 *     the table's declaration; false if another program gave the table deletion vectors, column
 *     mapping or other types, so that Delta has to read it
 */
public record FoundFiles(List<AddFile> files, boolean isPlain) {

  /**
   * Checks that the files are there, as long as the log says; lists their folders, reads none.
   *
   * @param root folder of the table
   * @throws UncheckedIOException if one is not
   */
  void require(Configuration settings, String root) {
    Map<Path, List<AddFile>> folders = new HashMap<>();
    for (AddFile file : files) {
      Path folder = path(root, file).getParent();
      folders.computeIfAbsent(folder, f -> new ArrayList<>()).add(file);
    }
    folders.forEach((folder, asked) -> require(settings, root, folder, asked));
  }

  private static void require(
      Configuration settings, String root, Path folder, List<AddFile> asked) {
    try {
      Map<String, Long> there = new HashMap<>();
      for (FileStatus file : folder.getFileSystem(settings).listStatus(folder)) {
        there.put(file.getPath().getName(), file.getLen());
      }
      for (AddFile file : asked) {
        Path path = path(root, file);
        if (there.getOrDefault(path.getName(), -1L) != file.size()) {
          throw new FileNotFoundException(path + " is not as the log says");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + root, e);
    }
  }

  /** Where a file of the table in {@code root} lies. */
  public static Path path(String root, AddFile file) {
    Path path = new Path(URI.create(file.path()));
    return path.isAbsolute() ? path : new Path(root, path);
  }
}
