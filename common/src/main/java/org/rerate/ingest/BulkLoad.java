package org.rerate.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import org.rerate.bulk.BatchSchema;
import org.rerate.contract.RowValidationRules;
import org.rerate.contract.VersionReconciler;
import org.rerate.contract.Warnings;
import org.rerate.contract.WarningsInMemory;
import org.rerate.domain.Days;
import org.rerate.domain.RuleCode;
import org.rerate.feed.FeedFile;
import org.rerate.feed.ParsedRows;
import org.rerate.feed.SplitRows;
import org.rerate.storage.DataFile;
import org.rerate.storage.Exchange;
import org.rerate.storage.FeedFolder;
import org.rerate.storage.InternalRows;
import org.rerate.storage.SparkExchange;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.VersionOrder;

/**
 * Loads one file of any size in one pass: tasks read stretches of it, judge each row by itself and
 * send it to the task of its key; that compares what it got with what is stored, and writes the
 * rows that are accepted. Rows are columns of numbers throughout.
 */
final class BulkLoad {

  /** Bytes of a text file that a task reads. */
  private static final long BYTES_OF_SPLIT = 32L << 20;

  /** Rows that a task compares, about. */
  private static final long ROWS_OF_PART = 1_500_000;

  /** Rows that keep a core busy with writing. */
  private static final long ROWS_OF_WRITER = 500_000;

  /** Rows that a task may hold. */
  private static final long MOST_ROWS_OF_PART = 4_000_000;

  private static final int MOST_PARTS = 1_000;

  private static final int BYTES_OF_ROW = 60;

  private final Loading loading;
  private final FeedFile file;
  private final FeedSpec spec;
  private final List<String> unknownColumns;
  private final long sequence;
  private final Optional<Dataset<Row>> stored;
  private final LongAccumulator read;
  private final LongAccumulator compared;
  private long expected;

  BulkLoad(Loading loading, FeedFile file, List<String> unknownColumns, long sequence) {
    this.loading = loading;
    this.file = file;
    this.unknownColumns = unknownColumns;
    this.sequence = sequence;
    spec = file.spec();
    stored = loading.stored(spec);
    read = spark().sparkContext().longAccumulator();
    compared = spark().sparkContext().longAccumulator();
  }

  /** Loads the file; empty, and nothing done, if it has to be loaded in another way. */
  Optional<FileOutcome> load() {
    // Whether memberships overlap is asked of all of a basket, with those stored.
    if (spec.equals(MarketTables.MEMBERS)) {
      return Optional.empty();
    }
    RowValidationRules rules =
        RowValidationRules.of(
            spark(),
            spec,
            loading.knownIds()::references,
            loading.options().runDay(),
            loading.taken(spec));
    try {
      return load(rules, BYTES_OF_SPLIT);
    } catch (MisalignedException e) {
      return load(rules, Long.MAX_VALUE / 2);
    } finally {
      rules.release();
    }
  }

  /** A record goes on beyond the end of its split; the file has to be read without any. */
  private static final class MisalignedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private SparkSession spark() {
    return loading.warehouse().spark();
  }

  private Optional<FileOutcome> load(RowValidationRules rules, long bytesOfSplit) {
    int parts = parts();
    read.reset();
    JavaPairRDD<Integer, byte[]> rows = sent(rules, parts, bytesOfSplit);
    RowProgress telling =
        new RowProgress(spec.name(), expected, read, compared, loading.progress());
    try {
      return load(rows, parts);
    } finally {
      telling.close();
    }
  }

  private Optional<FileOutcome> load(JavaPairRDD<Integer, byte[]> rows, int parts) {
    SparkExchange.Shuffled sent = SparkExchange.of(rows, PartitionedWriter.tasks(parts));
    ReadCounts tally = tally(sent, parts);
    if (tally.refused != null) {
      return Optional.of(FileOutcome.refused(spec.name(), tally.refused));
    }
    if (tally.isMisaligned) {
      throw new MisalignedException();
    }
    Optional<Dataset<Row>> near = near(tally);
    boolean hasUndated = tally.knownByIngest > 0 && near.isPresent();
    if (hasUndated || tally.most() > MOST_ROWS_OF_PART) {
      return Optional.empty();
    }
    SparkExchange.Shuffled beside =
        SparkExchange.of(beside(near, parts), PartitionedWriter.tasks(parts));
    if (near.isPresent() && tally(beside, parts).most() + tally.most() > MOST_ROWS_OF_PART) {
      return Optional.empty();
    }
    int firstDay = near.isPresent() ? firstAccepted(sent, beside, parts) : Integer.MIN_VALUE;
    return Optional.of(settle(tally, sent, beside, parts, firstDay));
  }

  /** So many that each compares what fits in memory, and that all cores have something to write. */
  private int parts() {
    if (loading.options().parts() > 0) {
      return loading.options().parts();
    }
    long rows = loading.reader().isParquet(file) ? loading.reader().parquetRowCount(file) : about();
    long there = stored.map(Dataset::count).orElse(0L);
    long parts = (rows + Math.min(there, 2 * rows)) / ROWS_OF_PART + 1;
    long cores = spark().sparkContext().defaultParallelism();
    return (int) Math.min(MOST_PARTS, Math.max(parts, Math.min(cores, rows / ROWS_OF_WRITER)));
  }

  private long about() {
    return file.parts().stream().mapToLong(BulkLoad::unpacked).sum() / BYTES_OF_ROW;
  }

  private static long unpacked(FeedFolder.Part part) {
    return part.uri().endsWith(".gz") ? part.bytes() * 6 : part.bytes();
  }

  private JavaPairRDD<Integer, byte[]> sent(
      RowValidationRules rules, int parts, long bytesOfSplit) {
    String name = spec.name();
    LongAccumulator counted = read;
    if (loading.reader().isParquet(file)) {
      expected = loading.reader().parquetRowCount(file);
      // A header a row would be most of what is sent; those of good rows are looked up if needed.
      Column hasFault = col(ParsedRows.CODES).isNotNull().or(col(ParsedRows.RECORD).isNotNull());
      Dataset<Row> raw =
          loading
              .reader()
              .rawRows(file)
              .withColumn(ParsedRows.HEADER, when(hasFault, col(ParsedRows.HEADER)));
      return InternalRows.of(raw)
          .mapPartitionsToPair(
              rows ->
                  new RowSource.OfParquet(rows, shape(name), parts, rules.judge(), counted::add));
    }
    SplitRows splits = loading.reader().splits(file, bytesOfSplit);
    expected = splits.lines() > 0 ? splits.lines() : about();
    List<Integer> numbers = IntStream.range(0, splits.splits().size()).boxed().toList();
    return JavaSparkContext.fromSparkContext(spark().sparkContext())
        .parallelize(numbers, numbers.size())
        .flatMapToPair(
            split ->
                new RowSource.OfText(
                    splits, split, shape(name), parts, rules.judge(), counted::add));
  }

  private static BatchSchema shape(String name) {
    return new BatchSchema(MarketTables.named(name).orElseThrow());
  }

  private static ReadCounts tally(Exchange.Sent sent, int parts) {
    ReadCounts all = new ReadCounts(parts);
    sent.at(0).forEach(parcel -> all.add((ReadCounts) PartitionedWriter.object(parcel)));
    return all;
  }

  /** The stored rows that those of the file may meet; empty if there are none. */
  private Optional<Dataset<Row>> near(ReadCounts tally) {
    if (stored.isEmpty() || tally.read == tally.bad + tally.unchanged) {
      return Optional.empty();
    }
    Dataset<Row> rows = stored.get();
    if (spec.businessDay() != null) {
      Column day = col(spec.businessDay());
      rows =
          rows.where(
              day.between(
                  lit(Days.date(tally.firstDay - VersionReconciler.daysBefore(spec))),
                  lit(Days.date(tally.lastDay))));
    }
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows);
  }

  private JavaPairRDD<Integer, byte[]> beside(Optional<Dataset<Row>> near, int parts) {
    if (near.isEmpty()) {
      return JavaSparkContext.fromSparkContext(spark().sparkContext())
          .parallelizePairs(List.of(), 1);
    }
    List<Column> columns = new ArrayList<>();
    spec.feedColumns().forEach(column -> columns.add(col(column.name())));
    columns.add(col("source_line"));
    columns.add(col("source_file"));
    columns.add(VersionOrder.delivered());
    String name = spec.name();
    return InternalRows.of(near.get().select(columns.toArray(Column[]::new)))
        .mapPartitionsToPair(rows -> new RowSource.OfStored(rows, shape(name), parts));
  }

  /** The first day of an accepted row, where stored rows of the days before it matter. */
  private int firstAccepted(SparkExchange.Shuffled sent, SparkExchange.Shuffled beside, int parts) {
    if (!VersionReconciler.hasNeighbours(spec)) {
      return Integer.MIN_VALUE;
    }
    Reconciler judging =
        new Reconciler(
            spec.name(),
            parts,
            null,
            "",
            "",
            0,
            Integer.MIN_VALUE,
            spark().sparkContext().longAccumulator());
    int first = Integer.MAX_VALUE;
    for (Object result : sent.with(beside, judging::of)) {
      if (result instanceof ReconcileResult settled) {
        first = Math.min(first, settled.firstAccepted());
      }
    }
    return first;
  }

  private FileOutcome settle(
      ReadCounts tally,
      SparkExchange.Shuffled sent,
      SparkExchange.Shuffled beside,
      int parts,
      int firstDay) {
    IngestOptions options = loading.options();
    Reconciler settling =
        new Reconciler(
            spec.name(),
            parts,
            loading.warehouse().rowFolder(),
            options.mapping().name(),
            options.runId(),
            Days.micros(options.ingestedAt()),
            firstDay,
            compared);
    JavaRDD<Object> results = sent.zipped(beside, settling::of).persist(StorageLevel.DISK_ONLY());
    try {
      List<ReconcileResult> settled = new ArrayList<>();
      results
          .filter(result -> result instanceof ReconcileResult)
          .collect()
          .forEach(result -> settled.add((ReconcileResult) result));
      return store(tally, settled, results);
    } finally {
      results.unpersist();
    }
  }

  private FileOutcome store(
      ReadCounts tally, List<ReconcileResult> settled, JavaRDD<Object> results) {
    long accepted = settled.stream().mapToLong(ReconcileResult::accepted).sum();
    long unchanged = tally.unchanged + settled.stream().mapToLong(ReconcileResult::unchanged).sum();
    long bad = tally.bad + settled.stream().mapToLong(ReconcileResult::conflicting).sum();
    boolean overLimit = bad > loading.options().limit() * tally.read;
    List<DataFile> files = settled.stream().flatMap(part -> part.files().stream()).toList();
    OptionalLong version = OptionalLong.empty();
    Map<RuleCode, Long> warnings = Map.of();
    if (overLimit) {
      loading.warehouse().discard(spec.table(), files);
    } else if (accepted > 0) {
      version = OptionalLong.of(append(files));
      warnings = warnings(settled, files);
    }
    // Once the file is in: another run may have come between, and then all of it is judged anew.
    if (bad > 0) {
      loading.quarantine().add(spec, withRecords(results));
    }
    return new FileOutcome(
        spec.name(),
        tally.read,
        overLimit ? 0 : accepted,
        unchanged,
        bad,
        overLimit ? accepted : 0,
        Optional.empty(),
        overLimit,
        unknownColumns,
        warnings,
        tally.sourceRows,
        tally.emptyRows,
        version,
        Optional.empty(),
        Optional.empty());
  }

  private long append(List<DataFile> files) {
    try {
      long version =
          loading.warehouse().appendFiles(spec.table(), files, loading.options().runId(), sequence);
      if (MarketTables.isReference(spec.name())) {
        loading.knownIds().forget(spec);
      }
      return version;
    } catch (RuntimeException e) {
      loading.warehouse().discard(spec.table(), files);
      throw e;
    }
  }

  private Map<RuleCode, Long> warnings(List<ReconcileResult> settled, List<DataFile> files) {
    Map<RuleCode, Long> counted = new EnumMap<>(RuleCode.class);
    settled.forEach(one -> one.warnings().forEach((code, n) -> counted.merge(code, n, Long::sum)));
    Map<RuleCode, Long> warnings = new LinkedHashMap<>();
    for (RuleCode code : List.of(RuleCode.CHANGED_WITHOUT_KNOWN_AT, RuleCode.MEAN_OUTSIDE_RANGE)) {
      if (counted.containsKey(code)) {
        warnings.put(code, counted.remove(code));
      }
    }
    if (settled.stream().anyMatch(ReconcileResult::hasMoreSteps)) {
      warnings.putAll(
          Warnings.counted(
              spec,
              loading.warehouse().readFiles(spec.table(), files),
              loading.storedBefore(spec, sequence),
              this::actions));
      return warnings;
    }
    warnings.putAll(counted);
    long steps =
        WarningsInMemory.unexplained(
            settled.stream().flatMap(one -> one.steps().stream()).toList(),
            () -> loading.facts(MarketTables.CORPORATE_ACTIONS));
    if (steps > 0) {
      boolean isPrice = spec.equals(MarketTables.PRICES);
      warnings.put(isPrice ? RuleCode.PRICE_MOVE : RuleCode.SHARE_COUNT_JUMP, steps);
    }
    return warnings;
  }

  private Optional<Dataset<Row>> actions() {
    return loading.stored(MarketTables.CORPORATE_ACTIONS);
  }

  /** The bad rows with their original texts; those found bad beside others are read again. */
  private Dataset<Row> withRecords(JavaRDD<Object> results) {
    JavaRDD<Row> rows =
        results.filter(result -> result instanceof BadRow).map(bad -> ((BadRow) bad).row());
    Dataset<Row> bad = spark().createDataFrame(rows, BadRow.TYPE);
    Dataset<Row> lost = bad.where(col(ParsedRows.RECORD).isNull());
    if (lost.isEmpty()) {
      return bad;
    }
    String[] place = {ParsedRows.FILE, ParsedRows.LINE};
    Dataset<Row> texts =
        loading
            .reader()
            .rows(file)
            .select(ParsedRows.FILE, ParsedRows.LINE, ParsedRows.RECORD, ParsedRows.HEADER)
            .join(lost.select(ParsedRows.FILE, ParsedRows.LINE).distinct(), place, "left_semi")
            // A wide record yields several rows.
            .dropDuplicates(place);
    Dataset<Row> found =
        loading
            .reader()
            .withRecords(
                file, lost.drop(ParsedRows.RECORD, ParsedRows.HEADER).join(texts, place, "inner"));
    return bad.where(col(ParsedRows.RECORD).isNotNull()).unionByName(found);
  }
}
