package org.rerate.jobs.work;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.rerate.domain.RerateException;
import org.rerate.methodology.Methodology;
import org.rerate.run.Methodologies;
import org.rerate.run.Run;
import org.rerate.run.RunLedger;
import org.rerate.run.RunResult;
import org.rerate.run.Settings;
import org.rerate.series.Cut;
import org.rerate.storage.Warehouse;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/**
 * What a step of a command needs, and what every step has in common: a run in the ledger, and no
 * work twice.
 */
public final class Work {

  /** Version of Rerate, as runs record it. */
  public static final String VERSION = "0.1.0";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Warehouse warehouse;
  private final Settings settings;
  private final Methodologies methodologies;
  private final String methodology;
  private final Cut cut;
  private final Clock clock;
  private final RunLedger ledger;
  private final String givenRunId;
  private final Consumer<String> progress;

  /** The surroundings of a step. */
  public Work(
      Warehouse warehouse,
      Settings settings,
      Methodologies methodologies,
      String methodology,
      Cut cut,
      Clock clock,
      String givenRunId,
      Consumer<String> progress) {
    this.warehouse = warehouse;
    this.settings = settings;
    this.methodologies = methodologies;
    this.methodology = methodology;
    this.cut = cut;
    this.clock = clock;
    this.ledger = new RunLedger(warehouse, clock);
    this.givenRunId = givenRunId;
    this.progress = progress;
  }

  /** The tables. */
  public Warehouse warehouse() {
    return warehouse;
  }

  /** The settings in force. */
  public Settings settings() {
    return settings;
  }

  /** The methodology in force. */
  public Methodology methodology() {
    return methodologies.named(methodology);
  }

  /** Any methodology, by name. */
  Methodology methodology(String name) {
    return methodologies.named(name);
  }

  /** What may be seen. */
  public Cut cut() {
    return cut;
  }

  /** The runs so far. */
  RunLedger ledger() {
    return ledger;
  }

  /** The time of day, UTC. */
  public Clock clock() {
    return clock;
  }

  /** Says how far the work is. */
  public void say(String line) {
    progress.accept(line);
  }

  /** A run of {@code command} that uses no methodology. */
  Run run(String command, String arguments) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new Run(runId(command, now), command, arguments, now, VERSION, null, null, null);
  }

  /** A run of {@code command} under the methodology, knowledge and cut in force. */
  Run valuationRun(String command, String arguments) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new Run(
        runId(command, now),
        command,
        arguments,
        now,
        VERSION,
        methodology,
        cut.knowledge().toString(),
        cut.recordedBy());
  }

  private String runId(String command, Instant now) {
    return givenRunId != null
        ? givenRunId
        : STAMP.format(now)
            + "-"
            + command
            + "-"
            + Integer.toString(
                ThreadLocalRandom.current().nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36);
  }

  /** Versions of what a valuation reads: the market tables and the methodology. */
  Map<String, String> inputs() {
    Map<String, String> inputs = new LinkedHashMap<>();
    for (FeedSpec feed : MarketTables.ALL) {
      warehouse
          .version(feed.table())
          .ifPresent(version -> inputs.put(feed.table().fullName(), Long.toString(version)));
    }
    inputs.put("methodology", methodologies.digest(methodology));
    inputs.put("code_version", VERSION);
    return inputs;
  }

  /**
   * The same for changes and comparisons, with the number of their columns: those that an older
   * version stored with fewer are computed anew.
   */
  Map<String, String> spanInputs() {
    Map<String, String> inputs = inputs();
    for (TableSpec table : List.of(ValuationTables.BASKET_CHANGES, ValuationTables.COMPARISONS)) {
      inputs.put(table.name() + "_columns", Integer.toString(table.columns().size()));
    }
    return inputs;
  }

  /** True if the result of {@code run} stands already. */
  boolean hasStored(Run run, Map<String, String> inputs) {
    return ledger.isUpToDate(run, inputs);
  }

  /** True if the result of {@code run} stands already; says so. */
  boolean stands(Run run, Map<String, String> inputs) {
    boolean stands = hasStored(run, inputs);
    if (stands) {
      say(run.command() + ": nothing changed since the last run, its stored results stand");
    }
    return stands;
  }

  /** Runs a step between two entries of the ledger. */
  <T> T recorded(Run run, Function<Run, T> step, Function<T, RunResult> result) {
    return recorded(run, Map.of(), step, result);
  }

  /** The same, where it is known at the start what will be read: a later run can go by it. */
  <T> T recorded(
      Run run, Map<String, String> inputs, Function<Run, T> step, Function<T, RunResult> result) {
    ledger.start(run, inputs);
    try {
      T value = step.apply(run);
      ledger.done(run, result.apply(value));
      return value;
    } catch (Exception e) { // Spark's own are checked exceptions that no signature tells of
      fail(run, inputs, e);
      throw e;
    }
  }

  private void fail(Run run, Map<String, String> inputs, Exception failure) {
    try {
      String message =
          failure instanceof RerateException ? failure.getMessage() : failure.toString();
      ledger.failed(run, new RunResult(inputs, Map.of(), -1, -1), message);
    } catch (Exception e) {
      // The ledger lies in the same warehouse; what broke the step may keep it from being written.
      failure.addSuppressed(e);
    }
  }
}
