package org.rerate.ingest.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.rerate.domain.RuleCode;
import org.rerate.engine.delta.TableState;
import org.rerate.engine.exchange.Exchange;
import org.rerate.engine.exchange.Exchanges;
import org.rerate.engine.exchange.LocalExchange;
import org.rerate.ingest.read.FeedFile;
import org.rerate.ingest.read.FeedReader;
import org.rerate.table.FeedSpec;

/** Loads one file of a feed. */
final class FileLoad {

  /** What a row of a file takes in a process that holds it: its text, and its columns. */
  private static final int BYTES_OF_ROW = 640;

  private final Loading loading;
  private final EarlierLoads earlier;

  FileLoad(Loading loading) {
    this.loading = loading;
    earlier = new EarlierLoads(loading.warehouse());
  }

  /**
   * The outcome for a file of what {@code work} does, or of what makes it impossible to read.
   *
   * @param refused makes the outcome of the reason
   */
  static <R> R unlessRefused(
      Loading loading,
      FeedFile file,
      Function<FeedReader.Headers, R> work,
      Function<String, R> refused) {
    try {
      FeedReader.Headers headers = loading.reader().headers(file);
      return headers.refused().map(refused).orElseGet(() -> work.apply(headers));
    } catch (Exception e) { // Spark wraps what a task throws, in exceptions that nothing declares
      Optional<String> why = loading.reader().refusal(file, e);
      if (why.isPresent()) {
        return refused.apply(why.get());
      }
      throw e;
    }
  }

  /**
   * What {@code end} makes of the rows of a file once they are compared, and of why parts of it are
   * refused. A part of a vendor's file that cannot be read is left out; the others are read again
   * without it if that shows only then.
   */
  static <R> R reconciled(
      Loading loading,
      FeedFile file,
      FeedReader.Headers headers,
      Reconciler.Purpose purpose,
      BiFunction<Reconciled, List<String>, R> end) {
    Map<String, String> refusals = new TreeMap<>(headers.refusals());
    boolean areAlone = !loading.options().mapping().isCanonical();
    while (true) {
      FeedFile rest = file.without(refusals.keySet());
      Map<String, String> more = new TreeMap<>();
      R result = null;
      try {
        result =
            reconciled(
                loading,
                rest.spec(),
                new FileSource(loading.reader(), rest),
                purpose,
                false,
                rows -> {
                  Map<String, String> found = rows.counts().refusals();
                  if (areAlone && !found.isEmpty() && found.size() < rest.parts().size()) {
                    more.putAll(found);
                    return null;
                  }
                  return end.apply(rows, List.copyOf(refusals.values()));
                });
      } catch (Exception e) { // of a damaged Parquet part, whatever Spark throws
        if (areAlone && rest.parts().size() > 1) {
          more.putAll(loading.reader().damagedParts(rest, e));
        }
        if (more.isEmpty()) {
          throw e;
        }
      }
      if (more.isEmpty()) {
        return result;
      }
      refusals.putAll(more);
    }
  }

  /**
   * The same of any rows: in this process if they are few, by Spark if not.
   *
   * @param isBesideOthers see {@link org.rerate.ingest.check.VersionReconciler}
   */
  static <R> R reconciled(
      Loading loading,
      FeedSpec spec,
      LoadSource source,
      Reconciler.Purpose purpose,
      boolean isBesideOthers,
      Function<Reconciled, R> end) {
    String step = "load " + spec.name();
    Exchanges exchanges = loading.warehouse().exchanges();
    long bytes = Math.max(1, BYTES_OF_ROW * source.expectedRows());
    Exchange exchange = exchanges.of(step, bytes);
    if (exchange instanceof LocalExchange) {
      try {
        LoadTransport here =
            new LocalTransport(loading.warehouse().spark(), exchange, exchanges::isLocal);
        return new RowsLoad(loading, spec, here, purpose, isBesideOthers).of(source, end);
      } catch (LocalTransport.TooManyRowsException e) {
        exchanges.of(step, Long.MAX_VALUE);
      }
    }
    loading.warehouse().prepareForBulk();
    LoadTransport tasks = new SparkTransport(loading.warehouse().spark());
    return new RowsLoad(loading, spec, tasks, purpose, isBesideOthers).of(source, end);
  }

  FileOutcome load(FeedFile file) {
    String name = file.spec().name();
    return unlessRefused(
        loading, file, headers -> attempt(file, headers), why -> FileOutcome.refused(name, why));
  }

  private FileOutcome attempt(FeedFile file, FeedReader.Headers headers) {
    FeedSpec spec = file.spec();
    // Read before stored rows are, so that what others append meanwhile makes our append fail.
    Optional<TableState> state = loading.warehouse().history(spec.table()).state();
    Optional<String> content =
        headers.refusals().isEmpty() ? loading.reader().content(file) : Optional.empty();
    if (content.isPresent()) {
      Optional<FileOutcome> again =
          earlier.again(spec.name(), content.get(), state, headers.unknownColumns());
      if (again.isPresent()) {
        return again.get();
      }
    }
    // Not all of them are read below; a table that has lost one is told before it is added to.
    loading.warehouse().scan(spec.table(), spec.key().get(0)).requireFiles();
    // An attempt that another run came between has noted ids from before that run's.
    loading.knownIds().forget(spec);
    long sequence = state.isEmpty() ? 0 : loading.warehouse().sequence(spec.table());
    FileOutcome outcome =
        reconciled(
            loading,
            file,
            headers,
            Reconciler.Purpose.STORE,
            (rows, refusals) ->
                store(
                    rows,
                    refusals,
                    headers,
                    sequence,
                    state,
                    refusals.isEmpty() ? content : Optional.empty()));
    return loading.warnings().beside(spec, state, outcome);
  }

  private FileOutcome store(
      Reconciled rows,
      List<String> refusals,
      FeedReader.Headers headers,
      long sequence,
      Optional<TableState> state,
      Optional<String> readContent) {
    FeedSpec spec = rows.spec();
    if (rows.refused().isPresent()) {
      return FileOutcome.refused(spec.name(), allRefused(rows, refusals));
    }
    long accepted = rows.accepted();
    boolean overLimit = loading.options().isOverLimit(rows.bad(), rows.counts().read);
    OptionalLong landed = OptionalLong.empty();
    if (overLimit) {
      loading.warehouse().discard(spec.table(), rows.files());
    } else if (accepted > 0) {
      landed = OptionalLong.of(loading.append(rows, sequence));
    }
    Map<RuleCode, Long> warnings = RowWarnings.tell(loading, rows, headers, overLimit);
    // One that came empty is told again each time.
    Optional<String> content = RowWarnings.cameEmpty(rows) ? Optional.empty() : readContent;
    // Once the file is in: another run may have come between, and then all of it is judged anew.
    if (rows.bad() > 0) {
      loading.quarantine().add(rows);
    }
    return new FileOutcome(
        spec.name(),
        rows.counts().read,
        overLimit ? 0 : accepted,
        rows.unchanged(),
        rows.bad(),
        overLimit ? accepted : 0,
        Optional.empty(),
        overLimit,
        headers.unknownColumns(),
        warnings,
        rows.counts().sourceRows,
        rows.counts().emptyRows,
        landed,
        content,
        content.isPresent() && rows.bad() == 0 ? standing(spec, landed, state) : Optional.empty(),
        overLimit ? RejectedSample.first(rows) : List.of(),
        refusals);
  }

  /** Why no part of a file can be read. */
  static String allRefused(Reconciled rows, List<String> refusals) {
    List<String> all = new ArrayList<>(refusals);
    all.addAll(rows.counts().refusals().values());
    return String.join("; ", all);
  }

  /** The state that has all rows: what they came to, or what was there. */
  private Optional<TableState> standing(
      FeedSpec spec, OptionalLong landed, Optional<TableState> before) {
    return landed.isPresent()
        ? Optional.of(loading.warehouse().history(spec.table()).state(landed.getAsLong()))
        : before;
  }
}
