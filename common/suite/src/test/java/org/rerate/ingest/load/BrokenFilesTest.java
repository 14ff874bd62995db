package org.rerate.ingest.load;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;
import org.rerate.engine.delta.Warehouse;

/**
 * What has the name of a file and is none, is still written, or is broken inside: it is refused by
 * name, never waited for, and the others of the feed load.
 */
class BrokenFilesTest {

  @TempDir Path folder;
  private Path feed;
  private Warehouse warehouse;

  @BeforeEach
  void open() throws IOException {
    feed = Files.createDirectories(folder.resolve("feed"));
    warehouse = SharedSession.warehouse(folder.resolve("warehouse"));
  }

  private Map<String, FileOutcome> load() {
    return load(Loads.HERE);
  }

  private Map<String, FileOutcome> load(long localBytes) {
    return Loads.load(warehouse, feed, "r1", 0.9, localBytes).stream()
        .collect(Collectors.toMap(FileOutcome::file, Function.identity()));
  }

  private void write(String file, String text) {
    SharedSession.write(feed, file, text);
  }

  @Test
  @Timeout(120)
  void whatIsNoFileIsRefusedAndNeverWaitedFor() throws Exception {
    write("issuers.csv", "issuer_id,name,region\nA,A,US\n");
    pipe("prices.csv");
    Files.createDirectories(feed.resolve("members"));
    pipe("members/part 1%.csv");
    Files.createDirectories(feed.resolve("shares.csv/empty"));
    Files.createDirectories(feed.resolve("flows/part.csv.gz"));
    Files.createDirectories(feed.resolve("actuals"));
    Files.createSymbolicLink(feed.resolve("actuals/loop.csv"), Path.of("loop.csv"));
    write("fx.csv/part-0.csv", "currency,rate_date,usd_per_unit\nEUR,2026-01-05,1.1\n");
    write("index_levels/a:b.csv", "index_id,level_date,level\nHSI,2026-01-05,1\n");
    write("segments/two\nlines.csv", "nothing\n");
    Files.write(feed.resolve("estimates.parquet"), new byte[0]);
    String noFile = " is refused: it is no file, but a pipe, a socket or a device";
    Map<String, FileOutcome> outcomes;
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(feed.resolve("baskets.jsonl")));
      outcomes = load();
    }
    Map.of(
            "prices", "prices.csv" + noFile,
            "members", "members/part 1%.csv" + noFile,
            "baskets", "baskets.jsonl" + noFile,
            "shares", "shares.csv is refused: it is a folder in which no part of the file lies",
            "flows", "flows/part.csv.gz is refused: it is a folder in which no part",
            "actuals", "actuals/loop.csv is refused: it is a link out of the feed, to nowhere",
            "index_levels",
                "index_levels/a:b.csv is refused: its name has a colon, which Hadoop cannot open",
            "segments", "segments/two?lines.csv is refused: it has no header row",
            "estimates", "estimates.parquet is refused: it is truncated or no Parquet file")
        .forEach(
            (file, message) ->
                assertThat(outcomes.get(file).refused().orElse("read")).startsWith(message));
    assertThat(outcomes.get("issuers").accepted()).isEqualTo(1);
    assertThat(outcomes.get("fx").accepted()).isEqualTo(1);
  }

  @Test
  @Timeout(120)
  void aPipeThatALoadLeavesOutIsNotWaitedForEither() throws Exception {
    pipe("issuers.csv");
    write("baskets.csv", "basket_id,name\nb,B\n");
    write("members.csv", "basket_id,issuer_id,subsector,valid_from\nb,A,S,2020-01-01\n");
    IngestOptions all = Loads.options("r1", 1, 0);
    IngestOptions only =
        new IngestOptions(
            null,
            Set.of("baskets", "members"),
            new QuarantineLimit(1, 0),
            "r1",
            all.ingestedAt(),
            all.runDay());
    List<FileOutcome> outcomes = new Ingest(warehouse, only, line -> {}).load(feed.toString());
    assertThat(outcomes).extracting(FileOutcome::file).containsExactly("baskets", "members");
    assertThat(outcomes.get(1).quarantined()).isEqualTo(1);
  }

  private void append(String name, String text) {
    try {
      Files.writeString(feed.resolve(name), text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pipe(String name) throws IOException, InterruptedException {
    Process made = new ProcessBuilder("mkfifo", feed.resolve(name).toString()).start();
    assertThat(made.waitFor()).isZero();
  }

  @Test
  @Timeout(120)
  void aFileThatIsStillWrittenIsRefused() throws Exception {
    write("issuers.csv", "issuer_id,name,region\nA,A,US\n");
    String row = "EUR,2026-01-05,1.1\n";
    write("fx.csv", "currency,rate_date,usd_per_unit\n" + row);
    AtomicBoolean isOver = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              while (!isOver.get()) {
                append("fx.csv", row.repeat(100));
              }
            });
    writer.start();
    try {
      Map<String, FileOutcome> outcomes = load();
      assertThat(outcomes.get("fx").refused().orElse("read"))
          .startsWith("fx.csv is refused: it has no longer the ")
          .endsWith("somebody writes it. Load it when it is whole, best put there by a rename");
      assertThat(outcomes.get("issuers").accepted()).isEqualTo(1);
    } finally {
      isOver.set(true);
      writer.join();
    }
  }

  /** Without a checksum this would be read: a close of another size, in a sound file. */
  @Test
  void aPageThatItsChecksumDoesNotFitIsRefused() throws IOException {
    byte[] sound = parquet("none", true);
    Files.write(feed.resolve("index_levels.parquet"), sound);
    assertThat(load().get("index_levels").accepted()).isEqualTo(2_000);
    byte[] flipped = sound.clone();
    int at = find(sound, ByteBuffer.allocate(8).order(LITTLE_ENDIAN).putDouble(1234.5).array());
    flipped[at + 6] ^= 1;
    Files.write(feed.resolve("index_levels.parquet"), flipped);
    write("issuers.csv", "issuer_id,name,region\nA,A,US\n");
    Map<String, FileOutcome> outcomes = load();
    assertThat(outcomes.get("index_levels").refused().orElse("read"))
        .startsWith("index_levels.parquet is refused: it is damaged, or was changed while it was")
        .contains("CRC");
    assertThat(outcomes.get("issuers").accepted()).isEqualTo(1);
  }

  @Test
  void whateverIsBrokenInAParquetFileItAloneIsRefused() throws IOException {
    byte[] sound = parquet("snappy", false);
    Random random = new Random(7);
    Files.createDirectories(feed.resolve("index_levels"));
    write("issuers.csv", "issuer_id,name,region\nA,A,US\n");
    int refused = 0;
    for (int i = 0; i < 6; i++) {
      byte[] broken = sound.clone();
      int at = 4 + random.nextInt(sound.length - 500);
      for (int k = 0; k < 40; k++) {
        broken[at + k] = (byte) random.nextInt();
      }
      Files.write(feed.resolve("index_levels/a [1] {b}*%41.parquet"), broken);
      // In memory, and by Spark's tasks.
      Map<String, FileOutcome> outcomes = load(i % 2 == 0 ? Loads.HERE : Loads.IN_TASKS);
      assertThat(outcomes.get("issuers").isIn()).isTrue();
      refused += outcomes.get("index_levels").refused().isPresent() ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(2);
    Files.write(feed.resolve("index_levels/a [1] {b}*%41.parquet"), sound);
    assertThat(load().get("index_levels").isIn()).isTrue();
  }

  /** Two thousand levels, of 1 to 2,000 and a half. */
  private byte[] parquet(String codec, boolean hasChecksums) throws IOException {
    Path out = folder.resolve("out-" + codec);
    warehouse
        .spark()
        .range(1, 2_001)
        .selectExpr(
            "'HSI' AS index_id",
            "date_add(DATE '2010-01-01', CAST(id AS INT)) AS level_date",
            "id + 0.5D AS level")
        .coalesce(1)
        .write()
        .option("compression", codec)
        .option("parquet.enable.dictionary", "false")
        .option("parquet.page.write-checksum.enabled", hasChecksums)
        .parquet(out.toString());
    try (Stream<Path> files = Files.list(out)) {
      return Files.readAllBytes(
          files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow());
    }
  }

  private static int find(byte[] in, byte[] what) {
    for (int i = 0; i + what.length <= in.length; i++) {
      if (Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    throw new IllegalStateException("not found");
  }
}
