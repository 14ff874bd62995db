package org.rerate.action;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.rerate.domain.RerateException;
import org.rerate.domain.Secrets;
import org.rerate.engine.delta.StaleReadException;
import org.rerate.engine.delta.TableState;
import org.rerate.engine.delta.Warehouse;
import org.rerate.history.AsOf;
import org.rerate.methodology.Methodology;
import org.rerate.run.ConfFolders;
import org.rerate.run.LeaseTerms;
import org.rerate.run.Methodologies;
import org.rerate.run.Run;
import org.rerate.run.RunInputs;
import org.rerate.run.RunLease;
import org.rerate.run.RunLedger;
import org.rerate.run.RunResult;
import org.rerate.run.Settings;
import org.rerate.run.watch.RunWatches;
import org.rerate.table.Dictionary;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.TableSpec;
import org.rerate.valuation.ResultVariant;
import org.slf4j.MDC;

/**
 * What a step of a command needs, and what every step has in common: a run in the ledger, and no
 * work twice.
 */
public final class ActionContext {

  /** Version of Rerate, as runs record it. */
  public static final String VERSION = "0.1.0";

  private static final String RUN_ID = "run_id";

  /** Clocks of machines that share a warehouse differ by less. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private final Warehouse warehouse;
  private final Settings settings;
  private final ConfFolders folders;
  private final Methodologies methodologies;
  private final String methodology;
  private final AsOf asOf;
  private final Clock clock;
  private final RunLedger ledger;
  private final UnmovedFacts facts;
  private final MethodologyCheck methodologyCheck;
  private final RunIds runIds;
  private final ToldRuns told;
  private final Consumer<String> progress;

  /** How often a step is done while others change what it reads. */
  private static final int ATTEMPTS = 3;

  /**
   * The surroundings of a step.
   *
   * @param settings name the methodology and what may be seen
   * @param folders hold methodologies and mappings
   * @param givenRunId identifier of the run; null for one made from the time
   * @param acceptsMethodologyChange true if results of another methodology of the same name may go
   */
  ActionContext(
      Warehouse warehouse,
      Settings settings,
      ConfFolders folders,
      Clock clock,
      String givenRunId,
      boolean acceptsMethodologyChange,
      Consumer<String> progress) {
    this.facts = new UnmovedFacts(warehouse);
    RunLease lease = new RunLease(warehouse.leases(), LeaseTerms.of(settings), this::say);
    this.warehouse =
        warehouse.onlyIf(facts::check).onlyIf(lease::require).guardedBy(lease::require);
    this.settings = settings;
    this.folders = folders;
    this.methodologies = new Methodologies(folders);
    this.methodology = settings.text("methodology");
    this.asOf = Rerate.asOf(settings);
    this.clock = clock;
    this.progress = progress;
    this.ledger = new RunLedger(warehouse, clock, lease, this::say);
    this.runIds = new RunIds(givenRunId);
    this.told =
        new ToldRuns(this, RunWatches.of(settings, Secrets.masked(warehouse.root()), this::say));
    this.methodologyCheck = new MethodologyCheck(this, acceptsMethodologyChange);
  }

  /** The tables. */
  public Warehouse warehouse() {
    return warehouse;
  }

  /** The settings in force. */
  public Settings settings() {
    return settings;
  }

  /** Where the files of the configuration are. */
  ConfFolders folders() {
    return folders;
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
  public AsOf asOf() {
    return asOf;
  }

  /** The runs so far. */
  RunLedger ledger() {
    return ledger;
  }

  /** The results in force. */
  public ResultVariant variant() {
    return new ResultVariant(methodology().name(), asOf);
  }

  /** The time of day, UTC. */
  public Clock clock() {
    return clock;
  }

  /** Says how far the work is. */
  public void say(String line) {
    progress.accept(Secrets.masked(line));
  }

  /** The condition under which results are replaced now. */
  UnmovedFacts facts() {
    return facts;
  }

  /** The rules of the methodology in force. */
  Methodologies.Digest digest() {
    return methodologies.digest(methodology);
  }

  /** A run of {@code command} that uses no methodology. */
  Run run(String command, String arguments) {
    return run(command, arguments, null, null, null);
  }

  /** A run of {@code command} under the methodology, knowledge and cut in force. */
  Run valuationRun(String command, String arguments) {
    return run(command, arguments, methodology, asOf.knowledge().toString(), asOf.recordedBy());
  }

  /** A run of {@code command} on all results of the methodology in force. */
  Run methodologyRun(String command) {
    return run(command, "", methodology, null, null);
  }

  private Run run(
      String command, String arguments, String name, String knowledge, Instant recordedBy) {
    Instant now = now();
    String id = runIds.of(command, now);
    return new Run(
        id, command, Secrets.masked(arguments), now, VERSION, name, knowledge, recordedBy);
  }

  /** When a run starts; says so if the clock of the machine cannot be right. */
  private Instant now() {
    Instant now = ledger.now();
    Duration behind = Duration.between(clock.instant(), now);
    if (behind.compareTo(CLOCK_TOLERANCE) > 0) {
      say(
          "The clock of this machine is "
              + behind.toMinutes()
              + " minutes behind the last run of this warehouse. This run is recorded as of "
              + now
              + ", so that its rows come after those of earlier runs; set the clock right");
    }
    return now;
  }

  /**
   * What a step goes by that reads the market tables and writes {@code results}.
   *
   * @throws RerateException with {@code USAGE} if stored results follow from other rules of the
   *     same name
   */
  RunInputs inputs(List<TableSpec> results) {
    methodologyCheck.check();
    // First the results: whatever is stored in them later, the next run looks at.
    Map<String, String> found = states(results);
    return new RunInputs(inputs(), found);
  }

  /** States of what a valuation reads, the market tables, and its rules. */
  Map<String, String> inputs() {
    Map<String, String> inputs = states(MarketTables.ALL.stream().map(FeedSpec::table).toList());
    inputs.putAll(rules());
    return inputs;
  }

  /** How results are computed. */
  Map<String, String> rules() {
    return RunInputs.rules(digest(), VERSION);
  }

  private Map<String, String> states(List<TableSpec> tables) {
    Map<String, String> states = new LinkedHashMap<>();
    for (TableSpec table : tables) {
      warehouse
          .history(table)
          .state()
          .ifPresent(state -> states.put(table.fullName(), state.toString()));
    }
    return states;
  }

  /** True if the result of {@code run} stands already. */
  boolean hasStored(Run run, RunInputs inputs) {
    return ledger.isUpToDate(run, inputs.facts());
  }

  /** True if the result of {@code run} stands already; says so. */
  boolean stands(Run run, RunInputs inputs) {
    boolean stands = hasStored(run, inputs);
    if (stands) {
      say(run.command() + ": nothing changed since the last run, its stored results stand");
    }
    return stands;
  }

  /** A step that computes results. */
  interface Step {

    /**
     * Takes it.
     *
     * @param inputs what it goes by
     * @return table to the version written
     */
    Map<String, Long> take(Run run, RunInputs inputs);
  }

  /**
   * Takes a step that computes results, between two entries of the ledger. What it replaces is
   * committed only if the market tables are still those of {@code inputs}; if they are not, it is
   * taken anew.
   *
   * @return the run and what it wrote
   * @throws RerateException with {@code RETRY} if others change what it reads again and again
   */
  ActionResult computed(Run run, RunInputs inputs, Step step) {
    List<ActionResult> results = new ArrayList<>();
    logged(
        run,
        inputs,
        started -> {
          RunInputs read = inputs;
          try {
            for (int attempt = 1; ; attempt++) {
              facts.expect(read);
              try {
                Map<String, Long> versions = step.take(started, read);
                results.add(ActionResult.of(started.runId(), versions));
                return new Done(read, new RunResult(written(versions), -1, -1));
              } catch (StaleReadException e) {
                if (attempt == ATTEMPTS) {
                  throw e;
                }
                say(run.command() + ": " + e.changed() + " changed meanwhile, computing anew");
                read = read.withFacts(inputs());
              }
            }
          } finally {
            facts.forget();
          }
        });
    return results.get(0);
  }

  /** Runs a step that computes no results between two entries of the ledger. */
  <T> T recorded(Run run, Function<Run, T> step, Function<T, RunResult> result) {
    List<T> value = new ArrayList<>();
    logged(
        run,
        RunInputs.NONE,
        started -> {
          value.add(step.apply(started));
          return new Done(RunInputs.NONE, result.apply(value.get(0)));
        });
    return value.get(0);
  }

  /** Runs a step that goes by {@code inputs} and computes no results. */
  <T> T recorded(Run run, RunInputs inputs, Function<Run, T> step) {
    List<T> value = new ArrayList<>();
    logged(
        run,
        inputs,
        started -> {
          value.add(step.apply(started));
          return new Done(inputs, RunResult.NONE);
        });
    return value.get(0);
  }

  /** What a step did. */
  private record Done(RunInputs inputs, RunResult result) {}

  private void logged(Run asked, RunInputs inputs, Function<Run, Done> step) {
    Run run = runIds.starting(asked);
    told.died(runIds.areGiven() ? ledger.startNew(run, inputs) : ledger.start(run, inputs));
    warehouse.exchanges().taken();
    Run outer = told.started(run, inputs);
    named(run);
    boolean isLogged = false;
    try {
      Done done = step.apply(run);
      ledger.done(run, done.inputs(), done.result().withTransports(warehouse.exchanges().taken()));
      isLogged = true;
      told.ended(run, outer, done.inputs(), done.result(), null);
    } catch (Exception e) { // Spark's own are checked exceptions that no signature tells of
      isLogged = fail(run, inputs, e);
      told.ended(run, outer, inputs, RunResult.NONE, message(e));
      throw e;
    } finally {
      ledger.left(isLogged);
      named(outer);
    }
  }

  /** Logs of this thread, and of Spark's tasks for it, say which run they are of. */
  private void named(Run run) {
    String runId = run == null ? null : run.runId();
    if (runId == null) {
      MDC.remove(RUN_ID);
    } else {
      MDC.put(RUN_ID, runId);
    }
    warehouse.spark().sparkContext().setLocalProperty("mdc." + RUN_ID, runId);
  }

  private static String message(Exception failure) {
    return Secrets.masked(
        failure instanceof RerateException ? failure.getMessage() : failure.toString());
  }

  /** True if the ledger has it. */
  private boolean fail(Run run, RunInputs inputs, Exception failure) {
    try {
      ledger.failed(run, inputs, message(failure));
      return true;
    } catch (Exception e) {
      // The ledger lies in the same warehouse; what broke the step may keep it from being written.
      failure.addSuppressed(e);
      return false;
    }
  }

  /** The states that these versions of tables are. */
  Map<String, TableState> written(Map<String, Long> versions) {
    Map<String, TableState> states = new TreeMap<>();
    for (TableSpec table : Dictionary.tables()) {
      if (versions.containsKey(table.fullName())) {
        long version = versions.get(table.fullName());
        states.put(table.fullName(), warehouse.history(table).state(version));
      }
    }
    return states;
  }
}
