package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.disk.FeedFolder;
import org.rerate.ingest.read.FeedFile;
import org.rerate.ingest.read.FeedListing;
import org.rerate.ingest.read.FeedReader;
import org.rerate.ingest.read.ParsedRecord;
import org.rerate.ingest.read.SourceMapping;
import org.rerate.testing.SharedData;

/**
 * Real files with bytes changed, cut out and spliced in: no exception escapes, and every line of a
 * file is in a row. {@code -Drerate.fuzz.seed=N} repeats a run, {@code -Drerate.fuzz.files=N} makes
 * it longer.
 */
class FuzzTest {

  private static final int FEEDS = 1;

  /** Longest piece of a file that is mutated; the rest would only cost time. */
  private static final int PIECE = 20_000;

  private static final String[] SPICE = {
    "\"",
    "\"\"",
    ",",
    "\n",
    "\r",
    "\r\n",
    "\0",
    "\uFEFF",
    "é",
    "\uD83D\uDE00",
    "1e999",
    "NaN",
    "-",
    "9999-12-31",
    "0000-00-00",
    "true",
    "=1",
    "\t",
    "'",
    "\\",
    "2024-02-30",
    " ",
    ",,,,,,,,",
    "\u2028"
  };

  @TempDir Path folder;

  private final long seed = Long.getLong("rerate.fuzz.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void everyLineOfAMutatedFileIsInARow() throws IOException {
    List<Path> originals = originals();
    Warehouse warehouse = SharedSession.warehouse(folder.resolve("none"));
    FeedReader reader =
        new FeedReader(
            warehouse, SourceMapping.CANONICAL, LocalDate.of(2026, 11, 21), Instant.now());
    for (int i = 0; i < Integer.getInteger("rerate.fuzz.files", 300); i++) {
      Path original = originals.get(random.nextInt(originals.size()));
      byte[] bytes = mutated(original);
      Path feed = folder.resolve("feed" + i);
      write(feed, original, bytes);
      try {
        read(reader, feed, bytes);
      } catch (RuntimeException | AssertionError e) {
        fail("seed " + seed + ", file " + i + " of " + original + " kept as " + feed, e);
      }
    }
  }

  private static void read(FeedReader reader, Path feed, byte[] bytes) {
    FeedFile file =
        FeedListing.of(
                FeedFolder.open(SharedSession.warehouse(feed).spark(), feed.toString()),
                SourceMapping.CANONICAL)
            .get(0);
    if (reader.headers(file).refused().isPresent()) {
      return;
    }
    List<ParsedRecord.Row> rows = new ArrayList<>();
    String refused = null;
    Iterable<ParsedRecord> all = () -> reader.rowsHere(file);
    for (ParsedRecord parsed : all) {
      if (parsed instanceof ParsedRecord.Row row) {
        rows.add(row);
      } else if (parsed instanceof ParsedRecord.End end && end.refused() != null) {
        refused = end.refused();
      }
    }
    if (refused != null) {
      assertThat(refused).isNotBlank().doesNotContain("\n");
      return;
    }
    List<String> there = new ArrayList<>();
    rows.forEach(row -> there.addAll(lines(row.record())));
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<String> expected = lines(text.startsWith("\uFEFF") ? text.substring(1) : text);
    if (there.isEmpty()) {
      assertThat(expected.size() == 1 || expected.get(0).contains("\"")).isTrue();
      return;
    }
    // A header may span lines too.
    int header = lines(rows.get(0).header()).size();
    assertThat(there).isEqualTo(expected.subList(header, expected.size()));
  }

  /** Lines that are not blank. */
  private static List<String> lines(String text) {
    return Arrays.stream(text.split("\r\n|\n|\r", -1)).filter(line -> !line.isBlank()).toList();
  }

  @Test
  void theLedgerOfMutatedFeedsAddsUp() throws IOException {
    List<Path> originals = originals();
    for (int i = 0; i < FEEDS; i++) {
      Path feed = folder.resolve("whole" + i);
      for (Path original : originals) {
        write(feed, original, random.nextInt(3) == 0 ? piece(original) : mutated(original));
      }
      Warehouse warehouse = SharedSession.warehouse(folder.resolve("warehouse" + i));
      try {
        long held = 0;
        for (FileOutcome file : Loads.load(warehouse, feed, "r1", 0.5)) {
          assertThat(warehouse.spark().table("market." + file.file()).count())
              .as(file.file())
              .isEqualTo(file.accepted());
          held += file.quarantined();
        }
        assertThat(warehouse.spark().table("raw.quarantine").count()).isEqualTo(held);
      } catch (RuntimeException | AssertionError e) {
        fail("seed " + seed + ", feed " + feed, e);
      }
    }
  }

  private static List<Path> originals() throws IOException {
    Path feed =
        SharedData.find("data/worlds/world-103/feed")
            .orElse(SharedData.repository().resolve("examples/ai-baskets"));
    try (Stream<Path> files = Files.list(feed)) {
      return files.filter(file -> file.toString().contains(".csv")).sorted().toList();
    }
  }

  private static void write(Path feed, Path original, byte[] bytes) throws IOException {
    String name = original.getFileName().toString().replace(".gz", "");
    Files.createDirectories(feed);
    Files.write(feed.resolve(name), bytes);
  }

  private static byte[] piece(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    if (file.toString().endsWith(".gz")) {
      try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
        all = in.readNBytes(PIECE);
      }
    }
    return Arrays.copyOf(all, Math.min(all.length, PIECE));
  }

  private byte[] mutated(Path file) throws IOException {
    byte[] bytes = piece(file);
    for (int i = 1 + random.nextInt(6); i > 0 && bytes.length > 0; i--) {
      bytes = mutated(bytes);
    }
    return bytes;
  }

  private byte[] mutated(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int other = random.nextInt(bytes.length + 1);
    return switch (random.nextInt(6)) {
      case 0 -> joined(bytes, 0, at, new byte[] {(byte) random.nextInt(256)}, at);
      case 1 -> Arrays.copyOf(bytes, at);
      case 2 -> joined(bytes, 0, at, Arrays.copyOfRange(bytes, Math.min(at, other), other), at);
      case 3 -> joined(bytes, 0, Math.min(at, other), new byte[0], Math.max(at, other));
      default -> {
        String spice = SPICE[random.nextInt(SPICE.length)];
        yield joined(bytes, 0, at, spice.getBytes(StandardCharsets.UTF_8), at);
      }
    };
  }

  private static byte[] joined(byte[] bytes, int from, int to, byte[] piece, int rest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, from, to - from);
    out.writeBytes(piece);
    out.write(bytes, rest, bytes.length - rest);
    return out.toByteArray();
  }
}
