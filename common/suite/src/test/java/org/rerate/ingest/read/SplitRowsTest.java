package org.rerate.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.batch.RowCursor;
import org.rerate.engine.batch.StringDictionary;
import org.rerate.engine.disk.FeedFolder;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/** A file read in pieces, and in the short way where that may be, is the file read as it stands. */
class SplitRowsTest {

  private static final String[] PRICES = {
    "A.1",
    "=A",
    "ü",
    " B ",
    "\"C\"",
    "\"a,b\"",
    "\"a\"\"b\"",
    "2026-01-05",
    "2026-02-30",
    "1899-12-31",
    "2024-02-29",
    "2026-1-5",
    "10",
    "10.5",
    "-1",
    "+3",
    "0.1",
    "123456789012345678",
    "1e3",
    "NaN",
    "0.30000000000000004",
    "9007199254740993",
    "-0",
    ".5",
    "5.",
    "USD",
    "XXX",
    "AS_TRADED",
    "true",
    "TRUE",
    "false",
    "2026-01-05T10:00:00Z",
    "2026-01-05T10:00:00.123Z",
    "2026-01-05T10:00:00",
    "2026-01-05T25:00:00Z",
    "security_id",
    "",
    "",
    "\u00a0",
    "\0",
    "\t",
    "\"open",
    "x".repeat(90)
  };

  private static final String[] ENDS = {"\n", "\n", "\n", "\r\n", "\r", "\n\n", "\r\n \n", ""};

  @TempDir Path folder;
  private final Random random = new Random(20261121);

  private FeedReader reader() {
    return new FeedReader(
        SharedSession.warehouse(folder.resolve("w")),
        SourceMapping.CANONICAL,
        LocalDate.of(2026, 11, 21),
        Instant.parse("2026-11-21T12:00:00Z"));
  }

  private FeedFile file(FeedSpec spec, String name, byte[] content) throws IOException {
    Path path = Files.write(folder.resolve(name), content);
    return new FeedFile(
        spec, List.of(new FeedFolder.Part(path.toUri().toString(), name, content.length)));
  }

  @Test
  void piecesGiveTheRowsOfTheWhole() throws IOException {
    int compared = 0;
    int taken = 0;
    for (int i = 0; i < 40; i++) {
      FeedFile file = file(MarketTables.PRICES, "prices" + i + ".csv", prices());
      Pieces pieces = new Pieces(file, 1 + random.nextInt(400));
      if (pieces.isAligned) {
        compared++;
        taken += pieces.taken;
        pieces.assertSame();
      }
    }
    assertThat(compared).isGreaterThan(20);
    assertThat(taken).isGreaterThan(500);
  }

  @Test
  void linesOfJsonGoToAnyPiece() throws IOException {
    StringBuilder text = new StringBuilder("\n");
    for (int i = 0; i < 1_200; i++) {
      text.append("{\"issuer_id\":\"I").append(i).append("\",\"name\":\"n\",\"region\":");
      text.append(i % 50 == 0 ? "" : "\"US\"").append(i % 7 == 0 ? "}\r\n" : "}\n");
    }
    byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
    Pieces pieces = new Pieces(file(MarketTables.ISSUERS, "issuers.jsonl", content), 5_000);
    assertThat(pieces.splits).isGreaterThan(5);
    assertThat(pieces.rows).hasSize(1_200);
    pieces.assertSame();
  }

  @Test
  void vastLinesAndBadCharactersAreAsInTheWhole() throws IOException {
    String head = "issuer_id,name,region\nA,A,US\n";
    String vast = "B,\"" + "ü".repeat(5 << 20) + "\",US\nC,C,US\n";
    byte[] content = (head + vast).getBytes(StandardCharsets.UTF_8);
    new Pieces(file(MarketTables.ISSUERS, "vast.csv", content), 1 << 20).assertSame();
    byte[] broken = Arrays.copyOf(content, 4 << 20);
    broken[broken.length - 1] = (byte) 0xC3;
    Pieces pieces = new Pieces(file(MarketTables.ISSUERS, "broken.csv", broken), 1L << 40);
    pieces.assertSame();
    assertThat(pieces.refused)
        .contains("it is not UTF-8 text: write it as UTF-8, or say its encoding in a mapping");
  }

  private byte[] prices() {
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFF" : "");
    boolean isShort = random.nextBoolean();
    text.append(
        isShort ? "security_id,trade_date,close" : "Close,x,trade_date,security_id,known_at");
    text.append(random.nextBoolean() ? ",currency,basis,open,retracted\n" : ",Volume,low,high\r\n");
    int odd = random.nextInt(40) + 1;
    for (int row = 0; row < 60; row++) {
      String id = "S" + random.nextInt(5);
      String day = String.format("20%02d-%02d-%02d", row % 30, 1 + row % 12, 1 + row % 28);
      String close = row + "." + random.nextInt(100_000);
      text.append(isShort ? cell(id, odd) + "," + cell(day, odd) + "," + cell(close, odd) : "");
      if (!isShort) {
        text.append(cell(close, odd)).append(",x,").append(cell(day, odd)).append(',');
        text.append(cell(id, odd)).append(",");
      }
      int more = isShort ? 4 : 3;
      for (int i = 0; i < more; i++) {
        text.append(',').append(random.nextInt(odd) == 0 ? piece() : "");
      }
      text.append(random.nextInt(odd) == 0 ? ENDS[random.nextInt(ENDS.length)] : "\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String cell(String usual, int odd) {
    return random.nextInt(odd) == 0 ? piece() : usual;
  }

  private String piece() {
    return PRICES[random.nextInt(PRICES.length)];
  }

  /** A file read in pieces, and whole. */
  private final class Pieces {

    private final FeedFile file;
    private final TreeMap<Long, String> rows = new TreeMap<>();
    private final int splits;
    private boolean isAligned = true;
    private boolean isTwice;
    private long sourceRows;
    private Optional<String> refused = Optional.empty();
    private int taken;

    Pieces(FeedFile file, long bytes) {
      this.file = file;
      BatchSchema shape = new BatchSchema(file.spec());
      SplitRows pieces = reader().splits(file, bytes);
      splits = pieces.splits().size();
      for (int i = 0; i < splits; i++) {
        RowCursor cells = new RowCursor(shape, new StringDictionary());
        SplitRows.Reading reading =
            pieces.open(i, shape, cells, row -> keep(line(shape, row), text(shape, row)));
        while (reading.hasNext()) {
          add(reading.next());
        }
        taken += (int) reading.taken();
        sourceRows += reading.taken();
        isAligned &= reading.endsWhereItShould();
      }
    }

    /** Only where pieces overlap is a line read twice. */
    private boolean keep(long line, String text) {
      isTwice |= rows.put(line, text) != null;
      return true;
    }

    private void add(ParsedRecord parsed) {
      if (parsed instanceof ParsedRecord.End end) {
        sourceRows += end.sourceRows();
        refused = refused.or(() -> Optional.ofNullable(end.refused()));
      } else if (parsed instanceof ParsedRecord.Row row) {
        keep(row.line(), text(row));
      }
    }

    void assertSame() {
      TreeMap<Long, String> expected = new TreeMap<>();
      Iterable<ParsedRecord> all = () -> reader().rowsHere(file);
      for (ParsedRecord parsed : all) {
        if (parsed instanceof ParsedRecord.Row row) {
          expected.put(row.line(), text(row));
        } else if (parsed instanceof ParsedRecord.End end) {
          assertThat(refused).isEqualTo(Optional.ofNullable(end.refused()));
          assertThat(sourceRows).isEqualTo(end.sourceRows());
        }
      }
      assertThat(isTwice).isFalse();
      assertThat(rows).isEqualTo(expected);
    }
  }

  private static long line(BatchSchema shape, RowCursor cells) {
    return cells.value(shape.line());
  }

  private static String text(BatchSchema shape, RowCursor cells) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < shape.feedColumns(); i++) {
      Object value = cells.get(i, null);
      values.add(value instanceof UTF8String text ? text.toString() : value);
    }
    return values.toString();
  }

  /** Values of a good row; of a bad one what is said of it, too. */
  private static String text(ParsedRecord.Row row) {
    List<Object> values = new ArrayList<>(row.values());
    if (!row.codes().isEmpty()) {
      values.add(row.codes());
      values.add(row.messages());
      values.add(row.record());
      values.add(row.header());
    }
    return values.toString();
  }
}
