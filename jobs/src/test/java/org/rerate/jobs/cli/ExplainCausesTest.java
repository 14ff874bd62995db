package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A company for each cause of a missing cap or missing earnings, named for it: with all that is
 * known now it has both, as it was known on the day or recorded by the first load it has not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainCausesTest {

  private static final String DAY = "2026-03-02";
  private static final String LATER = "2026-03-09T00:00:00Z";

  private Path folder;
  private Cli cli;
  private String firstLoad;

  @BeforeAll
  void load(@TempDir Path temporary) throws IOException {
    folder = temporary;
    cli = new Cli(temporary.resolve("warehouse"));
    List<String> companies =
        List.of(
            "FINE",
            "VENDOR",
            "DELISTED",
            "SHARES",
            "PRICE",
            "OLDPRICE",
            "FX",
            "OLDFX",
            "ESTIMATE",
            "OLDESTIMATE",
            "REPORT",
            "EPS");
    List<String> issuers = new ArrayList<>(List.of("issuer_id,name,region"));
    List<String> lines =
        new ArrayList<>(List.of("security_id,issuer_id,ticker,currency,delisted_on"));
    List<String> members = new ArrayList<>(List.of("basket_id,issuer_id,subsector,valid_from"));
    List<String> prices = new ArrayList<>(List.of("security_id,trade_date,close"));
    List<String> shares = new ArrayList<>(List.of("security_id,effective_date,shares_outstanding"));
    List<String> estimates =
        new ArrayList<>(
            List.of("issuer_id,metric,period_end,as_of_date,mean,currency,analyst_count"));
    List<String> actuals =
        new ArrayList<>(
            List.of("issuer_id,metric,period_end,period_type,reported_on,value,currency"));
    for (String name : companies) {
      issuers.add(name + "," + name + ",US");
      members.add("b," + name + ",ALPHA,2020-01-01");
      String currency = name.equals("FX") ? "EUR" : name.equals("OLDFX") ? "JPY" : "USD";
      lines.add(
          name
              + ".1,"
              + name
              + ","
              + name
              + ","
              + currency
              + (name.equals("DELISTED") ? ",2026-02-01" : ","));
      if (!name.equals("PRICE")) {
        prices.add(name + ".1," + (name.equals("OLDPRICE") ? "2026-02-01" : DAY) + ",10");
      }
      if (!List.of("SHARES", "VENDOR", "EPS").contains(name)) {
        shares.add(name + ".1,2025-12-31,100");
      }
      if (!name.equals("ESTIMATE")) {
        String metric = name.equals("EPS") ? ",eps," : ",net_income,";
        String asOf = name.equals("OLDESTIMATE") ? "2025-06-30" : "2026-01-31";
        estimates.add(name + metric + "2026-12-31," + asOf + ",50,USD,5");
      }
      if (!name.equals("REPORT")) {
        actuals.add(name + ",net_income,2025-12-31,FY,2026-02-01,40,USD");
      }
    }
    write("first", "issuers", issuers);
    write("first", "securities", lines);
    write("first", "members", members);
    write("first", "prices", prices);
    write("first", "shares", shares);
    write("first", "estimates", estimates);
    write("first", "actuals", actuals);
    write("first", "baskets", List.of("basket_id,name", "b,B"));
    write("first", "fx", List.of("currency,rate_date,usd_per_unit", "JPY,2026-02-01,0.01"));
    ingest("first");
    firstLoad = Instant.now().toString();
    write(
        "second",
        "market_caps",
        List.of(
            "issuer_id,trade_date,market_cap,currency,known_at",
            "VENDOR," + DAY + ",1000,USD,2026-03-02T08:00:00Z"));
    write(
        "second",
        "securities",
        List.of(
            "security_id,issuer_id,ticker,currency,known_at",
            "DELISTED.1,DELISTED,DELISTED,USD," + LATER));
    write(
        "second",
        "prices",
        List.of(
            "security_id,trade_date,close,known_at",
            "PRICE.1," + DAY + ",10," + LATER,
            "OLDPRICE.1," + DAY + ",10," + LATER));
    write(
        "second",
        "shares",
        List.of(
            "security_id,effective_date,shares_outstanding,known_at",
            "SHARES.1,2025-12-31,100," + LATER,
            "EPS.1,2025-12-31,100," + LATER));
    write(
        "second",
        "fx",
        List.of(
            "currency,rate_date,usd_per_unit,known_at",
            "EUR," + DAY + ",1.1," + LATER,
            "JPY," + DAY + ",0.01," + LATER));
    write(
        "second",
        "estimates",
        List.of(
            "issuer_id,metric,period_end,as_of_date,mean,currency,known_at",
            "ESTIMATE,net_income,2026-12-31,2026-01-31,50,USD," + LATER,
            "OLDESTIMATE,net_income,2026-12-31,2026-01-31,50,USD," + LATER));
    write(
        "second",
        "actuals",
        List.of(
            "issuer_id,metric,period_end,period_type,reported_on,value,currency,known_at",
            "REPORT,net_income,2025-12-31,FY,2026-02-01,40,USD," + LATER));
    ingest("second");
  }

  private void write(String feed, String file, List<String> lines) throws IOException {
    Path path = folder.resolve(feed).resolve(file + ".csv");
    Files.createDirectories(path.getParent());
    Files.write(path, lines);
  }

  private void ingest(String feed) {
    Cli.Ended loaded = cli.run("ingest", folder.resolve(feed).toString());
    assertThat(loaded.status()).as(loaded.out() + loaded.err()).isZero();
  }

  /** What explain says of each member whose cap or earnings are not simply there. */
  private Map<String, String> causes(String basis, String... cut) throws IOException {
    Cli.Ended valued = cli.run(with(cut, "value", "--bases", "CY2026,LFY"));
    assertThat(valued.status()).as(valued.err()).isZero();
    Cli.Ended explained =
        cli.run(
            with(
                cut,
                "explain",
                "--basket",
                "b",
                "--on",
                DAY,
                "--basis",
                basis,
                "--format",
                "json"));
    assertThat(explained.status()).as(explained.out() + explained.err()).isZero();
    JsonNode number = new ObjectMapper().readTree(explained.out());
    assertThat(number.get("doubts")).isEmpty();
    Map<String, String> causes = new TreeMap<>();
    for (JsonNode member : number.get("members")) {
      StringBuilder said = new StringBuilder();
      add(said, "cap ", member.get("cap_status"));
      add(said, "earnings ", member.get("earnings_status"));
      member.get("lines").forEach(line -> add(said, "line ", line.get("status")));
      member.get("legs").forEach(leg -> add(said, "leg ", leg.get("status")));
      if (!said.isEmpty()) {
        causes.put(member.get("issuer_id").asText(), said.toString().strip());
      }
    }
    return causes;
  }

  private static void add(StringBuilder said, String what, JsonNode status) {
    if (!status.asText().equals("OK")) {
      said.append(what).append(status.asText()).append(' ');
    }
  }

  private static String[] with(String[] cut, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(cut));
    return all.toArray(String[]::new);
  }

  @Test
  void withAllThatIsKnownNowEachHasBoth() throws IOException {
    assertThat(causes("CY2026"))
        .containsExactly(Map.entry("VENDOR", "cap VENDOR_CAP line NO_SHARES"));
  }

  private static Map<String, String> missing(String vendor) {
    return new TreeMap<>(
        Map.ofEntries(
            Map.entry("VENDOR", vendor),
            Map.entry("DELISTED", "cap NOT_LISTED"),
            Map.entry("SHARES", "cap NO_SHARES line NO_SHARES"),
            Map.entry("PRICE", "cap NO_PRICE line NO_PRICE"),
            Map.entry("OLDPRICE", "cap STALE_PRICE line STALE_PRICE"),
            Map.entry("FX", "cap NO_FX line NO_FX"),
            Map.entry("OLDFX", "cap STALE_FX line STALE_FX"),
            Map.entry("ESTIMATE", "earnings NO_ESTIMATE leg NO_ESTIMATE"),
            Map.entry("OLDESTIMATE", "earnings STALE_ESTIMATE leg STALE_ESTIMATE"),
            Map.entry("EPS", "cap NO_SHARES earnings NO_SHARES line NO_SHARES leg NO_SHARES")));
  }

  @Test
  void asItWasKnownEachLacksWhatBecameKnownLater() throws IOException {
    assertThat(causes("CY2026", "--knowledge", "as_was"))
        .isEqualTo(missing("cap VENDOR_CAP line NO_SHARES"));
  }

  @Test
  void recordedByTheFirstLoadEachLacksWhatTheSecondBrought() throws IOException {
    assertThat(causes("CY2026", "--recorded-by", firstLoad))
        .isEqualTo(missing("cap NO_SHARES line NO_SHARES"));
    assertThat(causes("LFY", "--recorded-by", firstLoad))
        .containsEntry("REPORT", "earnings NO_ACTUAL")
        .doesNotContainKey("ESTIMATE");
  }
}
