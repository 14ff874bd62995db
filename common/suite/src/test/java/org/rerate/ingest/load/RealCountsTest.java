package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rerate.SharedSession;
import org.rerate.ingest.read.MappingFile;
import org.rerate.testing.SharedData;

/** What {@code docs/ingest.md} says that the smaller folders of real files give is what they do. */
class RealCountsTest {

  @TempDir Path folder;

  /** A line of the table: folder and mapping, feed files, and the counts of each. */
  private static List<List<String>> told(String wanted) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    String last = "";
    boolean isTable = false;
    for (String line : Files.readAllLines(SharedData.repository().resolve("docs/ingest.md"))) {
      isTable |= line.startsWith("| folder, mapping |");
      if (isTable && line.startsWith("|")) {
        List<String> cells = List.of(line.substring(1).split("\\|"));
        last = cells.get(0).isBlank() ? last : cells.get(0).strip();
        if (last.equals(wanted)) {
          rows.add(cells);
        }
      }
    }
    return rows;
  }

  /** The number for one of several files: one for each, or one of a list; a code may follow. */
  private static long number(String cell, int file, int files) {
    String text = cell.strip().replace(" each", "");
    String own = text.contains(", ") && files > 1 ? text.split(", ")[file] : text;
    return Long.parseLong(own.split(" ")[0].replace(",", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ai-leaderboard",
        "fundamentals-us",
        "fundamentals-sec",
        "fundamentals-baba, baba-20f",
        "consensus-tw",
        "consensus-us",
        "constituents, sp500"
      })
  void theTableOfCountsIsTrue(String row) throws IOException {
    String[] names = row.split(", ");
    Path feed = SharedData.findOrSkip("data/real/" + names[0]);
    String mapping = names[names.length - 1];
    Path conf = SharedData.repository().resolve("conf/sources/" + mapping + ".conf");
    IngestOptions options =
        new IngestOptions(
            MappingFile.parse(mapping, Files.readString(conf)),
            Set.of(),
            new QuarantineLimit(0.05, 10),
            "r1",
            Instant.parse("2026-11-21T12:00:00Z"),
            LocalDate.of(2026, 11, 21));
    List<String> given =
        new Ingest(SharedSession.warehouse(folder.resolve("w")), options, line -> {})
            .load(feed.toString()).stream().map(RealCountsTest::text).sorted().toList();
    List<String> told = new ArrayList<>();
    for (List<String> cells : told(row)) {
      String[] files = cells.get(1).strip().split(", ");
      for (int file = 0; file < files.length; file++) {
        StringBuilder counts = new StringBuilder(files[file]);
        for (int column = 2; column < 7; column++) {
          counts.append(' ').append(number(cells.get(column), file, files.length));
        }
        told.add(counts.toString());
      }
    }
    assertThat(told).containsExactlyInAnyOrderElementsOf(given);
  }

  private static String text(FileOutcome file) {
    return String.join(
        " ",
        file.file(),
        String.valueOf(file.read()),
        String.valueOf(file.accepted()),
        String.valueOf(file.unchanged()),
        String.valueOf(file.quarantined()),
        String.valueOf(file.emptyRows()));
  }
}
