package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;
import org.rerate.engine.delta.Warehouse;

/** Rows that were held back come in once what they lacked is there, and once only. */
class QuarantineRetryTest {

  private static final String LINES = "security_id,issuer_id,ticker,currency\n";

  private static final String CLOSES = "security_id,trade_date,close\n";

  @TempDir Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void open() {
    warehouse = SharedSession.warehouse(folder.resolve("warehouse"));
  }

  private List<FileOutcome> load(String feed, String run) {
    return Loads.load(warehouse, folder.resolve(feed), run, 1.0);
  }

  private List<String> held() {
    return warehouse
        .spark()
        .sql(
            "SELECT concat_ws(' ', target, line_number, coalesce(resolved_run_id, 'held'))"
                + " FROM raw.quarantine ORDER BY 1")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void aRowHeldForAnUnknownNameComesInWithTheReference() {
    SharedSession.write(folder, "one/issuers.csv", "issuer_id,name,region\nA,A,US\n");
    SharedSession.write(folder, "one/securities.csv", LINES + "A.1,A,A,USD\nB.1,B,B,USD\n");
    SharedSession.write(
        folder,
        "one/prices.csv",
        CLOSES + "A.1,2026-01-05,1\nB.1,2026-01-05,\"2\"\nB.1,2026-01-06,x\nC.1,2026-01-05,3\n");
    load("one", "r1");
    SharedSession.write(folder, "two/issuers.csv", "issuer_id,name,region\nB,B,CN\n");
    List<FileOutcome> outcomes = load("two", "r2");
    assertThat(outcomes.stream().map(Summary::of))
        .containsExactly(
            "issuers: 1 read = 1 accepted + 0 unchanged + 0 quarantined",
            "securities: 1 read = 1 accepted + 0 unchanged + 0 quarantined",
            "prices: 1 read = 1 accepted + 0 unchanged + 0 quarantined");
    assertThat(held())
        .containsExactly("prices 3 r2", "prices 4 held", "prices 5 held", "securities 3 r2");
    assertThat(
            warehouse
                .spark()
                .sql(
                    "SELECT close, source_line, run_id, delivered_at FROM market.prices ORDER BY 1")
                .collectAsList()
                .toString())
        // When a row was held decides nothing where no other has its key.
        .isEqualTo("[[1.0,2,r1,null], [2.0,3,r2,null]]");
    assertThat(load("one", "r3").stream().mapToLong(FileOutcome::accepted).sum()).isZero();
  }

  @Test
  void aRetryUsesItsOwnDayAndTakesARowInOnce() {
    SharedSession.write(folder, "one/issuers.csv", "issuer_id,name,region\nA,A,US\n");
    SharedSession.write(folder, "one/securities.csv", LINES + "A.1,A,A,USD\n");
    SharedSession.write(folder, "one/prices.csv", CLOSES + "A.1,2026-11-22,1\nA.1,2026-11-20,-1\n");
    load("one", "r1");
    assertThat(retried("r2").accepted()).isEqualTo(1);
    FileOutcome again = retried("r3");
    assertThat(again.read()).isEqualTo(1);
    assertThat(again.quarantined()).isEqualTo(1);
    assertThat(held()).containsExactly("prices 2 r2", "prices 3 held");
  }

  private List<String> closes(String table) {
    return warehouse
        .spark()
        .sql(
            "SELECT concat_ws(' ', trade_date, close, source_file, ingested_at, delivered_at) FROM "
                + table
                + " ORDER BY 1")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private FileOutcome load(String feed, String run, String at) {
    IngestOptions options =
        new IngestOptions(
            null,
            Set.of(),
            new QuarantineLimit(1, 0),
            run,
            Instant.parse(at),
            LocalDate.of(2026, 11, 24));
    return new Ingest(warehouse, options, line -> {})
        .load(folder.resolve(feed).toString()).stream()
            .filter(outcome -> outcome.file().equals("prices"))
            .reduce((one, other) -> other)
            .orElseThrow();
  }

  /** Held on Saturday and on Sunday; the line comes on Monday, with a close of the same day. */
  @Test
  void whatWasDeliveredLaterWinsOverWhatWasHeld() {
    SharedSession.write(folder, "sat/prices.csv", CLOSES + "A.1,2026-01-05,9\nA.1,2026-01-06,9\n");
    SharedSession.write(folder, "sun/prices.csv", CLOSES + "A.1,2026-01-06,10\n");
    SharedSession.write(folder, "mon/issuers.csv", "issuer_id,name,region\nA,A,US\n");
    SharedSession.write(folder, "mon/securities.csv", LINES + "A.1,A,A,USD\n");
    SharedSession.write(folder, "mon/prices.csv", CLOSES + "A.1,2026-01-05,11\n");
    load("sat", "r1", "2026-11-21T12:00:00Z");
    load("sun", "r2", "2026-11-22T12:00:00Z");
    FileOutcome held = load("mon", "r3", "2026-11-23T12:00:00Z");
    assertThat(held.accepted()).isEqualTo(1);
    assertThat(closes("market.prices_current"))
        .containsExactly(
            "2026-01-05 11.0 prices.csv 2026-11-23 12:00:00",
            "2026-01-06 10.0 prices.csv 2026-11-23 12:00:00 2026-11-22 12:00:00");
    assertThat(closes("market.prices"))
        .contains(
            "2026-01-05 9.0 prices.csv 2026-11-23 12:00:00 2026-11-21 12:00:00",
            "2026-01-06 9.0 prices.csv 2026-11-23 12:00:00 2026-11-21 12:00:00");
    // Delivered once more it is the later one.
    assertThat(load("sat", "r4", "2026-11-24T12:00:00Z").accepted()).isEqualTo(2);
    assertThat(closes("market.prices_current"))
        .containsExactly(
            "2026-01-05 9.0 prices.csv 2026-11-24 12:00:00",
            "2026-01-06 9.0 prices.csv 2026-11-24 12:00:00");
  }

  /** A run that died before it marked what it had taken in. */
  @Test
  void aHeldRowThatIsInAlreadyIsNotTakenInAgain() {
    whatWasDeliveredLaterWinsOverWhatWasHeld();
    List<String> before = closes("market.prices");
    warehouse.spark().sql("UPDATE raw.quarantine SET resolved_run_id = NULL");
    assertThat(retried("r5").accepted()).isZero();
    assertThat(closes("market.prices")).isEqualTo(before);
    assertThat(held()).allMatch(row -> row.endsWith("r5"));
  }

  private FileOutcome retried(String run) {
    IngestOptions nextDay =
        new IngestOptions(
            null,
            Set.of(),
            new QuarantineLimit(1, 0),
            run,
            Instant.parse("2026-11-22T12:00:00Z"),
            LocalDate.of(2026, 11, 22));
    return new QuarantineRetry(warehouse, nextDay, name -> Optional.empty(), line -> {})
        .retryAll()
        .get(0);
  }
}
