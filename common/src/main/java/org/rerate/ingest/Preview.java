package org.rerate.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.rerate.contract.Contract;
import org.rerate.contract.ValidatedRow;
import org.rerate.contract.Verdict;
import org.rerate.feed.FeedFile;
import org.rerate.feed.FeedListing;
import org.rerate.feed.FeedReader;
import org.rerate.feed.ParsedRows;
import org.rerate.storage.FeedFolder;
import org.rerate.storage.Warehouse;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * Says what a load of a feed would do, and writes nothing: files are read and judged against what
 * is stored, one after the other, so that the companies and lines that a file would bring are known
 * to the next.
 */
public final class Preview {

  private static final int ROWS = 5;

  private static final int EXAMPLES = 3;

  private final Warehouse warehouse;
  private final IngestOptions options;

  /** A look at what would come into {@code warehouse}, which need not exist yet. */
  public Preview(Warehouse warehouse, IngestOptions options) {
    this.warehouse = warehouse;
    this.options = options;
  }

  /**
   * Looks at the feed in a folder.
   *
   * @throws org.rerate.domain.RerateException with {@code USAGE} if there is nothing to load in it
   */
  public List<FilePreview> of(String feed) {
    FeedFolder folder = FeedFolder.open(warehouse.spark(), feed);
    FeedReader reader =
        new FeedReader(
            warehouse.spark(), options.mapping(), options.runDay(), options.ingestedAt());
    List<FeedFile> files = FeedListing.of(folder, options.mapping());
    List<FeedFile> leftOut =
        files.stream().filter(file -> !options.wants(file.spec().name())).toList();
    Loading loading =
        new Loading(
            warehouse,
            options,
            reader,
            new KnownIds(warehouse, reader, leftOut),
            new Quarantine(warehouse, options, folder.uri()),
            new WarningLog(warehouse, options.runId(), folder.uri(), line -> {}),
            line -> {});
    return files.stream()
        .filter(file -> options.wants(file.spec().name()))
        .map(file -> look(file, loading))
        .toList();
  }

  private FilePreview look(FeedFile file, Loading loading) {
    try {
      return attempt(file, loading);
    } catch (Exception e) { // Spark wraps what a task throws, in exceptions that nothing declares
      Optional<String> refused = loading.reader().refusal(file, e);
      if (refused.isPresent()) {
        return refused(FileOutcome.refused(file.spec().name(), refused.get()));
      }
      throw e;
    }
  }

  private FilePreview attempt(FeedFile file, Loading loading) {
    FeedSpec spec = file.spec();
    FeedReader.Headers headers = loading.reader().headers(file);
    if (headers.refused().isPresent()) {
      return refused(FileOutcome.refused(spec.name(), headers.refused().get()));
    }
    if (FeedReader.isSmall(file)) {
      Optional<List<Row>> parsed = loading.reader().rowsInMemory(file, options.inMemoryRows());
      Optional<FilePreview> preview =
          parsed.flatMap(rows -> inMemory(rows, spec, loading, headers.unknownColumns()));
      if (preview.isPresent()) {
        return preview.get();
      }
    }
    return bySpark(file, loading, headers.unknownColumns());
  }

  private static FilePreview refused(FileOutcome outcome) {
    return new FilePreview(outcome, List.of(), List.of(), Map.of());
  }

  private Optional<FilePreview> inMemory(
      List<Row> parsed, FeedSpec spec, Loading loading, List<String> unknown) {
    Optional<String> refused = SmallFileLoad.refused(spec, parsed);
    if (refused.isPresent()) {
      return Optional.of(refused(FileOutcome.refused(spec.name(), refused.get())));
    }
    return loading
        .contractInMemory(spec)
        .judge(parsed, loading.facts(spec))
        .map(
            rows -> {
              FilePreview preview =
                  preview(
                      spec,
                      rows.stream().filter(r -> r.outcome().equals(Verdict.ACCEPTED)).toList(),
                      rows.stream().filter(r -> r.outcome().equals(Verdict.QUARANTINED)).toList(),
                      rows.size(),
                      SmallFileLoad.sum(spec, parsed, 8),
                      SmallFileLoad.sum(spec, parsed, 9),
                      unknown);
              bring(spec, rows, loading);
              return preview;
            });
  }

  private static void bring(FeedSpec spec, List<ValidatedRow> rows, Loading loading) {
    loading
        .knownIds()
        .add(
            spec,
            rows.stream()
                .filter(row -> row.outcome().equals(Verdict.ACCEPTED))
                .map(row -> (String) row.value(0))
                .toList());
  }

  private FilePreview preview(
      FeedSpec spec,
      List<ValidatedRow> accepted,
      List<ValidatedRow> bad,
      long read,
      long sourceRows,
      long emptyRows,
      List<String> unknown) {
    Map<String, FilePreview.Held> held = new TreeMap<>();
    for (ValidatedRow row : bad) {
      hold(held, row.codes().iterator().next(), example(row));
    }
    FileOutcome outcome =
        outcome(spec, read, accepted.size(), bad.size(), sourceRows, emptyRows, unknown);
    return preview(
        outcome, spec, accepted.stream().limit(ROWS).map(r -> cells(spec, r)).toList(), held);
  }

  private static FilePreview.Example example(ValidatedRow row) {
    return new FilePreview.Example(
        row.file(), row.line(), String.join("; ", row.messages()), row.record());
  }

  private static void hold(
      Map<String, FilePreview.Held> held, String rule, FilePreview.Example example) {
    FilePreview.Held before = held.getOrDefault(rule, new FilePreview.Held(0, List.of()));
    List<FilePreview.Example> examples = new ArrayList<>(before.examples());
    if (examples.size() < EXAMPLES) {
      examples.add(example);
    }
    held.put(rule, new FilePreview.Held(before.count() + 1, List.copyOf(examples)));
  }

  /** File, line, then a text per feed column. */
  private static List<String> cells(FeedSpec spec, ValidatedRow row) {
    List<String> cells = new ArrayList<>(List.of(row.file(), Long.toString(row.line())));
    for (int i = 0; i < spec.feedColumns().size(); i++) {
      Object value = ParsedRows.external(spec.feedColumns().get(i), row.value(i));
      cells.add(value == null ? null : value.toString());
    }
    return cells;
  }

  private static FilePreview preview(
      FileOutcome outcome,
      FeedSpec spec,
      List<List<String>> rows,
      Map<String, FilePreview.Held> held) {
    List<Integer> shown =
        IntStream.range(0, spec.feedColumns().size())
            .filter(i -> rows.stream().anyMatch(row -> row.get(i + 2) != null))
            .boxed()
            .toList();
    List<String> columns = shown.stream().map(i -> spec.feedColumns().get(i).name()).toList();
    List<List<String>> cells = new ArrayList<>();
    for (List<String> row : rows) {
      List<String> kept = new ArrayList<>(row.subList(0, 2));
      shown.forEach(i -> kept.add(row.get(i + 2)));
      cells.add(kept);
    }
    return new FilePreview(outcome, columns, cells, held);
  }

  private FileOutcome outcome(
      FeedSpec spec,
      long read,
      long accepted,
      long bad,
      long sourceRows,
      long emptyRows,
      List<String> unknown) {
    boolean overLimit = bad > options.limit() * read;
    return new FileOutcome(
        spec.name(),
        read,
        overLimit ? 0 : accepted,
        read - accepted - bad,
        bad,
        overLimit ? accepted : 0,
        Optional.empty(),
        overLimit,
        unknown,
        Map.of(),
        sourceRows,
        emptyRows,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private FilePreview bySpark(FeedFile file, Loading loading, List<String> unknown) {
    warehouse.prepareForBulk();
    FeedSpec spec = file.spec();
    Contract contract = loading.contract(spec);
    Dataset<Row> judged =
        contract
            .judgeTogether(
                contract.judgeEach(loading.reader().rows(file)), loading.stored(spec), false)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Counts counts = Counts.of(spec, judged);
      if (counts.refused().isPresent()) {
        return refused(FileOutcome.refused(spec.name(), counts.refused().get()));
      }
      Dataset<Row> accepted = judged.where(col(Verdict.OUTCOME).equalTo(Verdict.ACCEPTED));
      if (MarketTables.isReference(spec.name())) {
        loading.knownIds().add(spec, KnownIds.texts(accepted.select(spec.key().get(0))));
      }
      FileOutcome outcome =
          outcome(
              spec,
              counts.read(),
              counts.accepted(),
              counts.quarantined(),
              counts.sourceRows(),
              counts.emptyRows(),
              unknown);
      return preview(outcome, spec, first(spec, accepted), held(file, loading, judged));
    } finally {
      judged.unpersist();
    }
  }

  private static List<List<String>> first(FeedSpec spec, Dataset<Row> accepted) {
    List<Column> columns = new ArrayList<>(List.of(col(ParsedRows.FILE), col(ParsedRows.LINE)));
    spec.feedColumns().stream().map(ColumnSpec::name).map(name -> col(name)).forEach(columns::add);
    Column[] texts = columns.stream().map(c -> c.cast("string")).toArray(Column[]::new);
    return accepted
        .orderBy(col(ParsedRows.FILE), col(ParsedRows.LINE))
        .select(texts)
        .limit(ROWS)
        .collectAsList()
        .stream()
        .map(Preview::texts)
        .toList();
  }

  private static List<String> texts(Row row) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      texts.add(row.getString(i));
    }
    return texts;
  }

  private static Map<String, FilePreview.Held> held(
      FeedFile file, Loading loading, Dataset<Row> judged) {
    Dataset<Row> bad =
        judged
            .where(col(Verdict.OUTCOME).equalTo(Verdict.QUARANTINED))
            .withColumn("_rule", col(ParsedRows.CODES).getItem(0));
    Map<String, FilePreview.Held> held = new TreeMap<>();
    for (Row rule : bad.groupBy("_rule").count().collectAsList()) {
      Dataset<Row> some = bad.where(col("_rule").equalTo(rule.getString(0)));
      List<FilePreview.Example> examples =
          loading
              .reader()
              .withRecords(
                  file, some.orderBy(col(ParsedRows.FILE), col(ParsedRows.LINE)).limit(EXAMPLES))
              .select(
                  col(ParsedRows.FILE),
                  col(ParsedRows.LINE),
                  org.apache.spark.sql.functions.array_join(col(ParsedRows.MESSAGES), "; "),
                  coalesce(col(ParsedRows.RECORD), lit("")))
              .collectAsList()
              .stream()
              .map(
                  row ->
                      new FilePreview.Example(
                          row.getString(0), row.getLong(1), row.getString(2), row.getString(3)))
              .toList();
      held.put(rule.getString(0), new FilePreview.Held(rule.getLong(1), examples));
    }
    return held;
  }
}
