package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;
import org.rerate.engine.delta.Warehouse;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/** The same rows as CSV, JSON lines or Parquet are accepted and held back alike. */
class FormatsTest {

  private static final Set<String> FEW = Set.of("issuers", "securities", "prices");

  @TempDir Path folder;

  private static Path world() {
    return SharedSession.shared("worlds").resolve("world-103/feed");
  }

  private static List<WorldCopies.Table> few() {
    return WorldCopies.tables(world()).stream().filter(t -> FEW.contains(t.name())).toList();
  }

  private List<String> loaded(String warehouse, String feed, long localBytes) {
    Warehouse tables = SharedSession.warehouse(folder.resolve(warehouse));
    List<FileOutcome> outcomes = Loads.load(tables, folder.resolve(feed), "r1", 0.05, localBytes);
    assertThat(outcomes).allMatch(FileOutcome::isIn);
    return left(tables);
  }

  /** Accepted rows and codes of bad ones; {@code header} lines stand above the first record. */
  private static List<String> left(Warehouse tables) {
    return Loads.rows(tables, columns("source_line", "target, line_number, rules"));
  }

  /** The feed's columns of every market table and {@code line}, and columns of the quarantine. */
  private static Map<String, String> columns(String line, String quarantine) {
    Map<String, String> columns = new HashMap<>(Map.of("raw.quarantine", quarantine));
    for (FeedSpec spec : MarketTables.ALL) {
      String fed = String.join(", ", spec.feedColumns().stream().map(ColumnSpec::name).toList());
      columns.put("market." + spec.name(), fed + ", " + line);
    }
    return columns;
  }

  /** Bad rows with their messages and records. */
  private List<String> held(String warehouse) {
    return Loads.rows(
        SharedSession.warehouse(folder.resolve(warehouse)),
        "raw.quarantine",
        "target, file, line_number, rules, message, record");
  }

  @Test
  void theDirtyWorldAsJsonLinesAndAsParquetIsTheDirtyWorld() throws IOException {
    Files.createDirectories(folder.resolve("json"));
    SparkSession spark = SharedSession.warehouse(folder.resolve("w")).spark();
    for (WorldCopies.Table table : WorldCopies.tables(world())) {
      // A blank line is no record, and takes the place of the header.
      Files.writeString(
          folder.resolve("json/" + table.name() + ".jsonl"), "\n" + WorldCopies.jsonLines(table));
      WorldCopies.texts(spark, table)
          .write()
          .parquet(folder.resolve("parquet/" + table.name() + ".parquet").toString());
    }
    List<String> expected = judged(world(), "w-csv", 0);
    assertThat(expected).hasSizeGreaterThan(15_000);
    assertThat(expected.toString())
        .contains("[\"CONFLICTING_ROWS\"]", "[\"BAD_BOOLEAN\"]", "accepted + 2 unchanged");
    assertThat(judged(folder.resolve("json"), "w-json", 0)).isEqualTo(expected);
    // The number of a row in Parquet, from 1, is one less than its line in the CSV file.
    assertThat(judged(folder.resolve("parquet"), "w-parquet", 1)).isEqualTo(expected);
  }

  /**
   * Every file with its counts, every accepted row with its values, every bad one with its codes.
   */
  private List<String> judged(Path feed, String warehouse, int lines) {
    Warehouse tables = SharedSession.warehouse(folder.resolve(warehouse));
    List<String> all =
        new ArrayList<>(
            Loads.load(tables, feed, "r1", 0.9).stream()
                .map(outcome -> Summary.of(outcome).replaceFirst("; unknown columns: .*", ""))
                .toList());
    all.addAll(
        Loads.rows(
            tables,
            columns(
                "source_line + " + lines + " AS line",
                "target, line_number + " + lines + " AS line, rules")));
    return all;
  }

  @Test
  void typedParquetIsJudgedByTasksAsItIsHere() {
    for (WorldCopies.Table table : few()) {
      Dataset<Row> typed =
          WorldCopies.typed(
              SharedSession.warehouse(folder.resolve("w")).spark(),
              table,
              Map.of("open", "DECIMAL(20,6)", "volume", "BIGINT"));
      typed
          .repartition(2)
          .write()
          .mode(SaveMode.Overwrite)
          .parquet(folder.resolve("typed/" + table.name()).toString());
    }
    List<String> small = loaded("w-small", "typed", Loads.HERE);
    assertThat(loaded("w-large", "typed", Loads.IN_TASKS)).isEqualTo(small);
    List<String> held = held("w-small");
    assertThat(held("w-large")).isEqualTo(held);
    assertThat(held.toString())
        .contains("NOT_FINITE", "NOT_POSITIVE", "DATE_OUT_OF_RANGE", "UNKNOWN_CURRENCY")
        .contains("MISSING_VALUE", "CONFLICTING_ROWS", "UNKNOWN_SECURITY", "HIGH_BELOW_LOW");
  }

  @Test
  void heldRowsOfAnyKindComeInOnceTheyPass() {
    write("one/issuers.jsonl", "{\"issuer_id\":\"A\",\"name\":\"A\",\"region\":\"US\"}");
    write(
        "one/securities.jsonl",
        "{\"Security_ID\":\"B.1\",\"issuer_id\":\"B\",\"ticker\":700,\"currency\":\"USD\"}",
        "{\"security_id\":");
    Warehouse tables = SharedSession.warehouse(folder.resolve("w"));
    tables
        .spark()
        .sql(
            "SELECT 'A' issuer_id, 'net_income' metric, DATE'2026-12-31' period_end,"
                + " TIMESTAMP_NTZ'2026-01-05 00:00:00' as_of_date, 1.5BD mean, 'USD' currency"
                + " UNION ALL SELECT 'B', 'net_income', DATE'2026-12-31',"
                + " TIMESTAMP_NTZ'2026-01-05 00:00:00', 2.5BD, 'USD'")
        .coalesce(1)
        .write()
        .parquet(folder.resolve("one/estimates.parquet").toString());
    List<String> first = summaries(tables, "one", "r1");
    assertThat(first)
        .containsExactly(
            "issuers: 1 read = 1 accepted + 0 unchanged + 0 quarantined",
            "securities: 2 read = 0 accepted + 0 unchanged + 2 quarantined",
            "estimates: 2 read = 1 accepted + 0 unchanged + 1 quarantined");
    assertThat(Loads.rows(tables, "raw.quarantine", "rules, message").toString())
        .contains("securities.jsonl line 2: the record does not have the fields", "no JSON object");
    write("two/issuers.csv", "issuer_id,name,region", "B,B,CN");
    assertThat(summaries(tables, "two", "r2"))
        .contains(
            "securities: 1 read = 1 accepted + 0 unchanged + 0 quarantined",
            "estimates: 1 read = 1 accepted + 0 unchanged + 0 quarantined");
    assertThat(
            Loads.rows(tables, "market.estimates", "issuer_id, as_of_date, mean, known_at")
                .toString())
        .contains("{\"issuer_id\":\"B\",\"as_of_date\":\"2026-01-05\",\"mean\":2.5,");
    assertThat(Loads.rows(tables, "market.securities", "security_id, ticker").toString())
        .contains("\"B.1\",\"ticker\":\"700\"");
  }

  private List<String> summaries(Warehouse tables, String feed, String run) {
    return Loads.load(tables, folder.resolve(feed), run, 1.0).stream().map(Summary::of).toList();
  }

  @Test
  void filesThatAreNotWhatTheirNamesSayAreRefusedAlone() {
    write("bad/issuers.parquet", "PAR1 and no more");
    write("bad/securities.jsonl", "security_id,issuer_id,ticker,currency", "A,A,A,USD");
    write("bad/fx/part-0.csv", "currency,rate_date,usd_per_unit", "EUR,2026-01-05,1.1");
    write("bad/fx/part-1.jsonl", "{}");
    write("bad/baskets.jsonl", "{\"basket_id\":\"b\"}");
    write("bad/index_levels.csv", "index_id,level_date,level", "SPX,2026-01-05,6000");
    Warehouse tables = SharedSession.warehouse(folder.resolve("w"));
    assertThat(summaries(tables, "bad", "r1"))
        .containsExactly(
            "issuers.parquet is refused: it is truncated or no Parquet file (is not a Parquet"
                + " file. Expected magic number at tail, but found [111, 114, 101, 10])",
            "securities.jsonl is refused: none of its first lines holds a JSON object",
            "baskets.jsonl is refused: it lacks the required column name; its header has basket_id",
            "fx is refused: it has parts of several kinds (csv, jsonl); keep those of one",
            "index_levels: 1 read = 1 accepted + 0 unchanged + 0 quarantined");
  }

  private void write(String file, String... lines) {
    SharedSession.write(folder, file, String.join("\n", lines) + "\n");
  }

  @Test
  void aLookAtAFeedTellsWhatALoadWouldDoAndWritesNothing() {
    write("feed/issuers.csv", "issuer_id,name,region", "A,A,US");
    write("feed/securities.csv", "security_id,issuer_id,ticker,currency", "A.1,A,A,USD");
    write(
        "feed/prices.csv",
        "security_id,trade_date,close",
        "A.1,2026-01-05,1",
        "A.1,2026-01-06,-1",
        "B.1,2026-01-06,3");
    Path untouched = folder.resolve("nowhere");
    Warehouse tables = SharedSession.warehouse(untouched);
    for (long localBytes : new long[] {Loads.IN_TASKS, Loads.HERE}) {
      List<FilePreview> files =
          new Preview(Loads.limited(tables, localBytes), Loads.options("r1", 1.0, 0), line -> {})
              .of(folder.resolve("feed").toString());
      FilePreview prices = files.get(2);
      assertThat(Summary.of(prices.outcome()))
          .isEqualTo("prices: 3 read = 1 accepted + 0 unchanged + 2 quarantined");
      assertThat(prices.columns())
          .containsExactly("security_id", "trade_date", "close", "basis", "known_at", "retracted");
      assertThat(prices.rows().get(0)).startsWith("prices.csv", "2", "A.1", "2026-01-05", "1.0");
      assertThat(prices.held().keySet()).containsExactly("NOT_POSITIVE", "UNKNOWN_SECURITY");
      assertThat(prices.held().get("NOT_POSITIVE").examples())
          .containsExactly(
              new FilePreview.Example(
                  "prices.csv",
                  3,
                  "NOT_POSITIVE: prices.csv line 3, column close, value '-1': must be greater than"
                      + " 0",
                  "A.1,2026-01-06,-1"));
    }
    assertThat(untouched).doesNotExist();
  }
}
