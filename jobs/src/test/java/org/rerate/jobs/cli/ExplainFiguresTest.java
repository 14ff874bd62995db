package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A, B and C of a basket, caps 100, 300 and 200 on 10 January after 80, 300 and 200 on 2 January. A
 * and B have sales of 50 and 100, C none. Earnings of 2025 are 10, 20 and 5, as seen in January 10,
 * 25 and 5; C has no estimate of 2026.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainFiguresTest {

  private Path folder;
  private Cli cli;

  @BeforeAll
  void value(@TempDir Path temporary) throws IOException {
    folder = temporary;
    write(
        "issuers",
        """
        issuer_id,name,region
        A,A,US
        B,B,US
        C,C,US
        """);
    write(
        "securities",
        """
        security_id,issuer_id,ticker,currency
        A.1,A,A,USD
        B.1,B,B,USD
        C.1,C,C,USD
        """);
    write(
        "baskets",
        """
        basket_id,name
        b,B
        """);
    write(
        "members",
        """
        basket_id,issuer_id,subsector,valid_from
        b,A,X,2024-01-01
        b,B,X,2024-01-01
        b,C,Y,2024-01-01
        """);
    write(
        "shares",
        """
        security_id,effective_date,shares_outstanding
        A.1,2024-12-01,1
        B.1,2024-12-01,1
        C.1,2024-12-01,1
        """);
    write(
        "prices",
        """
        security_id,trade_date,close
        A.1,2025-01-02,80
        B.1,2025-01-02,300
        C.1,2025-01-02,200
        A.1,2025-01-10,100
        B.1,2025-01-10,300
        C.1,2025-01-10,200
        """);
    write(
        "estimates",
        """
        issuer_id,metric,period_end,as_of_date,mean,currency
        A,net_income,2025-12-31,2024-12-01,10,USD
        B,net_income,2025-12-31,2024-12-01,20,USD
        C,net_income,2025-12-31,2024-12-01,5,USD
        B,net_income,2025-12-31,2025-01-05,25,USD
        A,net_income,2026-12-31,2024-12-01,12,USD
        B,net_income,2026-12-31,2024-12-01,30,USD
        A,revenue,2025-12-31,2024-12-01,50,USD
        B,revenue,2025-12-31,2024-12-01,100,USD
        """);
    cli = new Cli(folder.resolve("warehouse"));
    assertThat(cli.run("ingest", folder.resolve("feed").toString()).status()).isZero();
    assertThat(cli.run("value").status()).isZero();
  }

  private void write(String file, String rows) throws IOException {
    Files.writeString(Files.createDirectories(folder.resolve("feed")).resolve(file + ".csv"), rows);
  }

  private JsonNode figure(String figures, String name) throws IOException {
    Cli.Ended told =
        cli.run(
            "explain",
            "--basket",
            "b",
            "--on",
            "2025-01-10",
            "--basis",
            "CY2025",
            "--figures",
            figures,
            "--format",
            "json");
    assertThat(told.status()).as(told.err()).isZero();
    for (JsonNode one : new ObjectMapper().readTree(told.out()).get("figures")) {
      if (one.get("name").asText().equals(name)) {
        return one;
      }
    }
    throw new AssertionError("no " + name + " in " + told.out());
  }

  private static void agrees(JsonNode figure, String column, double value) {
    for (JsonNode one : figure.get("numbers")) {
      if (one.get("figure").asText().equals(column)) {
        assertThat(one.get("stored").asDouble()).as(column).isCloseTo(value, within(1e-12));
        assertThat(one.get("agrees").asBoolean()).as(column).isTrue();
        return;
      }
    }
    throw new AssertionError("no " + column + " in " + figure);
  }

  private static String status(JsonNode figure, String issuer) {
    for (JsonNode member : figure.get("members")) {
      if (member.get("issuer_id").asText().equals(issuer)) {
        return member.get("status").asText();
      }
    }
    throw new AssertionError("no " + issuer + " in " + figure);
  }

  /** 400 / 150, of 400 of 600; C has no sales. */
  @Test
  void aMultipleIsMadeOfItsMembersAndNamesThoseThatAreMissing() throws IOException {
    JsonNode sales = figure("multiples", "price_to_sales");
    agrees(sales, "value", 400.0 / 150);
    agrees(sales, "coverage", 400.0 / 600);
    agrees(sales, "matched_count", 2);
    assertThat(status(sales, "A")).isEqualTo("OK");
    assertThat(status(sales, "C")).isEqualTo("NO_ESTIMATE");
  }

  /** 42 / 35 - 1: A 10 to 12, B 25 to 30, C without the second. */
  @Test
  void soIsGrowth() throws IOException {
    JsonNode growth = figure("growth", "net_income CY2025 CY2026");
    agrees(growth, "growth", 42.0 / 35 - 1);
    agrees(growth, "matched_count", 2);
    assertThat(status(growth, "C")).isEqualTo("NO_ESTIMATE");
  }

  /** 40 / 35 - 1: B up, A and C unchanged. */
  @Test
  void soIsARevision() throws IOException {
    JsonNode revision = figure("revisions", "7");
    agrees(revision, "revision", 40.0 / 35 - 1);
    agrees(revision, "up_count", 1);
    agrees(revision, "unchanged_count", 2);
    agrees(revision, "breadth", 1.0 / 3);
  }

  /** By caps of 2 January 20 / 580; of equal weights 0.25 / 3. */
  @Test
  void soIsTheIndex() throws IOException {
    agrees(figure("index", "cap"), "price_return", 20.0 / 580);
    agrees(figure("index", "equal"), "price_return", 0.25 / 3);
    agrees(figure("index", "equal"), "counted_members", 3);
  }

  @Test
  void inATerminalWhoIsNotCountedIsNamed() {
    Cli.Ended told =
        cli.run(
            "explain",
            "--basket",
            "b",
            "--on",
            "2025-01-10",
            "--basis",
            "CY2025",
            "--figures",
            "multiples");
    assertThat(told.out()).contains("Not counted: C (NO_ESTIMATE)");
    assertThat(cli.run("explain", "--basket", "b", "--on", "2025-01-10", "--figures", "x").err())
        .contains("no figures of baskets are called 'x'. Choose multiples, growth");
  }
}
