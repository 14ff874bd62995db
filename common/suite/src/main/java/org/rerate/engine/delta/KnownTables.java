package org.rerate.engine.delta;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Whether tables are there, asked with few requests where each costs: on an object store one that
 * was there is not asked for again, and that one is not there takes one request in place of five.
 */
final class KnownTables {

  private final Configuration settings;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  KnownTables(Configuration settings) {
    this.settings = settings;
  }

  boolean isTable(String path) {
    Path table = new Path(path);
    try {
      FileSystem files = table.getFileSystem(settings);
      if (!StoreText.isWhole(files, table)) {
        return DeltaTables.isTable(settings, path);
      }
      if (known.contains(path)) {
        return true;
      }
      boolean isTable = hasFolder(files, table) && DeltaTables.isTable(settings, path);
      if (isTable) {
        known.add(path);
      }
      return isTable;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + path, e);
    }
  }

  private static boolean hasFolder(FileSystem files, Path table) throws IOException {
    try {
      return Arrays.stream(files.listStatus(table.getParent()))
          .anyMatch(folder -> folder.getPath().getName().equals(table.getName()));
    } catch (FileNotFoundException e) {
      return false;
    }
  }
}
