package org.rerate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rerate.domain.RerateException;
import org.rerate.report.document.Language;
import org.rerate.run.ConfFolders;

@Tag("fast")
class ReportSpecTest {

  private static final String SOUND =
      """
      a = x
      b = y
      basis = CY2026
      without = EX_MEMORY
      baskets {
        x { end = 2026-01-05, since { "Jul" = 2025-07-01 } }
        y { end = 2026-01-13, since {} }
      }
      compared_on = 2026-01-13
      capex { years = "2023-2025", subsectors = [CSP] }
      growth { years = "2023-2024" }
      models { benchmark = index, region_a = CN, region_b = US }
      flows { channels = [SOUTHBOUND] }
      """;

  @TempDir private Path home;

  private ReportSpec read(String text) throws IOException {
    Path reports = Files.createDirectories(home.resolve("conf/reports"));
    Files.writeString(reports.resolve("note.conf"), text);
    return ReportSpec.read(ConfFolders.of(home), "note");
  }

  @Test
  void everyKnownKeyIsRead() throws IOException {
    ReportSpec spec = read(SOUND);
    assertThat(spec.details().capexYears()).isEqualTo("2023-2025");
    assertThat(spec.details().capexSubsectors()).containsExactly("CSP");
    assertThat(spec.details().growthYears()).isEqualTo("2023-2024");
    assertThat(spec.details().regionB()).isEqualTo("US");
    assertThat(spec.details().channels()).containsExactly("SOUTHBOUND");
    assertThat(spec.span("x").since()).containsOnlyKeys("Jul");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "capex { years | capex { year | 'year' is no key of capex; known are [subsectors, years]",
        "growth { years | growth { yaers | 'yaers' is no key of growth; known are [years]",
        "region_a | region | 'region' is no key of models; known are [benchmark, region_a, region_b]",
        "channels | channel | 'channel' is no key of flows; known are [channels]",
        "x { end | x { ends | 'ends' is no key of baskets.x; known are [end, since]",
        "without | with | 'with' is no key of a report; known are [a, author, b, basis, baskets,"
      })
  void aMisspeltKeyIsRefused(String right, String wrong, String message) {
    assertThatThrownBy(() -> read(SOUND.replace(right, wrong)))
        .isInstanceOf(RerateException.class)
        .hasMessageStartingWith(
            "the report " + home.resolve("conf/reports/note.conf") + " is wrong: ")
        .hasMessageContaining(message)
        .extracting(e -> ((RerateException) e).exit())
        .isEqualTo(RerateException.Exit.USAGE);
  }

  @Test
  void whatItSaysAboutItselfDecidesOnNoNumber() throws IOException {
    ReportSpec silent = read(SOUND);
    assertThat(silent.masthead()).isEqualTo(masthead("", "", ""));
    ReportSpec spec = read(SOUND + "notice = made up\nsource = a feed\nauthor = Jo\n");
    assertThat(spec.masthead()).isEqualTo(masthead("made up", "a feed", "Jo"));
    assertThat(spec.on(LocalDate.of(2026, 1, 2)).masthead()).isEqualTo(spec.masthead());
    assertThat(spec.selection())
        .isEqualTo(silent.selection())
        .startsWith("note: x against y on 2026-01-13, CY2026, without EX_MEMORY; x to 2026-01-05")
        .contains("capex 2023-2025[CSP]", "growth 2023-2024", "flows [SOUTHBOUND]");
  }

  private static Masthead masthead(String notice, String source, String author) {
    return new Masthead(notice, source, author, Map.of(), Map.of(), Map.of());
  }

  @Test
  void whatIsNotTranslatedStaysAsItIs() throws IOException {
    ReportSpec spec =
        read(
            SOUND
                + "notice = made up\nsource = a feed\n"
                + "zh { notice = \u865a\u6784, names { \"x\" = \u7532 } }\n");
    Masthead chinese = spec.masthead().in(Language.ZH);
    assertThat(chinese.notice()).isEqualTo("\u865a\u6784");
    assertThat(chinese.source()).isEqualTo("a feed");
    assertThat(chinese.names()).isEqualTo(Map.of("x", "\u7532"));
    assertThat(spec.masthead().in(Language.EN)).isEqualTo(spec.masthead());
    assertThatThrownBy(() -> read(SOUND + "zh { note = x }\n"))
        .hasMessageContaining("'note' is no key of zh; known are [author, descriptions, names,");
  }

  @Test
  void aBlockThatIsNoBlockIsRefused() {
    assertThatThrownBy(() -> read(SOUND.replace("growth { years = \"2023-2024\" }", "growth = 3")))
        .isInstanceOf(RerateException.class)
        .hasMessageContaining("growth has type NUMBER rather than OBJECT");
  }
}
