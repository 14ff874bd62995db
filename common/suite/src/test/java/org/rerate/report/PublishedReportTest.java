package org.rerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.report.document.Unit;
import org.rerate.run.ConfFolders;
import org.rerate.run.Run;

/** What the ledger says of an earlier report. */
@Tag("fast")
class PublishedReportTest {

  private static final Instant STARTED = Instant.parse("2025-12-12T12:00:00Z");

  @TempDir private Path home;

  private ReportSpec spec;

  @BeforeEach
  void read() throws IOException {
    Path reports = Files.createDirectories(home.resolve("conf/reports"));
    Files.writeString(
        reports.resolve("note.conf"),
        """
        a = x
        b = y
        basis = CY2026
        forward = NTM
        without = EX_MEMORY
        baskets {
          x { end = 2025-12-12, since { "Jul" = 2025-07-01, "Oct" = 2025-10-01 } }
          y { end = 2025-12-11, since {} }
        }
        compared_on = 2025-12-12
        """);
    spec = ReportSpec.read(ConfFolders.of(home), "note");
  }

  private PublishedReport made(Instant recordedBy) {
    Run run =
        new Run("r1", "report", spec.selection(), STARTED, "1", "default", "latest", recordedBy);
    return PublishedReport.of(spec, run).orElseThrow();
  }

  private static Headline headline(String measure, String basket, String basis, LocalDate since) {
    Headline.Point point = new Headline.Point(LocalDate.of(2025, 12, 12), 1.0, 1.0, "OK", false);
    return new Headline(
        measure, basket, null, basis, since, Unit.USD, point, List.of(), point, List.of(), point);
  }

  @Test
  void itsDatesAndWhatItShowedAreInItsArguments() {
    PublishedReport report = made(null);
    assertThat(report.on()).isEqualTo("2025-12-12");
    assertThat(report.ends())
        .isEqualTo(Map.of("x", LocalDate.of(2025, 12, 12), "y", LocalDate.of(2025, 12, 11)));
    assertThat(report.printed())
        .isEqualTo(
            new PublishedReport.Printed(
                "CY2026",
                "NTM",
                Map.of(
                    "x",
                    Set.of(LocalDate.of(2025, 7, 1), LocalDate.of(2025, 10, 1)),
                    "y",
                    Set.of())));
  }

  /** A basis or a base date that came into the report later was not published then. */
  @Test
  void onlyWhatItShowedWasPublished() {
    PublishedReport report = made(null);
    LocalDate july = LocalDate.of(2025, 7, 1);
    assertThat(report.hasPrinted(headline(HeadlineMeasure.CAP, "x", null, null))).isTrue();
    assertThat(report.hasPrinted(headline(HeadlineMeasure.PE, "x", "CY2026", null))).isTrue();
    assertThat(report.hasPrinted(headline(HeadlineMeasure.PE, "x", "NTM", null))).isTrue();
    assertThat(report.hasPrinted(headline(HeadlineMeasure.PE, "x", "CY2027", null))).isFalse();
    assertThat(report.hasPrinted(headline(HeadlineMeasure.PREMIUM, "x", "NTM", null))).isFalse();
    assertThat(report.hasPrinted(headline(HeadlineMeasure.CHANGE, "x", null, july))).isTrue();
    assertThat(report.hasPrinted(headline(HeadlineMeasure.CHANGE, "y", null, july))).isFalse();
    assertThat(
            report
                .recordedBy(STARTED)
                .hasPrinted(headline(HeadlineMeasure.PE, "x", "CY2027", null)))
        .as("of another instant nobody knows what it showed")
        .isTrue();
  }

  /** At noon nobody can have read what comes in the evening. */
  @Test
  void aLimitBeyondItsStartLetsNothingIn() {
    assertThat(made(null).recordedBy()).isEqualTo(STARTED);
    assertThat(made(STARTED.plusSeconds(40_000)).recordedBy()).isEqualTo(STARTED);
    assertThat(made(STARTED.minusSeconds(40_000)).recordedBy())
        .isEqualTo(STARTED.minusSeconds(40_000));
  }
}
