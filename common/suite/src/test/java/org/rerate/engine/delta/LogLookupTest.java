package org.rerate.engine.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.AddFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.Days;
import org.rerate.engine.filter.Filter;
import org.rerate.table.MarketTables;
import org.rerate.table.OpsTables;
import org.rerate.table.SeriesTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.testing.SparkTestBase;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** Files that are found in the log here are among those that Delta finds, and hold all rows. */
class LogLookupTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final TableSpec CAPS = ValuationTables.ISSUER_CAPS;

  private static final Filter VARIANT =
      Filter.and(
          Filter.is("methodology", "m"),
          Filter.is("knowledge", "latest"),
          Filter.is("recorded_by", (Instant) null));

  private static final List<Filter> RANGES =
      List.of(
          days("2024-03-01", "2024-04-30"),
          Filter.or(
              List.of(
                  Filter.until("valuation_date", Days.of(LocalDate.of(2024, 1, 31))),
                  Filter.since("valuation_date", Days.of(LocalDate.of(2024, 4, 2))))),
          Filter.in("issuer_id", List.of("I2", "I3")),
          Filter.and(Filter.in("issuer_id", List.of("I2", "I3")), days("2024-03-15", "2024-03-15")),
          Filter.or(
              List.of(
                  Filter.and(
                      Filter.is("issuer_id", "I1"),
                      Filter.since("valuation_date", Days.of(LocalDate.of(2024, 1, 1)))),
                  Filter.present("run_id"))),
          Filter.since("valuation_date", Days.of(LocalDate.of(2025, 1, 2))),
          Filter.is("status", "OK"));

  private static Filter days(String from, String to) {
    return Filter.days(
        "valuation_date", Days.of(LocalDate.parse(from)), Days.of(LocalDate.parse(to)));
  }

  @TempDir private Path folder;

  private Warehouse warehouse;
  private LogLookup log;
  private String path;

  @BeforeEach
  void fill() {
    warehouse = warehouse(folder);
    int number = 0;
    for (String methodology : List.of("m", "other")) {
      for (int month = 1; month <= 4; month++) {
        List<Row> rows = new ArrayList<>();
        for (int day = 14; day <= 16; day++) {
          LocalDate date = LocalDate.of(2024, month, day);
          rows.add(
              RowFactory.create(
                  "I" + month, date, (double) day, 7, "OK", methodology, "latest", null, "r"));
        }
        warehouse.appendRows(CAPS, rows, "r" + number, number++);
      }
    }
    path = warehouse.root() + "/" + CAPS.schema() + "/" + CAPS.name();
    log = new LogLookup(LocalFileIo.engine(spark().sessionState().newHadoopConf()), path);
  }

  @Test
  void areThoseThatDeltaFinds() {
    RANGES.forEach(this::areThoseThatDeltaFinds);
  }

  private void areThoseThatDeltaFinds(Filter range) {
    Filter where = Filter.and(VARIANT, range);
    var plan = warehouse.read(CAPS).where(where.sql()).queryExecution().analyzed();
    Expression condition = ((org.apache.spark.sql.catalyst.plans.logical.Filter) plan).condition();
    OptimisticTransaction transaction =
        DeltaLog.forTable(spark(), new org.apache.hadoop.fs.Path(path))
            .startTransaction(Option.empty(), Option.empty());
    List<AddFile> found =
        CollectionConverters.asJava(
            transaction.filterFiles(
                CollectionConverters.asScala(List.of(condition)).toSeq(), false));
    FoundFiles looked = log.files(OptionalLong.of(transaction.readVersion()), CAPS, where);
    assertThat(looked.isPlain()).isTrue();
    // Delta holds a list of values against bounds as a whole.
    assertThat(names(found)).as(where.sql()).containsAll(names(looked.files()));
    assertThat(looked.files().stream().mapToLong(AddFile::size).sum())
        .as("all of them, of %s", where.sql())
        .isEqualTo(warehouse.scan(CAPS, "issuer_id").where(where).bytes());
  }

  /** Kernel and Spark call all of their types by the same names. */
  @Test
  void ownTablesArePlain() {
    for (TableSpec table :
        List.of(SeriesTables.BLOCKS, MarketTables.PRICES.table(), OpsTables.RUN_LOG)) {
      warehouse.append(table, spark().createDataFrame(List.of(), table.structType()), "r", 0);
      String folder = warehouse.root() + "/" + table.schema() + "/" + table.name();
      LogLookup its =
          new LogLookup(LocalFileIo.engine(spark().sessionState().newHadoopConf()), folder);
      assertThat(its.files(OptionalLong.empty(), table, Filter.all()).isPlain())
          .as(table.fullName())
          .isTrue();
    }
  }

  @Test
  void appendsAreCounted() {
    assertThat(log.sequence(DeltaTables.APPLICATION, OptionalLong.empty())).isEqualTo(8);
    assertThat(log.sequence(DeltaTables.APPLICATION, OptionalLong.of(3))).isEqualTo(4);
    assertThat(log.sequence("another", OptionalLong.empty())).isZero();
  }

  private static List<String> names(List<AddFile> files) {
    return files.stream().map(AddFile::path).sorted().toList();
  }
}
