package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page that the demo writes, in a real browser, on screens and on paper. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoPageTest {

  private static final int SCROLL_BAR = 20;

  private Path folder;
  private Chromium page;

  @BeforeAll
  void open(@TempDir Path folder) throws IOException {
    this.folder = folder;
    page = Chromium.start(folder);
    page.open(DemoWarehouse.get().page());
  }

  @AfterAll
  void close() {
    if (page != null) {
      page.close();
    }
  }

  @Test
  void theDemoSaysWhereItIs() {
    assertThat(DemoWarehouse.get().demo().out()).contains(DemoWarehouse.get().page().toString());
  }

  @Test
  void itTellsTheHeadlineFigures() {
    assertThat(page.text(".headline")).contains("at 253x incremental, in dollars only");
    assertThat(page.text("#summary")).contains("US$732bn", "+88 %", "24.0x");
    assertThat(page.count("#members tbody tr")).isEqualTo(79);
  }

  @Test
  void itSaysFirstThatTheDataAreMadeUp() {
    assertThat(page.text("header")).contains("Illustrative data", "Source: ", "are made up");
    assertThat(page.text("footer")).contains("Illustrative data");
  }

  /** China's expected earnings rose by 4.1 % in dollars and fell by 0.9 % at constant rates. */
  @Test
  void whatTheExchangeRateMadeIsSaidWhereverItIsShown() {
    assertThat(page.text(".caveats")).contains("253x exists in dollars only", "-0.9 %", "+4.1 %");
    assertThat(page.text("#incremental table")).contains("253x n.m.", "20 of 42");
    assertThat(page.text("#incremental > p")).contains("20 of the 42 members");
    assertThat(page.run("return rerate.charts['incremental-pe-chart'].doubts.length").asInt())
        .isEqualTo(1);
  }

  @Test
  void whatLossesMadeIsMarkedWithTheNumberWithoutThemBesideIt() {
    assertThat(page.text("#summary")).contains("losses have made the premium in IC DESIGN");
    assertThat(page.text("#subsectors table")).contains("326x n.m.", "+1,066.7 % n.m.");
  }

  @Test
  void aSplitOfLessThanHalfOfTheChangeIsRefused() {
    assertThat(page.text("#effects-1 figcaption"))
        .contains("Not split", "50.6 % of the like-for-like change", "22 of 42 members");
    assertThat(page.text("#effects-2 figcaption")).contains("unexplained +US$45.2bn, 0.6 %");
  }

  @ParameterizedTest
  @CsvSource({"400", "1280", "1600"})
  void noLabelIsCutOffOrLiesOnAnother(int width) throws InterruptedException {
    page.screen(width);
    assertThat(page.spoiltLabels()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"400, light", "400, dark", "1600, light", "1600, dark"})
  void nothingScrollsSideways(int width, String scheme) throws InterruptedException {
    page.prefers(scheme);
    page.screen(width);
    assertThat(page.run("return document.documentElement.scrollWidth").asInt())
        .isEqualTo(page.run("return document.documentElement.clientWidth").asInt())
        .isBetween(width - SCROLL_BAR, width);
    assertThat(page.run("return getComputedStyle(document.body).backgroundColor").asText())
        .isEqualTo(scheme.equals("dark") ? "rgb(20, 24, 29)" : "rgb(255, 255, 255)");
    assertThat(
            page.run(
                    "return [...document.querySelectorAll('.plot')].every(p =>"
                        + " p.querySelector('svg').clientWidth <= p.clientWidth && p.clientWidth > 300)")
                .asBoolean())
        .isTrue();
    assertThat(page.console()).isEmpty();
  }

  @Test
  void onPaperItIsA4WithNothingCutOff() throws IOException, InterruptedException {
    byte[] pdf = page.pdf();
    assertThat(Chromium.pages(pdf)).isBetween(6L, 8L);
    Path file = Files.write(folder.resolve("page.pdf"), pdf);
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/pdftotext")),
        "skipped: no pdftotext here (Debian: apt-get install poppler-utils)");
    assertThat(said("pdfinfo", file.toString())).contains("(A4)");
    String text = said("pdftotext", "-layout", file.toString(), "-");
    assertThat(text.split("Earnings rest on", -1)).as("heads of the members").hasSizeGreaterThan(3);
    assertThat(text.split("\f"))
        .allSatisfy(sheet -> assertThat(sheet).contains("Illustrative data"));
    assertThat(text.replaceAll("\\s+", " "))
        .contains("at 253x incremental", "US$732bn (+88 %)", "Companies that moved the cap most")
        .contains("On paper the explanations of the numbers are left out");
    assertThat(text.split("\f")).allSatisfy(sheet -> assertThat(sheet.strip()).isNotEmpty());
  }

  /** Nvidia's cap rose by 1.52 of the 7.87 trillion. */
  @Test
  void theCompaniesThatMovedTheCapAreNamed() {
    assertThat(page.text("#contributors")).contains("Nvidia", "+US$1.52trn", "19.4 %", "-US$126bn");
  }

  /** It had no estimate when ChatGPT came: all of its change is unexplained, no effect is zero. */
  @Test
  void anEffectThatIsNotKnownIsNoZero() {
    String since =
        page.text("#contributors")
            .lines()
            .filter(line -> line.contains("ChatGPT") && line.contains("Nvidia"))
            .findFirst()
            .orElseThrow();
    assertThat(since).contains("+US$3.9").doesNotContain("US$0");
  }

  @Test
  void theBriefPageHasTwoSides() throws IOException {
    Path copy = DemoWarehouse.get().copy(folder.resolve("copy"));
    Path out = folder.resolve("brief");
    Cli.Ended ended =
        new Cli(copy).run("report", "us-vs-china", "--brief", "--out", out.toString());
    assertThat(ended.status()).as(ended.err()).isZero();
    try (Chromium brief = Chromium.start(folder)) {
      brief.open(out.resolve("us-vs-china-2026-01-13-brief.html"));
      assertThat(brief.text("header")).contains("Illustrative data", "at 253x incremental");
      assertThat(brief.text("#subsectors table")).contains("P/E US AI", "P/E China AI", "24.0x");
      assertThat(brief.text("#incremental table")).contains("253x n.m.", "51.4 %");
      assertThat(brief.text("#incremental > p")).contains("20 of the 42 members");
      assertThat(brief.text("#contributors")).contains("Nvidia", "Tencent");
      assertThat(brief.count(".plot svg")).isEqualTo(1);
      assertThat(brief.console()).isEmpty();
      assertThat(Chromium.pages(brief.pdf())).isBetween(1L, 2L);
    }
  }

  private static String said(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
