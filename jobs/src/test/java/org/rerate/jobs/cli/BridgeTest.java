package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A monthly note, made for 31 December and, after a correction and a month of news, for 30 January.
 *
 * <p>Basket b, December as published: A 100 shares at 10, earnings 50; B 500 on 25: cap 1500, P/E
 * 1500 / 75 = 20. Then A turns out to have 110 shares: 1600, P/E 21.33. In January N joins with 400
 * on 20 and B leaves; A goes to 110 x 13.2 = 1452 on earnings of 60: cap 1852, P/E 1852 / 80 =
 * 23.15.
 *
 * <p>Basket a: C, 100 shares at 10 yuan of 0.10, earnings of 50 yuan: cap 100, P/E 20. In January
 * 11 yuan of 0.11: cap 121, P/E 22.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BridgeTest {

  private Path folder;
  private Cli cli;
  private Cli.Ended none;
  private Cli.Ended first;

  @BeforeAll
  void note(@TempDir Path temporary) throws IOException {
    folder = temporary;
    Path reports = Files.createDirectories(folder.resolve("home/conf/reports"));
    Files.createDirectories(folder.resolve("home/conf/methodologies"));
    Files.writeString(
        reports.resolve("note.conf"),
        """
        a = a
        b = b
        basis = CY2026
        without = EX_MEMORY
        baskets {
          a { end = 2026-01-30, since { "October" = 2025-10-01 } }
          b { end = 2026-01-30, since { "October" = 2025-10-01 } }
        }
        compared_on = 2026-01-30
        forward = CY2026
        window = 63
        """);
    cli =
        new Cli(
            folder.resolve("warehouse"),
            new Installation(folder.resolve("home"), TestSettings.file()));
    december();
    load("december");
    none = cli.run("diff", "--report", "note", "--on", "2025-12-31");
    first = report("--on", "2025-12-31");
    january();
    load("january");
    Cli.Ended second = report();
    assertThat(second.status()).as(second.err()).isZero();
  }

  private void december() throws IOException {
    write("december", "issuers", "issuer_id,name,region", "A,A,US", "B,B,US", "N,N,US", "C,C,CN");
    write(
        "december",
        "securities",
        "security_id,issuer_id,ticker,currency",
        "A.1,A,A,USD",
        "B.1,B,B,USD",
        "N.1,N,N,USD",
        "C.1,C,C,CNY");
    write("december", "baskets", "basket_id,name", "a,Basket A", "b,Basket B");
    members(
        "december", "a,C,CHIPS,2025-01-01,,", "b,A,CHIPS,2025-01-01,,", "b,B,CHIPS,2025-01-01,,");
    write(
        "december",
        "prices",
        "security_id,trade_date,close",
        "A.1,2025-10-01,8",
        "B.1,2025-10-01,5",
        "N.1,2025-10-01,3",
        "C.1,2025-10-01,10",
        "A.1,2025-12-31,10",
        "B.1,2025-12-31,5",
        "N.1,2025-12-31,4",
        "C.1,2025-12-31,10");
    write(
        "december",
        "fx",
        "rate_date,currency,usd_per_unit",
        "2025-10-01,CNY,0.1",
        "2025-12-31,CNY,0.1");
    shares(
        "december",
        "A.1,2025-09-01,100,",
        "A.1,2025-11-01,100,",
        "B.1,2025-09-01,100,",
        "N.1,2025-09-01,100,",
        "C.1,2025-09-01,100,");
    estimates(
        "december",
        "A,net_income,2026-12-31,2025-09-01,40,USD",
        "A,net_income,2026-12-31,2025-12-01,50,USD",
        "B,net_income,2026-12-31,2025-09-01,25,USD",
        "N,net_income,2026-12-31,2025-09-01,20,USD",
        "C,net_income,2026-12-31,2025-09-01,50,CNY");
  }

  private void january() throws IOException {
    shares("january", "A.1,2025-11-01,110,2026-01-05T00:00:00Z");
    members(
        "january",
        "b,B,CHIPS,2025-01-01,2026-01-10,2026-01-09T00:00:00Z",
        "b,N,CHIPS,2026-01-10,,2026-01-09T00:00:00Z");
    write(
        "january",
        "prices",
        "security_id,trade_date,close",
        "A.1,2026-01-30,13.2",
        "B.1,2026-01-30,6",
        "N.1,2026-01-30,4",
        "C.1,2026-01-30,11");
    write("january", "fx", "rate_date,currency,usd_per_unit", "2026-01-30,CNY,0.11");
    estimates("january", "A,net_income,2026-12-31,2026-01-15,60,USD");
  }

  private void members(String feed, String... rows) throws IOException {
    write(feed, "members", "basket_id,issuer_id,subsector,valid_from,valid_to,known_at", rows);
  }

  private void shares(String feed, String... rows) throws IOException {
    write(feed, "shares", "security_id,effective_date,shares_outstanding,known_at", rows);
  }

  private void estimates(String feed, String... rows) throws IOException {
    write(feed, "estimates", "issuer_id,metric,period_end,as_of_date,mean,currency", rows);
  }

  private void write(String feed, String file, String header, String... rows) throws IOException {
    List<String> lines = new ArrayList<>(List.of(header));
    lines.addAll(Arrays.asList(rows));
    Path path = Files.createDirectories(folder.resolve(feed)).resolve(file + ".csv");
    Files.write(path, lines);
  }

  private void load(String feed) {
    Cli.Ended ended = cli.run("ingest", folder.resolve(feed).toString());
    assertThat(ended.status()).as(ended.err()).isZero();
  }

  private Cli.Ended report(String... more) {
    List<String> all =
        new ArrayList<>(List.of("report", "note", "--out", folder.resolve("out").toString()));
    all.addAll(List.of(more));
    return cli.run(all.toArray(String[]::new));
  }

  private Cli.Ended diff(String... more) {
    List<String> all = new ArrayList<>(List.of("diff", "--report", "note"));
    all.addAll(List.of(more));
    return cli.run(all.toArray(String[]::new));
  }

  private JsonNode json() throws IOException {
    Cli.Ended told = diff("--against", "2025-12-31", "--format", "json");
    assertThat(told.status()).as(told.err()).isZero();
    return new ObjectMapper().readTree(told.out());
  }

  private static JsonNode headline(JsonNode bridge, String measure, String basket) {
    for (JsonNode one : bridge.get("headlines")) {
      if (one.get("measure").asText().equals(measure)
          && one.get("basket").asText().equals(basket)) {
        return one;
      }
    }
    throw new AssertionError("no " + measure + " of " + basket);
  }

  private static double value(JsonNode headline, String point) {
    return headline.at("/" + point + "/value").asDouble(Double.NaN);
  }

  private static double effect(JsonNode headline, String name) {
    for (String list : List.of("restatements", "parts")) {
      for (JsonNode part : headline.get(list)) {
        if (part.get("name").asText().equals(name)) {
          return part.get("effect").asDouble(Double.NaN);
        }
      }
    }
    throw new AssertionError("no part " + name);
  }

  /**
   * Shares +100; N joins with 400, B leaves with 500; A's 352 are split by L = 352 / ln 1.32: L ln
   * 1.2 = 231.16 from earnings, the other 120.84 from the multiple.
   */
  @Test
  void theCapIsRestatedThenSplitAsReratingDoes() throws IOException {
    JsonNode cap = headline(json(), "cap_usd", "b");
    assertThat(value(cap, "published")).isEqualTo(1500);
    assertThat(effect(cap, "shares")).isEqualTo(100);
    assertThat(value(cap, "restated")).isEqualTo(1600);
    assertThat(effect(cap, "joiners")).isEqualTo(400);
    assertThat(effect(cap, "leavers")).isEqualTo(-500);
    double earned = 352 / Math.log(1.32) * Math.log(1.2);
    assertThat(effect(cap, "earnings")).isCloseTo(earned, within(1e-9));
    assertThat(effect(cap, "rerating")).isCloseTo(352 - earned, within(1e-9));
    assertThat(value(cap, "now")).isCloseTo(1852, within(1e-9));
  }

  /**
   * 1500 / 75; with 100 more 1600 / 75; with N 2000 / 95; without B 1500 / 70; with A's earnings of
   * 60 at 22x (1320 + 400) / 80; at 24.2x 1852 / 80.
   */
  @Test
  void aRatioIsExchangedPartByPart() throws IOException {
    JsonNode pe = headline(json(), "pe", "b");
    assertThat(value(pe, "published")).isEqualTo(20);
    assertThat(effect(pe, "shares")).isCloseTo(1600.0 / 75 - 20, within(1e-9));
    assertThat(effect(pe, "joiners")).isCloseTo(2000.0 / 95 - 1600.0 / 75, within(1e-9));
    assertThat(effect(pe, "leavers")).isCloseTo(1500.0 / 70 - 2000.0 / 95, within(1e-9));
    assertThat(effect(pe, "earnings")).isCloseTo(1720.0 / 80 - 1500.0 / 70, within(1e-9));
    assertThat(effect(pe, "currency")).isCloseTo(0, within(1e-9));
    assertThat(effect(pe, "rerating")).isCloseTo(1852.0 / 80 - 1720.0 / 80, within(1e-9));
    assertThat(value(pe, "now")).isCloseTo(23.15, within(1e-9));
  }

  /**
   * Since October, when A was 800 on 40, B 500 on 25, N 300 on 20. Published (1500 - 1300) / (75 -
   * 65) = 20; restated 300 / 10 = 30; with N (2000 - 1600) / 10 = 40, without B (1500 - 1100) / 10
   * = 40; with A's earnings (1720 - 1100) / 20 = 31; now 752 / 20 = 37.6.
   */
  @Test
  void theIncrementalPeIsFollowedOverItsOwnMembers() throws IOException {
    JsonNode paid = headline(json(), "incremental_pe", "b");
    assertThat(value(paid, "published")).isCloseTo(20, within(1e-9));
    assertThat(effect(paid, "shares")).isCloseTo(10, within(1e-9));
    assertThat(effect(paid, "joiners")).isCloseTo(10, within(1e-9));
    assertThat(effect(paid, "leavers")).isCloseTo(0, within(1e-9));
    assertThat(effect(paid, "earnings")).isCloseTo(-9, within(1e-9));
    assertThat(effect(paid, "rerating")).isCloseTo(6.6, within(1e-9));
    assertThat(value(paid, "now")).isCloseTo(37.6, within(1e-9));
    JsonNode rise = headline(json(), "lfl_cap_change_pct", "b");
    assertThat(value(rise, "published")).isCloseTo(200.0 / 1300, within(1e-9));
    assertThat(value(rise, "now")).isCloseTo(752.0 / 1100, within(1e-9));
  }

  /**
   * C: 100 to 121, half of ln 1.21 each from the rate and the multiple, so 10.5 each. Premium 20 /
   * 20 - 1 = 0; b restated 20 / 21.33 - 1 = -6.25 %; now 22 / 23.15 - 1. The incremental P/E of C
   * has no rise in earnings to divide by until the rate brings one: (121 - 100) / (5.5 - 5) = 42.
   */
  @Test
  void currencyIsAPartAndWhatIsMissingSaysWhy() throws IOException {
    JsonNode bridge = json();
    JsonNode cap = headline(bridge, "cap_usd", "a");
    assertThat(effect(cap, "currency")).isCloseTo(10.5, within(1e-9));
    assertThat(effect(cap, "rerating")).isCloseTo(10.5, within(1e-9));
    JsonNode premium = headline(bridge, "pe_premium", "a");
    assertThat(value(premium, "published")).isCloseTo(0, within(1e-12));
    assertThat(effect(premium, "shares")).isCloseTo(-0.0625, within(1e-9));
    assertThat(value(premium, "now")).isCloseTo(22 / 23.15 - 1, within(1e-9));
    JsonNode paid = headline(bridge, "incremental_pe", "a");
    assertThat(paid.at("/published/value").isNull()).isTrue();
    assertThat(paid.at("/published/status").asText()).isEqualTo("NON_POSITIVE_EARNINGS_CHANGE");
    assertThat(effect(paid, "currency")).isNaN();
    assertThat(value(paid, "now")).isCloseTo(42, within(1e-9));
  }

  @Test
  void publishedAndEffectsSumToRestatedAndThatAndThePartsToNow() throws IOException {
    int summed = 0;
    for (JsonNode headline : json().get("headlines")) {
      summed += sums(headline, "published", "restatements", "restated");
      summed += sums(headline, "restated", "parts", "now");
    }
    // Two caps, P/Es and changes, one incremental P/E, ratio and premium: 9, both ways.
    assertThat(summed).isEqualTo(18);
  }

  private static int sums(JsonNode headline, String from, String list, String to) {
    double sum = value(headline, from);
    for (JsonNode part : headline.get(list)) {
      sum += part.get("effect").asDouble(Double.NaN);
      assertThat(part.get("effect").isNull()).isEqualTo(!part.get("status").asText().equals("OK"));
    }
    if (Double.isNaN(sum)) {
      return 0;
    }
    assertThat(sum)
        .as(headline.toString())
        .isCloseTo(value(headline, to), within(1e-9 * Math.max(1, Math.abs(sum))));
    return 1;
  }

  @Test
  void inATerminalItReadsTopDownAndTakesTheLastReport() {
    Cli.Ended told = diff();
    assertThat(told.status()).as(told.err()).isZero();
    assertThat(told.out())
        .contains("note of 2026-01-30 against that of 2025-12-31")
        .containsPattern("b, cap\n +as published, 2025-12-31 +US\\$1,500 +coverage 100.0 %")
        .containsPattern("  shares +\\+US\\$100")
        .containsPattern("restated, 2025-12-31 +US\\$1,600")
        .containsPattern("  leavers +-US\\$500")
        .containsPattern("now, 2026-01-30 +23.2x")
        .containsPattern("currency +– +expected earnings did not rise")
        .contains("--membership backcast:2025-12-31 --since");
    assertThat(diff("--format", "csv").lines().get(1))
        .isEqualTo("cap_usd,b,,,,value,published,2025-12-31,1500.0,1.0,OK");
  }

  @Test
  void wrongReportsAreAnsweredWithThoseThereAre() {
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err())
        .contains(
            "the ledger knows no report note before 2025-12-31", "It knows none of that name");
    refused("the ledger knows no report note of 2025-10-01", "--against", "2025-10-01");
    refused("It knows those of 2025-12-31, 2026-01-30", "--against", "2025-10-01");
    refused("is not before the report's own date 2026-01-30", "--against", "2026-01-30");
    refused("--against 2020-01-01 lies outside the data", "--against", "2020-01-01");
    refused("--report names its own baskets", "--basis", "CY2026");
    Cli.Ended unknown = cli.run("diff", "--report", "nope");
    assertThat(unknown.err()).contains("there is no report 'nope'");
    assertThat(cli.run("diff", "--on", "2026-01-30").err()).contains("diff needs --basket");
  }

  private void refused(String message, String... arguments) {
    Cli.Ended ended = diff(arguments);
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains(message);
  }

  /** With what is recorded now, October needs no restating. */
  @Test
  void withAnInstantAnyDateCanBeTheEarlierOne() {
    Cli.Ended told = diff("--against", "2025-10-02", "--since", "2100-01-01T00:00:00Z");
    assertThat(told.status()).as(told.err()).isZero();
    assertThat(told.out())
        .contains("against that of 2025-10-01")
        .doesNotContain("restated, 2025-10-01")
        .containsPattern("as published, 2025-10-01 +US\\$1,300");
  }

  @Test
  void thePageHasASectionOnceThereIsAnEarlierReport() throws IOException {
    assertThat(first.status()).as(first.err()).isZero();
    assertThat(Files.readString(folder.resolve("out/note-2025-12-31.html")))
        .doesNotContain("Since the last report");
    String page = Files.readString(folder.resolve("out/note-2026-01-30.html"));
    assertThat(page).contains("Since the last report", "As published", "Restated by");
    assertThat(page.replaceAll("<[^>]*>", "").replaceAll("\\s+", " "))
        .contains(
            "Basket B was worth US$1,500 on 2025-12-31 in the last report; rows recorded later"
                + " restated it by +US$100 (shares +US$100). By 2026-01-30, joiners +US$400,"
                + " leavers -US$500, earnings +US$231 and re-rating +US$121 brought it to US$1,850.");
    Path numbers = folder.resolve("out/note-2026-01-30");
    assertThat(Files.readAllLines(numbers.resolve("bridge-cap.csv")).get(1))
        .startsWith("Basket B,cap,1500.0,100.0,400.0,-500.0,");
    // Every part has its column, whether it moved anything this time or not.
    assertThat(Files.readAllLines(numbers.resolve("bridge-cap.csv")).get(0))
        .isEqualTo(
            "basket_id,headline,published,restatement,joiners,leavers,listings,delistings,earnings,"
                + "currency,rerating,unexplained,now,coverage_published,coverage,restated_by,reason");
    String caps =
        page.substring(page.indexOf("id=\"bridge-cap\""), page.indexOf("id=\"bridge-pe\""));
    assertThat(caps).doesNotContain("Lost caps");
    // A rise and a fall are told apart by more than their colour.
    assertThat(caps)
        .containsPattern("class=\"n up\"[^>]*>\\+US\\$400<")
        .containsPattern("class=\"n down\"[^>]*>-US\\$500<");
    assertThat(page).contains("td.up::before { content: \"\\25B2\"", "td.down::before");
    assertThat(Files.readString(numbers.resolve("bridge-pe.csv")))
        .contains("incremental P/E since 2025-10-01", "expected earnings did not rise");
  }
}
