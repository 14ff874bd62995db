package org.rerate.ingest.load;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rerate.domain.RuleCode;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.batch.BatchStore;
import org.rerate.engine.batch.ValueText;
import org.rerate.engine.exchange.Exchange.PairKernel;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.engine.parquet.DataFile;
import org.rerate.engine.parquet.DataFileLocation;
import org.rerate.ingest.check.AcceptedFigures;
import org.rerate.ingest.check.KnownActions;
import org.rerate.ingest.check.LinkedLines;
import org.rerate.ingest.check.OutlierCounter;
import org.rerate.ingest.check.RejectedRow;
import org.rerate.ingest.check.VersionReconciler;
import org.rerate.ingest.check.WarningCollector;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * Compares, in each partition, the rows of a load that were sent to it with each other and with
 * stored ones, and writes those that are accepted. It makes a {@link ReconcileResult} of them, and
 * a {@link RejectedRow} of each bad one; partition 0, to which only counts were sent, makes
 * nothing.
 *
 * @param feedFile the feed file's name
 * @param parts how many partitions compare rows
 * @param purpose what it is for
 * @param folder where accepted rows are written; null unless they are stored
 * @param mapping name of the vendor's format
 * @param run the run that takes them in
 * @param ingestedAt when it does, microseconds of UTC
 * @param known what explains moves
 * @param lines by which links of identifiers are compared
 * @param keepsFigures true if accepted figures are kept, to be looked at beside each other
 * @param isBesideOthers see {@link VersionReconciler}
 * @param compared counts the rows that are done with
 */
record Reconciler(
    String feedFile,
    int parts,
    Purpose purpose,
    DataFileLocation folder,
    String mapping,
    String run,
    long ingestedAt,
    KnownActions known,
    LinkedLines lines,
    boolean keepsFigures,
    boolean isBesideOthers,
    LoadTransport.RowCounter compared)
    implements PairKernel<Serializable> {

  /** More rows than this are written to a file for each five years. */
  private static final int ROWS_OF_FILE = 200_000;

  /** What rows are compared for. */
  enum Purpose {
    /** To count: neither accepted nor bad rows are wanted. */
    COUNT,
    /** To show the first accepted rows, and the bad ones. */
    PREVIEW,
    /** To store the accepted ones. */
    STORE
  }

  /** The same that only counts. */
  Reconciler counting() {
    return new Reconciler(
        feedFile,
        parts,
        Purpose.COUNT,
        null,
        mapping,
        run,
        ingestedAt,
        known,
        lines,
        false,
        isBesideOthers,
        compared);
  }

  /** The same that knows what explains moves, by what links are compared, and what is kept. */
  Reconciler with(KnownActions explaining, LinkedLines linked, boolean keeps) {
    return new Reconciler(
        feedFile,
        parts,
        purpose,
        folder,
        mapping,
        run,
        ingestedAt,
        explaining,
        linked,
        keeps,
        isBesideOthers,
        compared);
  }

  @Override
  public Iterator<Serializable> results(
      int partition, Iterator<Parcel> sent, Iterator<Parcel> stored) {
    if (partition == 0) {
      return List.<Serializable>of().iterator();
    }
    if (partition > parts) {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return sent.hasNext();
        }

        @Override
        public Serializable next() {
          return (Serializable) PartitionedWriter.object(sent.next().content());
        }
      };
    }
    return compared(sent, stored).iterator();
  }

  private List<Serializable> compared(Iterator<Parcel> sent, Iterator<Parcel> stored) {
    FeedSpec spec = MarketTables.named(feedFile).orElseThrow();
    BatchStore rows = new BatchStore(new BatchSchema(spec));
    sent.forEachRemaining(parcel -> rows.add(parcel.content()));
    int own = rows.count();
    if (own == 0) {
      return List.of();
    }
    stored.forEachRemaining(parcel -> rows.add(parcel.content()));
    List<Serializable> results = new ArrayList<>();
    WarningCollector warnings = new WarningCollector(rows);
    OutlierCounter neighbours = new OutlierCounter(rows, warnings, known);
    AcceptedSample sample = new AcceptedSample(rows);
    AcceptedFigures figures = keepsFigures ? new AcceptedFigures(rows, ingestedAt) : null;
    Set<String> ids = new HashSet<>();
    try (AcceptedFile file = file(rows, own)) {
      VersionReconciler walk =
          new VersionReconciler(
                  rows,
                  neighbours,
                  lines,
                  new RowsInHand(rows, file, sample, figures, ids, results),
                  isBesideOthers)
              .run();
      List<DataFile> files = file == null ? List.of() : file.finish();
      long conflicting = own - walk.accepted() - walk.unchanged();
      results.add(
          new ReconcileResult(
              walk.accepted(),
              walk.unchanged(),
              conflicting,
              walk.firstAccepted(),
              Map.copyOf(warnings.counts()),
              List.copyOf(warnings.named()),
              List.copyOf(ids),
              files,
              sample.lines(),
              figures == null ? List.of() : figures.figures()));
    }
    if (purpose != Purpose.COUNT) {
      compared.add(own);
    }
    return results;
  }

  private AcceptedFile file(BatchStore rows, int own) {
    return purpose == Purpose.STORE
        ? new AcceptedFile(folder, rows, mapping, run, ingestedAt, own <= ROWS_OF_FILE)
        : null;
  }

  /** What is done with the rows of a partition. */
  private final class RowsInHand implements VersionReconciler.Verdicts {

    private final BatchStore rows;
    private final AcceptedFile file;
    private final AcceptedSample sample;
    private final AcceptedFigures figures;
    private final Set<String> ids;
    private final List<Serializable> rejected;
    private final boolean isReference;

    RowsInHand(
        BatchStore rows,
        AcceptedFile file,
        AcceptedSample sample,
        AcceptedFigures figures,
        Set<String> ids,
        List<Serializable> rejected) {
      this.rows = rows;
      this.file = file;
      this.sample = sample;
      this.figures = figures;
      this.ids = ids;
      this.rejected = rejected;
      isReference = MarketTables.isReference(feedFile);
    }

    @Override
    public void accepted(int row) {
      if (purpose == Purpose.COUNT) {
        return;
      }
      if (isReference) {
        int key = rows.shape().place(rows.shape().spec().key().get(0));
        ids.add(rows.texts().word((int) rows.value(key, row)).toString());
      }
      if (purpose == Purpose.PREVIEW) {
        sample.add(row);
        if (figures != null) {
          figures.add(row);
        }
      } else {
        file.write(row);
      }
    }

    @Override
    public void rejected(int row, RuleCode code, int other) {
      if (purpose != Purpose.COUNT) {
        rejected.add(bad(row, code, other));
      }
    }

    private RejectedRow bad(int row, RuleCode code, int other) {
      BatchSchema shape = rows.shape();
      FeedSpec spec = shape.spec();
      boolean overlaps =
          code == RuleCode.OVERLAPPING_MEMBERSHIP || code == RuleCode.OVERLAPPING_IDENTIFIER;
      String name = overlaps ? "valid_from" : spec.key().get(0);
      int column = shape.place(name);
      String file = rows.texts().word((int) rows.value(shape.file(), row)).toString();
      long line = rows.value(shape.line(), row);
      String message = RejectedRow.message(code, file, line, name, cell(column, row));
      if (other != row) {
        message += beside(row, other);
      }
      int deliveredAt = shape.deliveredAt();
      return new RejectedRow(
          file,
          line,
          rows.isMissing(deliveredAt, row) ? null : rows.value(deliveredAt, row),
          List.of(code.name()),
          List.of(message),
          null,
          null);
    }

    private String cell(int column, int row) {
      ColumnSpec declared = rows.shape().spec().feedColumns().get(column);
      return rows.isMissing(column, row)
          ? ""
          : ValueText.of(declared.kind(), rows.value(column, row), rows.texts());
    }

    /** The key of rows that conflict, and what they differ in. */
    private String beside(int row, int other) {
      BatchSchema shape = rows.shape();
      int[] key = shape.places(shape.spec().key());
      List<String> differing = new ArrayList<>();
      for (int column : WarningCollector.differing(rows, decidingColumns(), row, other)) {
        differing.add(
            "%s '%s' and '%s'"
                .formatted(
                    shape.spec().feedColumns().get(column).name(),
                    cell(column, row),
                    cell(column, other)));
      }
      return " (key %s, line %d differs: %s)"
          .formatted(
              WarningCollector.key(rows, key, row),
              rows.value(shape.line(), other),
              String.join(", ", differing));
    }

    private int[] decidingColumns() {
      return rows.shape().places(rows.shape().spec().decidingColumns());
    }
  }
}
