package org.rerate.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.rerate.engine.delta.Warehouse;
import org.rerate.table.OpsTables;

/**
 * The events of {@code ops.run_log}, read when they are first asked for and again once others have
 * logged: a command asks several things of them. All are held by the driver, equal texts once, and
 * two of them a run.
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
      Map<String, String> texts = new ConcurrentHashMap<>();
      List<RunEvent> stored = Collections.synchronizedList(new ArrayList<>());
      warehouse
          .scan(OpsTables.RUN_LOG, RunEvent.COLUMNS)
          .forEachSideBySide(
              cells ->
                  stored.add(
                      RunEvent.of(
                          cells,
                          text -> text == null ? null : texts.computeIfAbsent(text, t -> t))));
      stored.sort(Comparator.comparing(RunEvent::loggedAt));
      read = stored;
      version = now.getAsLong();
    }
    return read;
  }

  /** When the newest of those read so far was logged; empty if there is none. */
  Optional<Instant> last() {
    return (version < 0 ? all() : read)
        .stream().map(RunEvent::loggedAt).max(Comparator.naturalOrder());
  }

  /** Logs events. */
  void add(List<RunEvent> events, String runId) {
    warehouse.appendRows(OpsTables.RUN_LOG, rows(events), runId);
    added(events);
  }

  /** Number of the last {@link #addFirst}. */
  long sequence() {
    return warehouse.sequence(OpsTables.RUN_LOG);
  }

  /**
   * Logs events, provided no other call of this came in since {@code sequence} was read.
   *
   * @throws org.rerate.domain.RerateException with {@code RETRY} if one did
   */
  void addFirst(List<RunEvent> events, String runId, long sequence) {
    warehouse.appendRows(OpsTables.RUN_LOG, rows(events), runId, sequence);
    added(events);
  }

  private static List<Row> rows(List<RunEvent> events) {
    return events.stream().map(RunEvent::row).toList();
  }

  /** Another's event may have come in between; then all are read again. */
  private void added(List<RunEvent> events) {
    if (warehouse.version(OpsTables.RUN_LOG).orElseThrow() == version + 1) {
      read = Stream.concat(read.stream(), events.stream()).toList();
      version++;
    }
  }
}
