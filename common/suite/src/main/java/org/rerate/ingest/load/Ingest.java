package org.rerate.ingest.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.disk.FeedFolder;
import org.rerate.ingest.read.FeedFile;
import org.rerate.ingest.read.FeedListing;
import org.rerate.ingest.read.FeedReader;
import org.rerate.ingest.read.SourceMapping;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * Loads a feed into the market tables. Loading it again changes nothing; a file that is refused or
 * withheld does not stop the others.
 */
public final class Ingest {

  private static final int THREADS = 2;

  /** Files that others look into, one after the other. */
  private static final List<FeedSpec> FIRST =
      List.of(
          MarketTables.ISSUERS,
          MarketTables.SECURITIES,
          MarketTables.IDENTIFIERS,
          MarketTables.CORPORATE_ACTIONS);

  /** Files that look into no other; loaded beside the first. */
  private static final List<FeedSpec> ALONE =
      List.of(
          MarketTables.BASKETS,
          MarketTables.FX,
          MarketTables.INDEX_LEVELS,
          MarketTables.MODEL_SCORES,
          MarketTables.MODEL_DOWNLOADS);

  private final Warehouse warehouse;
  private final IngestOptions options;
  private final Function<String, Optional<SourceMapping>> mappings;
  private final Progress progress;

  /** A load into {@code warehouse} that knows the canonical format alone. */
  public Ingest(Warehouse warehouse, IngestOptions options, Progress progress) {
    this(warehouse, options, name -> Optional.empty(), progress);
  }

  /**
   * A load into {@code warehouse}.
   *
   * @param mappings vendors' formats by name, to read rows again that were held back
   */
  public Ingest(
      Warehouse warehouse,
      IngestOptions options,
      Function<String, Optional<SourceMapping>> mappings,
      Progress progress) {
    this.mappings = mappings;
    this.warehouse = warehouse;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Loads the feed in a folder.
   *
   * @param feed a local path or a Hadoop URI
   * @return what became of each file that is there, in the feed's order
   * @throws RerateException with {@code USAGE} if there is no such folder or nothing to load in it,
   *     with {@code RETRY} if another run wrote to a table meanwhile
   */
  public List<FileOutcome> load(String feed) {
    SparkSession spark = warehouse.spark();
    FeedFolder folder = FeedFolder.open(spark, feed);
    List<FeedFile> files = FeedListing.of(folder, options.mapping());
    List<FeedFile> wanted = files.stream().filter(f -> options.wants(f.spec().name())).toList();
    if (wanted.isEmpty()) {
      throw RerateException.usage(
          "the feed " + folder.uri() + " has no file of " + sorted(options.only()),
          "It has " + files.stream().map(f -> f.spec().name()).toList());
    }
    FeedReader reader =
        new FeedReader(warehouse, options.mapping(), options.runDay(), options.ingestedAt());
    List<FeedFile> leftOut = files.stream().filter(f -> !wanted.contains(f)).toList();
    KnownIds knownIds = new KnownIds(warehouse, reader, leftOut);
    Quarantine quarantine = new Quarantine(warehouse, options, folder.uri());
    WarningLog warnings = new WarningLog(warehouse, options.runId(), folder.uri(), progress);
    List<FileOutcome> outcomes = new ArrayList<>();
    List<OptionalLong> references = references();
    try {
      outcomes.addAll(
          load(
              wanted,
              new FileLoad(
                  new Loading(
                      warehouse, options, reader, knownIds, quarantine, warnings, progress))));
      List<FileOutcome> told = warnings.figures(List.copyOf(outcomes));
      outcomes.clear();
      outcomes.addAll(told);
    } finally {
      // Also when a file failed: what was found wrong with the others is told.
      quarantine.store();
      warnings.store();
    }
    if (outcomes.stream().anyMatch(Ingest::bringsReferences) || !references().equals(references)) {
      new QuarantineRetry(warehouse, options, mappings, progress)
          .takeInKnown().stream().filter(held -> held.read() > 0).forEach(outcomes::add);
    }
    return outcomes;
  }

  /**
   * Whether some of these rows came in now or by a run that died before it took in what waited for
   * them.
   */
  private static boolean bringsReferences(FileOutcome outcome) {
    return outcome.accepted() + outcome.unchanged() > 0
        && (MarketTables.isReference(outcome.file())
            || outcome.file().equals(MarketTables.IDENTIFIERS.name()));
  }

  /** Versions of the tables that rows name; another run may write them beside this one. */
  private List<OptionalLong> references() {
    return List.of(
        warehouse.version(MarketTables.ISSUERS.table()),
        warehouse.version(MarketTables.SECURITIES.table()),
        warehouse.version(MarketTables.IDENTIFIERS.table()));
  }

  private List<FileOutcome> load(List<FeedFile> files, FileLoad load) {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      Future<List<FileOutcome>> first =
          pool.submit(
              () -> select(files, FIRST::contains).stream().map(f -> one(f, load)).toList());
      List<FileOutcome> outcomes =
          new ArrayList<>(together(select(files, ALONE::contains), load, pool));
      outcomes.addAll(result(first));
      outcomes.addAll(
          together(
              select(files, spec -> !FIRST.contains(spec) && !ALONE.contains(spec)), load, pool));
      outcomes.sort(Comparator.comparingInt(o -> MarketTables.ALL.indexOf(spec(o.file()))));
      return outcomes;
    } finally {
      pool.shutdownNow();
    }
  }

  private static FeedSpec spec(String file) {
    return MarketTables.named(file).orElseThrow();
  }

  private static List<FeedFile> select(List<FeedFile> files, Predicate<FeedSpec> which) {
    return files.stream().filter(file -> which.test(file.spec())).toList();
  }

  /** Loads files that need not wait for each other; all are tried before a failure is told. */
  private List<FileOutcome> together(List<FeedFile> files, FileLoad load, ExecutorService pool) {
    List<Future<FileOutcome>> running =
        files.stream().map(file -> pool.submit(() -> one(file, load))).toList();
    List<FileOutcome> outcomes = new ArrayList<>();
    RuntimeException failure = null;
    for (Future<FileOutcome> file : running) {
      try {
        outcomes.add(result(file));
      } catch (RuntimeException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return outcomes;
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RerateException.retry("the load was interrupted", e);
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    return e.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException(e.getCause());
  }

  private FileOutcome one(FeedFile file, FileLoad load) {
    SparkSession.setActiveSession(warehouse.spark());
    FileOutcome outcome = Attempts.of(() -> load.load(file));
    // Of made-up companies and lines the same parts are refused as of what they are made from.
    if (!options.mapping().isStub(outcome.file())) {
      outcome.refusals().forEach(progress);
    }
    progress.accept(Summary.of(outcome));
    return outcome;
  }

  private static String sorted(Set<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }
}
