package org.rerate.ingest;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.util.LongAccumulator;
import org.rerate.bulk.BatchSchema;
import org.rerate.bulk.BatchStore;
import org.rerate.contract.ValidatedRow;
import org.rerate.contract.VersionReconciler;
import org.rerate.domain.RuleCode;
import org.rerate.storage.DataFileLocation;
import org.rerate.storage.Exchange.Parcel;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * Compares, within a task, the rows that were sent to it with each other and with stored ones, and
 * writes those that are accepted.
 */
final class Reconciler implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Odd steps that a task brings back. */
  private static final int MOST_STEPS = 20_000;

  private final String feedFile;
  private final int parts;
  private final DataFileLocation folder;
  private final String mapping;
  private final String run;
  private final long ingestedAt;
  private final int firstDay;
  private final LongAccumulator compared;

  /**
   * The work of the tasks of one load.
   *
   * @param folder where they write; null if they only judge
   * @param firstDay see {@link VersionReconciler}
   * @param compared counts the rows that tasks are done with
   */
  Reconciler(
      String feedFile,
      int parts,
      DataFileLocation folder,
      String mapping,
      String run,
      long ingestedAt,
      int firstDay,
      LongAccumulator compared) {
    this.compared = compared;
    this.feedFile = feedFile;
    this.parts = parts;
    this.folder = folder;
    this.mapping = mapping;
    this.run = run;
    this.ingestedAt = ingestedAt;
    this.firstDay = firstDay;
  }

  /** A {@link ReconcileResult}, and each bad row. */
  Iterator<Object> of(int task, Iterator<Parcel> sent, Iterator<Parcel> stored) {
    if (task == 0) {
      return List.of().iterator();
    }
    if (task > parts) {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return sent.hasNext();
        }

        @Override
        public Object next() {
          return PartitionedWriter.object(sent.next().content());
        }
      };
    }
    return settled(sent, stored).iterator();
  }

  private List<Object> settled(Iterator<Parcel> sent, Iterator<Parcel> stored) {
    FeedSpec spec = MarketTables.named(feedFile).orElseThrow();
    BatchStore rows = new BatchStore(new BatchSchema(spec));
    sent.forEachRemaining(parcel -> rows.add(parcel.content()));
    int own = rows.count();
    stored.forEachRemaining(parcel -> rows.add(parcel.content()));
    List<Object> results = new ArrayList<>();
    if (rows.count() == 0) {
      return results;
    }
    try (AcceptedFile file = new AcceptedFile(folder, rows, mapping, run, ingestedAt)) {
      VersionReconciler walk =
          new VersionReconciler(
                  rows,
                  firstDay,
                  MOST_STEPS,
                  folder == null ? row -> {} : file::write,
                  folder == null ? row -> {} : row -> results.add(conflict(rows, row)))
              .run();
      results.add(
          new ReconcileResult(
              walk.accepted(),
              walk.unchanged(),
              results.size(),
              walk.firstAccepted(),
              walk.warnings(),
              List.copyOf(walk.steps()),
              walk.hasMoreSteps(),
              file.finish()));
    }
    compared.add(own);
    return results;
  }

  private static BadRow conflict(BatchStore rows, int row) {
    BatchSchema shape = rows.shape();
    String column = shape.spec().key().get(0);
    String file = text(rows, shape.file(), row);
    long line = rows.value(shape.line(), row);
    String message =
        ValidatedRow.message(
            RuleCode.CONFLICTING_ROWS, file, line, column, text(rows, shape.place(column), row));
    return new BadRow(
        file, line, List.of(RuleCode.CONFLICTING_ROWS.name()), List.of(message), null, null);
  }

  private static String text(BatchStore rows, int column, int row) {
    return rows.texts().word((int) rows.value(column, row)).toString();
  }
}
