package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;
import org.rerate.domain.RerateException;
import org.rerate.domain.RuleCode;
import org.rerate.engine.delta.Warehouse;

/** What becomes of files as a whole: parts, refusals, limits, loads in turn. */
class FeedsTest {

  private static final String RATES = "currency,rate_date,usd_per_unit\n";

  @TempDir Path folder;
  private Path feed;
  private Warehouse warehouse;

  @BeforeEach
  void open() {
    feed = folder.resolve("feed");
    warehouse = SharedSession.warehouse(folder.resolve("warehouse"));
  }

  private FileOutcome load(String run) {
    return Loads.load(warehouse, feed, run, 0.05).get(0);
  }

  private List<String> rates() {
    return warehouse
        .spark()
        .sql(
            "SELECT concat_ws(' ', currency, rate_date, usd_per_unit, known_at) FROM market.fx"
                + " ORDER BY 1")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void partsAreOneFileWhateverTheirOrderAndColumns() {
    SharedSession.write(feed, "fx/b.csv", RATES + "CNY,2026-01-05,0.14\nEUR,2026-01-05,1.1\n");
    SharedSession.write(
        feed, "fx/a.csv", "extra,USD_PER_UNIT,Rate_Date,currency\nx,0.14,2026-01-05,CNY\n");
    FileOutcome fx = load("r1");
    assertThat(fx.read()).isEqualTo(3);
    assertThat(fx.accepted()).isEqualTo(2);
    assertThat(fx.unchanged()).isEqualTo(1);
    assertThat(fx.unknownColumns()).containsExactly("extra");
    assertThat(rates())
        .containsExactly(
            "CNY 2026-01-05 0.14 2026-01-05 23:59:59.999999",
            "EUR 2026-01-05 1.1 2026-01-05 23:59:59.999999");
  }

  @Test
  void aFileThatIsNotWhatItSaysIsRefusedAndTheOthersGoOn() throws IOException {
    SharedSession.write(feed, "fx.csv", RATES + "CNY,2026-01-05,0.14\n");
    SharedSession.write(feed, "issuers.csv", "issuer_id,name\nA,A\n");
    Files.write(
        feed.resolve("baskets.csv"), "basket_id,name\nb,é\n".getBytes(StandardCharsets.ISO_8859_1));
    SharedSession.write(feed, "shares.csv", "");
    SharedSession.write(feed, "index_levels.csv", "HSI,2026-01-05,1\n");
    List<FileOutcome> outcomes = Loads.load(warehouse, feed, "r1", 0.05);
    assertThat(outcomes.stream().map(o -> o.refused().orElse("read")))
        .containsExactly(
            "issuers.csv is refused: it lacks the required column region; its header has"
                + " issuer_id, name",
            "baskets.csv is refused: it is not UTF-8 text: write it as UTF-8, or say its encoding in"
                + " a mapping",
            "read",
            "shares.csv is refused: it is empty: there is no header row",
            "index_levels.csv is refused: it has no header row: no column of index_levels is in"
                + " its first row, 'HSI,2026-01-05,1'");
  }

  @Test
  void aFileWithOtherMarksBetweenColumnsIsRefusedWithTheRemedy() {
    SharedSession.write(feed, "fx.csv", "currency;rate_date;usd_per_unit\nCNY;2026-01-05;0,14\n");
    assertThat(Loads.load(warehouse, feed, "r1", 0.05).get(0).refused())
        .contains(
            "fx.csv is refused: it has no header row: no column of fx is in its first row,"
                + " 'currency;rate_date;usd_per_unit'; its columns are divided by ';', not by ',':"
                + " write commas, or say the delimiter in a mapping");
  }

  /** A retraction needs its key alone; a row of such a file that is none lacks its value. */
  @Test
  void aFileOfRetractionsNeedsOnlyTheKey() {
    SharedSession.write(
        feed, "fx.csv", "currency,rate_date,retracted\nCNY,2026-01-05,true\nCNY,2026-01-06,\n");
    FileOutcome fx = Loads.load(warehouse, feed, "r1", 1).get(0);
    assertThat(List.of(fx.read(), fx.accepted(), fx.quarantined())).containsExactly(2L, 1L, 1L);
    assertThat(Loads.rows(warehouse, "raw.quarantine", "message").get(0))
        .contains("MISSING_VALUE: fx.csv line 3, column usd_per_unit");
  }

  @Test
  void aTruncatedGzipIsRefusedWhole() throws IOException {
    StringBuilder text = new StringBuilder(RATES);
    for (int i = 0; i < 5_000; i++) {
      text.append("CNY,2026-01-05,").append(i + 1).append("e").append(i % 90).append('\n');
    }
    java.io.ByteArrayOutputStream packed = new java.io.ByteArrayOutputStream();
    try (java.util.zip.GZIPOutputStream out = new java.util.zip.GZIPOutputStream(packed)) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    Files.createDirectories(feed);
    byte[] bytes = packed.toByteArray();
    Files.write(feed.resolve("fx.csv.gz"), Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(load("r1").refused().orElseThrow())
        .contains("fx.csv.gz is refused: it is truncated");
    assertThat(rates()).isEmpty();
  }

  @Test
  void aFileOverTheLimitIsWithheldButItsBadRowsAreHeld() {
    SharedSession.write(feed, "fx.csv", RATES + "CNY,2026-01-05,0.14\nCNY,2026-01-06,x\n");
    FileOutcome fx = load("r1");
    assertThat(fx.overLimit()).isTrue();
    assertThat(fx.withheld()).isEqualTo(1);
    assertThat(fx.quarantined()).isEqualTo(1);
    assertThat(rates()).isEmpty();
    assertThat(warehouse.spark().sql("SELECT * FROM raw.quarantine").count()).isEqualTo(1);
  }

  /** As vendors repeat the last day of a file: the close is the same, the volume is not. */
  @Test
  void pricesThatDifferInDetailsAloneAreOneRowTheLast() {
    SharedSession.write(feed, "issuers.csv", "issuer_id,name,region\nA,A,US\n");
    SharedSession.write(
        feed, "securities.csv", "security_id,issuer_id,ticker,currency\nA.1,A,A,USD\n");
    SharedSession.write(
        feed,
        "prices.csv",
        """
        security_id,trade_date,close,high,volume
        A.1,2026-01-05,10,11,100
        A.1,2026-01-05,10,12,90
        A.1,2026-01-06,10,11,100
        A.1,2026-01-06,10.5,11,100
        """);
    for (long localBytes : new long[] {Loads.HERE, Loads.IN_TASKS}) {
      String run = "r" + localBytes;
      Warehouse other = SharedSession.warehouse(feed.resolveSibling("w" + localBytes));
      FileOutcome prices = Loads.load(other, feed, run, 1, localBytes).get(2);
      assertThat(prices.accepted()).isEqualTo(1);
      assertThat(prices.unchanged()).isEqualTo(1);
      assertThat(prices.quarantined()).isEqualTo(2);
      assertThat(prices.warnings()).containsExactly(Map.entry(RuleCode.DIFFERING_DETAILS, 1L));
      assertThat(Loads.rows(other, "market.prices", "source_line, high, volume"))
          .containsExactly("market.prices {\"source_line\":3,\"high\":12.0,\"volume\":90.0}");
      assertThat(Loads.load(other, feed, run + "b", 1, localBytes).get(2).unchanged()).isEqualTo(2);
    }
  }

  @Test
  void aSilentCorrectionIsTakenInWithAWarning() {
    SharedSession.write(feed, "fx.csv", RATES + "CNY,2026-01-05,0.14\n");
    load("r1");
    SharedSession.write(feed, "fx.csv", RATES + "CNY,2026-01-05,0.15\n");
    FileOutcome fx = load("r2");
    assertThat(fx.accepted()).isEqualTo(1);
    assertThat(fx.warnings()).containsEntry(RuleCode.CHANGED_WITHOUT_KNOWN_AT, 1L);
  }

  /** Up and down count as any value: other ones are a new version, fewer than none are held. */
  @Test
  void countsOfAnalystsAloneMakeANewVersion() {
    String header =
        "issuer_id,metric,period_end,as_of_date,mean,currency,analyst_count,up_count,down_count\n";
    String estimate = "A,eps,2025-12-31,2025-06-30,5,USD,";
    SharedSession.write(feed, "issuers.csv", "issuer_id,name,region\nA,A,US\n");
    SharedSession.write(feed, "estimates.csv", header + estimate + "9,,\n");
    assertThat(Loads.load(warehouse, feed, "r1", 0.05).get(1).accepted()).isEqualTo(1);
    SharedSession.write(feed, "estimates.csv", header + estimate + "9,3,1\n");
    assertThat(Loads.load(warehouse, feed, "r2", 0.05).get(1).accepted()).isEqualTo(1);
    assertThat(Loads.load(warehouse, feed, "r3", 0.05).get(1).unchanged()).isEqualTo(1);
    String current = "SELECT up_count, down_count FROM market.estimates_current";
    assertThat(warehouse.spark().sql(current).collectAsList()).hasToString("[[3,1]]");
    SharedSession.write(
        feed, "estimates.csv", header + estimate + "9,-3,1\n" + estimate + "9,0.5,1\n");
    FileOutcome odd = Loads.load(warehouse, feed, "r4", 1).get(1);
    assertThat(odd.quarantined()).isEqualTo(2);
    assertThat(
            warehouse
                .spark()
                .sql("SELECT rules FROM raw.quarantine ORDER BY line_number")
                .collectAsList()
                .toString())
        .isEqualTo("[[ArraySeq(UNEXPECTED_VALUE)], [ArraySeq(BAD_NUMBER)]]");
  }

  @Test
  void anUndatedRetractionIsTakenInOnce() {
    String header = "currency,rate_date,usd_per_unit,retracted\n";
    SharedSession.write(feed, "fx.csv", header + "CNY,2026-01-05,0.14,\n");
    load("r1");
    SharedSession.write(feed, "fx.csv", header + "CNY,2026-01-05,,true\n");
    assertThat(load("r2").accepted()).isEqualTo(1);
    assertThat(load("r3").unchanged()).isEqualTo(1);
    assertThat(warehouse.spark().sql("SELECT * FROM market.fx_current").count()).isZero();
  }

  @Test
  void aFolderWithoutAFeedIsWrongUsage() throws IOException {
    assertThatThrownBy(() -> load("r1"))
        .isInstanceOf(RerateException.class)
        .hasMessageContaining("there is no feed folder");
    Files.createDirectories(feed);
    assertThatThrownBy(() -> load("r1")).hasMessageContaining("holds no file that a feed may have");
  }

  @Test
  void oneWrongRowInTenDoesNotHoldBackTheOthers() throws IOException {
    assertThat(new QuarantineLimit(0.05, 10).isExceeded(1, 10)).isFalse();
    assertThat(new QuarantineLimit(0.05, 10).isExceeded(10, 11)).isFalse();
    assertThat(new QuarantineLimit(0.05, 10).isExceeded(11, 220)).isFalse();
    assertThat(new QuarantineLimit(0.05, 10).isExceeded(11, 219)).isTrue();
  }
}
