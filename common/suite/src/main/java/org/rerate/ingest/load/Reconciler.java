package org.rerate.ingest.load;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.rerate.domain.RuleCode;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.batch.BatchStore;
import org.rerate.engine.batch.ValueText;
import org.rerate.engine.exchange.Exchange.PairKernel;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.engine.parquet.DataFile;
import org.rerate.engine.parquet.DataFileLocation;
import org.rerate.ingest.check.OutlierCounter;
import org.rerate.ingest.check.RejectedRow;
import org.rerate.ingest.check.SplitDays;
import org.rerate.ingest.check.VersionReconciler;
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
 * @param firstDay see {@link VersionReconciler}
 * @param splits those that explain jumps; null to bring the jumps back
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
    int firstDay,
    SplitDays splits,
    boolean isBesideOthers,
    LoadTransport.RowCounter compared)
    implements PairKernel<Serializable> {

  /** Jumps that a partition brings back. */
  private static final int MOST_JUMPS = 20_000;

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
  Reconciler counting(SplitDays itsSplits) {
    return new Reconciler(
        feedFile,
        parts,
        Purpose.COUNT,
        null,
        mapping,
        run,
        ingestedAt,
        firstDay,
        itsSplits,
        isBesideOthers,
        compared);
  }

  /** The same that knows the first day of an accepted row. */
  Reconciler from(int itsFirstDay) {
    return new Reconciler(
        feedFile,
        parts,
        purpose,
        folder,
        mapping,
        run,
        ingestedAt,
        itsFirstDay,
        splits,
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
    OutlierCounter neighbours = new OutlierCounter(rows, MOST_JUMPS, splits);
    AcceptedSample sample = new AcceptedSample(rows);
    Set<String> ids = new HashSet<>();
    try (AcceptedFile file = file(rows, own)) {
      VersionReconciler walk =
          new VersionReconciler(
                  rows,
                  firstDay,
                  neighbours,
                  new RowsInHand(rows, file, sample, ids, results),
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
              walk.warnings(),
              List.copyOf(neighbours.jumps()),
              neighbours.hasMoreJumps(),
              List.copyOf(ids),
              files,
              sample.lines()));
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
    private final Set<String> ids;
    private final List<Serializable> rejected;
    private final boolean isReference;

    RowsInHand(
        BatchStore rows,
        AcceptedFile file,
        AcceptedSample sample,
        Set<String> ids,
        List<Serializable> rejected) {
      this.rows = rows;
      this.file = file;
      this.sample = sample;
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
      } else {
        file.write(row);
      }
    }

    @Override
    public void rejected(int row, RuleCode code) {
      if (purpose != Purpose.COUNT) {
        rejected.add(bad(row, code));
      }
    }

    private RejectedRow bad(int row, RuleCode code) {
      BatchSchema shape = rows.shape();
      FeedSpec spec = shape.spec();
      String name = code == RuleCode.OVERLAPPING_MEMBERSHIP ? "valid_from" : spec.key().get(0);
      int column = shape.place(name);
      ColumnSpec declared = spec.feedColumns().get(column);
      String file = rows.texts().word((int) rows.value(shape.file(), row)).toString();
      long line = rows.value(shape.line(), row);
      String value = ValueText.of(declared.kind(), rows.value(column, row), rows.texts());
      int deliveredAt = shape.deliveredAt();
      return new RejectedRow(
          file,
          line,
          rows.isMissing(deliveredAt, row) ? null : rows.value(deliveredAt, row),
          List.of(code.name()),
          List.of(RejectedRow.message(code, file, line, name, value)),
          null,
          null);
    }
  }
}
