package org.rerate.ingest.load;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_except;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.unix_micros;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.rerate.domain.Days;
import org.rerate.domain.RuleCode;
import org.rerate.engine.delta.TableState;
import org.rerate.engine.delta.Warehouse;
import org.rerate.ingest.check.OddFigures;
import org.rerate.ingest.check.Warning;
import org.rerate.ingest.read.FeedReader;
import org.rerate.ingest.read.SourceMapping;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.OpsTables;

/**
 * Judges rows of the quarantine again, under the rules of the run's day, and takes in what passes,
 * each as delivered when it was held: it does not beat what was delivered since. A row is marked
 * after it is stored: a run that dies between the two leaves a row that the next finds unchanged,
 * and marks.
 */
public final class QuarantineRetry {

  private static final String[] NAMED = {"feed", "target", "file", "line_number", "record"};

  /** Rows of one file of one feed, as one mapping read them: they are judged together. */
  private record Group(String feed, String target, String mapping) {}

  private final Warehouse warehouse;
  private final IngestOptions options;
  private final Function<String, Optional<SourceMapping>> mappings;
  private final Progress progress;
  private final List<Row> resolved = new ArrayList<>();

  /**
   * The rows held in {@code warehouse}.
   *
   * @param mappings vendors' formats by name
   */
  public QuarantineRetry(
      Warehouse warehouse,
      IngestOptions options,
      Function<String, Optional<SourceMapping>> mappings,
      Progress progress) {
    this.warehouse = warehouse;
    this.options = options;
    this.mappings = mappings;
    this.progress = progress;
  }

  /** Judges every row that is still held. */
  public List<FileOutcome> retryAll() {
    return retry(held(), true);
  }

  /** Takes in rows that were held only because they name what was not known. */
  List<FileOutcome> takeInKnown() {
    Dataset<Row> unknown =
        held()
            .where(
                size(array_except(
                        col("rules"),
                        array(
                            lit(RuleCode.UNKNOWN_ISSUER.name()),
                            lit(RuleCode.UNKNOWN_IDENTIFIER.name()),
                            lit(RuleCode.UNKNOWN_SECURITY.name()))))
                    .equalTo(0));
    return retry(unknown, false);
  }

  private Dataset<Row> held() {
    return warehouse.read(OpsTables.QUARANTINE).where("resolved_run_id IS NULL");
  }

  private List<FileOutcome> retry(Dataset<Row> rows, boolean countsHeld) {
    if (!warehouse.exists(OpsTables.QUARANTINE)) {
      return List.of();
    }
    List<Group> groups =
        new ArrayList<>(
            rows.select("feed", "target", "source_mapping").distinct().collectAsList().stream()
                .map(row -> new Group(row.getString(0), row.getString(1), row.getString(2)))
                .toList());
    // Companies before lines, lines before what names them.
    groups.sort(
        Comparator.<Group>comparingInt(group -> MarketTables.ALL.indexOf(spec(group)))
            .thenComparing(Group::feed)
            .thenComparing(Group::mapping));
    Map<String, Long> groupsOfTarget =
        groups.stream().collect(Collectors.groupingBy(Group::target, Collectors.counting()));
    Map<Group, FileOutcome> done = new LinkedHashMap<>();
    for (Group group : groups) {
      boolean competes = groupsOfTarget.get(group.target()) > 1;
      Attempts.of(() -> retry(group, rows, countsHeld, competes))
          .ifPresent(outcome -> done.put(group, outcome));
    }
    figures(done);
    mark();
    List<FileOutcome> outcomes = List.copyOf(done.values());
    outcomes.stream()
        .filter(outcome -> countsHeld || outcome.read() > 0)
        .forEach(outcome -> progress.accept("held back before, " + Summary.of(outcome)));
    return outcomes;
  }

  /**
   * Adds to outcomes what is odd about the figures that came in. The run may have taken in others
   * before, which it has told of.
   */
  private void figures(Map<Group, FileOutcome> done) {
    Map<List<Object>, String> feeds = new HashMap<>();
    resolved.forEach(
        row ->
            feeds.put(
                List.of(row.getString(1), row.getString(2), row.getLong(3)), row.getString(0)));
    Map<FeedSpec, List<Warning>> odd =
        Figures.odd(
            List.copyOf(done.values()), progress, () -> OddFigures.of(warehouse, options.runId()));
    Map<String, WarningLog> logs = new HashMap<>();
    odd.forEach(
        (spec, found) ->
            found.stream()
                .filter(one -> feeds.containsKey(List.of(spec.name(), one.file(), one.line())))
                .collect(
                    Collectors.groupingBy(
                        one -> feeds.get(List.of(spec.name(), one.file(), one.line()))))
                .forEach(
                    (feed, its) -> {
                      Map<RuleCode, Long> counts =
                          logs.computeIfAbsent(feed, this::warnings).add(spec, its);
                      done.keySet().stream()
                          .filter(g -> g.feed().equals(feed) && g.target().equals(spec.name()))
                          .findFirst()
                          .ifPresent(
                              group -> done.compute(group, (g, o) -> o.withWarnings(counts)));
                    }));
    logs.values().forEach(WarningLog::store);
  }

  private WarningLog warnings(String feed) {
    return new WarningLog(warehouse, options.runId(), feed, progress);
  }

  private Optional<FileOutcome> retry(
      Group group, Dataset<Row> rows, boolean countsHeld, boolean competes) {
    Optional<SourceMapping> mapping =
        group.mapping().equals(SourceMapping.CANONICAL.name())
            ? Optional.of(SourceMapping.CANONICAL)
            : mappings.apply(group.mapping());
    if (mapping.isEmpty()) {
      progress.accept(
          "rows of " + group.feed() + " stay held: mapping " + group.mapping() + " is not there");
      return Optional.empty();
    }
    Loading loading = loading(group, mapping.get());
    FeedSpec spec = spec(group);
    Optional<TableState> state = warehouse.history(spec.table()).state();
    long sequence = warehouse.sequence(spec.table());
    HeldSource held = held(rows, group, loading, spec);
    FileOutcome outcome =
        FileLoad.reconciled(
            loading,
            spec,
            held,
            Reconciler.Purpose.STORE,
            competes,
            judged -> store(group, loading, held, judged, sequence, countsHeld));
    FileOutcome told = loading.warnings().beside(spec, state, outcome);
    loading.warnings().store();
    return Optional.of(told);
  }

  private static HeldSource held(Dataset<Row> rows, Group group, Loading loading, FeedSpec spec) {
    HeldSource held = new HeldSource(spec.name());
    for (Row row :
        rows.where(
                col("feed")
                    .equalTo(group.feed())
                    .and(col("target").equalTo(group.target()))
                    .and(col("source_mapping").equalTo(group.mapping())))
            .select(
                col("file"),
                col("line_number"),
                col("header"),
                col("record"),
                unix_micros(col("quarantined_at")))
            .collectAsList()) {
      held.add(
          row.getString(3),
          row.getLong(4),
          loading
              .reader()
              .held(
                  spec,
                  row.getString(0),
                  row.getLong(1),
                  row.getString(2),
                  row.getString(3),
                  Days.instant(row.getLong(4))));
    }
    return held;
  }

  private FileOutcome store(
      Group group,
      Loading loading,
      HeldSource held,
      Reconciled rows,
      long sequence,
      boolean countsHeld) {
    OptionalLong version =
        rows.accepted() > 0
            ? OptionalLong.of(loading.append(rows, sequence))
            : OptionalLong.empty();
    if (version.isPresent()) {
      loading.warnings().add(rows.spec(), rows.warnings(), rows.namedWarnings());
    }
    for (HeldSource.RecordKey record : held.without(rows.rejected())) {
      resolved.add(
          RowFactory.create(
              group.feed(), group.target(), record.file(), record.line(), record.text()));
    }
    return FileOutcome.retried(
        group.target(), rows.accepted(), rows.unchanged(), countsHeld ? rows.bad() : 0, version);
  }

  private void mark() {
    if (!resolved.isEmpty()) {
      Dataset<Row> keys = warehouse.spark().createDataFrame(new ArrayList<>(resolved), keyType());
      Attempts.of(
          () -> {
            warehouse.set(OpsTables.QUARANTINE, keys, "resolved_run_id", options.runId());
            return keys;
          });
      resolved.clear();
    }
  }

  private static StructType keyType() {
    StructType type = new StructType();
    for (String name : NAMED) {
      type = type.add(OpsTables.QUARANTINE.column(name).orElseThrow().field());
    }
    return type;
  }

  private Loading loading(Group group, SourceMapping mapping) {
    IngestOptions told =
        new IngestOptions(
            mapping,
            options.only(),
            options.limit(),
            options.runId(),
            options.ingestedAt(),
            options.runDay());
    FeedReader reader = new FeedReader(warehouse, mapping, options.runDay(), options.ingestedAt());
    return new Loading(
        warehouse,
        told,
        reader,
        new KnownIds(warehouse, reader, List.of()),
        new Quarantine(warehouse, told, group.feed()),
        warnings(group.feed()),
        progress);
  }

  private static FeedSpec spec(Group group) {
    return MarketTables.named(group.target()).orElseThrow();
  }
}
