package org.rerate.jobs.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.rerate.action.PipelineLedger;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.KnownFailure;
import org.rerate.engine.delta.StoreFolder;
import org.rerate.jobs.command.LogLines;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.jobs.command.TextTable;
import org.rerate.run.ConfFolders;
import org.rerate.run.Settings;
import org.rerate.valuation.ResultVariant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rerate run PIPELINE}: a day's work in one process. */
@Command(
    name = "run",
    description = {
      "Does a day's work in one process: loads feeds, values, checks and writes reports.",
      "",
      "A pipeline is a file of pipelines/ in a configuration folder; the shipped one, daily, explains",
      "the keys. Each date is one run in ops.runs, with a run below it per step. After a failure run",
      "the same command again: a step that is done is not done again. A date without trading is a",
      "success that says so.",
      "",
      "Exit status 3: a required feed is missing, or one of its files was not loaded. 4: a check",
      "failed, and no report was written."
    },
    footer = {
      "",
      "Examples:",
      "  rerate run daily --on 2026-01-13 --conf-dir /etc/rerate --summary /var/log/rerate.json",
      "  rerate run daily --on 2026-01-13 --catch-up",
      "  rerate run daily --from 2025-12-01 --to 2025-12-31"
    })
public final class RunCommand extends RerateCommand {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  /** Where schedulers tell which of their runs this is. */
  private static final List<String> SCHEDULERS =
      List.of("RERATE_SCHEDULER_RUN", "AIRFLOW_CTX_DAG_RUN_ID", "JOB_NAME", "INVOCATION_ID");

  @Parameters(index = "0", paramLabel = "PIPELINE", description = "A file of pipelines/.")
  String name;

  @Option(names = "--on", paramLabel = "D", description = "The date.")
  LocalDate on;

  @Option(names = "--from", paramLabel = "D", description = "First date of a range.")
  LocalDate from;

  @Option(names = "--to", paramLabel = "D", description = "Last date of a range.")
  LocalDate to;

  @Option(
      names = "--catch-up",
      description = "First the dates that were missed since the last one that was done.")
  boolean catchUp;

  @Option(
      names = "--summary",
      paramLabel = "FILE|URI",
      description =
          "File for how it went, as one JSON document: RUNNING until it is DONE or FAILED.")
  String summary;

  @Override
  public Integer call() {
    checkDates();
    ConfFolders folders = conf();
    PipelineSpec spec = PipelineSpec.read(folders, name);
    spec.check(folders);
    Instant started = Instant.now();
    PipelineRun run = new PipelineRun(rerate(), folders, spec);
    Map<String, Long> before = run.ledger().versions();
    List<DayOutcome> days = new ArrayList<>();
    Throwable failure = null;
    try {
      for (LocalDate date : dates(run.ledger())) {
        // Else a killed run would leave the summary of an earlier one.
        writeSummary(() -> summary(started, null, days, null, before, before));
        DayOutcome day = run.take(date);
        days.add(day);
        if (day.getExitCode() != 0) {
          break;
        }
      }
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    } finally {
      Throwable why = failure;
      writeSummary(
          () -> summary(started, Instant.now(), days, why, before, run.ledger().versions()));
    }
    print(days);
    return exit(days);
  }

  private static int exit(List<DayOutcome> days) {
    return days.isEmpty() ? 0 : days.get(days.size() - 1).getExitCode();
  }

  private void checkDates() {
    boolean isRange = from != null && to != null;
    if ((on != null) == isRange || (from == null) != (to == null) || (catchUp && isRange)) {
      throw RerateException.usage(
          "the dates are not clear", "Give --on D, --on D --catch-up, or --from D --to D");
    }
    if (isRange && from.isAfter(to)) {
      throw RerateException.usage("--from " + from + " is after --to " + to, "Swap them");
    }
  }

  private List<LocalDate> dates(PipelineLedger ledger) {
    if (on == null) {
      return from.datesUntil(to.plusDays(1)).toList();
    }
    LocalDate first =
        catchUp
            ? ledger.lastDate().map(last -> last.plusDays(1)).filter(on::isAfter).orElse(on)
            : on;
    return first.datesUntil(on.plusDays(1)).toList();
  }

  /** How it went; so far, if {@code finished} is null. */
  private Map<String, Object> summary(
      Instant started,
      Instant finished,
      List<DayOutcome> days,
      Throwable failure,
      Map<String, Long> before,
      Map<String, Long> after) {
    Map<String, Object> all = new LinkedHashMap<>();
    // The same words and status with which the command ends.
    Optional<RerateException> known = KnownFailure.told(failure);
    int exit =
        failure == null
            ? exit(days)
            : known.map(RerateException::exit).orElse(RerateException.Exit.DEFECT).code();
    all.put("pipeline", name);
    all.put("status", finished == null ? "RUNNING" : exit == 0 ? "DONE" : "FAILED");
    all.put("exit_code", finished == null ? null : exit);
    all.put(
        "error",
        failure == null ? null : known.map(Throwable::getMessage).orElse(failure.toString()));
    all.put("run_id", options().runId());
    all.put("scheduler_run", schedulerRun());
    all.put("user", System.getProperty("user.name"));
    all.put("host", host());
    all.put("started_at", started);
    all.put("finished_at", finished);
    all.put("days", days);
    Map<String, Map<String, Long>> tables = new TreeMap<>();
    after.forEach(
        (table, version) -> {
          if (!Objects.equals(before.get(table), version)) {
            Map<String, Long> versions = new LinkedHashMap<>();
            versions.put("before", before.get(table));
            versions.put("after", version);
            tables.put(table, versions);
          }
        });
    all.put("tables", tables);
    return all;
  }

  private static String schedulerRun() {
    return SCHEDULERS.stream()
        .flatMap(variable -> Stream.ofNullable(System.getenv(variable)))
        .findFirst()
        .orElse(null);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  private void writeSummary(Supplier<Map<String, Object>> document) {
    if (summary == null) {
      return;
    }
    try {
      StoreFolder.write(summary, JSON.writeValueAsString(document.get()), settings().spark());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (RerateException e) {
      // How the work went matters more: it keeps its status.
      LogLines.failure("cannot write the summary: " + e.getMessage());
    }
  }

  private void print(List<DayOutcome> days) {
    TextTable table = new TextTable("", "lllrl");
    table.row("date", "step", "status", "seconds", "");
    for (DayOutcome day : days) {
      day.getSteps()
          .forEach(
              step ->
                  table.row(
                      day.getDate(), step.step(), step.status(), step.seconds(), step.message()));
      table.row(day.getDate(), "", day.getStatus(), "", day.getMessage());
    }
    table.print(out());
    out().flush();
  }

  /** A day is small; a bulk load says when it comes. */
  @Override
  protected Map<String, String> sparkSettings(Settings settings, ResultVariant variant) {
    return interpreted(super.sparkSettings(settings, variant));
  }
}
