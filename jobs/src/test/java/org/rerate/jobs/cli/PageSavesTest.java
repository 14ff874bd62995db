package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** What a reader takes along from the page: pictures of charts, and tables for a spreadsheet. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageSavesTest {

  private static final String NAME = "us-vs-china-2026-01-13-";
  private static final int TRIES = 100;

  private Path folder;
  private Chromium page;

  @BeforeAll
  void open(@TempDir Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    page = Chromium.start(folder);
    page.allowSaving(folder);
    page.open(DemoWarehouse.get().page());
    page.screen(1280);
  }

  @AfterAll
  void close() {
    if (page != null) {
      page.close();
    }
  }

  private void click(String figure, String what) {
    page.run(
        "document.querySelector(arguments[0]).click()",
        "figure[id='" + figure + "'] button[data-save='" + what + "']");
  }

  private Path saved(String name) throws InterruptedException {
    Path file = folder.resolve(NAME + name);
    for (int i = 0; i < TRIES && !Files.exists(file); i++) {
      Thread.sleep(50);
    }
    assertThat(file).isNotEmptyFile();
    return file;
  }

  private List<List<String>> copied(String figure) {
    click(figure, "tsv");
    String text = page.run("return navigator.clipboard.readText()").asText();
    List<List<String>> rows = new ArrayList<>();
    text.lines().forEach(line -> rows.add(List.of(line.split("\t", -1))));
    return rows;
  }

  @Test
  void aChartIsSavedAsAVectorWithItsTitleAndTheNotice() throws Exception {
    click("pe-premium", "svg");
    Element svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(saved("pe-premium.svg").toFile())
            .getDocumentElement();
    assertThat(svg.getTagName()).isEqualTo("svg");
    assertThat(svg.getTextContent())
        .contains("P/E premium of China AI over US AI", "Illustrative data", "FOUNDRY", "+214.4 %");
    assertThat(page.console()).isEmpty();
  }

  /** 52 of 255 apart, so that no anti-aliased edge is taken for the paper. */
  @Test
  void aChartIsSavedAsAPictureOfTwiceTheSize() throws Exception {
    click("cap-index-1", "png");
    BufferedImage picture = ImageIO.read(saved("cap-index-1.png").toFile());
    int width = page.run("return document.querySelector('#cap-index-1 svg').clientWidth").asInt();
    assertThat(picture.getWidth()).isEqualTo(2 * width);
    int[] pixels =
        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    assertThat(IntStream.of(pixels).filter(pixel -> pixel == 0xFFFFFFFF).count())
        .as("white")
        .isGreaterThan(pixels.length / 2);
    assertThat(IntStream.of(pixels).distinct().count()).as("colours").isGreaterThan(20);
    assertThat(page.console()).isEmpty();
  }

  @Test
  void aTableIsCopiedWithItsNumbersInFull() {
    List<List<String>> rows = copied("incremental-pe");
    assertThat(rows).hasSize(4).allMatch(row -> row.size() == rows.get(0).size());
    assertThat(rows.get(0)).startsWith("Basket and base", "Matched members").contains("P/E now");
    assertThat(rows.get(3)).startsWith("China AI since DeepSeek", "28 of 28", "1");
    assertThat(rows.get(3).get(rows.get(0).indexOf("Incremental P/E"))).startsWith("253.0002");
    assertThat(rows.get(3).get(rows.get(0).indexOf("at constant exchange rates"))).isEmpty();
  }

  @Test
  void aTableIsCopiedAsItIsFiltered() {
    page.run(
        "const input = document.querySelector('input[data-filter=members]');"
            + "input.value = 'optical china'; input.dispatchEvent(new Event('input'));");
    List<List<String>> rows = copied("members");
    assertThat(rows.size()).isBetween(2, 20);
    assertThat(rows.subList(1, rows.size()))
        .allMatch(row -> row.get(0).equals("China AI") && row.get(2).equals("OPTICAL"));
  }

  @Test
  void theDataOfAChartAreCopied() {
    List<List<String>> rows = copied("cap-index-3");
    assertThat(rows.get(0)).containsExactly("Date", "US AI", "China AI");
    assertThat(rows.get(1)).containsExactly("2025-01-13", "100", "100");
  }

  @Test
  void aTextIsNoFormula() {
    assertThat(page.run("return rerate.tsv([['=1+1', '+2', -3, 'a\\tb', null]])").asText())
        .isEqualTo("'=1+1\t+2\t-3\ta b\t\n");
  }
}
