package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;
import org.rerate.domain.RuleCode;
import org.rerate.engine.delta.Warehouse;
import org.rerate.ingest.read.MappingFile;

/** Of a vendor's folder, a part that cannot be read is refused by name; its siblings load. */
class PartsAloneTest {

  private static final String CLOSES =
      """
      files = ["{ticker}.csv"]
      targets.prices.columns {
        security_id { file_key = ticker, upper = true }
        trade_date = Date
        close = Close
      }
      """;

  private static final String RATES =
      """
      files = ["*.json"]
      records = "rates[*]"
      targets.fx.columns { currency = c, rate_date = d, usd_per_unit = r }
      """;

  @TempDir Path folder;
  private Warehouse warehouse;
  private int run;

  @BeforeEach
  void open() {
    warehouse = SharedSession.warehouse(folder.resolve("warehouse"));
    write("house/issuers.csv", "issuer_id,name,region\nA,A,US\n");
    write(
        "house/securities.csv",
        "security_id,issuer_id,ticker,currency\nAAPL,A,A,USD\nMSFT,A,M,USD\n");
    Loads.load(warehouse, folder.resolve("house"), "house", 1);
  }

  private void write(String file, String content) {
    SharedSession.write(folder, file, content);
  }

  private Map<String, FileOutcome> load(String feed, String mapping) {
    run++;
    IngestOptions options =
        new IngestOptions(
            MappingFile.parse("vendor", mapping),
            Set.of(),
            new QuarantineLimit(0.05, 0),
            "r" + run,
            Instant.parse("2026-11-21T12:00:00Z").plusSeconds(run),
            LocalDate.of(2026, 11, 21));
    return new Ingest(warehouse, options, line -> {})
        .load(folder.resolve(feed).toString()).stream()
            .collect(Collectors.toMap(FileOutcome::file, outcome -> outcome));
  }

  @Test
  void aBodyThatIsNoTableIsRefusedAndTheOthersLoad() {
    write("closes/aapl.csv", "Date,Close\n2024-01-08,185\n2024-01-09,186\n");
    write("closes/msft.csv", "Exceeded the daily hits limit\n");
    write("closes/nvda.csv", "");
    FileOutcome prices = load("closes", CLOSES).get("prices");
    assertThat(prices.accepted()).isEqualTo(2);
    assertThat(prices.isIn()).isFalse();
    assertThat(prices.refusals())
        .containsExactly(
            "msft.csv is refused: it lacks the required columns Close, Date; its header has"
                + " Exceeded the daily hits limit",
            "nvda.csv is refused: it is empty: there is no header row");
    assertThat(prices.reasonNotIn()).contains(String.join("; ", prices.refusals()));
    // Once it is whole it comes in, the rest is unchanged.
    write("closes/msft.csv", "Date,Close\n2024-01-08,374\n");
    write("closes/nvda.csv", "Date,Close\n");
    FileOutcome again = load("closes", CLOSES).get("prices");
    assertThat(again.isIn()).isTrue();
    assertThat(List.of(again.accepted(), again.unchanged())).containsExactly(1L, 2L);
  }

  /** The names of companies come from the files' names: a page of a web server makes none. */
  @Test
  void aBodyThatIsNoTableMakesNoCompany() {
    String mapping =
        CLOSES
            + """
            targets.issuers {
              once = true
              columns { issuer_id.file_key = ticker, name.file_key = ticker, region.constant = US }
            }
            """;
    write("closes/nvda.csv", "Date,Close\n2024-01-08,185\n");
    write("closes/goog.csv", "<!DOCTYPE html>\n<html>\n<p>Checking your browser</p>\n</html>\n");
    write("closes/amzn.csv", "Date,Close\n");
    Map<String, FileOutcome> files = load("closes", mapping);
    assertThat(files.get("issuers").accepted()).isEqualTo(1);
    assertThat(files.get("issuers").refusals())
        .containsExactly(
            "goog.csv is refused: it lacks the required columns Close, Date; its header has"
                + " <!DOCTYPE html>");
    assertThat(files.get("prices").warnings()).containsEntry(RuleCode.EMPTY_FILE, 1L);
    assertThat(Loads.rows(warehouse, "market.issuers", "issuer_id")).doesNotContain("goog");
  }

  @Test
  void whatShowsOnlyWhileAPartIsReadToo() {
    write("fx/a.json", "{\"rates\": [{\"c\": \"EUR\", \"d\": \"2024-01-08\", \"r\": 1.09}]}");
    write("fx/b.json", "{\"rates\": [{\"c\": \"GBP\",");
    write("fx/c.json", "{\"error\": \"no data\"}");
    FileOutcome fx = load("fx", RATES).get("fx");
    assertThat(fx.accepted()).isEqualTo(1);
    assertThat(fx.refusals()).hasSize(1).first().asString().startsWith("b.json is refused: ");
    assertThat(List.of(fx.sourceRows(), fx.emptyRows())).containsExactly(2L, 1L);
  }

  @Test
  void withoutAnyPartThatCanBeReadTheFileIsRefused() {
    write("closes/aapl.csv", "No data\n");
    write("closes/msft.csv", "No data\n");
    FileOutcome prices = load("closes", CLOSES).get("prices");
    assertThat(prices.refused().orElseThrow()).contains("aapl.csv is", "msft.csv is");
  }

  @Test
  void aFileThatComesEmptyIsToldEachTime() {
    write("closes/aapl.csv", "Date,Close\n");
    for (int i = 0; i < 2; i++) {
      assertThat(load("closes", CLOSES).get("prices").warnings())
          .containsExactly(Map.entry(RuleCode.EMPTY_FILE, 1L));
    }
  }

  @Test
  void aDamagedPartOfAParquetFileIsRefusedAlone() throws IOException {
    Path out = folder.resolve("rates");
    for (String part : List.of("a", "b")) {
      warehouse
          .spark()
          .sql("SELECT 'EUR' AS c, explode(sequence(DATE '2023-01-01', DATE '2023-12-31')) AS d")
          .selectExpr("c", part.equals("a") ? "d" : "date_add(d, 365) AS d", "1.1D AS r")
          .coalesce(1)
          .write()
          .option("parquet.page.write-checksum.enabled", true)
          .option("compression", "none")
          .parquet(out.resolve(part).toString());
    }
    Path feed = Files.createDirectories(folder.resolve("parquet"));
    byte[] damaged = parquet(out.resolve("a"));
    Arrays.fill(damaged, 200, 240, (byte) 0x33);
    Files.write(feed.resolve("a.parquet"), damaged);
    Files.write(feed.resolve("b.parquet"), parquet(out.resolve("b")));
    FileOutcome fx =
        load(
                "parquet",
                "files = [\"*.parquet\"], targets.fx.columns { currency = c, rate_date = d,"
                    + " usd_per_unit = r }")
            .get("fx");
    assertThat(fx.accepted()).isEqualTo(365);
    assertThat(fx.refusals()).singleElement().asString().startsWith("a.parquet is refused: ");
  }

  private static byte[] parquet(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return Files.readAllBytes(
          files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow());
    }
  }
}
