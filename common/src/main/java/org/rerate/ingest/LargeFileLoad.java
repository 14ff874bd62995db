package org.rerate.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.rerate.contract.Contract;
import org.rerate.contract.Verdict;
import org.rerate.contract.Warnings;
import org.rerate.domain.RuleCode;
import org.rerate.feed.FeedFile;
import org.rerate.feed.ParsedRows;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/** Loads one file of any size: Spark reads and judges it once, and stores what may be stored. */
final class LargeFileLoad {

  /** Rows per file of a market table: few, large files. */
  private static final long ROWS_PER_FILE = 4_000_000;

  private final Loading loading;

  LargeFileLoad(Loading loading) {
    this.loading = loading;
  }

  /**
   * Loads a file.
   *
   * @param sequence of its table, read before stored rows are
   */
  FileOutcome load(FeedFile file, List<String> unknownColumns, long sequence) {
    Dataset<Row> judged = judged(file).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Counts counts = Counts.of(file.spec(), judged);
      if (counts.refused().isPresent()) {
        return FileOutcome.refused(file.spec().name(), counts.refused().get());
      }
      if (counts.quarantined() > 0) {
        loading.quarantine().add(file.spec(), judged);
      }
      return store(file.spec(), judged, counts, unknownColumns, sequence);
    } finally {
      judged.unpersist();
    }
  }

  private Dataset<Row> judged(FeedFile file) {
    FeedSpec spec = file.spec();
    return new Contract(spec, loading.knownIds()::references, loading.options().runDay())
        .judge(loading.reader().rows(file), loading.stored(spec));
  }

  private FileOutcome store(
      FeedSpec spec, Dataset<Row> judged, Counts counts, List<String> unknown, long sequence) {
    boolean overLimit =
        counts.quarantined() > loading.options().maxQuarantineFraction() * counts.read();
    OptionalLong version = OptionalLong.empty();
    Map<RuleCode, Long> warnings = Map.of();
    if (counts.accepted() > 0 && !overLimit) {
      Dataset<Row> accepted = judged.where(col(Verdict.OUTCOME).equalTo(Verdict.ACCEPTED));
      loading.knownIds().beforeAdding(spec);
      int files = (int) (1 + counts.accepted() / ROWS_PER_FILE);
      version =
          OptionalLong.of(
              loading
                  .warehouse()
                  .append(
                      spec.table(),
                      accepted.select(columns(spec)).coalesce(files),
                      loading.options().runId(),
                      sequence));
      if (KnownIds.isReference(spec)) {
        loading.knownIds().add(spec, KnownIds.texts(accepted.select(spec.key().get(0))));
      }
      warnings = warnings(spec, accepted, counts);
    }
    return new FileOutcome(
        spec.name(),
        counts.read(),
        overLimit ? 0 : counts.accepted(),
        counts.unchanged(),
        counts.quarantined(),
        overLimit ? counts.accepted() : 0,
        Optional.empty(),
        overLimit,
        unknown,
        warnings,
        counts.sourceRows(),
        counts.emptyRows(),
        version,
        Optional.empty(),
        OptionalLong.empty());
  }

  private Map<RuleCode, Long> warnings(FeedSpec spec, Dataset<Row> accepted, Counts counts) {
    Map<RuleCode, Long> warnings = new LinkedHashMap<>();
    warnings.put(RuleCode.CHANGED_WITHOUT_KNOWN_AT, counts.changedWithoutKnownAt());
    warnings.put(RuleCode.MEAN_OUTSIDE_RANGE, counts.meanOutsideRange());
    warnings.values().removeIf(n -> n == 0);
    warnings.putAll(
        Warnings.counted(spec, accepted, () -> loading.stored(MarketTables.CORPORATE_ACTIONS)));
    return warnings;
  }

  private Column[] columns(FeedSpec spec) {
    return Stream.concat(
            spec.feedColumns().stream().map(ColumnSpec::name).map(name -> col(name)),
            Stream.of(
                lit(loading.options().mapping().name()).as("source_mapping"),
                col(ParsedRows.FILE).as("source_file"),
                col(ParsedRows.LINE).as("source_line"),
                lit(loading.options().runId()).as("run_id"),
                lit(loading.options().ingestedAt()).as("ingested_at")))
        .toArray(Column[]::new);
  }
}
