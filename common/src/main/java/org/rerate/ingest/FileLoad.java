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
import org.rerate.feed.FeedReader;
import org.rerate.feed.ParsedRows;
import org.rerate.storage.Warehouse;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/** Loads one file of a feed: reads and judges it once, then stores what may be stored. */
final class FileLoad {

  /** Rows per file of a market table: few, large files. */
  private static final long ROWS_PER_FILE = 4_000_000;

  private final Warehouse warehouse;
  private final IngestOptions options;
  private final FeedReader reader;
  private final KnownIds knownIds;
  private final Quarantine quarantine;

  FileLoad(
      Warehouse warehouse,
      IngestOptions options,
      FeedReader reader,
      KnownIds knownIds,
      Quarantine quarantine) {
    this.warehouse = warehouse;
    this.options = options;
    this.reader = reader;
    this.knownIds = knownIds;
    this.quarantine = quarantine;
  }

  FileOutcome load(FeedFile file) {
    FeedReader.Headers headers = reader.headers(file);
    if (headers.refused().isPresent()) {
      return FileOutcome.refused(file.spec().name(), headers.refused().get());
    }
    // Read before stored rows are, so that what others append meanwhile makes our append fail.
    long sequence = warehouse.sequence(file.spec().table());
    Dataset<Row> judged = judged(file).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Counts counts = Counts.of(file.spec(), judged);
      if (counts.refused().isPresent()) {
        return FileOutcome.refused(file.spec().name(), counts.refused().get());
      }
      if (counts.quarantined() > 0) {
        quarantine.add(file.spec(), judged);
      }
      return store(file.spec(), judged, counts, headers.unknownColumns(), sequence);
    } finally {
      judged.unpersist();
    }
  }

  private Dataset<Row> judged(FeedFile file) {
    FeedSpec spec = file.spec();
    return new Contract(spec, knownIds::references, options.runDay())
        .judge(reader.rows(file), stored(spec));
  }

  private Optional<Dataset<Row>> stored(FeedSpec spec) {
    return warehouse.exists(spec.table())
        ? Optional.of(warehouse.read(spec.table()))
        : Optional.empty();
  }

  private FileOutcome store(
      FeedSpec spec, Dataset<Row> judged, Counts counts, List<String> unknown, long sequence) {
    boolean overLimit = counts.quarantined() > options.maxQuarantineFraction() * counts.read();
    OptionalLong version = OptionalLong.empty();
    Map<RuleCode, Long> warnings = Map.of();
    if (counts.accepted() > 0 && !overLimit) {
      Dataset<Row> accepted = judged.where(col(Verdict.OUTCOME).equalTo(Verdict.ACCEPTED));
      knownIds.beforeAdding(spec);
      int files = (int) (1 + counts.accepted() / ROWS_PER_FILE);
      version =
          OptionalLong.of(
              warehouse.append(
                  spec.table(),
                  accepted.select(columns(spec)).coalesce(files),
                  options.runId(),
                  sequence));
      knownIds.add(spec, accepted);
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
        version);
  }

  private Map<RuleCode, Long> warnings(FeedSpec spec, Dataset<Row> accepted, Counts counts) {
    Map<RuleCode, Long> warnings = new LinkedHashMap<>();
    warnings.put(RuleCode.CHANGED_WITHOUT_KNOWN_AT, counts.changedWithoutKnownAt());
    warnings.put(RuleCode.MEAN_OUTSIDE_RANGE, counts.meanOutsideRange());
    warnings.values().removeIf(n -> n == 0);
    warnings.putAll(Warnings.counted(spec, accepted, () -> stored(MarketTables.CORPORATE_ACTIONS)));
    return warnings;
  }

  private Column[] columns(FeedSpec spec) {
    return Stream.concat(
            spec.feedColumns().stream().map(ColumnSpec::name).map(name -> col(name)),
            Stream.of(
                lit(options.mapping().name()).as("source_mapping"),
                col(ParsedRows.FILE).as("source_file"),
                col(ParsedRows.LINE).as("source_line"),
                lit(options.runId()).as("run_id"),
                lit(options.ingestedAt()).as("ingested_at")))
        .toArray(Column[]::new);
  }
}
