package org.rerate.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.kernel.defaults.engine.DefaultEngine;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rerate.engine.delta.Cells;
import org.rerate.engine.delta.FileBatches;
import org.rerate.engine.delta.LogLookup;
import org.rerate.engine.delta.TableScan;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.parquet.DataFile;
import org.rerate.engine.parquet.ReadSettings;
import org.rerate.engine.parquet.RowGroupCopier;
import org.rerate.engine.parquet.ScanFile;
import org.rerate.table.ColumnSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.testing.Seeds;
import org.rerate.testing.SparkTestBase;

/** All renderings of a filter choose the same rows. */
class FilterTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  /** Rows are numbered here, in a column that no filter asks for. */
  private static final Map<TableSpec, String> NUMBERS =
      Map.of(ValuationTables.ROLLING, "observations", MarketTables.PRICES.table(), "close");

  /** Columns that filters ask for: keys, of which files have bounds, others, and partitions. */
  private static final Map<TableSpec, List<String>> ASKED =
      Map.of(
          ValuationTables.ROLLING,
          List.of(
              "basket_id",
              "against_basket_id",
              "valuation_date",
              "window",
              "status",
              "methodology",
              "recorded_by"),
          MarketTables.PRICES.table(),
          List.of("security_id", "trade_date", "known_at", "source_line", "currency", "run_id"));

  private static final int VALUES = 6;

  @TempDir private Path folder;

  private Warehouse warehouse;

  @BeforeEach
  void open() {
    warehouse = warehouse(folder);
  }

  static List<Long> seeds() {
    return Seeds.all();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void allRenderingsChooseTheSameRows(long seed) {
    Random random = new Random(seed);
    for (TableSpec table : ASKED.keySet()) {
      int number = 0;
      for (int append = 0; append < 6; append++) {
        // Files of one row have bounds that say all of it.
        int rows = append < 3 ? 1 : 2 + random.nextInt(20);
        warehouse.appendRows(table, rows(table, number, rows, random), "r", append);
        number += rows;
      }
      for (int n = 0; n < 12; n++) {
        check(table, filter(table, random, 3), "seed " + seed);
      }
    }
  }

  private void check(TableSpec table, Filter filter, String seed) {
    String number = NUMBERS.get(table);
    List<String> bySpark =
        warehouse.read(table).where(filter.sql()).select(number).collectAsList().stream()
            .map(row -> row.get(0).toString())
            .toList();
    List<String> byScan = new ArrayList<>();
    warehouse.scan(table, number).where(filter).forEach(row -> byScan.add(row.value(0).toString()));
    assertThat(byScan).as(seed + ": " + filter.sql()).containsExactlyInAnyOrderElementsOf(bySpark);

    String path = warehouse.root() + "/" + table.schema() + "/" + table.name();
    LogLookup log =
        new LogLookup(DefaultEngine.create(spark().sessionState().newHadoopConf()), path);
    Set<String> found = new HashSet<>();
    for (AddFile file : log.files(OptionalLong.empty(), table, filter).files()) {
      found.add(file.path());
    }
    for (AddFile file : log.files(OptionalLong.empty(), table, Filter.all()).files()) {
      ScanFile one = ScanFile.of(table, path, file);
      Filter left = FilterValues.given(filter, one.partition());
      boolean isTouched =
          !left.equals(Filter.none())
              && !RowGroupCopier.of(one, table, left, warehouse.rowFolder()).touched().isEmpty();
      List<String> all = new ArrayList<>();
      List<String> met = new ArrayList<>();
      read(table, number, one, filter, all, met);
      String what = seed + ": " + filter.sql() + " of " + left.sql();
      assertThat(bySpark).as(what).containsAll(met);
      if (!met.isEmpty()) {
        assertThat(isTouched).as("Parquet keeps the file, " + what).isTrue();
        assertThat(found).as("the log keeps the file, " + what).contains(file.path());
      } else if (all.size() == 1 && isOfKeys(table, filter) && hasBounds(file, filter)) {
        assertThat(isTouched).as("Parquet leaves out the file, " + what).isFalse();
        assertThat(found).as("the log leaves out the file, " + what).doesNotContain(file.path());
      }
    }
  }

  /** All rows of a file, and those that the row test finds, by their number. */
  private void read(
      TableSpec table,
      String number,
      ScanFile file,
      Filter filter,
      List<String> all,
      List<String> met) {
    List<String> names = new ArrayList<>(List.of(number));
    names.addAll(ASKED.get(table));
    ReadSettings asked =
        new ReadSettings(
            spark().sessionState().newHadoopConf(),
            TableScan.type(names.stream().map(n -> table.column(n).orElseThrow()).toList()),
            Filter.all());
    RowTest test = new RowTest(filter);
    try (FileBatches batches = new FileBatches(asked, List.of(file))) {
      batches.forEachRemaining(
          batch -> {
            test.start(name -> batch.column(names.indexOf(name)));
            Cells cells = new Cells(batch, new int[] {0});
            for (int row = 0; row < batch.numRows(); row++) {
              String text = cells.at(row).value(0).toString();
              all.add(text);
              if (test.isMet(row)) {
                met.add(text);
              }
            }
          });
    }
  }

  private static boolean hasBounds(AddFile file, Filter filter) {
    return filter.columns().stream()
        .allMatch(column -> file.stats().matches(".*minValues[^}]*\"" + column + "\".*"));
  }

  /** Bounds are kept of keys and runs alone; of what is excluded they say nothing. */
  private static boolean isOfKeys(TableSpec table, Filter filter) {
    return !filter.sql().contains("NOT")
        && !filter.sql().contains("IS NULL")
        && filter.columns().stream()
            .allMatch(
                name ->
                    table
                        .column(name)
                        .filter(c -> DataFile.isSearchedFor(table, c))
                        .filter(c -> !c.kind().type().equals(DataTypes.TimestampType))
                        .isPresent());
  }

  private static List<Row> rows(TableSpec table, int number, int count, Random random) {
    return IntStream.range(number, number + count)
        .mapToObj(n -> RowFactory.create(cells(table, n, random)))
        .toList();
  }

  private static Object[] cells(TableSpec table, int number, Random random) {
    List<Object> cells = new ArrayList<>();
    for (ColumnSpec column : table.columns()) {
      DataType type = column.kind().type();
      if (column.name().equals(NUMBERS.get(table))) {
        cells.add(type.equals(DataTypes.DoubleType) ? (Object) (double) number : number);
      } else if (!ASKED.get(table).contains(column.name())) {
        cells.add(null);
      } else {
        cells.add(random.nextInt(5) == 0 ? null : value(type, random.nextInt(VALUES)));
      }
    }
    return cells.toArray();
  }

  /** Values in the order of their numbers; texts that Java and UTF-8 order in two ways. */
  private static Object value(DataType type, int n) {
    if (type.equals(DataTypes.StringType)) {
      return List.of("a'b", "b\\c", "c", "é\n", "\uffee", "\ud83d\ude00").get(n);
    } else if (type.equals(DataTypes.DateType)) {
      return LocalDate.of(2024, 1, 28).plusDays(n);
    } else if (type.equals(DataTypes.TimestampType)) {
      return Instant.parse("2024-01-01T00:00:00.000001Z").plusMillis(n);
    } else if (type.equals(DataTypes.LongType)) {
      return (long) n;
    }
    return n;
  }

  private static Filter filter(TableSpec table, Random random, int depth) {
    int what = depth == 0 ? random.nextInt(5) : random.nextInt(11);
    List<String> asked = ASKED.get(table);
    String column = asked.get(random.nextInt(asked.size()));
    DataType type = table.column(column).orElseThrow().kind().type();
    Object value = value(type, random.nextInt(VALUES));
    if (what == 0) {
      return new Filter.Equal(column, value);
    } else if (what == 1) {
      return new Filter.In(column, new HashSet<>(List.of(value, value(type, 0), value(type, 3))));
    } else if (what == 2) {
      Object other = value(type, random.nextInt(VALUES));
      int open = random.nextInt(4);
      return new Filter.Range(column, open == 0 ? null : value, open == 1 ? null : other);
    } else if (what == 3) {
      return new Filter.IsNull(column);
    } else if (what == 4) {
      return random.nextInt(8) > 0
          ? Filter.is(asked.get(0), (String) value(DataTypes.StringType, 2))
          : random.nextBoolean() ? Filter.all() : Filter.none();
    } else if (what < 6) {
      return filter(table, random, depth - 1).not();
    }
    List<Filter> parts =
        IntStream.range(0, 1 + random.nextInt(3))
            .mapToObj(i -> filter(table, random, depth - 1))
            .toList();
    return what < 9 ? Filter.and(parts) : Filter.or(parts);
  }

  @Test
  void sqlIsQuoted() {
    assertThat(
            Filter.and(
                    Filter.in("name", List.of("it's", "b\\c")),
                    Filter.or(
                        List.of(Filter.days("day", 19723, 19724), Filter.is("at", (Instant) null))))
                .sql())
        .isEqualTo(
            "name IN ('it\\'s', 'b\\\\c') AND (day >= DATE'2024-01-01' AND day <="
                + " DATE'2024-01-02' OR at IS NULL)");
  }

  @Test
  void aLongListIsHeldAgainstBounds() {
    TableSpec table = MarketTables.PRICES.table();
    Random random = new Random(1);
    warehouse.appendRows(table, rows(table, 0, 20, random), "r", 0);
    List<String> names = IntStream.range(0, 300).mapToObj(i -> "A" + i).toList();
    assertThat(warehouse.scan(table, "close").where(Filter.in("security_id", names)).bytes())
        .as("every text is greater")
        .isZero();
    Filter most =
        Filter.in(
            "security_id",
            java.util.stream.Stream.concat(names.stream(), java.util.stream.Stream.of("a'b"))
                .toList());
    check(table, most, "long list");
  }
}
