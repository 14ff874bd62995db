package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The report of awkward data, computed from files on and shown in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPageTest {

  private Path folder;
  private Cli cli;
  private Chromium chromium;
  private Cli.Ended odd;

  @BeforeAll
  void report(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Path home = folder.resolve("home");
    cli = new Cli(folder.resolve("warehouse"), new Installation(home, TestSettings.file()));
    OddFeed.write(folder.resolve("feed"));
    OddFeed.installation(home);
    assertThat(cli.run("ingest", folder.resolve("feed").toString()).status()).isZero();
    String workbook = folder.resolve("book/odd.xlsx").toString();
    odd = cli.run("report", "odd", "--out", folder.resolve("out").toString(), "--xlsx", workbook);
  }

  @AfterAll
  void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private Chromium opened(String report) throws IOException {
    if (chromium == null) {
      chromium = Chromium.start(folder);
    }
    chromium.open(folder.resolve("out").resolve(report + "-2025-12-23.html"));
    return chromium;
  }

  private List<String> csv(String report, String name) throws IOException {
    return Files.readAllLines(
        folder.resolve("out").resolve(report + "-2025-12-23").resolve(name + ".csv"));
  }

  @Test
  void itComputesWhatIsMissingAndSaysWhereThePageIs() {
    assertThat(odd.err()).contains("Valuing", "Measuring", "without flows");
    assertThat(odd.status()).isZero();
    assertThat(odd.out().strip()).endsWith("out/odd-2025-12-23.html");
  }

  /** H1 and S1 rise by 59 on 100 and 200; H1's earnings of 2026 rose by a tenth, S1's fell. */
  @Test
  void theNumbersAreThoseWorkedByHand() throws IOException {
    List<String> members = csv("odd", "members");
    assertThat(members.get(0)).startsWith("basket_id,name,subsector,cap_usd,pe,revision_1m");
    String first = members.stream().filter(line -> line.contains(",H1,")).findFirst().orElseThrow();
    assertThat(first).contains("159000.0," + 159000.0 / 5500);
    assertThat(first).contains("0.59");
    assertThat(String.join("\n", members))
        .contains("earnings are not positive", "no close is known");
    assertThat(csv("odd", "incremental-pe").get(1))
        .startsWith("Solo basket since <i>Oct</i>,1 of 1,1.0,118000.0,-1000.0,-0.1,40.0,")
        .endsWith(",expected earnings did not rise");
    assertThat(csv("odd", "like-for-like").get(1))
        .isEqualTo(
            "Solo basket since <i>Oct</i>,2025-10-01,2025-12-23,1 of 1,118000.0,0.295,0.0,0.0");
    assertThat(csv("odd", "cap-index-1").get(60)).isEqualTo("2025-12-23,129.5,178.66666666666666");
  }

  @Test
  void theWorkbookHasASheetForEachTable() throws IOException {
    assertThat(odd.err()).contains("Its tables as a workbook are in " + folder.resolve("book"));
    List<String> tables = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("out").resolve("odd-2025-12-23"))) {
      files.forEach(file -> tables.add(file.getFileName().toString().replace(".csv", "")));
    }
    tables.remove("figures");
    tables.addAll(List.of("Report", "Numbers explained"));
    try (ZipFile book = new ZipFile(folder.resolve("book/odd.xlsx").toFile())) {
      String named =
          new String(
              book.getInputStream(book.getEntry("xl/workbook.xml")).readAllBytes(),
              StandardCharsets.UTF_8);
      assertThat(
              Pattern.compile("<sheet name=\"([^\"]*)\"")
                  .matcher(named)
                  .results()
                  .map(found -> found.group(1)))
          .containsExactlyInAnyOrderElementsOf(tables);
    }
  }

  @Test
  void namesAreJustNames() throws IOException {
    Chromium page = opened("odd");
    assertThat(page.console()).isEmpty();
    assertThat(page.run("return window.pwned").isNull()).isTrue();
    assertThat(page.count("#members tbody tr")).isEqualTo(4);
    assertThat(page.text("#members table"))
        .contains(OddFeed.SCRIPT, "\"Quoted\" & 'single' </td></table>", "{{#x}}${y}<img src=x");
    assertThat(page.text("h1")).contains(OddFeed.BASKET);
    assertThat(page.count("img, i, b, iframe, link")).isZero();
    page.run("document.querySelectorAll('[data-table]').forEach(b => b.click())");
    page.press(".plot[data-chart='cap-index-1']", "ArrowLeft");
    assertThat(page.text("#cap-index-1 .reading")).startsWith("2025-12-22: ");
    assertThat(page.run("return window.pwned").isNull()).isTrue();
    assertThat(page.console()).isEmpty();
  }

  /** H3 has no close. */
  @Test
  void whoIsMissingInTheCapIsNamedFirst() throws IOException {
    Chromium page = opened("odd");
    assertThat(page.text(".caveats"))
        .contains("2 of 3 members; without a cap is {{#x}}${y}<img src=x", "(no close is known)");
    assertThat(page.text("#summary")).contains("2 of 3 members worth");
  }

  @Test
  void longNamesFindRoom() throws IOException, InterruptedException {
    Chromium page = opened("odd");
    for (int width : new int[] {400, 1280}) {
      page.screen(width);
      assertThat(page.spoiltLabels()).isEmpty();
    }
  }

  @Test
  void aBasketOfNobodyIsSaidToBeOne() throws IOException {
    Cli.Ended ended = cli.run("report", "none", "--out", folder.resolve("out").toString());
    assertThat(ended.err()).doesNotContain("defect");
    assertThat(ended.status()).isZero();
    Chromium page = opened("none");
    assertThat(page.console()).isEmpty();
    assertThat(page.text(".headline")).contains("Nobody has no member with a cap");
    assertThat(page.count("#members tbody tr")).isEqualTo(1);
    assertThat(Chromium.pages(page.pdf())).isBetween(2L, 12L);
  }

  @Test
  void wrongInputIsToldBeforeAnythingRuns() {
    refused("there is no report 'nope'", "nope");
    refused("--since 'x' is no named date", "odd", "--since", "x");
    refused("'a.xls' is no name of a workbook. Give a file that ends", "odd", "--xlsx", "a.xls");
    refused("lies outside the data", "odd", "--on", "2031-01-01");
    refused("is not before 2025-10-02", "odd", "--on", "2025-10-02", "--since", "a=2025-10-02");
  }

  private void refused(String message, String... arguments) {
    List<String> all = new ArrayList<>(List.of("report"));
    all.addAll(List.of(arguments));
    Cli.Ended ended = cli.run(all.toArray(String[]::new));
    assertThat(ended.err()).contains(message).doesNotContain("\tat ");
    assertThat(ended.status()).isEqualTo(2);
  }
}
