package org.example.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.action.ActionResult;
import org.rerate.action.IngestResult;
import org.rerate.action.Rerate;
import org.rerate.domain.Membership;
import org.rerate.domain.RerateException;
import org.rerate.jobs.cli.Main;
import org.rerate.run.ConfFolders;
import org.rerate.testing.SharedData;
import org.rerate.testing.TestSession;

/** A program that uses the library by its public types alone, beside the command. */
class LibraryTest {

  private static final LocalDate FIRST = LocalDate.parse("2026-01-05");
  private static final LocalDate LAST = LocalDate.parse("2026-01-07");
  private static final List<String> TABLES =
      List.of(
          "valuation.issuer_caps",
          "valuation.issuer_earnings",
          "valuation.basket_valuations",
          "valuation.basket_multiples",
          "valuation.basket_growth",
          "valuation.basket_revisions",
          "valuation.basket_index",
          "valuation.rolling");

  @TempDir private Path folder;

  private final SparkSession spark = TestSession.get();
  private final List<String> said = new ArrayList<>();

  private Rerate rerate() {
    return Rerate.open(spark, warehouse(), ConfFolders.of(SharedData.repository()))
        .progress(said::add);
  }

  private String warehouse() {
    return folder.resolve("warehouse").toString();
  }

  private String feed(String name, String... files) throws IOException {
    Path feed = Files.createDirectories(folder.resolve(name));
    for (int i = 0; i < files.length; i += 2) {
      Files.writeString(feed.resolve(files[i] + ".csv"), files[i + 1]);
    }
    return feed.toString();
  }

  private String history() throws IOException {
    return feed(
        "history",
        "issuers",
        "issuer_id,name,region\nA,Alpha,US\n",
        "securities",
        "security_id,issuer_id,ticker,currency\nA1,A,A,USD\n",
        "shares",
        "security_id,effective_date,shares_outstanding\nA1,2025-01-01,100\n",
        "baskets",
        "basket_id,name\nb,B\n",
        "members",
        "basket_id,issuer_id,subsector,valid_from\nb,A,CHIPS,2025-01-01\n",
        "estimates",
        """
        issuer_id,metric,period_end,as_of_date,mean,currency
        A,net_income,2026-12-31,2025-12-01,50,USD
        """,
        "prices",
        """
        security_id,trade_date,close
        A1,2026-01-05,10
        A1,2026-01-06,11
        A1,2026-01-07,12
        X1,2026-01-07,9
        """);
  }

  private String command(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--warehouse", warehouse()));
    PrintStream err = System.err;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setProperty("rerate.home", SharedData.repository().toString());
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run(all.toArray(String[]::new))).isZero();
    } finally {
      System.setErr(err);
    }
    return told.toString(StandardCharsets.UTF_8);
  }

  /** 100 shares at 10, 11 and 12 for earnings of 50 are P/Es of 20, 22 and 24. */
  @Test
  void aFeedIsLoadedAndValuedAndTheCommandFindsNothingToDo() throws IOException {
    IngestResult loaded = rerate().ingest(history()).execute();
    assertThat(loaded.isIn()).isTrue();
    assertThat(List.of(loaded.read(), loaded.accepted(), loaded.quarantined()))
        .containsExactly(10L, 9L, 1L);
    assertThat(loaded.versions()).containsKeys("market.prices", "market.members");

    ActionResult valued = rerate().value().baskets("b").bases("CY2026").execute();
    assertThat(valued.isComputed()).isTrue();
    assertThat(valued.days()).containsExactly(FIRST, LocalDate.parse("2026-01-06"), LAST);
    assertThat(valued.baskets()).containsExactly("b");
    assertThat(valued.everyIssuer()).isTrue();
    assertThat(valued.versions()).containsOnlyKeys(TABLES);
    assertThat(
            rerate()
                .read("valuation.basket_valuations")
                .where("subsector = 'ALL'")
                .orderBy("valuation_date")
                .select("pe", "run_id")
                .collectAsList())
        .extracting(row -> row.get(0))
        .containsExactly(20.0, 22.0, 24.0);

    assertThat(rerate().value().baskets("b").bases("CY2026").execute().isComputed()).isFalse();
    assertThat(command("value", "--baskets", "b", "--bases", "CY2026"))
        .contains("value: nothing changed since the last run, its stored results stand");
    assertThat(rerate().read("ops.runs").where("command = 'value'").collectAsList())
        .extracting(row -> row.<String>getAs("run_id"))
        .containsExactlyElementsOf(valued.runs());
  }

  /** The close of the last day becomes 15: its P/E is 30, and the others stay. */
  @Test
  void aLateRowIsValuedAlone() throws IOException {
    rerate().ingest(history()).execute();
    rerate().value().bases("CY2026").execute();
    rerate()
        .ingest(
            feed(
                "late",
                "prices",
                "security_id,trade_date,close,known_at\nA1,2026-01-07,15,2026-01-09T00:00:00Z\n"))
        .execute();

    ActionResult valued = rerate().value().bases("CY2026").execute();
    assertThat(valued.days()).containsExactly(LAST);
    assertThat(valued.everyIssuer()).isFalse();
    assertThat(valued.issuers()).containsExactly("A");
    assertThat(valued.baskets()).containsExactly("b");
    assertThat(
            rerate()
                .read("valuation.basket_valuations")
                .where("subsector = 'ALL'")
                .orderBy("valuation_date")
                .collectAsList())
        .extracting(row -> row.<Double>getAs("pe"))
        .containsExactly(20.0, 22.0, 30.0);
  }

  @Test
  void stretchesChangesComparisonsAndChecks() throws IOException {
    rerate().ingest(history()).execute();
    ActionResult filled = rerate().backfill().bases("CY2026").chunk("2").execute();
    assertThat(filled.days()).hasSize(3);
    assertThat(filled.runs()).hasSizeGreaterThan(2);

    ActionResult changed = rerate().change("b").from(FIRST).to(LAST).bases("CY2026").execute();
    assertThat(changed.versions()).containsKey("valuation.basket_changes");

    assertThat(
            rerate()
                .compare("b", "b")
                .on(LAST)
                .bases("CY2026")
                .membership(Membership.backcast(LAST))
                .execute()
                .versions())
        .containsKey("valuation.comparisons");
    assertThat(rerate().check().holds()).isTrue();
    assertThat(rerate().maintain().dryRun(true).execute())
        .anySatisfy(found -> assertThat(found.table()).isEqualTo("market.prices"));
  }

  @Test
  void whatIsNotThereIsSaid() throws IOException {
    rerate().ingest(history()).execute();
    assertThatThrownBy(() -> rerate().value().baskets("c").execute())
        .isInstanceOf(RerateException.class)
        .hasMessageContaining("there is no basket 'c'");
    assertThatThrownBy(() -> rerate().change("b").from(FIRST).bases("CY2026").execute())
        .isInstanceOf(RerateException.class)
        .hasMessage("a change is between two dates, to is missing. Name both");
    assertThatThrownBy(() -> rerate().methodology("none").value().execute())
        .isInstanceOf(RerateException.class)
        .hasMessageContaining("there is no methodology 'none'");
  }

  @Test
  void theSessionOfTheProgramStaysAsItIs() throws IOException {
    String before = spark.conf().get("spark.rerate.warehouse");
    rerate().ingest(history()).execute();
    assertThat(spark.conf().get("spark.rerate.warehouse")).isEqualTo(before);
    assertThat(said).contains("Loading " + folder.resolve("history"));
  }
}
