package org.rerate.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.engine.delta.Warehouse;
import org.rerate.run.ConfFolders;
import org.rerate.run.Settings;
import org.rerate.testing.SharedData;
import org.rerate.testing.SparkTestBase;

/** The later of two deliveries wins, whatever the clock of the machine says. */
class ClockSetBackTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir private Path folder;
  private final List<String> said = new ArrayList<>();

  private ActionContext at(Clock clock) {
    Path home = SharedData.repository();
    return new ActionContext(
        warehouse(folder.resolve("warehouse")),
        Settings.load(ConfFolders.of(home), null, Map.of(), Map.of()),
        ConfFolders.of(home),
        clock,
        null,
        false,
        said::add);
  }

  private void load(String close, Clock clock) throws IOException {
    Path feed = Files.createDirectories(folder.resolve("feed"));
    Files.writeString(feed.resolve("issuers.csv"), "issuer_id,name,region\nA,A,US\n");
    Files.writeString(
        feed.resolve("securities.csv"), "security_id,issuer_id,ticker,currency\nA.1,A,A,USD\n");
    Files.writeString(
        feed.resolve("prices.csv"), "security_id,trade_date,close\nA.1,2026-11-20," + close + "\n");
    new IngestAction(at(clock), feed.toString()).execute();
  }

  private List<String> texts(String query) {
    return Warehouse.of(spark()).spark().sql(query).as(Encoders.STRING()).collectAsList();
  }

  @Test
  void betweenTwoLoads() throws IOException {
    load("10", Clock.fixed(NOON, ZoneOffset.UTC));
    load("11", Clock.fixed(NOON.minus(Duration.ofDays(400)), ZoneOffset.UTC));

    assertThat(texts("SELECT CAST(close AS STRING) FROM market.prices_current"))
        .containsExactly("11.0");
    assertThat(texts("SELECT CAST(count(*) AS STRING) FROM raw.quarantine")).containsExactly("0");
    assertThat(said)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("The clock of this machine is 576000 minutes behind the last run")
                    .contains("recorded as of 2026-11-21T12:00:00.0000")
                    .endsWith("set the clock right"));
  }

  @Test
  void betweenStartAndEndOfARun() throws IOException {
    load("10", new Falling(NOON));

    assertThat(texts("SELECT status FROM ops.run_log ORDER BY logged_at"))
        .containsExactly("RUNNING", "DONE");
    assertThat(texts("SELECT CAST(finished_at > started_at AS STRING) FROM ops.runs"))
        .containsExactly("true");
  }

  /** A clock that is an hour earlier whenever it is looked at. */
  private static final class Falling extends Clock {

    private Instant now;

    Falling(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      now = now.minus(Duration.ofHours(1));
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
