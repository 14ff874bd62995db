package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;
import org.rerate.engine.delta.Warehouse;
import org.rerate.ingest.read.MappingFile;

/** Layouts that real vendors deliver: other encodings, lines around the table, units by row. */
class LayoutsTest {

  private static final String CLOSES =
      """
      files = ["*.csv"]
      encoding = "%s"
      preamble = 2
      footer = ["合计"]
      targets.prices.columns {
        security_id { from = "代码", pad = 6, append = ".SZ" }
        trade_date { from = "日期", date_format = "yyyy/MM/dd" }
        close = "收盘价"
      }
      """;

  @TempDir Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void open() {
    warehouse = SharedSession.warehouse(folder.resolve("warehouse"));
    SharedSession.write(folder, "house/issuers.csv", "issuer_id,name,region\nA,A,CN\n");
    SharedSession.write(
        folder,
        "house/securities.csv",
        "security_id,issuer_id,ticker,currency\n000001.SZ,A,1,CNY\n000002.SZ,A,2,CNY\n");
    Loads.load(warehouse, folder.resolve("house"), "house", 1);
  }

  private FileOutcome load(String mapping, String content, Charset encoding) throws IOException {
    Path feed = Files.createDirectories(folder.resolve("vendor"));
    Files.write(feed.resolve("day.csv"), content.getBytes(encoding));
    IngestOptions options =
        new IngestOptions(
            MappingFile.parse("vendor", mapping),
            Set.of(),
            new QuarantineLimit(1, 0),
            "r1",
            Instant.parse("2026-11-21T12:00:00Z"),
            LocalDate.of(2026, 11, 21));
    return new Ingest(warehouse, options, line -> {}).load(feed.toString()).get(0);
  }

  private List<String> asked(String query) {
    return warehouse.spark().sql(query).collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private void closesIn(Charset encoding) throws IOException {
    load(
        CLOSES.formatted(encoding.name()),
        "深圳证券交易所\n导出时间,2024/01/09\n代码,日期,收盘价\n1,2024/01/08,9.15\n2,2024/01/08,10.2\n合计,2,\n",
        encoding);
    assertThat(
            asked(
                "SELECT concat_ws(' ', security_id, trade_date, close, source_line) FROM"
                    + " market.prices ORDER BY 1"))
        .containsExactly("000001.SZ 2024-01-08 9.15 4", "000002.SZ 2024-01-08 10.2 5");
    assertThat(asked("SELECT message FROM raw.quarantine")).isEmpty();
  }

  @Test
  void gbkWithLinesBeforeAndAfterTheTable() throws IOException {
    closesIn(Charset.forName("GBK"));
  }

  @Test
  void utf16WithLinesBeforeAndAfterTheTable() throws IOException {
    closesIn(StandardCharsets.UTF_16);
  }

  @Test
  void aColumnSaysInWhichUnitARowIs() throws IOException {
    FileOutcome shares =
        load(
            """
            files = ["*.csv"]
            targets.shares.columns {
              security_id = id
              effective_date = day
              shares_outstanding {
                from = count
                factor { column = unit, lookup { thousands = 1000, units = 1 } }
              }
            }
            """,
            """
            id,day,count,unit
            000001.SZ,2024-01-08,19405918,thousands
            000002.SZ,2024-01-08,11930709471,units
            000002.SZ,2024-02-08,7,lots
            """,
            StandardCharsets.UTF_8);
    assertThat(List.of(shares.accepted(), shares.quarantined())).containsExactly(2L, 1L);
    assertThat(
            asked(
                "SELECT concat_ws(' ', security_id, CAST(shares_outstanding AS BIGINT)) FROM"
                    + " market.shares ORDER BY 1"))
        .containsExactly("000001.SZ 19405918000", "000002.SZ 11930709471");
    assertThat(asked("SELECT message FROM raw.quarantine"))
        .first()
        .asString()
        .startsWith("BAD_NUMBER: day.csv line 4, column shares_outstanding, value '7 of lots'");
  }
}
