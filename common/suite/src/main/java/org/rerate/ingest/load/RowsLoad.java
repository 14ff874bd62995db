package org.rerate.ingest.load;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.rerate.domain.Days;
import org.rerate.engine.exchange.Exchange.Sent;
import org.rerate.ingest.check.KnownActions;
import org.rerate.ingest.check.LinkedLines;
import org.rerate.ingest.check.RowValidationRules;
import org.rerate.ingest.check.VersionReconciler;
import org.rerate.table.FeedSpec;

/**
 * The one way in which rows of a feed file come in, few or many, to be stored or only to be looked
 * at: they are read in stretches, each is judged by itself and sent to the partition of its key;
 * that compares what it got with what is stored, and writes the rows that are accepted. Rows are
 * columns of numbers throughout.
 */
final class RowsLoad {

  /** Rows that a partition compares, about. */
  private static final long ROWS_OF_PART = 1_500_000;

  /** Rows that keep a core busy with writing. */
  private static final long ROWS_OF_WRITER = 500_000;

  /** Rows that a partition should not hold. */
  private static final long MOST_ROWS_OF_PART = 4_000_000;

  private static final int MOST_PARTS = 1_000;

  private final Loading loading;
  private final FeedSpec spec;
  private final LoadTransport transport;
  private final Reconciler.Purpose purpose;
  private final boolean isBesideOthers;

  /**
   * A load of rows.
   *
   * @param isBesideOthers see {@link VersionReconciler}
   */
  RowsLoad(
      Loading loading,
      FeedSpec spec,
      LoadTransport transport,
      Reconciler.Purpose purpose,
      boolean isBesideOthers) {
    this.loading = loading;
    this.spec = spec;
    this.transport = transport;
    this.purpose = purpose;
    this.isBesideOthers = isBesideOthers;
  }

  /** Rows cannot be compared as they were divided. */
  private static final class DividedBadlyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient LoadSource source;
    private final int parts;

    DividedBadlyException(LoadSource source, int parts) {
      this.source = source;
      this.parts = parts;
    }
  }

  /** What {@code end} makes of the rows once they are compared. */
  <R> R of(LoadSource source, Function<Reconciled, R> end) {
    RowValidationRules rules =
        new RowValidationRules(
            spec, loading.knownIds()::references, loading.options().runDay(), loading.taken(spec));
    if (transport instanceof SparkTransport spark) {
      rules.send(spark.context());
    }
    try {
      LoadSource divided = source;
      int parts = parts(source.expectedRows());
      while (true) {
        try {
          return of(divided, rules, parts, end);
        } catch (DividedBadlyException e) {
          divided = e.source;
          parts = e.parts;
        }
      }
    } finally {
      rules.release();
    }
  }

  /** So many that each compares what fits in memory, and that all cores have something to write. */
  private int parts(long rows) {
    if (loading.options().parts() > 0) {
      return loading.options().parts();
    }
    if (transport instanceof SparkTransport spark) {
      boolean isThere = loading.warehouse().exists(spec.table());
      long there = isThere ? loading.warehouse().read(spec.table()).count() : 0;
      long parts = (rows + Math.min(there, 2 * rows)) / ROWS_OF_PART + 1;
      long cores = spark.context().defaultParallelism();
      return (int) Math.min(MOST_PARTS, Math.max(parts, Math.min(cores, rows / ROWS_OF_WRITER)));
    }
    return (int) Math.max(1, rows / ROWS_OF_WRITER);
  }

  private <R> R of(
      LoadSource source, RowValidationRules rules, int parts, Function<Reconciled, R> end) {
    LoadTransport.RowCounter read = transport.counter();
    LoadTransport.RowCounter compared = transport.counter();
    try (Sent rows = source.rows(transport, rules, parts, read)) {
      RowProgress telling =
          new RowProgress(spec.name(), source.expectedRows(), read, compared, loading.progress());
      try {
        return of(source, rows, reconciler(parts, compared), end);
      } finally {
        telling.close();
      }
    }
  }

  private <R> R of(
      LoadSource source, Sent rows, Reconciler reconciler, Function<Reconciled, R> end) {
    int parts = reconciler.parts();
    ReadCounts counts = counts(rows, parts);
    if (counts.isMisaligned) {
      throw new DividedBadlyException(source.undivided(), parts);
    }
    if (!counts.refusals().isEmpty()) {
      return end.apply(Reconciled.refused(spec, counts));
    }
    StoredRows around = new StoredRows(loading.warehouse(), spec, counts);
    boolean needsMore = VersionReconciler.hasNeighbours(spec) && !around.areDense();
    if (!needsMore || around.areNone()) {
      try (Sent stored =
          around.areDense()
              ? around.ofAllDays(transport, parts)
              : around.ofDays(transport, parts, Integer.MAX_VALUE)) {
        requireParts(source, counts.most(counts(stored, parts)), parts);
        return compared(source, counts, rows, stored, explained(reconciler, counts), end);
      }
    }
    // Stored rows of the days before the first accepted one are its neighbours.
    int firstDay;
    try (Sent stored = around.ofDays(transport, parts, Integer.MAX_VALUE)) {
      requireParts(source, counts.most(counts(stored, parts)), parts);
      firstDay = firstAccepted(rows, stored, reconciler);
    }
    try (Sent stored = around.ofDays(transport, parts, firstDay)) {
      return compared(source, counts, rows, stored, explained(reconciler, counts), end);
    }
  }

  /** The same that knows what may explain moves of the rows. */
  private Reconciler explained(Reconciler reconciler, ReadCounts counts) {
    int[] days = counts.days();
    return days.length == 0
        ? reconciler
        : reconciler.with(
            KnownActions.of(
                loading.warehouse(), spec, days[0] - VersionReconciler.daysBefore(spec)),
            LinkedLines.of(loading.warehouse(), spec),
            purpose == Reconciler.Purpose.PREVIEW && Figures.mayBeKept(spec, counts));
  }

  private static ReadCounts counts(Sent sent, int parts) {
    ReadCounts all = new ReadCounts(parts);
    sent.at(0).forEach(content -> all.add((ReadCounts) PartitionedWriter.object(content)));
    return all;
  }

  /** More parts make smaller ones, unless most rows are of one key. */
  private void requireParts(LoadSource source, long most, int parts) {
    if (most > MOST_ROWS_OF_PART && parts < MOST_PARTS && loading.options().parts() == 0) {
      long more = 2L * parts * (1 + most / MOST_ROWS_OF_PART);
      throw new DividedBadlyException(source, (int) Math.min(MOST_PARTS, more));
    }
  }

  private Reconciler reconciler(int parts, LoadTransport.RowCounter compared) {
    IngestOptions options = loading.options();
    return new Reconciler(
        spec.name(),
        parts,
        purpose,
        purpose == Reconciler.Purpose.STORE ? loading.warehouse().rowFolder() : null,
        options.mapping().name(),
        options.runId(),
        Days.micros(options.ingestedAt()),
        KnownActions.NONE,
        LinkedLines.NONE,
        false,
        isBesideOthers,
        compared);
  }

  private int firstAccepted(Sent rows, Sent stored, Reconciler reconciler) {
    return counted(rows, stored, reconciler.counting()).stream()
        .mapToInt(ReconcileResult::firstAccepted)
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  private <R> R compared(
      LoadSource source,
      ReadCounts counts,
      Sent rows,
      Sent stored,
      Reconciler reconciler,
      Function<Reconciled, R> end) {
    try (LoadTransport.Results<Serializable> results =
        transport.results(rows, stored, reconciler)) {
      List<ReconcileResult> parts = parts(results);
      return end.apply(
          new Reconciled(
              spec,
              counts,
              parts,
              results,
              new RecordLookup(source, transport, reconciler.parts())));
    }
  }

  private List<ReconcileResult> counted(Sent rows, Sent stored, Reconciler counting) {
    try (LoadTransport.Results<Serializable> results = transport.results(rows, stored, counting)) {
      return parts(results);
    }
  }

  private static List<ReconcileResult> parts(LoadTransport.Results<Serializable> results) {
    return results
        .each(
            some -> {
              ArrayList<ReconcileResult> parts = new ArrayList<>();
              some.forEachRemaining(
                  result -> {
                    if (result instanceof ReconcileResult part) {
                      parts.add(part);
                    }
                  });
              return parts;
            })
        .stream()
        .flatMap(List::stream)
        .toList();
  }
}
