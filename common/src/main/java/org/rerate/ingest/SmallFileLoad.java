package org.rerate.ingest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;
import org.rerate.contract.ValidatedRow;
import org.rerate.contract.Verdict;
import org.rerate.contract.WarningsInMemory;
import org.rerate.domain.RuleCode;
import org.rerate.feed.FeedReader;
import org.rerate.storage.TableState;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/** Loads one small file: its rows are judged in memory, and stored by one write. */
final class SmallFileLoad {

  private final Loading loading;
  private final FeedSpec spec;
  private final List<String> unknownColumns;

  SmallFileLoad(Loading loading, FeedSpec spec, List<String> unknownColumns) {
    this.loading = loading;
    this.spec = spec;
    this.unknownColumns = unknownColumns;
  }

  /**
   * Loads the rows of a file.
   *
   * @param sequence of the table, read before
   * @param state of the table, read before
   * @return empty, and nothing done, if too much is stored around these rows
   */
  Optional<FileOutcome> load(
      List<Row> parsed, long sequence, Optional<TableState> state, String content) {
    Optional<String> refused = refused(spec, parsed);
    if (refused.isPresent()) {
      return Optional.of(FileOutcome.refused(spec.name(), refused.get()));
    }
    return loading
        .contractInMemory(spec)
        .judge(parsed, loading.facts(spec))
        .map(rows -> store(rows, parsed, sequence, state, content));
  }

  private FileOutcome store(
      List<ValidatedRow> rows,
      List<Row> parsed,
      long sequence,
      Optional<TableState> state,
      String content) {
    List<ValidatedRow> accepted = with(rows, Verdict.ACCEPTED);
    List<ValidatedRow> bad = with(rows, Verdict.QUARANTINED);
    boolean overLimit = bad.size() > loading.options().limit() * rows.size();
    OptionalLong landed = OptionalLong.empty();
    Map<RuleCode, Long> warnings = Map.of();
    if (!accepted.isEmpty() && !overLimit) {
      landed = OptionalLong.of(new AcceptedRows(loading, spec).store(accepted, sequence));
      warnings =
          WarningsInMemory.counted(
              spec,
              accepted,
              loading.factsBefore(spec, sequence),
              () -> loading.facts(MarketTables.CORPORATE_ACTIONS));
    }
    // Once the file is in: another run may have come between, and then all of it is judged anew.
    loading.quarantine().add(spec, bad);
    return new FileOutcome(
        spec.name(),
        rows.size(),
        overLimit ? 0 : accepted.size(),
        (long) rows.size() - accepted.size() - bad.size(),
        bad.size(),
        overLimit ? accepted.size() : 0,
        Optional.empty(),
        overLimit,
        unknownColumns,
        warnings,
        sum(spec, parsed, 8),
        sum(spec, parsed, 9),
        landed,
        Optional.of(content),
        bad.isEmpty() ? standing(landed, state) : Optional.empty());
  }

  /** The state that has all rows: what they came to, or what was there. */
  private Optional<TableState> standing(OptionalLong landed, Optional<TableState> before) {
    return landed.isPresent()
        ? Optional.of(loading.warehouse().history(spec.table()).state(landed.getAsLong()))
        : before;
  }

  private static List<ValidatedRow> with(List<ValidatedRow> rows, String outcome) {
    return rows.stream().filter(row -> row.outcome().equals(outcome)).toList();
  }

  /** Why the file cannot be read to its end, if so. */
  static Optional<String> refused(FeedSpec spec, List<Row> parsed) {
    int line = spec.feedColumns().size();
    return parsed.stream()
        .filter(row -> !row.isNullAt(line + 7))
        .map(row -> row.getString(line + 1) + FeedReader.IS_REFUSED + row.getString(line + 7))
        .findFirst();
  }

  /** Of the rows that stand for no record, the sum of a count. */
  static long sum(FeedSpec spec, List<Row> parsed, int place) {
    int line = spec.feedColumns().size();
    return parsed.stream()
        .filter(row -> !row.isNullAt(line + place))
        .mapToLong(row -> row.getLong(line + place))
        .sum();
  }
}
