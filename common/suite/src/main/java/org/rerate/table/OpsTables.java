package org.rerate.table;

import static org.rerate.table.ColumnKind.BOOLEAN;
import static org.rerate.table.ColumnKind.CODES;
import static org.rerate.table.ColumnKind.INSTANT;
import static org.rerate.table.ColumnKind.LONG;
import static org.rerate.table.ColumnKind.TEXT;

import java.util.List;

/** What ran, what it read, what it refused. */
public final class OpsTables {

  private static final String NOT_YET = "not finished, or not known";

  /**
   * The run log: one row when a run starts, one when it ends. {@code ops.runs} is the view that
   * shows the last row of each run; two appends never conflict, an update could.
   */
  public static final TableSpec RUN_LOG =
      new TableBuilder("ops", "run_log", "An event of a run; see ops.runs for the last of each.")
          .key("run_id", "logged_at")
          .required("run_id", TEXT, "", "the run")
          .required("command", TEXT, "", "the command")
          .required("arguments", TEXT, "", "its arguments, as given")
          .required("started_at", INSTANT, "UTC", "when it started")
          .optional("finished_at", INSTANT, "UTC", "when it ended", "still running")
          .code("status", null, "how it stands", "RUNNING", "DONE", "FAILED", "DIED")
          .required("code_version", TEXT, "", "version of Rerate")
          .optional("methodology", TEXT, "", "methodology", "none was used")
          .optional("knowledge", TEXT, "", "latest, as_was or an instant", "none was used")
          .optional("recorded_by", INSTANT, "UTC", "rows loaded later were ignored", "no cut")
          .optional(
              "input_versions",
              TEXT,
              "",
              "what it went by, as JSON: tables as version, table id, commit; and the rules",
              NOT_YET)
          .optional(
              "output_versions",
              TEXT,
              "",
              "tables written, as JSON: version, table id, commit",
              NOT_YET)
          .optional("rows_read", LONG, "rows", "rows read", NOT_YET)
          .optional("rows_written", LONG, "rows", "rows written", NOT_YET)
          .optional("error", TEXT, "", "the error that ended it", "none")
          .optional("host", TEXT, "", "machine and process that ran it", "not known")
          .required("logged_at", INSTANT, "UTC", "when this event was logged")
          .optional(
              "transports",
              TEXT,
              "",
              "where its steps were done, as JSON: local or spark, and what they read",
              "not finished, or no step had a choice")
          .build();

  /** What became of the rows of each file of a run. */
  public static final TableSpec RUN_FILES =
      new TableBuilder("ops", "run_files", "What became of the rows of one file of one ingest.")
          .key("run_id", "feed", "file")
          .required("run_id", TEXT, "", "the run")
          .required("feed", TEXT, "", "feed folder")
          .required("file", TEXT, "", "canonical file name, such as prices")
          .required("read", LONG, "rows", "rows read")
          .required("accepted", LONG, "rows", "rows accepted")
          .required("unchanged", LONG, "rows", "rows that were there already")
          .required("quarantined", LONG, "rows", "rows quarantined")
          .required("withheld", LONG, "rows", "good rows of a file over the limit; none landed")
          .optional("refused", TEXT, "", "why the file could not be read at all", "it was read")
          .required("over_limit", BOOLEAN, "", "true if the file was withheld")
          .optional("source_rows", LONG, "rows", "records of the source files", "not counted")
          .optional("empty_rows", LONG, "rows", "records without a value", "not counted")
          .optional(
              "content",
              TEXT,
              "",
              "hash of the file, mapping and rules; if all rows stand, table and commit too",
              "a large file")
          .optional("table_version", LONG, "", "table version that has its rows", "not all do")
          .build();

  /** Invariants re-derived on stored results. */
  public static final TableSpec CHECKS =
      new TableBuilder("ops", "checks", "An invariant re-derived on stored results.")
          .key("run_id", "check", "scope")
          .required("run_id", TEXT, "", "the run")
          .required("check", TEXT, "", "the invariant")
          .required("scope", TEXT, "", "the rows it was checked on")
          .optional("expected", TEXT, "", "what should be", "nothing to compare")
          .optional("actual", TEXT, "", "what is", "nothing to compare")
          .code("status", null, "outcome", "OK", "FAILED")
          .build();

  /** Rows that broke a rule, as received. */
  public static final TableSpec QUARANTINE =
      new TableBuilder("raw", "quarantine", "A row that broke a rule, as received.")
          .key("feed", "target", "file", "line_number", "record")
          .required("run_id", TEXT, "", "the run that first met it")
          .required("feed", TEXT, "", "feed folder")
          .required("file", TEXT, "", "file that it came from")
          .required(
              "line_number",
              LONG,
              "",
              "first physical line, the header is 1; row number for Parquet")
          .required("rules", CODES, "", "codes of every rule broken")
          .required("message", TEXT, "", "what is wrong, with column and value")
          .required("record", TEXT, "", "original text; over 64 KB its start, length and hash")
          .required("quarantined_at", INSTANT, "UTC", "when")
          .optional("resolved_run_id", TEXT, "", "run that took it in later", "still held")
          .required("target", TEXT, "", "feed file that the row was for, such as prices")
          .required("source_mapping", TEXT, "", "mapping that read the row, or canonical")
          .required("header", TEXT, "", "header of its file, to read the record again by")
          .build();

  /** Accepted rows that show something odd, one by one. */
  public static final TableSpec WARNINGS =
      new TableBuilder("ops", "warnings", "An accepted row that shows something odd.")
          .key("run_id", "feed", "file", "line_number", "rule", "key")
          .required("run_id", TEXT, "", "the run that took the row in")
          .required("feed", TEXT, "", "feed folder")
          .required("file", TEXT, "", "file that the row came from")
          .required("line_number", LONG, "", "first physical line, the header is 1")
          .required("rule", TEXT, "", "what is odd, such as ORDINARY_PER_UNIT_CHANGED")
          .required("key", TEXT, "", "what it is about: the line")
          .optional("before", TEXT, "", "what stood before", "nothing was said")
          .optional("after", TEXT, "", "what stands now", "nothing is said")
          .required("message", TEXT, "", "the same as a sentence")
          .build();

  /** Every table of {@code ops} and {@code raw}. */
  public static final List<TableSpec> ALL =
      List.of(RUN_LOG, RUN_FILES, CHECKS, WARNINGS, QUARANTINE);

  private OpsTables() {}
}
