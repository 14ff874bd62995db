package org.rerate.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class ReportWorkbookTest {

  private static final Pattern CELL =
      Pattern.compile("<c r=\"([A-Z]+\\d+)\"([^>]*?)(?:/>|>(.*?)</c>)");

  private final Map<String, String> parts = new HashMap<>();

  @BeforeEach
  void write() throws IOException {
    byte[] bytes = new ReportWorkbook(SmallDocument.of()).bytes();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        parts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  /** Cells by their address: texts in quotes, numbers as they are. */
  private Map<String, String> cells(int sheet) {
    List<String> texts = new ArrayList<>();
    Pattern.compile("<si><t[^>]*>(.*?)</t></si>", Pattern.DOTALL)
        .matcher(parts.get("xl/sharedStrings.xml"))
        .results()
        .forEach(found -> texts.add(found.group(1)));
    Map<String, String> cells = new HashMap<>();
    Matcher cell = CELL.matcher(parts.get("xl/worksheets/sheet" + sheet + ".xml"));
    while (cell.find()) {
      String value = cell.group(3) == null ? "" : cell.group(3).replaceAll("</?v>", "");
      boolean isText = cell.group(2).contains("t=\"s\"");
      if (!value.isEmpty()) {
        cells.put(cell.group(1), isText ? '\'' + texts.get(Integer.parseInt(value)) + '\'' : value);
      }
    }
    return cells;
  }

  @Test
  void theFirstSheetSaysWhatTheHeadOfThePageSays() {
    assertThat(cells(1).values())
        .contains("'A &amp; B'", "'on 2026-01-13'", "'Notice'", "'Made up.'", "'a feed'")
        .contains("'Methodology'", "'default'", "'Run'", "'r-1'", "'It trades at 25.5x.'")
        .contains("'caps'", "'What it shows.'");
    assertThat(parts.get("xl/worksheets/sheet1.xml")).contains("location=\"&apos;caps&apos;!A1\"");
  }

  @Test
  void numbersAreNumbersAndDatesAreDates() {
    // 2026-01-13 is day 46035 of a spreadsheet.
    assertThat(cells(2))
        .containsEntry("B2", "46035.0")
        .containsEntry("C2", "4.52E12")
        .containsEntry("E2", "25.5")
        .containsEntry("G2", "2");
    assertThat(parts.get("xl/styles.xml"))
        .contains("yyyy-mm-dd", "#,##0.00,,,&quot;bn&quot;", "#,##0.0&quot;x&quot;");
  }

  @Test
  void aMissingNumberIsAnEmptyCellWithItsReasonBeside() {
    assertThat(cells(2))
        .containsEntry("D1", "'Cap: why not'")
        .containsEntry("D3", "'no close is known'")
        .containsEntry("E4", "253.25")
        .containsEntry("F4", "'not meaningful: rates made it'")
        .doesNotContainKeys("B3", "C3", "E3", "G3", "D2", "F2");
  }

  @Test
  void noTextIsAFormula() {
    assertThat(cells(2)).containsEntry("A2", "'=1+1'").containsEntry("A4", "'@x'");
    assertThat(cells(2).get("A3")).startsWith("'&lt;b&gt;");
    assertThat(parts.values()).noneMatch(part -> part.contains("<f>"));
  }

  @Test
  void theHeaderStaysWhereItIs() {
    assertThat(parts.get("xl/worksheets/sheet2.xml"))
        .contains("ySplit=\"1\"", "state=\"frozen\"", "<autoFilter ref=\"A1:G4\"");
  }

  @Test
  void equalReportsGiveEqualBytes() throws IOException, InterruptedException {
    byte[] first = new ReportWorkbook(SmallDocument.of()).bytes();
    // The stamp of a zip's entries has steps of two seconds, that of the properties of
    // milliseconds.
    Thread.sleep(5);
    assertThat(new ReportWorkbook(SmallDocument.of()).bytes()).isEqualTo(first);
    assertThat(parts.get("docProps/core.xml")).doesNotContain("dcterms:created");
  }
}
