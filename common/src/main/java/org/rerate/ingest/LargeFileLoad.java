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
import org.rerate.contract.Contract;
import org.rerate.contract.TooManyVersionsException;
import org.rerate.contract.Verdict;
import org.rerate.contract.Warnings;
import org.rerate.domain.RuleCode;
import org.rerate.feed.FeedFile;
import org.rerate.feed.ParsedRows;
import org.rerate.storage.FeedFolder;
import org.rerate.storage.InternalRows;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * Loads one file of any size: Spark reads it once, judges its rows, and stores what may be stored.
 */
final class LargeFileLoad {

  /** Rows per file of a market table: few, large files. */
  private static final long ROWS_PER_FILE = 4_000_000;

  /** So many keep a core busy with writing them, even if that makes more files. */
  private static final long ROWS_OF_WRITER = 500_000;

  private static final long BYTES_OF_PARTITION = 128L << 20;

  private static final long MOST_PARTITIONS = 2_000;

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
    Contract contract = loading.contract(file.spec());
    Dataset<Row> each = each(file, contract);
    try {
      return load(file, unknownColumns, sequence, contract, each, true);
    } catch (Exception e) { // Spark wraps what a task throws, in exceptions that nothing declares
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof TooManyVersionsException) {
          return load(file, unknownColumns, sequence, contract, each, false);
        }
      }
      throw e;
    }
  }

  /**
   * The rows of the file, each judged by itself, shuffled so that those of a key lie together. All
   * later steps start from what the shuffle left on disk: the file is read once, and no row waits
   * in memory. Records are left behind; those of the few bad rows are looked up in the end.
   */
  private Dataset<Row> each(FeedFile file, Contract contract) {
    Dataset<Row> each =
        contract.judgeEach(loading.reader().rows(file).drop(ParsedRows.RECORD, ParsedRows.HEADER));
    return InternalRows.dataset(
        loading.warehouse().spark(),
        InternalRows.of(each.repartition(partitions(file), contract.together())),
        each.schema());
  }

  /** Of a size that sorts in memory, at least one for each core. */
  private int partitions(FeedFile file) {
    long bytes = file.parts().stream().mapToLong(FeedFolder.Part::bytes).sum();
    return (int) Math.min(MOST_PARTITIONS, cores() + bytes / BYTES_OF_PARTITION);
  }

  private int cores() {
    return loading.warehouse().spark().sparkContext().defaultParallelism();
  }

  private FileOutcome load(
      FeedFile file,
      List<String> unknownColumns,
      long sequence,
      Contract contract,
      Dataset<Row> each,
      boolean isWalked) {
    Dataset<Row> judged = contract.judgeTogether(each, loading.stored(file.spec()), isWalked);
    Counts counts = Counts.of(file.spec(), judged);
    if (counts.refused().isPresent()) {
      return FileOutcome.refused(file.spec().name(), counts.refused().get());
    }
    FileOutcome outcome = store(file.spec(), judged, counts, unknownColumns, sequence);
    // Once the file is in: another run may have come between, and then all of it is judged anew.
    if (counts.quarantined() > 0) {
      loading.quarantine().add(file.spec(), withRecords(file, judged));
    }
    return outcome;
  }

  /** The bad rows with their original texts, which are read again. */
  private Dataset<Row> withRecords(FeedFile file, Dataset<Row> judged) {
    String[] place = {ParsedRows.FILE, ParsedRows.LINE};
    Dataset<Row> bad = judged.where(col(Verdict.OUTCOME).equalTo(Verdict.QUARANTINED));
    Dataset<Row> texts =
        loading
            .reader()
            .rows(file)
            .select(ParsedRows.FILE, ParsedRows.LINE, ParsedRows.RECORD, ParsedRows.HEADER)
            .join(bad.select(ParsedRows.FILE, ParsedRows.LINE).distinct(), place, "left_semi")
            // A wide record yields several rows.
            .dropDuplicates(place);
    return loading.reader().withRecords(file, bad.join(texts, place, "inner"));
  }

  private FileOutcome store(
      FeedSpec spec, Dataset<Row> judged, Counts counts, List<String> unknown, long sequence) {
    boolean overLimit = counts.quarantined() > loading.options().limit() * counts.read();
    OptionalLong version = OptionalLong.empty();
    Map<RuleCode, Long> warnings = Map.of();
    if (counts.accepted() > 0 && !overLimit) {
      Dataset<Row> accepted = judged.where(col(Verdict.OUTCOME).equalTo(Verdict.ACCEPTED));
      // Before the rows are stored: they are judged anew whenever they are asked for.
      warnings = warnings(spec, accepted, counts, loading.storedBefore(spec, sequence));
      List<String> ids =
          MarketTables.isReference(spec.name())
              ? KnownIds.texts(accepted.select(spec.key().get(0)))
              : List.of();
      loading.knownIds().beforeAdding(spec);
      long whole = 1 + counts.accepted() / ROWS_PER_FILE;
      int files = (int) Math.max(whole, Math.min(cores(), counts.accepted() / ROWS_OF_WRITER));
      version =
          OptionalLong.of(
              loading
                  .warehouse()
                  .append(
                      spec.table(),
                      accepted.select(columns(spec)).coalesce(files),
                      loading.options().runId(),
                      sequence));
      if (MarketTables.isReference(spec.name())) {
        loading.knownIds().add(spec, ids);
      }
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
        Optional.empty());
  }

  private Map<RuleCode, Long> warnings(
      FeedSpec spec, Dataset<Row> accepted, Counts counts, Optional<Dataset<Row>> stored) {
    Map<RuleCode, Long> warnings = new LinkedHashMap<>();
    warnings.put(RuleCode.CHANGED_WITHOUT_KNOWN_AT, counts.changedWithoutKnownAt());
    warnings.put(RuleCode.MEAN_OUTSIDE_RANGE, counts.meanOutsideRange());
    warnings.values().removeIf(n -> n == 0);
    warnings.putAll(
        Warnings.counted(
            spec, accepted, stored, () -> loading.stored(MarketTables.CORPORATE_ACTIONS)));
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
                lit(loading.options().ingestedAt()).as("ingested_at"),
                lit(null).cast("timestamp").as("delivered_at")))
        .toArray(Column[]::new);
  }
}
