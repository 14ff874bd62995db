package org.rerate.ingest.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.domain.RuleCode;
import org.rerate.engine.delta.TableState;
import org.rerate.engine.delta.Warehouse;
import org.rerate.ingest.check.EqualShareCounts;
import org.rerate.ingest.check.OddFigures;
import org.rerate.ingest.check.ReferenceChanges;
import org.rerate.ingest.check.SplitsWithoutMove;
import org.rerate.ingest.check.Warning;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.OpsTables;

/** Tells warnings that name a row, and keeps them in {@code ops.warnings}. */
final class WarningLog {

  /** So many of a rule are told of a file; the table has more. */
  private static final int MOST_TOLD = 5;

  private final Warehouse warehouse;
  private final String runId;
  private final String feed;
  private final Progress progress;
  private final List<Row> pending = new ArrayList<>();

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
   * Takes the warnings about rows of a file that landed.
   *
   * @param counts how many there are, by rule
   * @param named the first of each rule
   */
  synchronized void add(FeedSpec spec, Map<RuleCode, Long> counts, List<Warning> named) {
    List<Warning> all = new ArrayList<>(named);
    all.sort(
        Comparator.<Warning>comparingInt(w -> w.rule().ordinal())
            .thenComparing(Warning::file)
            .thenComparingLong(Warning::line)
            .thenComparing(Warning::key));
    Map<RuleCode, Integer> told = new EnumMap<>(RuleCode.class);
    for (Warning warning : all) {
      if (told.merge(warning.rule(), 1, Integer::sum) <= MOST_TOLD) {
        progress.accept(warning.rule() + ": " + warning.message());
      }
      pending.add(row(warning, warning.message()));
    }
    counts.forEach(
        (rule, count) -> {
          int stored = told.getOrDefault(rule, 0);
          if (stored > MOST_TOLD) {
            progress.accept(
                rule
                    + ": "
                    + (stored - MOST_TOLD)
                    + " more of "
                    + spec.name()
                    + ", see "
                    + OpsTables.WARNINGS.fullName());
          }
          if (count > stored) {
            String rest = (count - stored) + " more rows of " + spec.name() + ", not named";
            pending.add(row(new Warning(rule, spec.name(), 0, "", null, null), rest));
          }
        });
  }

  /**
   * The outcome of a file with what is odd about it beside other files, which is taken too.
   *
   * @param before state of its table before the file landed; empty if there was none
   */
  FileOutcome beside(FeedSpec spec, Optional<TableState> before, FileOutcome outcome) {
    if (outcome.tableVersion().isEmpty() || outcome.accepted() == 0) {
      return outcome;
    }
    List<Warning> found = List.of();
    if (spec.equals(MarketTables.SECURITIES) && before.isPresent()) {
      long after = outcome.tableVersion().getAsLong();
      found = ReferenceChanges.between(warehouse, before.get().version(), after);
    } else if (spec.equals(MarketTables.SHARES)) {
      found = EqualShareCounts.of(warehouse, runId);
    } else if (spec.equals(MarketTables.CORPORATE_ACTIONS)) {
      found = SplitsWithoutMove.of(warehouse, runId);
    }
    return outcome.withWarnings(add(spec, found));
  }

  /** The outcomes of a load with what is odd about its figures beside each other. */
  List<FileOutcome> figures(List<FileOutcome> outcomes) {
    Map<FeedSpec, List<Warning>> found =
        Figures.odd(outcomes, progress, () -> OddFigures.of(warehouse, runId));
    Map<String, Map<RuleCode, Long>> counts = new HashMap<>();
    found.forEach((spec, its) -> counts.put(spec.name(), add(spec, its)));
    return outcomes.stream()
        .map(outcome -> outcome.withWarnings(counts.getOrDefault(outcome.file(), Map.of())))
        .toList();
  }

  /** Takes warnings that are all named, and returns how many there are, by rule. */
  Map<RuleCode, Long> add(FeedSpec spec, List<Warning> found) {
    Map<RuleCode, Long> counts = byRule(found);
    add(spec, counts, found);
    return counts;
  }

  private static Map<RuleCode, Long> byRule(List<Warning> found) {
    Map<RuleCode, Long> counts = new EnumMap<>(RuleCode.class);
    found.forEach(one -> counts.merge(one.rule(), 1L, Long::sum));
    return counts;
  }

  private Row row(Warning w, String message) {
    return RowFactory.create(
        runId, feed, w.file(), w.line(), w.rule().name(), w.key(), w.before(), w.after(), message);
  }

  /** Stores what was taken. */
  synchronized void store() {
    if (!pending.isEmpty()) {
      warehouse.appendRows(OpsTables.WARNINGS, List.copyOf(pending), runId);
      pending.clear();
    }
  }
}
