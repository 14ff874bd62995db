package org.rerate.run;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * A row of {@code ops.run_log}.
 *
 * @param run what the run is
 * @param finishedAt when it ended, or null
 * @param status RUNNING, DONE, FAILED or DIED
 * @param inputs versions read as JSON, or null
 * @param outputs versions written as JSON, or null
 * @param rowsRead rows read, or null
 * @param rowsWritten rows written, or null
 * @param error what ended it, or null
 * @param place machine and process, or null
 * @param loggedAt when this was logged
 */
record RunEvent(
    Run run,
    Instant finishedAt,
    String status,
    String inputs,
    String outputs,
    Long rowsRead,
    Long rowsWritten,
    String error,
    String place,
    Instant loggedAt) {

  static RunEvent of(Row row) {
    Run run =
        new Run(
            row.getAs("run_id"),
            row.getAs("command"),
            row.getAs("arguments"),
            instant(row, "started_at"),
            row.getAs("code_version"),
            row.getAs("methodology"),
            row.getAs("knowledge"),
            instant(row, "recorded_by"));
    return new RunEvent(
        run,
        instant(row, "finished_at"),
        row.getAs("status"),
        row.getAs("input_versions"),
        row.getAs("output_versions"),
        row.getAs("rows_read"),
        row.getAs("rows_written"),
        row.getAs("error"),
        row.getAs("host"),
        instant(row, "logged_at"));
  }

  private static Instant instant(Row row, String column) {
    Timestamp time = row.getAs(column);
    return time == null ? null : time.toInstant();
  }

  /** What a run that ended so without word is closed with. */
  RunEvent died(Instant now) {
    String error = "found dead by a later run";
    return new RunEvent(
        run, now, "DIED", inputs, outputs, rowsRead, rowsWritten, error, place, now);
  }

  Row row() {
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
        inputs,
        outputs,
        rowsRead,
        rowsWritten,
        error,
        place,
        loggedAt);
  }

  boolean is(String wanted) {
    return status.equals(wanted);
  }

  /** True if its run is of the methodology, knowledge and cut of {@code other}. */
  boolean isOfVariant(Run other) {
    return Objects.equals(run.methodology(), other.methodology())
        && Objects.equals(run.knowledge(), other.knowledge())
        && Objects.equals(run.recordedBy(), other.recordedBy());
  }

  /** What it read; empty if that is not logged. */
  Map<String, String> read() {
    return inputs == null ? Map.of() : Json.textMap(inputs);
  }
}
