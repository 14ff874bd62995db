package org.rerate.run;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.storage.Warehouse;
import org.rerate.table.OpsTables;

/**
 * The run ledger, {@code ops.runs}: a row when a run starts, one when it ends. A run found dead by
 * a later one is closed as {@code DIED}.
 */
public final class RunLedger {

  /** Inputs that say how results are computed, rather than from what. */
  private static final List<String> RULES = List.of("methodology", "code_version");

  private static final ProcessHandle SELF = ProcessHandle.current();

  /** A start is told by the clock of the machine, which may have been set right since. */
  private static final Duration CLOCK_STEP = Duration.ofSeconds(10);

  private final Warehouse warehouse;
  private final Clock clock;

  /** The ledger of {@code warehouse}. */
  public RunLedger(Warehouse warehouse, Clock clock) {
    this.warehouse = warehouse;
    this.clock = clock;
  }

  /**
   * Logs that {@code run} starts, and closes the runs that are found dead.
   *
   * @param inputs what it is going to read, where that is known
   */
  public void start(Run run, Map<String, String> inputs) {
    List<Row> events = dead();
    events.add(event(run, "RUNNING", null, new RunResult(inputs, Map.of(), -1, -1), null));
    write(events, run.runId());
  }

  /** Logs that {@code run} is done. */
  public void done(Run run, RunResult result) {
    write(List.of(event(run, "DONE", now(), result, null)), run.runId());
  }

  /** Logs that {@code run} failed. */
  public void failed(Run run, RunResult result, String error) {
    write(List.of(event(run, "FAILED", now(), result, error)), run.runId());
  }

  /**
   * True if the last run of the same command, arguments and variant is done, read what {@code
   * inputs} says, and no later run of the command and variant read something else.
   */
  public boolean isUpToDate(Run run, Map<String, String> inputs) {
    if (!warehouse.exists(OpsTables.RUN_LOG)) {
      return false;
    }
    String wanted = Json.of(inputs);
    List<Row> runs =
        warehouse
            .read(OpsTables.RUN_LOG)
            .where("status = 'DONE'")
            .where(Warehouse.anyOf("command", List.of(run.command())))
            .where(same("methodology", run.methodology()))
            .where(same("knowledge", run.knowledge()))
            .where(
                run.recordedBy() == null
                    ? "recorded_by IS NULL"
                    : "recorded_by = TIMESTAMP'" + run.recordedBy() + "'")
            .orderBy("logged_at")
            .select("arguments", "input_versions")
            .collectAsList();
    boolean upToDate = false;
    for (Row done : runs) {
      if (!wanted.equals(done.getString(1))) {
        upToDate = false;
      } else if (run.arguments().equals(done.getString(0))) {
        upToDate = true;
      }
    }
    return upToDate;
  }

  /**
   * What the finished runs of the same valuation have done.
   *
   * @param inputs what the last of them read
   * @param runs they, and others of the variant that read what one of them read: a number with
   *     their signature is one that all results of this valuation have taken account of
   */
  public record Past(Map<String, String> inputs, List<String> runs) {}

  /**
   * The finished runs of the same command, arguments and variant; empty if there is none, or if a
   * later run of the variant, finished or not, went by another methodology or code.
   */
  public Optional<Past> past(Run run, Map<String, String> inputs) {
    if (!warehouse.exists(OpsTables.RUN_LOG)) {
      return Optional.empty();
    }
    Map<String, String> last = Map.of();
    Set<String> same = new HashSet<>();
    Map<String, String> done = new LinkedHashMap<>();
    for (Row event : ofVariant(run).where("status <> 'DIED'").collectAsList()) {
      Map<String, String> read = event.isNullAt(1) ? Map.of() : Json.textMap(event.getString(1));
      boolean sameRules =
          RULES.stream().allMatch(rule -> Objects.equals(read.get(rule), inputs.get(rule)));
      if (!sameRules) {
        same.clear();
        done.clear();
      } else if (event.getString(2).equals("DONE")) {
        done.put(event.getString(3), event.getString(1));
        if (run.arguments().equals(event.getString(0))) {
          last = read;
          same.add(event.getString(1));
        }
      }
    }
    done.values().removeIf(read -> !same.contains(read));
    return same.isEmpty()
        ? Optional.empty()
        : Optional.of(new Past(last, List.copyOf(done.keySet())));
  }

  private Dataset<Row> ofVariant(Run run) {
    return warehouse
        .read(OpsTables.RUN_LOG)
        .where("command IN ('value', 'backfill')")
        .where(same("methodology", run.methodology()))
        .where(same("knowledge", run.knowledge()))
        .where(
            run.recordedBy() == null
                ? "recorded_by IS NULL"
                : "recorded_by = TIMESTAMP'" + run.recordedBy() + "'")
        .orderBy("logged_at")
        .select("arguments", "input_versions", "status", "run_id");
  }

  /** True if all of these runs are done and read what {@code inputs} says. */
  public boolean haveRead(Set<String> runIds, Map<String, String> inputs) {
    if (runIds.isEmpty() || !warehouse.exists(OpsTables.RUN_LOG)) {
      return false;
    }
    long same =
        warehouse
            .read(OpsTables.RUN_LOG)
            .where("status = 'DONE'")
            .where(Warehouse.anyOf("run_id", List.copyOf(runIds)))
            .where(Warehouse.anyOf("input_versions", List.of(Json.of(inputs))))
            .select("run_id")
            .distinct()
            .count();
    return same == runIds.size();
  }

  private static String same(String column, String value) {
    return value == null ? column + " IS NULL" : Warehouse.anyOf(column, List.of(value));
  }

  private List<Row> dead() {
    List<Row> events = new ArrayList<>();
    if (!warehouse.exists(OpsTables.RUN_LOG)) {
      return events;
    }
    List<Row> open =
        warehouse
            .spark()
            .sql(
                "SELECT * FROM ops.run_log WHERE status = 'RUNNING' AND run_id NOT IN"
                    + " (SELECT run_id FROM ops.run_log WHERE status <> 'RUNNING')")
            .collectAsList();
    for (Row row : open) {
      if (isDead(row.getAs("host"))) {
        Object[] cells = new Object[row.size()];
        for (int i = 0; i < cells.length; i++) {
          cells[i] = row.get(i);
        }
        cells[row.fieldIndex("finished_at")] = now();
        cells[row.fieldIndex("status")] = "DIED";
        cells[row.fieldIndex("error")] = "found dead by a later run";
        cells[row.fieldIndex("logged_at")] = now();
        events.add(RowFactory.create(cells));
      }
    }
    return events;
  }

  /** Where a process runs, so that a later run on the same machine can see whether it lives. */
  private static String place() {
    return machine()
        + " "
        + SELF.pid()
        + " "
        + SELF.info().startInstant().map(Instant::toString).orElse("");
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A name that does not resolve is told in the error; it is a name all the same.
      return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");
    }
  }

  private static boolean isDead(String place) {
    String[] parts = place == null ? new String[0] : place.split(" ", -1);
    if (parts.length != 3 || !parts[0].equals(machine())) {
      return false;
    }
    return ProcessHandle.of(Long.parseLong(parts[1]))
        .map(process -> isAnother(process, parts[2]))
        .orElse(true);
  }

  /** True if the number of the process was given to one that started at another time. */
  private static boolean isAnother(ProcessHandle process, String startedAt) {
    Optional<Instant> start = process.info().startInstant();
    return start.isPresent()
        && !startedAt.isEmpty()
        && Duration.between(Instant.parse(startedAt), start.get()).abs().compareTo(CLOCK_STEP) > 0;
  }

  private Row event(Run run, String status, Instant finishedAt, RunResult result, String error) {
    return RowFactory.create(
        run.runId(),
        run.command(),
        run.arguments(),
        run.startedAt(),
        finishedAt,
        status,
        run.codeVersion(),
        run.methodology(),
        run.knowledge(),
        run.recordedBy(),
        result.inputs().isEmpty() ? null : Json.of(result.inputs()),
        result.outputs().isEmpty() ? null : Json.of(result.outputs()),
        result.rowsRead() < 0 ? null : result.rowsRead(),
        result.rowsWritten() < 0 ? null : result.rowsWritten(),
        error,
        place(),
        now());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private void write(List<Row> events, String runId) {
    warehouse.append(
        OpsTables.RUN_LOG,
        warehouse.spark().createDataFrame(events, OpsTables.RUN_LOG.structType()).coalesce(1),
        runId);
  }
}
