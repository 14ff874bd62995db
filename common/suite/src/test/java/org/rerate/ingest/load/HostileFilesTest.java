package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;
import org.rerate.engine.delta.Warehouse;

/**
 * Files made to break a reader: each is refused, or its bad rows are held, with one clear line; the
 * others of the feed load.
 */
class HostileFilesTest {

  private static final int MEGABYTE = 1 << 20;

  @TempDir Path folder;
  private Path feed;
  private Warehouse warehouse;

  @BeforeEach
  void open() throws IOException {
    feed = Files.createDirectories(folder.resolve("feed"));
    warehouse = SharedSession.warehouse(folder.resolve("warehouse"));
  }

  private Map<String, FileOutcome> load() {
    return Loads.load(warehouse, feed, "r1", 0.9).stream()
        .collect(Collectors.toMap(FileOutcome::file, Function.identity()));
  }

  private List<String> held(String file) {
    return warehouse
        .spark()
        .sql(
            "SELECT concat_ws(' ', line_number, array_join(rules, ',')) FROM raw.quarantine"
                + " WHERE target = '"
                + file
                + "' ORDER BY line_number")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private void write(String file, String text) {
    SharedSession.write(feed, file, text);
  }

  /** A disk on which one folder is not for us; tests run as root, who may look into all. */
  public static final class ClosedFolder extends LocalFileSystem {
    @Override
    public FileStatus[] listStatus(org.apache.hadoop.fs.Path path) throws IOException {
      if (path.toString().endsWith("/feed/prices")) {
        throw new AccessDeniedException(path.toString(), null, "Permission denied");
      }
      return super.listStatus(path);
    }
  }

  @Test
  void aFolderOfPartsThatMayNotBeLookedIntoIsRefusedAndTheOthersLoad() {
    write("issuers.csv", "issuer_id,name,region\nA,A,US\n");
    write("prices/1.csv", "security_id,trade_date,close\n");
    write("notes/1.txt", "nothing of a feed\n");
    warehouse.spark().conf().set("fs.file.impl", ClosedFolder.class.getName());
    warehouse.spark().conf().set("fs.file.impl.disable.cache", "true");
    try {
      Map<String, FileOutcome> outcomes = load();
      assertThat(outcomes.get("issuers").accepted()).isEqualTo(1);
      assertThat(outcomes.get("prices").refused())
          .hasValueSatisfying(
              why ->
                  assertThat(why).contains("prices", "it is a folder that may not be looked into"));
    } finally {
      warehouse.spark().conf().unset("fs.file.impl");
      warehouse.spark().conf().unset("fs.file.impl.disable.cache");
    }
  }

  /** Nothing is lost: what a file yields is all there, in one place or the other. */
  private void assertAllThere(Map<String, FileOutcome> outcomes) {
    for (FileOutcome file : outcomes.values()) {
      assertThat(warehouse.spark().table("market." + file.file()).count())
          .as(file.file())
          .isEqualTo(file.accepted());
      assertThat(held(file.file())).as(file.file()).hasSize((int) file.quarantined());
    }
  }

  @Test
  void filesThatCannotBeReadAreRefusedAndTheOthersLoad() throws IOException {
    write("issuers.csv", "issuer_id,name,region\nA,A,US\n");
    Files.write(
        feed.resolve("baskets.csv"), "basket_id,name\nb,B\n".getBytes(StandardCharsets.UTF_16));
    Files.write(
        feed.resolve("members.csv"),
        "basket_id,issuer_id,subsector,valid_from\nb,A,S,2020-01-01\n"
            .getBytes(StandardCharsets.UTF_16LE));
    Path elsewhere = Files.writeString(folder.resolve("secret.csv"), "security_id\n");
    Files.createSymbolicLink(feed.resolve("securities.csv"), elsewhere);
    Files.createSymbolicLink(feed.resolve("shares.csv"), folder.resolve("gone"));
    Files.createDirectories(feed.resolve("flows"));
    Files.createSymbolicLink(feed.resolve("flows/part.csv"), elsewhere);
    write("index_levels.csv", "index_id,level_date,level,LEVEL \nHSI,2026-01-05,1,2\n");
    write("estimates.csv", "\0".repeat(100_000));
    write("actuals.csv", "a,\"b\n".repeat(10));
    write("segments.csv", "x".repeat(2 * MEGABYTE) + "\n");
    Files.write(feed.resolve("market_caps.csv.gz"), new byte[0]);
    Files.write(feed.resolve("fx.csv.gz"), bomb());
    Map<String, FileOutcome> outcomes = load();
    assertThat(outcomes.get("issuers").accepted()).isEqualTo(1);
    String noHeader = ".csv is refused: its first row is no header: its quotes do not close, or it";
    Map.of(
            "baskets", "baskets.csv is refused: it is not UTF-8 text",
            "members", "members.csv is refused: it has no header row: no column of members",
            "securities",
                "securities.csv is refused: it is a link out of the feed, to " + elsewhere,
            "shares", "shares.csv is refused: it is a link out of the feed, to nowhere",
            "flows", "flows/part.csv is refused: it is a link out of the feed, to " + elsewhere,
            "index_levels",
                "index_levels.csv is refused: its header names the column 'LEVEL' twice",
            "estimates", "estimates.csv is refused: it has no header row",
            "actuals", "actuals" + noHeader,
            "segments", "segments" + noHeader,
            "market_caps", "market_caps.csv.gz is refused: it is truncated or damaged as a gzip")
        .forEach(
            (file, message) ->
                assertThat(outcomes.get(file).refused().orElse("read"))
                    .startsWith(message)
                    .doesNotContain("\n"));
    assertThat(outcomes.get("fx").refused().orElse("read"))
        .isEqualTo(
            "fx.csv.gz is refused: it unpacks to over 200 times its size, which no feed does;"
                + " unpack it yourself if it is one");
    assertAllThere(outcomes);
  }

  @Test
  void aFileThatItsChecksumDoesNotFitIsRefusedUntilThatIsDeleted() throws IOException {
    String name = "issuers.csv";
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(feed.resolve(name).toString());
    try (OutputStream out = FileSystem.getLocal(new Configuration()).create(file)) {
      out.write("issuer_id,name,region\nA,A,US\n".getBytes(StandardCharsets.UTF_8));
    }
    write(name, "issuer_id,name,region\nB,B,US\n");
    assertThat(load().get("issuers").refused().orElse("read"))
        .startsWith("issuers.csv is refused: it is not what its checksum")
        .endsWith("delete the .crc file");
    Files.delete(feed.resolve(".issuers.csv.crc"));
    assertThat(load().get("issuers").accepted()).isEqualTo(1);
  }

  /** 2 GB in 2 MB, after a header and a row that are right. */
  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(
        packed(
            "currency,rate_date,usd_per_unit\nEUR,2026-01-05,1\n"
                .getBytes(StandardCharsets.UTF_8)));
    byte[] zeros = packed(new byte[16 * MEGABYTE]);
    for (int i = 0; i < 128; i++) {
      file.write(zeros);
    }
    return file.toByteArray();
  }

  private static byte[] packed(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  void rowsThatAreNotWhatTheySayAreHeld() {
    write(
        "issuers.csv",
        "\uFEFFissuer_id,name,region\r\nA,A,US\rB,\"two\nlines\",US\nC,nul\0nul,US\n"
            + "issuer_id,name,region\r\nD,=cmd()|'/C calc'!A0,US\n\n \n=1+1,E,US\nF,F,US");
    write("securities.csv", "security_id,issuer_id,ticker,currency\nA.1,A,A,USD\n");
    write(
        "prices.csv",
        "security_id,trade_date,close\nA.1,2026-01-05,1e400\nA.1,2026-01-06,Infinity\n"
            + "A.1,2026-01-07,0x1A\nA.1,2024-02-30,5\nA.1,2026-01-09,-NaN\nA.1,2026-01-12,1d\n"
            + "A.1,2026-01-13,=1+1\nA.1,2026-01-14,1e-400\nA.1,\"2026-01-15,5\nA.1,2026-01-16,5\n"
            + "A.1,2026-01-19,5,6\nA.1,10000-01-01,5\nA.1,2026-1-5,5\nA.1,2026-01-20,1\0\n"
            + "A.1,2026-01-21,"
            + "9".repeat(100_000)
            + "\nA.1,2026-01-22,٣\nA.1,2026-01-23,7\n");
    Map<String, FileOutcome> outcomes = load();
    assertThat(held("issuers"))
        .containsExactly(
            "5 UNEXPECTED_VALUE",
            "6 UNEXPECTED_VALUE",
            "7 UNEXPECTED_VALUE",
            "10 UNEXPECTED_VALUE");
    assertThat(held("prices"))
        .containsExactly(
            "2 NOT_FINITE",
            "3 NOT_FINITE",
            "4 BAD_NUMBER",
            "5 BAD_DATE",
            "6 NOT_FINITE",
            "7 BAD_NUMBER",
            "8 BAD_NUMBER",
            "9 NOT_POSITIVE",
            "10 WRONG_FIELD_COUNT",
            "12 WRONG_FIELD_COUNT",
            "13 BAD_DATE",
            "14 BAD_DATE",
            "15 BAD_NUMBER",
            "16 NOT_FINITE",
            "17 BAD_NUMBER");
    assertThat(outcomes.get("prices").accepted()).isEqualTo(2);
    assertThat(outcomes.get("issuers").accepted()).isEqualTo(3);
    assertAllThere(outcomes);
    assertThat(
            warehouse
                .spark()
                .sql("SELECT * FROM raw.quarantine WHERE message RLIKE '[\\\\x00\\n\\r]'")
                .count())
        .isZero();
  }

  @Test
  void vastFieldsAndVastHeadersFitInMemory() throws IOException {
    String vast = "x".repeat(50 * MEGABYTE);
    write(
        "issuers.csv",
        "issuer_id,name,region\nA,\"" + vast + "\",US\nB,\"never closed,US\nC,C,US\n");
    write(
        "baskets.csv",
        "basket_id,name\nb,\"" + "many lines\n".repeat(2_000) + "\"\nc,\"a few\nlines\"\n");
    String more = IntStream.range(0, 10_000).mapToObj(i -> ",c" + i).collect(Collectors.joining());
    write(
        "fx.csv",
        "currency,rate_date,usd_per_unit"
            + more
            + "\nEUR,2026-01-05,1"
            + ",".repeat(10_000)
            + "\n");
    write("index_levels.csv", more.substring(1) + "\n1\n");
    Map<String, FileOutcome> outcomes = load();
    assertThat(outcomes.get("issuers").accepted()).isEqualTo(1);
    assertThat(held("issuers")).containsExactly("2 WRONG_FIELD_COUNT", "3 WRONG_FIELD_COUNT");
    assertThat(
            warehouse
                .spark()
                .sql("SELECT max(length(record)) FROM raw.quarantine WHERE target = 'issuers'")
                .first()
                .getInt(0))
        .isLessThan(10_000);
    assertThat(outcomes.get("baskets").overLimit()).isTrue();
    assertThat(outcomes.get("baskets").withheld()).isEqualTo(1);
    assertThat(held("baskets")).hasSize(2_001);
    assertThat(outcomes.get("fx").accepted()).isEqualTo(1);
    assertThat(Summary.of(outcomes.get("fx"))).endsWith("c28, c29 and 9970 more");
    assertThat(outcomes.get("index_levels").refused().orElseThrow()).hasSizeLessThan(500);
  }
}
