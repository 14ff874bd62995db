package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many analysts revised up and down, from a vendor's file to the report's page.
 *
 * <p>A's year ends in December, B's in June, so that half of the calendar year 2026 comes from each
 * of two fiscal years: of equal weights the earlier counts. C's vendor says who cut, not who
 * raised. WRDS has a consensus a day after its date: A's of 9 January is known on the tenth.
 */
class AnalystCountsTest {

  private static final String HEADER =
      "TICKER,CUSIP,OFTIC,STATPERS,MEASURE,FISCALP,FPI,CURCODE,NUMEST,NUMUP,NUMDOWN,MEANEST,FPEDATS";

  @TempDir static Path folder;

  private static Cli cli;

  @BeforeAll
  static void load() throws IOException {
    Path feed = Files.createDirectories(folder.resolve("feed"));
    file(feed, "issuers", "issuer_id,name,region", "A,A,US", "B,B,US", "C,C,US", "D,D,US");
    file(feed, "securities", "security_id,issuer_id,ticker,currency", of("%s,%1$s,%1$s,USD"));
    file(feed, "shares", "security_id,effective_date,shares_outstanding", of("%s,2025-01-01,100"));
    file(
        feed, "prices", "security_id,trade_date,close", of("%s,2025-12-29,50", "%s,2026-01-09,60"));
    file(feed, "baskets", "basket_id,name", "us,US", "all,All", "d,D", "e,E");
    file(
        feed,
        "members",
        "basket_id,issuer_id,subsector,valid_from",
        "us,A,ONE,2025-01-01",
        "us,B,ONE,2025-01-01",
        "us,C,TWO,2025-01-01",
        "all,C,TWO,2025-01-01",
        "d,D,ONE,2025-01-01",
        "e,D,ONE,2025-01-01");
    file(
        feed,
        "estimates",
        "issuer_id,metric,period_end,as_of_date,mean,analyst_count,currency",
        "D,net_income,2026-12-31,2025-12-18,500,10,USD");
    Path vendor = Files.createDirectories(folder.resolve("vendor"));
    file(
        vendor,
        "ibes_statsum_2025",
        HEADER,
        row("A", "2025-11-20", "1", "5,7", "2026-12-31"),
        row("A", "2025-12-18", "1", "2,1", "2026-12-31"),
        row("A", "2026-01-09", "1", "8,0", "2026-12-31"),
        row("B", "2025-12-18", "1", "4,0", "2026-06-30"),
        row("B", "2025-12-18", "2", "9,9", "2027-06-30"),
        row("C", "2025-12-18", "1", ",3", "2026-12-31"),
        row("C", "2026-01-15", "1", "99,99", "2026-12-31"));
    report("counts", "us", "all");
    report("plain", "d", "e");
    cli =
        new Cli(
            folder.resolve("warehouse"),
            new Installation(folder.resolve("home"), TestSettings.file()));
    ends(cli.run("ingest", feed.toString()));
    ends(cli.run("ingest", vendor.toString(), "--source", "ibes-summary", "--only", "estimates"));
  }

  private static void report(String name, String a, String b) throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("home/conf/reports")).resolve(name + ".conf"),
        """
        a = %s
        b = %s
        basis = CY2026
        without = EX_MEMORY
        baskets {
          %1$s { end = 2026-01-09, since { "Start" = 2025-12-29 } }
          %2$s { end = 2026-01-09, since { "Start" = 2025-12-29 } }
        }
        compared_on = 2026-01-09
        window = 63
        """
            .formatted(a, b));
  }

  private static String row(String company, String day, String fpi, String counts, String end) {
    return String.format("%s,,%1$s,%s,EPS,ANN,%s,USD,10,%s,5,%s", company, day, fpi, counts, end);
  }

  /** Lines for each of the companies. */
  private static String[] of(String... patterns) {
    return List.of("A", "B", "C", "D").stream()
        .flatMap(company -> List.of(patterns).stream().map(line -> String.format(line, company)))
        .toArray(String[]::new);
  }

  private static void file(Path feed, String name, String header, String... lines)
      throws IOException {
    Files.writeString(feed.resolve(name + ".csv"), header + "\n" + String.join("\n", lines) + "\n");
  }

  private static void ends(Cli.Ended ended) {
    assertThat(ended.status()).as(ended.err()).isZero();
  }

  /** The table of revisions: basket, sub-sector, analysts up and down. */
  private static List<String> counted(String knowledge) throws IOException {
    Path out = folder.resolve(knowledge);
    ends(cli.run("value", "--knowledge", knowledge));
    ends(cli.run("report", "counts", "--knowledge", knowledge, "--out", out.toString()));
    List<String> lines = Files.readAllLines(out.resolve("counts-2026-01-09/revisions.csv"));
    List<String> names = List.of(lines.get(0).split(",", -1));
    int up = names.indexOf("analysts_up");
    int down = names.indexOf("analysts_down");
    return lines.stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .map(cells -> cells[0] + " " + cells[1] + " " + cells[up] + " " + cells[down])
        .toList();
  }

  @Test
  void theMarketTableHasWhatTheVendorCounted() {
    Cli.Ended rows =
        cli.run(
            "sql",
            "--format",
            "csv",
            "-e",
            "SELECT issuer_id, as_of_date, up_count, down_count FROM market.estimates"
                + " WHERE issuer_id IN ('A', 'C') ORDER BY ALL");
    assertThat(rows.lines())
        .containsExactly(
            "issuer_id,as_of_date,up_count,down_count",
            "A,2025-11-20,5,7",
            "A,2025-12-18,2,1",
            "A,2026-01-09,8,0",
            "C,2025-12-18,,3",
            "C,2026-01-15,99,99");
  }

  /** ONE: A's 8 and 0, B's 4 and 0. TWO: nobody says who raised, C's 3 who cut. */
  @Test
  void aSubsectorHasTheSumOverItsMembers() throws IOException {
    assertThat(counted("latest"))
        .containsExactly(
            "All ALL  3",
            "All EX_MEMORY  3",
            "All TWO  3",
            "US ALL 12 3",
            "US EX_MEMORY 12 3",
            "US ONE 12 0",
            "US TWO  3");
    String page = Files.readString(folder.resolve("latest/counts-2026-01-09.html"));
    assertThat(page).contains("Analysts up", "Analysts down", "as its vendor counts them");
  }

  /** A's row of 9 January was not known on that day: 2 and 1 of December. */
  @Test
  void whatWasNotKnownOnTheDayDoesNotCount() throws IOException {
    assertThat(counted("as_was")).contains("US ALL 6 4", "US ONE 6 1", "US TWO  3");
  }

  /** D's vendor counts nobody. */
  @Test
  void theColumnsAreLeftOutWhereNoVendorCounts() throws IOException {
    ends(cli.run("value"));
    ends(cli.run("report", "plain", "--out", folder.resolve("plain").toString()));
    Path page = folder.resolve("plain/plain-2026-01-09");
    assertThat(Files.readAllLines(page.resolve("revisions.csv")))
        .hasSize(7)
        .first(InstanceOfAssertFactories.STRING)
        .startsWith("basket_id,subsector,revision_7,")
        .endsWith(",dispersion");
    assertThat(Files.readString(folder.resolve("plain/plain-2026-01-09.html")))
        .doesNotContain("Analysts");
  }

  @Test
  void anExplanationSaysThemBesideTheAnalysts() {
    Cli.Ended told =
        cli.run("explain", "--basket", "us", "--on", "2026-01-09", "--basis", "CY2026");
    assertThat(told.out()).contains("10 analysts, 8 up, 0 down").contains("10 analysts, 3 down");
  }
}
