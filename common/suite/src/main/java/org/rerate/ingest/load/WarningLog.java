package org.rerate.ingest.load;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.domain.RuleCode;
import org.rerate.engine.delta.TableState;
import org.rerate.engine.delta.Warehouse;
import org.rerate.ingest.check.ReferenceChanges;
import org.rerate.ingest.check.Warning;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.OpsTables;

/** Tells warnings that name a row, and keeps them in {@code ops.warnings}. */
final class WarningLog {

  /** So many are told of a file; the table has all. */
  private static final int MOST_TOLD = 20;

  private final Warehouse warehouse;
  private final String runId;
  private final String feed;
  private final Progress progress;

  /**
   * The warnings of one feed's load.
   *
   * @param feed its folder
   * @param progress is told of them
   */
  WarningLog(Warehouse warehouse, String runId, String feed, Progress progress) {
    this.warehouse = warehouse;
    this.runId = runId;
    this.feed = feed;
    this.progress = progress;
  }

  /**
   * The outcome of a file with the lines that it changed, which are told and kept.
   *
   * @param before state of its table before the file landed; empty if there was none
   */
  FileOutcome withChanges(FeedSpec spec, Optional<TableState> before, FileOutcome outcome) {
    if (!spec.equals(MarketTables.SECURITIES)
        || before.isEmpty()
        || outcome.tableVersion().isEmpty()
        || outcome.accepted() == 0) {
      return outcome;
    }
    List<Warning> changes =
        ReferenceChanges.between(
            warehouse, before.get().version(), outcome.tableVersion().getAsLong());
    keep(changes);
    Map<RuleCode, Long> counts = new EnumMap<>(RuleCode.class);
    changes.forEach(change -> counts.merge(change.rule(), 1L, Long::sum));
    return outcome.withWarnings(counts);
  }

  private void keep(List<Warning> warnings) {
    if (warnings.isEmpty()) {
      return;
    }
    warnings.stream().limit(MOST_TOLD).forEach(w -> progress.accept(w.rule() + ": " + w.message()));
    if (warnings.size() > MOST_TOLD) {
      progress.accept(
          "and " + (warnings.size() - MOST_TOLD) + " more, see " + OpsTables.WARNINGS.fullName());
    }
    List<Row> rows =
        warnings.stream()
            .map(
                w ->
                    RowFactory.create(
                        runId,
                        feed,
                        w.file(),
                        w.line(),
                        w.rule().name(),
                        w.key(),
                        w.before(),
                        w.after(),
                        w.message()))
            .toList();
    warehouse.appendRows(OpsTables.WARNINGS, rows, runId);
  }
}
