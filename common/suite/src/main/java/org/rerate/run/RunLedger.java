package org.rerate.run;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.TableHistory;
import org.rerate.engine.delta.TableState;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.table.Dictionary;
import org.rerate.table.MarketTables;
import org.rerate.table.OpsTables;
import org.rerate.table.TableSpec;

/**
 * The run ledger, {@code ops.runs}: a row when a run starts, one when it ends. A run found dead by
 * a later one is closed as {@code DIED}.
 */
public final class RunLedger {

  /** Commands whose numbers are those that a later valuation may leave as they are. */
  private static final Set<String> VALUATIONS = Set.of("value", "backfill");

  /** Commands that take rows in. */
  private static final Set<String> INTAKES = Set.of("ingest", "retry-quarantine");

  private static final int ATTEMPTS = 10;

  private final Warehouse warehouse;
  private final RunEvents events;
  private final Clock clock;
  private final Consumer<String> progress;
  private final RunLease lease;
  private Instant told = Instant.EPOCH;

  /**
   * The ledger of {@code warehouse}; one of these serves a whole command.
   *
   * @param lease by which other processes see that this one lives
   * @param progress is told why results do not stand though they were computed
   */
  public RunLedger(Warehouse warehouse, Clock clock, RunLease lease, Consumer<String> progress) {
    this.lease = lease;
    this.warehouse = warehouse;
    this.events = new RunEvents(warehouse);
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Logs that {@code run} starts, and closes the runs that are found dead.
   *
   * @param inputs what it goes by, where that is known
   * @return the runs that it has closed
   */
  public List<DeadRun> start(Run run, RunInputs inputs) {
    return starting(
        () -> {
          List<RunEvent> dead = dead();
          events.add(with(dead, run, inputs), run.runId());
          return dead;
        });
  }

  private List<RunEvent> with(List<RunEvent> dead, Run run, RunInputs inputs) {
    List<RunEvent> started = new ArrayList<>(dead);
    started.add(event(run, "RUNNING", null, inputs, RunResult.NONE, null));
    return started;
  }

  /** Under a lease, which a run that does not start gives back. */
  private List<DeadRun> starting(Supplier<List<RunEvent>> log) {
    lease.begin();
    boolean isStarted = false;
    try {
      List<RunEvent> dead = log.get();
      isStarted = true;
      lease.clear();
      return dead.stream().map(DeadRun::of).toList();
    } finally {
      if (!isStarted) {
        lease.end(true);
      }
    }
  }

  /**
   * The same of a run whose id somebody chose.
   *
   * @throws RerateException with {@code USAGE} if a run has that id already
   */
  public List<DeadRun> startNew(Run run, RunInputs inputs) {
    return starting(() -> logNew(run, inputs));
  }

  private List<RunEvent> logNew(Run run, RunInputs inputs) {
    for (int attempt = 1; ; attempt++) {
      long sequence = events.sequence();
      for (RunEvent event : events.all()) {
        if (event.run().runId().equals(run.runId())) {
          throw RerateException.usage(
              "there is a run '" + run.runId() + "' already, of " + event.run().command(),
              "Give --run-id another id, such as "
                  + run.runId()
                  + "-again, or leave it out; an id stands for one run, whatever became of it");
        }
      }
      List<RunEvent> dead = dead();
      try {
        events.addFirst(with(dead, run, inputs), run.runId(), sequence);
        return dead;
      } catch (RerateException e) {
        // Another run with a chosen id started meanwhile.
        if (e.exit() != RerateException.Exit.RETRY || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Logs that {@code run} is done. */
  public void done(Run run, RunInputs inputs, RunResult result) {
    events.add(List.of(event(run, "DONE", now(), inputs, result, null)), run.runId());
  }

  /**
   * This process is through with a run.
   *
   * @param isLogged true if the ledger has its end; if not, a later run closes it as dead
   */
  public void left(boolean isLogged) {
    lease.end(isLogged);
  }

  /** Logs that {@code run} failed. */
  public void failed(Run run, RunInputs inputs, String error) {
    RunEvent failed = event(run, "FAILED", now(), inputs, RunResult.NONE, error);
    events.add(List.of(failed), run.runId());
  }

  /**
   * True if the last run of the same command, arguments and variant that went by {@code facts} is
   * done, and its results are there: no run that went by something else, and nobody who is no run,
   * has touched their tables since.
   */
  public boolean isUpToDate(Run run, Map<String, String> facts) {
    return last(run, event -> event.run().command().equals(run.command()), facts::equals)
        .flatMap(this::since)
        .filter(later -> later.stream().allMatch(facts::equals))
        .isPresent();
  }

  /**
   * What stored results of a valuation were computed from.
   *
   * @param facts what the last finished run of the valuation went by, and each run that has stored
   *     results since
   * @param runs runs that read what this valuation once read: a number with their signature is one
   *     that all results of this valuation have taken account of. None if other runs came between,
   *     and there is no telling what their results took account of
   */
  public record Past(List<Map<String, String>> facts, List<String> runs) {}

  /**
   * What the stored results of the same valuation were computed from; empty if there are none, if
   * that cannot be told of all, or if some were computed by another methodology or code.
   */
  public Optional<Past> past(Run run, Map<String, String> facts) {
    Optional<RunEvent> last =
        last(
            run,
            event -> VALUATIONS.contains(event.run().command()),
            read -> RunInputs.of(read).hasRulesOf(facts));
    Optional<List<Map<String, String>>> later = last.flatMap(this::since);
    if (later.isEmpty()
        || !later.get().stream().allMatch(read -> RunInputs.of(read).hasRulesOf(facts))) {
      return Optional.empty();
    }
    Map<String, String> own = last.get().read().facts();
    List<Map<String, String>> all =
        Stream.concat(Stream.of(own), later.get().stream()).distinct().toList();
    boolean isAlone = all.stream().allMatch(read -> read.equals(own) || read.equals(facts));
    return Optional.of(new Past(all, isAlone ? alike(run) : List.of()));
  }

  /** Finished runs that read what one with the same arguments read. */
  private List<String> alike(Run run) {
    Set<Map<String, String>> same = new HashSet<>();
    Map<String, Map<String, String>> done = new LinkedHashMap<>();
    Map<String, Map<String, String>> parsed = new HashMap<>();
    for (RunEvent event : events.all()) {
      if (event.is("DONE")
          && event.inputs() != null
          && event.isOfVariant(run)
          && VALUATIONS.contains(event.run().command())) {
        Map<String, String> facts =
            parsed.computeIfAbsent(event.inputs(), text -> event.read().facts());
        done.put(event.run().runId(), facts);
        if (run.arguments().equals(event.run().arguments())) {
          same.add(facts);
        }
      }
    }
    done.values().removeIf(read -> !same.contains(read));
    return List.copyOf(done.keySet());
  }

  /**
   * The last finished run with the arguments and variant of {@code run} that went by such facts.
   */
  private Optional<RunEvent> last(
      Run run, Predicate<RunEvent> which, Predicate<Map<String, String>> facts) {
    List<RunEvent> all = events.all();
    for (int i = all.size() - 1; i >= 0; i--) {
      RunEvent event = all.get(i);
      if (event.is("DONE")
          && which.test(event)
          && event.run().arguments().equals(run.arguments())
          && event.isOfVariant(run)
          && facts.test(event.read().facts())) {
        return Optional.of(event);
      }
    }
    return Optional.empty();
  }

  /**
   * What the runs went by that have touched the tables of {@code done} since it found them, in its
   * variant, itself left out; empty if that cannot be told of all, or if what it wrote is not
   * there.
   */
  private Optional<List<Map<String, String>>> since(RunEvent done) {
    Map<String, String> found = done.read().results();
    Map<String, String> written = done.written();
    Set<String> tables = new TreeSet<>(found.keySet());
    tables.addAll(written.keySet());
    Set<String> committers = new LinkedHashSet<>();
    for (TableSpec table : Dictionary.tables()) {
      String name = table.fullName();
      if (tables.contains(name)) {
        TableHistory history = warehouse.history(table);
        boolean isThere =
            !written.containsKey(name) || committers(history, written.get(name)).isPresent();
        Optional<List<String>> its =
            isThere ? committers(history, found.get(name)) : Optional.empty();
        if (its.isEmpty()) {
          progress.accept(
              name
                  + " is not as run "
                  + done.run().runId()
                  + " left it: it was deleted, brought back from a copy, made anew, or written by"
                  + " another program");
          return Optional.empty();
        }
        committers.addAll(its.get());
      }
    }
    committers.remove(done.run().runId());
    return readBy(committers, done.run());
  }

  /** The runs that changed rows of a table since a state; since ever for null. */
  private static Optional<List<String>> committers(TableHistory history, String state) {
    return state == null
        ? history.committersSince(null)
        : TableState.parse(state).flatMap(history::committersSince);
  }

  /** What these runs went by that may replace results of {@code run}; empty if one did not say. */
  private Optional<List<Map<String, String>>> readBy(Set<String> runIds, Run run) {
    Set<String> unknown = new HashSet<>(runIds);
    Set<Map<String, String>> read = new LinkedHashSet<>();
    for (RunEvent event : events.all()) {
      if (runIds.contains(event.run().runId())) {
        unknown.remove(event.run().runId());
        if (event.mayReplaceThoseOf(run)) {
          if (event.inputs() == null) {
            return Optional.empty();
          }
          read.add(event.read().facts());
        }
      }
    }
    return unknown.isEmpty() ? Optional.of(List.copyOf(read)) : Optional.empty();
  }

  /** When a run started, which is the instant of the rows that it took in; empty for no run. */
  public Optional<Instant> startedAt(String runId) {
    return events.all().stream()
        .filter(event -> event.run().runId().equals(runId))
        .map(event -> event.run().startedAt())
        .findFirst();
  }

  /** The instants at which runs took rows in, ascending. */
  public List<Instant> intakes() {
    Set<String> runs = new HashSet<>();
    warehouse
        .scan(OpsTables.RUN_FILES, "run_id", "accepted")
        .forEach(
            cells -> {
              if (cells.whole(1, 0L) > 0) {
                runs.add(cells.text(0));
              }
            });
    for (RunEvent event : events.all()) {
      // One that did not end well may have left rows, and no word of them.
      boolean isDoubtful = event.is("FAILED") || event.is("DIED");
      if (isDoubtful && INTAKES.contains(event.run().command()) && hasRows(event.run().runId())) {
        runs.add(event.run().runId());
      }
    }
    return events.all().stream()
        .filter(event -> runs.contains(event.run().runId()))
        .map(event -> event.run().startedAt())
        .distinct()
        .sorted()
        .toList();
  }

  private boolean hasRows(String runId) {
    return MarketTables.ALL.stream()
        .anyMatch(
            feed ->
                !warehouse
                    .scan(feed.table(), "run_id")
                    .where(Filter.is("run_id", runId))
                    .texts()
                    .isEmpty());
  }

  /** When the last finished run of that command and arguments ended; empty if there is none. */
  public Optional<Instant> lastDone(String command, String arguments) {
    return events.all().stream()
        .filter(event -> event.is("DONE") && event.run().command().equals(command))
        .filter(event -> event.run().arguments().equals(arguments))
        .map(RunEvent::finishedAt)
        .max(Instant::compareTo);
  }

  /** The finished runs of that command, methodology and knowledge, in the order of their ends. */
  public List<Run> done(String command, String methodology, String knowledge) {
    return done(command).stream()
        .filter(run -> methodology.equals(run.methodology()) && knowledge.equals(run.knowledge()))
        .toList();
  }

  /** The finished runs of that command, in the order of their ends. */
  public List<Run> done(String command) {
    return events.all().stream()
        .filter(event -> event.is("DONE") && event.run().command().equals(command))
        .map(RunEvent::run)
        .toList();
  }

  /** When the last finished run of that command ended; empty if there is none. */
  public Optional<Instant> lastDone(String command) {
    return events.all().stream()
        .filter(event -> event.is("DONE") && event.run().command().equals(command))
        .map(RunEvent::finishedAt)
        .max(Instant::compareTo);
  }

  /** How many runs of that command and arguments have begun. */
  public int count(String command, String arguments) {
    return (int)
        events.all().stream()
            .filter(event -> event.is("RUNNING") && event.run().command().equals(command))
            .filter(event -> event.run().arguments().equals(arguments))
            .count();
  }

  /** The arguments of all finished runs of that command. */
  public Set<String> argumentsDone(String command) {
    return events.all().stream()
        .filter(event -> event.is("DONE") && event.run().command().equals(command))
        .map(event -> event.run().arguments())
        .collect(Collectors.toSet());
  }

  /** True if all of these runs are done and went by {@code facts}. */
  public boolean haveRead(Set<String> runIds, Map<String, String> facts) {
    Set<String> same =
        events.all().stream()
            .filter(event -> event.is("DONE") && event.read().facts().equals(facts))
            .map(event -> event.run().runId())
            .collect(Collectors.toSet());
    return !runIds.isEmpty() && same.containsAll(runIds);
  }

  /** What runs last went by under the methodology of that name; empty if none did. */
  public Optional<RunInputs> lastInputs(String methodology) {
    List<RunEvent> all = events.all();
    for (int i = all.size() - 1; i >= 0; i--) {
      RunEvent event = all.get(i);
      // Of a run that makes room for another methodology of the name, only the end counts.
      boolean counts = event.run().knowledge() != null || event.is("DONE");
      if (methodology.equals(event.run().methodology()) && counts) {
        RunInputs read = event.read();
        if (read.facts().containsKey(RunInputs.METHODOLOGY)) {
          return Optional.of(read);
        }
      }
    }
    return Optional.empty();
  }

  /** What a finished run went by; empty for one that is not known. */
  public Optional<RunInputs> inputs(String runId) {
    return events.all().stream()
        .filter(event -> event.is("DONE") && event.run().runId().equals(runId))
        .map(RunEvent::read)
        .findFirst();
  }

  /** How the process stands that a run logged. */
  public RunLease.Sign sign(String place) {
    return lease.sign(place);
  }

  private List<RunEvent> dead() {
    List<RunEvent> dead = new ArrayList<>();
    Set<String> ended =
        events.all().stream()
            .filter(event -> !event.is("RUNNING"))
            .map(event -> event.run().runId())
            .collect(Collectors.toSet());
    for (RunEvent event : events.all()) {
      if (event.is("RUNNING")
          && !ended.contains(event.run().runId())
          && lease.isDead(event.place())) {
        dead.add(event.died(now()));
      }
    }
    return dead;
  }

  private RunEvent event(
      Run run,
      String status,
      Instant finishedAt,
      RunInputs inputs,
      RunResult result,
      String error) {
    return new RunEvent(
        run,
        finishedAt,
        status,
        inputs.equals(RunInputs.NONE) ? null : Json.of(inputs.toMap()),
        result.outputs().isEmpty() ? null : Json.of(texts(result.outputs())),
        result.rowsRead() < 0 ? null : result.rowsRead(),
        result.rowsWritten() < 0 ? null : result.rowsWritten(),
        error,
        RunPlace.here(),
        now(),
        result.transports().isEmpty() ? null : Json.of(result.transports()));
  }

  private static Map<String, String> texts(Map<String, TableState> states) {
    Map<String, String> texts = new TreeMap<>();
    states.forEach((table, state) -> texts.put(table, state.toString()));
    return texts;
  }

  /**
   * The time of day for what is noted of runs and their rows: later than all that was noted before,
   * also if the clock of the machine was set back meanwhile. A later delivery would else lose to an
   * earlier one.
   */
  public synchronized Instant now() {
    Instant machine = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant earliest = events.last().map(last -> last.plus(1, ChronoUnit.MICROS)).orElse(told);
    earliest = earliest.isBefore(told) ? told : earliest;
    told = machine.isBefore(earliest) ? earliest : machine;
    return told;
  }
}
