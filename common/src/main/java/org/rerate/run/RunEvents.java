package org.rerate.run;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.rerate.storage.Warehouse;
import org.rerate.table.OpsTables;

/**
 * The events of {@code ops.run_log}, read when they are first asked for and again once others have
 * logged: a command asks several things of them. All are held by the driver, and nothing bounds
 * them but the number of runs: two a run of some 400 characters, so twenty years of two runs a day
 * are some ten megabytes of text; a thousand runs a day would be 300 a year.
 */
final class RunEvents {

  private final Warehouse warehouse;
  private List<RunEvent> read = List.of();
  private long version = -1;

  RunEvents(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** All of them in the order in which they were logged. */
  List<RunEvent> all() {
    OptionalLong now = warehouse.version(OpsTables.RUN_LOG);
    if (now.isPresent() && now.getAsLong() != version) {
      read =
          warehouse.read(OpsTables.RUN_LOG).collectAsList().stream()
              .map(RunEvent::of)
              .sorted(Comparator.comparing(RunEvent::loggedAt))
              .toList();
      version = now.getAsLong();
    }
    return read;
  }

  /** Logs events. */
  void add(List<RunEvent> events, String runId) {
    List<Row> rows = events.stream().map(RunEvent::row).toList();
    warehouse.append(
        OpsTables.RUN_LOG,
        warehouse.spark().createDataFrame(rows, OpsTables.RUN_LOG.structType()).coalesce(1),
        runId);
    // Another's event may have come in between; then all are read again.
    if (warehouse.version(OpsTables.RUN_LOG).orElseThrow() == version + 1) {
      read = Stream.concat(read.stream(), events.stream()).toList();
      version++;
    }
  }
}
