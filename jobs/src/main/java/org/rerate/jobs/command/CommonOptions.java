package org.rerate.jobs.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of every command, before or after its name. */
public final class CommonOptions {

  /** How results are printed. */
  public enum Format {
    /** For people. */
    table,
    /** RFC 4180 with a header row. */
    csv,
    /** One object a line. */
    json
  }

  @Option(
      names = "--warehouse",
      paramLabel = "DIR|URI",
      scope = ScopeType.INHERIT,
      description = "Folder or Hadoop URI of the tables (default: ./warehouse).")
  String warehouse;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Further settings, HOCON.")
  Path conf;

  @Option(
      names = "--conf-dir",
      paramLabel = "DIR|URI",
      scope = ScopeType.INHERIT,
      description = {
        "Folder with methodologies, sources, reports and pipelines of your own.",
        "May be repeated; the first that has a name wins."
      })
  List<String> confDirs = new ArrayList<>();

  @Option(
      names = "--methodology",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "A file of methodologies/ in a configuration folder (default: default).")
  String methodology;

  @Option(
      names = "--knowledge",
      paramLabel = "WHAT",
      scope = ScopeType.INHERIT,
      description = "latest, as_was or an instant such as 2025-01-13T18:00:00Z.")
  String knowledge;

  @Option(
      names = "--recorded-by",
      paramLabel = "INSTANT",
      scope = ScopeType.INHERIT,
      description = "Ignore rows that were loaded later.")
  String recordedBy;

  @Option(
      names = "--master",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "Spark master (default: local[*]; under spark-submit what it says).")
  String master;

  @Option(
      names = "--format",
      paramLabel = "table|csv|json",
      scope = ScopeType.INHERIT,
      description = "How results are printed (default: table).")
  Format format = Format.table;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      scope = ScopeType.INHERIT,
      description =
          "Identifier of this run, which no run may have had (default: made from the time).")
  String runId;

  @Option(
      names = "--accept-methodology-change",
      scope = ScopeType.INHERIT,
      description = {
        "If the file of the methodology has changed: delete what is stored",
        "under its name, and compute what is asked for anew."
      })
  boolean acceptMethodologyChange;

  @Option(
      names = "--dry-run",
      scope = ScopeType.INHERIT,
      description = "Say what would be done and do nothing.")
  boolean dryRun;

  @Option(names = "--quiet", scope = ScopeType.INHERIT, description = "No progress.")
  boolean quiet;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Stack traces of errors, and where each step is done: here or by Spark.")
  boolean verbose;

  /** The format of results. */
  public Format format() {
    return format;
  }

  /** The id that was given to this run; null for none. */
  public String runId() {
    return runId;
  }

  /** True if nothing may be done. */
  public boolean dryRun() {
    return dryRun;
  }

  /** True if stack traces are wanted. */
  public boolean verbose() {
    return verbose;
  }

  /** The options that are settings, as given. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    put(settings, "warehouse", warehouse);
    put(settings, "methodology", methodology);
    put(settings, "knowledge", knowledge);
    put(settings, "recorded_by", recordedBy);
    put(settings, "master", master);
    return settings;
  }

  private static void put(Map<String, String> settings, String key, String value) {
    if (value != null) {
      settings.put(key, value);
    }
  }
}
