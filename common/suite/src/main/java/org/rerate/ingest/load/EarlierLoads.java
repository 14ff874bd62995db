package org.rerate.ingest.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rerate.engine.delta.TableState;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.table.OpsTables;

/**
 * Files that earlier runs took in whole. Such a file, met again with the same content while its
 * table is as it was then, need not be read: every row of it is unchanged.
 */
final class EarlierLoads {

  /** What a run found in a file of which no row was bad. */
  private record Found(long read, long sourceRows, long emptyRows) {}

  private final Map<String, Found> found = new HashMap<>();

  EarlierLoads(Warehouse warehouse) {
    warehouse
        .scan(
            OpsTables.RUN_FILES,
            "file",
            "content",
            "table_version",
            "read",
            "source_rows",
            "empty_rows")
        .where(Filter.present("table_version"))
        .where(Filter.is("quarantined", 0L))
        .forEach(
            row ->
                found.put(
                    key(row.text(0), row.text(1), row.whole(2, 0L)),
                    new Found(row.whole(3, 0L), row.whole(4, 0L), row.whole(5, 0L))));
  }

  /** The outcome of the same file again; empty if it has to be read. */
  Optional<FileOutcome> again(
      String file, String content, Optional<TableState> state, List<String> unknownColumns) {
    return state.flatMap(
        now ->
            Optional.ofNullable(found.get(key(file, content(content, now), now.version())))
                .map(
                    f ->
                        FileOutcome.unchanged(
                            file,
                            f.read(),
                            f.sourceRows(),
                            f.emptyRows(),
                            content,
                            now,
                            unknownColumns)));
  }

  /**
   * What stands for a file all of whose rows are in a table: a version of the same number of
   * another table, or of the same one brought back from a copy, does not have them.
   */
  static String content(String content, TableState state) {
    return content + " " + state.identity();
  }

  private static String key(String file, String content, long version) {
    return file + " " + content + " " + version;
  }
}
