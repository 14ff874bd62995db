package org.rerate.run;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.domain.Days;
import org.rerate.engine.delta.Cells;

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
 * @param transports where its steps were done as JSON, or null
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
    Instant loggedAt,
    String transports) {

  /** What is asked of the stored events, in the order in which {@link #of} expects it. */
  static final String[] COLUMNS = {
    "run_id",
    "command",
    "arguments",
    "started_at",
    "code_version",
    "methodology",
    "knowledge",
    "recorded_by",
    "finished_at",
    "status",
    "input_versions",
    "output_versions",
    "host",
    "logged_at"
  };

  /**
   * A stored event, without its error and transports: nobody asks for them again.
   *
   * @param text gives the one copy of equal texts
   */
  static RunEvent of(Cells cells, UnaryOperator<String> text) {
    Run run =
        new Run(
            cells.text(0),
            text.apply(cells.text(1)),
            text.apply(cells.text(2)),
            instant(cells, 3),
            text.apply(cells.text(4)),
            text.apply(cells.text(5)),
            text.apply(cells.text(6)),
            instant(cells, 7));
    return new RunEvent(
        run,
        instant(cells, 8),
        text.apply(cells.text(9)),
        text.apply(cells.text(10)),
        text.apply(cells.text(11)),
        null,
        null,
        null,
        text.apply(cells.text(12)),
        instant(cells, 13),
        null);
  }

  private static Instant instant(Cells cells, int column) {
    return cells.isMissing(column) ? null : Days.instant(cells.whole(column, 0L));
  }

  /** What a run that ended so without word is closed with. */
  RunEvent died(Instant now) {
    String error = "found dead by a later run";
    return new RunEvent(
        run, now, "DIED", inputs, outputs, rowsRead, rowsWritten, error, place, now, null);
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
        loggedAt,
        transports);
  }

  boolean is(String wanted) {
    return status.equals(wanted);
  }

  /** True if its run may replace results of the methodology, knowledge and cut of {@code other}. */
  boolean mayReplaceThoseOf(Run other) {
    boolean ofAll = run.knowledge() == null;
    return isOfVariant(other) || (ofAll && Objects.equals(run.methodology(), other.methodology()));
  }

  /** True if its run is of the methodology, knowledge and cut of {@code other}. */
  boolean isOfVariant(Run other) {
    return Objects.equals(run.methodology(), other.methodology())
        && Objects.equals(run.knowledge(), other.knowledge())
        && Objects.equals(run.recordedBy(), other.recordedBy());
  }

  /** What it went by; nothing if that is not logged. */
  RunInputs read() {
    return inputs == null ? RunInputs.NONE : RunInputs.of(Json.textMap(inputs));
  }

  /** Table to the state that it wrote, as text; nothing if that is not logged. */
  Map<String, String> written() {
    return outputs == null ? Map.of() : Json.textMap(outputs);
  }
}
