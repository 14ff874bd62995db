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
    assertThat(page.text(".headline")).contains("253");
    assertThat(page.text("#summary")).contains("US$732bn", "+88 %", "24.0x");
    assertThat(page.count("#members tbody tr")).isEqualTo(79);
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
    assertThat(Chromium.pages(pdf)).isBetween(8L, 20L);
    Path file = Files.write(folder.resolve("page.pdf"), pdf);
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/pdftotext")),
        "skipped: no pdftotext here (Debian: apt-get install poppler-utils)");
    assertThat(said("pdfinfo", file.toString())).contains("(A4)");
    String text = said("pdftotext", "-layout", file.toString(), "-");
    assertThat(text).contains("at 253x incremental", "US$732bn (+88 %)", "Numbers explained");
    assertThat(text.split("\f")).allSatisfy(sheet -> assertThat(sheet.strip()).isNotEmpty());
  }

  private static String said(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
