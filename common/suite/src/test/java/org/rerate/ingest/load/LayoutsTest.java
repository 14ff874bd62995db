package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;
import org.rerate.domain.RuleCode;
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
  private int runs;

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
    return loadAs(mapping);
  }

  private FileOutcome loadAs(String mapping) {
    IngestOptions options =
        new IngestOptions(
            MappingFile.parse("vendor", mapping),
            Set.of(),
            new QuarantineLimit(1, 0),
            "r" + ++runs,
            Instant.parse("2026-11-21T12:00:00Z"),
            LocalDate.of(2026, 11, 21));
    return new Ingest(warehouse, options, line -> {})
        .load(folder.resolve("vendor").toString())
        .get(0);
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

  @Test
  void eachColumnOfAWideTableIsALine() throws IOException {
    load(
        """
        files = ["*.csv"]
        targets.prices {
          value = "{column}"
          each { columns = "{code} close", not = ["index close"] }
          columns {
            security_id { constant = "{code}", append = ".SZ" }
            trade_date = day
            close = "{column}"
          }
        }
        """,
        """
        day,000001 close,index close,000002 Close,000002 volume
        2024-01-08,9.15,3000,10.2,7
        2024-01-09,9.2,3010,,7
        """,
        StandardCharsets.UTF_8);
    assertThat(
            asked(
                "SELECT concat_ws(' ', security_id, trade_date, close) FROM market.prices"
                    + " ORDER BY 1"))
        .containsExactly(
            "000001.SZ 2024-01-08 9.15", "000001.SZ 2024-01-09 9.2", "000002.SZ 2024-01-08 10.2");
  }

  @Test
  void ratesAreQuotedEitherWayRound() throws IOException {
    load(
        """
        files = ["*.csv"]
        targets.fx.columns {
          currency = quoted
          rate_date = day
          usd_per_unit { from = rate, reciprocal { column = quoted, not = [EUR, GBP] } }
        }
        """,
        """
        quoted,day,rate
        EUR,2024-01-08,1.095
        JPY,2024-01-08,160
        """,
        StandardCharsets.UTF_8);
    assertThat(asked("SELECT concat_ws(' ', currency, usd_per_unit) FROM market.fx ORDER BY 1"))
        .containsExactly("EUR 1.095", "JPY 0.00625");
  }

  @Test
  void aTimeThatIsDroppedAndNotMidnightIsTold() throws IOException {
    FileOutcome prices =
        load(
            """
            files = ["*.csv"]
            targets.prices.columns {
              security_id = id
              trade_date { from = at, date_format = "yyyy-MM-dd HH:mm:ssxxx" }
              close = close
            }
            """,
            """
            id,at,close
            000001.SZ,2024-01-08 00:00:00+08:00,9.15
            000001.SZ,2024-01-09 16:00:00+00:00,9.2
            """,
            StandardCharsets.UTF_8);
    assertThat(prices.warnings()).containsEntry(RuleCode.DROPPED_TIME, 1L);
    assertThat(
            asked(
                "SELECT concat_ws('|', file, line_number, before, after) FROM ops.warnings WHERE"
                    + " rule = 'DROPPED_TIME'"))
        .containsExactly("day.csv|3|2024-01-09 16:00:00+00:00|2024-01-09");
  }

  /** 45299.625 is 2024-01-08 15:00, 1704672000 seconds the same day. */
  @Test
  void aDateIsHeldWithWhatTheMappingSaysOfIt() throws IOException {
    FileOutcome prices =
        load(
            """
            files = ["*.csv"]
            targets.prices.columns {
              security_id = id
              trade_date { from = day, epoch = excel }
              close = close
              known_at { from = at, epoch = ms, optional = true }
            }
            """,
            """
            id,day,close,at
            000001.SZ,45299,9.15,1704729600000
            000001.SZ,59,9.15,1704729600000
            000002.SZ,45299.625,9.2,1704729600
            000002.SZ,1704672000,9.2,
            """,
            StandardCharsets.UTF_8);
    assertThat(List.of(prices.read(), prices.accepted(), prices.quarantined()))
        .containsExactly(4L, 1L, 3L);
    assertThat(asked("SELECT concat_ws(' ', trade_date, known_at) FROM market.prices"))
        .containsExactly("2024-01-08 2024-01-08 16:00:00");
    assertThat(asked("SELECT message FROM raw.quarantine ORDER BY line_number"))
        .containsExactly(
            "BAD_DATE: day.csv line 3, column trade_date, value '59': below 61, from where on epoch"
                + " = excel is right, 1900-03-01",
            "BAD_INSTANT: day.csv line 4, column known_at, value '1704729600': epoch = ms makes it"
                + " 1970-01-20; if it is 2024-01-08, say epoch = s",
            "BAD_DATE: day.csv line 5, column trade_date, value '1704672000': epoch = excel makes"
                + " it +4669133-05-30; if it is 2024-01-08, say epoch = s");
  }

  @Test
  void listsSideBySideAreARecordForEachPosition() throws IOException {
    SharedSession.write(
        folder,
        "vendor/000001.json",
        """
        {"chart": {"result": [{"meta": {"gmtoffset": 28800}, "timestamp": [1704672000, 1704758400],
          "indicators": {"quote": [{"close": [9.15, null]}]}}]}}
        """);
    loadAs(
        """
        files = "{code}.json"
        targets.prices {
          records = "chart.result[*]"
          parallel { t = timestamp, close = "indicators.quote.0.close" }
          value = close
          columns {
            security_id { file_key = code, append = ".SZ" }
            trade_date { from = t, epoch = s, zone = "Asia/Shanghai" }
            close = close
          }
        }
        """);
    assertThat(asked("SELECT concat_ws(' ', security_id, trade_date, close) FROM market.prices"))
        .containsExactly("000001.SZ 2024-01-08 9.15");
  }

  @Test
  void filesInAZipFileAreReadAndADamagedOneIsRefusedAlone() throws IOException {
    byte[] zip = zip("a/000001.txt", "20240108,91500\n", "a/000002.txt", "20240108,102000\n");
    Path feed = Files.createDirectories(folder.resolve("vendor"));
    Files.write(feed.resolve("day-1.zip"), zip);
    String mapping =
        """
        files = "day-*.zip/a/{code}.txt"
        header = [day, close]
        targets.prices.columns {
          security_id { file_key = code, append = ".SZ" }
          trade_date { from = day, date_format = yyyyMMdd }
          close { from = close, factor = 0.0001 }
        }
        """;
    assertThat(loadAs(mapping).isIn()).isTrue();
    assertThat(
            asked(
                "SELECT concat_ws(' ', security_id, trade_date, close, source_file, source_line)"
                    + " FROM market.prices ORDER BY 1"))
        .containsExactly(
            "000001.SZ 2024-01-08 9.15 day-1.zip/a/000001.txt 1",
            "000002.SZ 2024-01-08 10.2 day-1.zip/a/000002.txt 1");
    byte[] damaged = zip("a/000001.txt", "20240109,92000\n", "a/000002.txt", "20240109,103000\n");
    damaged[30 + "a/000001.txt".length() + 3] ^= 0x55;
    Files.write(feed.resolve("day-2.zip"), damaged);
    FileOutcome outcome = loadAs(mapping);
    assertThat(outcome.accepted()).isEqualTo(1);
    assertThat(outcome.refusals())
        .singleElement()
        .asString()
        .startsWith("day-2.zip/a/000001.txt is refused: it is truncated or damaged as a zip file");
    Files.write(feed.resolve("day-2.zip"), Arrays.copyOf(zip, zip.length - 10));
    assertThat(loadAs(mapping).refusals())
        .containsExactly(
            "day-2.zip is refused: it cannot be read as a zip file: it has no zip directory at its"
                + " end");
  }

  @Test
  void aZipFileWhoseEntriesShareBytesIsRefused() throws IOException {
    byte[] zip = zip("a/000001.txt", "20240108,91500\n", "a/000002.txt", "20240108,102000\n");
    Path feed = Files.createDirectories(folder.resolve("vendor"));
    Files.write(feed.resolve("day-1.zip"), zip);
    int entry = zip.length - 22 - (46 + "a/000002.txt".length());
    // The second entry of the directory points to where the first lies.
    Arrays.fill(zip, entry + 42, entry + 46, (byte) 0);
    Files.write(feed.resolve("day-3.zip"), zip);
    assertThat(
            loadAs(
                    """
                    files = "day-*.zip/a/{code}.txt"
                    header = [day, close]
                    targets.prices.columns {
                      security_id { file_key = code, append = ".SZ" }
                      trade_date { from = day, date_format = yyyyMMdd }
                      close { from = close, factor = 0.0001 }
                    }
                    """)
                .refusals())
        .containsExactly(
            "day-3.zip is refused: it cannot be read as a zip file: its entries overlap");
  }

  private static byte[] zip(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
