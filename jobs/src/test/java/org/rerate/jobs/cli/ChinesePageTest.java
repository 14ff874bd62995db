package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo's report in Chinese, in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChinesePageTest {

  private Path folder;
  private Cli cli;
  private Chromium page;

  @BeforeAll
  void report(@TempDir Path folder) throws IOException {
    this.folder = folder;
    cli = new Cli(DemoWarehouse.get().copy(folder.resolve("warehouse")));
    page = Chromium.start(folder);
    page.open(written("us-vs-china-2026-01-13.html"));
  }

  private Path written(String name, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("report", "us-vs-china", "--language", "zh", "--out", folder + "/out"));
    arguments.addAll(List.of(options));
    Cli.Ended ended = cli.run(arguments.toArray(String[]::new));
    assertThat(ended.status()).as(ended.err()).isZero();
    return folder.resolve("out").resolve(name);
  }

  @AfterAll
  void close() {
    if (page != null) {
      page.close();
    }
  }

  @Test
  void numbersAndDatesAreChinese() {
    assertThat(page.run("return document.documentElement.lang").asText()).isEqualTo("zh-CN");
    assertThat(page.text(".headline"))
        .contains("\u4e2d\u56fdAI", "+88%", "253\u500d", "2024\u5e747\u6708");
    assertThat(page.text("#summary"))
        .contains("+7,320\u4ebf\u7f8e\u5143", "26.7\u4e07\u4ebf\u7f8e\u5143");
    assertThat(page.text("#subsectors h2")).startsWith("2026\u5e741\u670813\u65e5");
    assertThat(page.run("return rerate.show(7.32e11, 'USD_CHANGE')").asText())
        .isEqualTo("+7,320\u4ebf\u7f8e\u5143");
    assertThat(page.console()).isEmpty();
  }

  /**
   * Three English words in a row, one of them in small letters: names of companies, codes, commands
   * and queries are none of ours.
   */
  @Test
  void noSentenceOfOursIsEnglish() {
    List<String> english = new ArrayList<>();
    page.run(
            """
            const sentence = /[A-Za-z]+,? [a-z]{2,},? [A-Za-z]+/;
            const texts = [];
            const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            for (let node = walk.nextNode(); node; node = walk.nextNode()) {
              if (!node.parentElement.closest('code, pre, script, style, td, tbody th')) texts.push(node.data);
            }
            document.querySelectorAll('[title], [aria-label], [placeholder]').forEach(element =>
              ['title', 'aria-label', 'placeholder'].forEach(name => texts.push(element.getAttribute(name) || '')));
            document.querySelectorAll('td').forEach(cell => {
              if (!cell.classList.contains('u') && !cell.closest('#members, #growth, #contributors')) texts.push(cell.textContent);
            });
            Object.values(rerate.charts).forEach(chart => {
              texts.push(chart.title, chart.description, ...chart.columns.map(c => c.title), ...chart.series.map(s => s.name));
              chart.doubts.forEach(doubt => texts.push(doubt.reason));
            });
            return texts.filter(text => sentence.test(text));
            """)
        .forEach(text -> english.add(text.asText()));
    assertThat(english).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"400", "1280", "1600"})
  void noLabelIsCutOffOrLiesOnAnother(int width) throws InterruptedException {
    page.screen(width);
    assertThat(page.spoiltLabels()).isEmpty();
    assertThat(page.run("return document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(width);
  }

  @Test
  void onPaperItTakesNoMoreSidesThanInEnglish() throws IOException {
    assertThat(Chromium.pages(page.pdf())).isBetween(4L, 8L);
    Path brief = written("us-vs-china-2026-01-13-brief.html", "--brief");
    try (Chromium other = Chromium.start(folder)) {
      other.open(brief);
      assertThat(Chromium.pages(other.pdf())).isBetween(1L, 2L);
    }
  }

  @Test
  void theWorkbookIsChineseToo() throws IOException {
    Path book = folder.resolve("book.xlsx");
    written("us-vs-china-2026-01-13.html", "--xlsx", book.toString());
    try (java.util.zip.ZipFile zip = new java.util.zip.ZipFile(book.toFile())) {
      String sheets =
          new String(
              zip.getInputStream(zip.getEntry("xl/workbook.xml")).readAllBytes(),
              java.nio.charset.StandardCharsets.UTF_8);
      // 报告, the first sheet.
      assertThat(sheets).contains("<sheet name=\"&#x62a5;&#x544a;\"", "incremental-pe");
    }
    assertThat(Files.size(book)).isPositive();
  }

  @Test
  void anotherLanguageIsRefused() {
    Cli.Ended ended = cli.run("report", "us-vs-china", "--language", "fr");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err())
        .contains("--language 'fr' is no language of reports. Reports are written in en and zh");
  }
}
