package org.rerate.blocks;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.domain.Days;
import org.rerate.domain.Knowledge;
import org.rerate.engine.delta.TableScan;
import org.rerate.engine.delta.TableState;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.KeySet;
import org.rerate.history.AsOf;
import org.rerate.history.CarryForward;
import org.rerate.table.SeriesTables;
import org.rerate.table.TableSpec;

/**
 * The blocks that days from one on need: those of years that can still count whole, and of older
 * years what {@link CarryForward} keeps, stored once a year in {@code series.carried}. Of keys
 * whose older years got rows since then it is stored anew.
 */
final class CarryForwardStore {

  /** With more keys changed than this, all are carried anew. */
  private static final int MOST_CHANGED = 1000;

  /** What marks of the present way to carry say; others are made anew. */
  private static final String FORM = "3";

  /** Parts a mark's state of the blocks from their packing. */
  private static final String AFTER = " of packing ";

  /** Before any day, and still a date. */
  private static final long EARLIEST = -700_000;

  private static final String[] KEY = {"kind", "series_key", "sub_key"};

  private final Warehouse warehouse;
  private final int year;
  private final Supplier<String> packing;
  private List<Row> changed;
  private Optional<TableState> blocks = Optional.empty();

  /**
   * Blocks for days from the year after {@code year} on; see {@link #yearOf}.
   *
   * @param packing which packing the blocks are of now, see {@link BlockWatermarks#packing}
   */
  CarryForwardStore(Warehouse warehouse, int year, Supplier<String> packing) {
    this.warehouse = warehouse;
    this.year = year;
    this.packing = packing;
  }

  /**
   * The first year that is read whole for days from {@code firstDay} on: rows of earlier ones are
   * too old to count on any of them.
   */
  static int yearOf(int firstDay, int longestAgeDays) {
    return Days.date((int) Math.max(EARLIEST, (long) firstDay - longestAgeDays)).getYear();
  }

  /** True if rows of earlier years cannot come back into sight. */
  static boolean serves(AsOf asOf) {
    return asOf.recordedBy() == null && asOf.knowledge().kind() != Knowledge.Kind.INSTANT;
  }

  /**
   * Kind, key, sub-key and payload of blocks of {@code kinds}.
   *
   * @param keys lines and issuers
   * @param runId signs what is carried, if it is carried now; null to carry nothing
   */
  List<TableScan> scans(List<String> kinds, KeySet keys, String runId) {
    boolean carries = runId != null && isCarried(runId);
    // Of named keys few blocks are read; that is less work than to carry those of all.
    if (!carries && (!keys.isAll() || runId == null || !hasOlder())) {
      return List.of(payloads(warehouse, SeriesTables.BLOCKS, kinds, keys));
    }
    if (!carries) {
      carryAnew(runId);
    }
    return List.of(
        payloads(warehouse, SeriesTables.BLOCKS, kinds, keys).where(Filter.is("year", 0)),
        payloads(warehouse, SeriesTables.BLOCKS, kinds, keys)
            .where(Filter.between("year", year, Integer.MAX_VALUE)),
        payloads(warehouse, SeriesTables.CARRIED, kinds, keys).where(Filter.is("year", year)));
  }

  /** Carries what changed of older years; false if all of them have to be carried first. */
  private synchronized boolean isCarried(String runId) {
    Optional<List<Row>> since = changed();
    since.filter(keys -> !keys.isEmpty()).ifPresent(keys -> carry(keys, runId));
    return since.isPresent();
  }

  /** Kind, key, sub-key and payload of the blocks of some kinds and keys. */
  static TableScan payloads(Warehouse warehouse, TableSpec table, List<String> kinds, KeySet keys) {
    return warehouse
        .scan(table, "kind", "series_key", "sub_key", "payload")
        .where(Filter.in("kind", kinds))
        .where(keys.filter("series_key"));
  }

  private boolean hasOlder() {
    return warehouse
            .scan(SeriesTables.BLOCKS, "year")
            .where(Filter.between("year", 1, year - 1))
            .bytes()
        > 0;
  }

  /** What {@link #carriedSince} says, asked once for each version of the blocks. */
  private Optional<List<Row>> changed() {
    Optional<TableState> now = warehouse.history(SeriesTables.BLOCKS).state();
    if (changed == null || !blocks.equals(now)) {
      changed = carriedSince().orElse(null);
      blocks = now;
    }
    return Optional.ofNullable(changed);
  }

  private static Dataset<Row> payloads(Dataset<Row> blocks) {
    return blocks.select("kind", "series_key", "sub_key", "payload");
  }

  private static Dataset<Row> keys(Dataset<Row> blocks) {
    return blocks.select("kind", "series_key", "sub_key");
  }

  private Dataset<Row> older(Dataset<Row> blocks) {
    return blocks.where("year > 0 AND year < " + year);
  }

  /** Keys whose older years got rows since they were carried; empty if that is not known. */
  private Optional<List<Row>> carriedSince() {
    return warehouse.exists(SeriesTables.CARRIED)
        ? mark()
            .flatMap(warehouse.history(SeriesTables.BLOCKS)::committersSince)
            .map(runs -> runs.isEmpty() ? List.<Row>of() : keysOf(runs))
            .filter(keys -> keys.size() <= MOST_CHANGED)
        : Optional.empty();
  }

  /** Up to which state of the blocks older years are carried; empty if that is not told. */
  private Optional<TableState> mark() {
    List<String> marks = new ArrayList<>();
    warehouse
        .scan(SeriesTables.CARRIED, "payload")
        .where(Filter.is("year", year))
        .where(Filter.in("kind", List.of(SeriesTables.MARK)))
        .where(Filter.in("sub_key", List.of(FORM)))
        .forEach(row -> marks.add(row.isMissing(0) ? "" : BlockWatermarks.text(row.bytes(0))));
    String ofThisPacking = AFTER + packing.get();
    return marks.size() == 1 && marks.get(0).endsWith(ofThisPacking)
        ? TableState.parse(
            marks.get(0).substring(0, marks.get(0).length() - ofThisPacking.length()))
        : Optional.empty();
  }

  /** Keys to whose older years these runs added rows, or more than {@link #MOST_CHANGED}. */
  private List<Row> keysOf(List<String> runs) {
    TableScan scan =
        warehouse
            .scan(SeriesTables.BLOCKS, KEY)
            .where(Filter.between("year", 1, year - 1))
            .where(Filter.in("run_id", runs));
    if (!scan.isSmall()) {
      return keys(scan.rows()).distinct().limit(MOST_CHANGED + 1).collectAsList();
    }
    Set<Row> keys = new HashSet<>();
    scan.forEach(row -> keys.add(RowFactory.create(row.values())));
    return List.copyOf(keys);
  }

  /** Carries the rows of these keys' lines and issuers once more; those of others stay. */
  private void carry(List<Row> keys, String run) {
    List<String> names = keys.stream().map(key -> key.getString(1)).distinct().toList();
    List<Row> older = new ArrayList<>();
    warehouse
        .scan(SeriesTables.BLOCKS, "kind", "series_key", "sub_key", "payload")
        .asOf(blocks.orElseThrow().version())
        .where(Filter.between("year", 1, year - 1))
        .where(Filter.in("series_key", names))
        .forEach(
            row ->
                older.add(RowFactory.create(row.text(0), row.text(1), row.text(2), row.bytes(3))));
    older.sort(
        Comparator.<Row, String>comparing(row -> row.getString(0))
            .thenComparing(row -> row.getString(1))
            .thenComparing(row -> row.getString(2)));
    List<Row> rows = new ArrayList<>();
    new KeyBlocks(older.iterator(), year, run, form(year)).forEachRemaining(rows::add);
    rows.add(mark(blocks.orElseThrow(), run));
    warehouse.replace(
        SeriesTables.CARRIED,
        warehouse.spark().createDataFrame(rows, SeriesTables.CARRIED.structType()).coalesce(1),
        Filter.and(
            Filter.is("year", year),
            Filter.or(
                List.of(Filter.is("kind", SeriesTables.MARK), Filter.in("series_key", names)))),
        run);
    changed = List.of();
  }

  private Row mark(TableState of, String run) {
    byte[] text = BlockWatermarks.bytes(of + AFTER + packing.get());
    return RowFactory.create(SeriesTables.MARK, "", FORM, year, of.version(), text, run);
  }

  private static KeyBlocks.Form form(int year) {
    return (kind, rows) -> CarryForward.of(kind, rows, year);
  }

  private void carryAnew(String run) {
    TableState state = warehouse.history(SeriesTables.BLOCKS).state().orElseThrow();
    Row mark = mark(state, run);
    Dataset<Row> older = older(warehouse.read(SeriesTables.BLOCKS, state.version()));
    var type = SeriesTables.CARRIED.structType();
    int since = year;
    Dataset<Row> rows =
        payloads(older)
            .repartition(col("kind"), col("series_key"), col("sub_key"))
            .sortWithinPartitions("kind", "series_key", "sub_key")
            .mapPartitions(
                (MapPartitionsFunction<Row, Row>)
                    sorted -> new KeyBlocks(sorted, since, run, form(since)),
                Encoders.row(type));
    warehouse.replace(
        SeriesTables.CARRIED,
        rows.unionAll(warehouse.spark().createDataFrame(List.of(mark), type)).coalesce(2),
        Filter.is("year", year),
        run);
  }
}
