package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A note of December, one of January, and that of December made once more after its shares were
 * corrected.
 *
 * <p>Basket b in December: A 100 shares at 10 on earnings of 50, B 500 with a loss of 20. So 1500 /
 * 30 = 50x, against 1000 / 50 = 20x without B: losses have made it. In January B earns 25. A's
 * shares turn out to be 110 after January's note.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemadeReportTest {

  private Path folder;
  private Cli cli;

  @BeforeAll
  void notes(@TempDir Path temporary) throws IOException {
    folder = temporary;
    write(
        "home/conf/reports/note.conf",
        "a = a",
        "b = b",
        "basis = CY2026",
        "without = EX_MEMORY",
        "baskets {",
        "  a { end = 2026-01-30, since { \"October\" = 2025-10-01 } }",
        "  b { end = 2026-01-30, since { \"October\" = 2025-10-01 } }",
        "}",
        "compared_on = 2026-01-30",
        "forward = CY2026",
        "window = 63");
    write("home/conf/methodologies/default.conf", "min_coverage = 0.5");
    cli =
        new Cli(
            folder.resolve("warehouse"),
            new Installation(folder.resolve("home"), TestSettings.file()));
    write("one/issuers.csv", "issuer_id,name,region", "A,A,US", "B,B,US");
    write(
        "one/securities.csv",
        "security_id,issuer_id,ticker,currency",
        "A.1,A,A,USD",
        "B.1,B,B,USD");
    write("one/baskets.csv", "basket_id,name", "a,Basket A", "b,Basket B");
    write(
        "one/members.csv",
        "basket_id,issuer_id,subsector,valid_from",
        "a,A,CHIPS,2025-01-01",
        "b,A,CHIPS,2025-01-01",
        "b,B,CHIPS,2025-01-01");
    write(
        "one/shares.csv",
        "security_id,effective_date,shares_outstanding",
        "A.1,2025-09-01,100",
        "B.1,2025-09-01,100");
    write(
        "one/prices.csv",
        "security_id,trade_date,close",
        "A.1,2025-10-01,9",
        "B.1,2025-10-01,5",
        "A.1,2025-12-31,10",
        "B.1,2025-12-31,5");
    write(
        "one/estimates.csv",
        "issuer_id,metric,period_end,as_of_date,mean,currency",
        "A,net_income,2026-12-31,2025-09-01,50,USD",
        "B,net_income,2026-12-31,2025-09-01,-20,USD");
    write(
        "two/prices.csv", "security_id,trade_date,close", "A.1,2026-01-30,12", "B.1,2026-01-30,6");
    write(
        "two/estimates.csv",
        "issuer_id,metric,period_end,as_of_date,mean,currency",
        "B,net_income,2026-12-31,2026-01-15,25,USD");
    write(
        "three/shares.csv", "security_id,effective_date,shares_outstanding", "A.1,2025-09-01,110");
    done("ingest", folder.resolve("one").toString());
    report("--on", "2025-12-31");
    done("ingest", folder.resolve("two").toString());
    report();
    done("ingest", folder.resolve("three").toString());
    report("--on", "2025-12-31");
    report();
  }

  private void write(String file, String... lines) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, List.of(lines));
  }

  private Cli.Ended done(String... arguments) {
    Cli.Ended ended = cli.run(arguments);
    assertThat(ended.status()).as(ended.err()).isZero();
    return ended;
  }

  private void report(String... more) {
    List<String> all =
        new ArrayList<>(List.of("report", "note", "--out", folder.resolve("out").toString()));
    all.addAll(List.of(more));
    done(all.toArray(String[]::new));
  }

  private JsonNode headline(String measure) throws IOException {
    JsonNode bridge =
        new ObjectMapper().readTree(done("diff", "--report", "note", "--format", "json").out());
    for (JsonNode one : bridge.get("headlines")) {
      if (one.get("measure").asText().equals(measure) && one.get("basket").asText().equals("b")) {
        return one;
      }
    }
    throw new AssertionError("no " + measure);
  }

  /** Readers had 1500 in hand when January's note came, not the 1600 of the one made again. */
  @Test
  void aReportMadeAgainAfterALaterOneIsNotWhatWasPublished() throws IOException {
    JsonNode cap = headline("cap_usd");
    assertThat(cap.at("/published/value").asDouble()).isEqualTo(1500);
    assertThat(cap.at("/restated/value").asDouble()).isEqualTo(1600);
  }

  /** 1500 / 30 = 50x is over 1.5 times 1000 / 50 = 20x; 1920 / 75 has no loss in it. */
  @Test
  void whatLossesMadeIsMarkedOnTheDateOnWhichTheyDid() throws IOException {
    JsonNode pe = headline("pe");
    assertThat(pe.at("/published/value").asDouble()).isEqualTo(50);
    assertThat(pe.at("/published/made_by_losses").asBoolean()).isTrue();
    assertThat(pe.at("/now/made_by_losses").asBoolean()).isFalse();
    assertThat(done("diff", "--report", "note").out())
        .containsPattern("as published, 2025-12-31 +50.0x .*not meaningful: losses of members");
    String page = Files.readString(folder.resolve("out/note-2026-01-30.html"));
    assertThat(page.substring(page.indexOf("id=\"bridge-pe\""))).contains("50.0x n.m.");
  }

  /** Under another switch the number is not the one that was printed. */
  @Test
  void rulesThatAreOthersNowAreTold() throws IOException {
    assertThat(done("diff", "--report", "note").out()).doesNotContain("by the rules of now");
    write("home/conf/methodologies/default.conf", "min_coverage = 0.4");
    assertThat(done("diff", "--report", "note", "--accept-methodology-change").out())
        .contains("by the rules of now, so what was printed may differ: min_coverage is 0.4 and");
    write("home/conf/methodologies/default.conf", "min_coverage = 0.5");
    done("diff", "--report", "note", "--accept-methodology-change");
  }
}
