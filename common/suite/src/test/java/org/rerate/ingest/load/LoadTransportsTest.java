package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rerate.SharedSession;
import org.rerate.engine.delta.Warehouse;
import org.rerate.table.MarketTables;

/**
 * Few rows are compared by this process, many by Spark's tasks, in however many partitions: nobody
 * can tell which from the outcome.
 */
class LoadTransportsTest {

  @TempDir Path folder;

  /** All that a sequence of loads leaves behind. */
  private List<String> left(long localBytes, Path... feeds) {
    return left(localBytes, 0, feeds);
  }

  /** The same; rows are compared in so many partitions. */
  private List<String> left(long localBytes, int parts, Path... feeds) {
    return left(0.05, localBytes, parts, feeds);
  }

  private List<String> left(double limit, long localBytes, int parts, Path... feeds) {
    List<String> left = new ArrayList<>();
    Warehouse warehouse =
        SharedSession.warehouse(folder.resolve("local" + localBytes + "parts" + parts));
    int run = 0;
    for (Path feed : feeds) {
      run++;
      Warehouse tables = Loads.limited(warehouse, localBytes);
      IngestOptions options = options(run, limit, parts);
      for (FileOutcome o : new Ingest(tables, options, line -> {}).load(feed.toString())) {
        left.add(run + " " + Summary.of(o) + " " + o.tableVersion());
      }
    }
    left.addAll(Loads.rows(warehouse, tables("*", "* EXCEPT (feed)")));
    return left;
  }

  /** Later runs take rows in later, as in life: of one instant the names of files would decide. */
  private static IngestOptions options(int run, double limit, int parts) {
    IngestOptions same = Loads.options("r" + run, limit, parts);
    return new IngestOptions(
        null,
        Set.of(),
        same.limit(),
        same.runId(),
        same.ingestedAt().plusSeconds(run),
        same.runDay(),
        parts);
  }

  /** Columns of every market table, and of the quarantine. */
  private static Map<String, String> tables(String market, String quarantine) {
    Map<String, String> columns = new HashMap<>(Map.of("raw.quarantine", quarantine));
    MarketTables.ALL.forEach(spec -> columns.put("market." + spec.name(), market));
    return columns;
  }

  private Path[] random(long seed) {
    Path[] feeds = new Path[2];
    for (int i = 0; i < feeds.length; i++) {
      feeds[i] = folder.resolve("feed-" + i);
      RandomFeeds.write(feeds[i], RandomFeeds.of(seed, i));
    }
    return feeds;
  }

  @ParameterizedTest
  @MethodSource("org.rerate.testing.Seeds#all")
  void nobodyCanTellWhoComparedTheRows(long seed) {
    Path[] feeds = random(seed);
    // Sometimes so many rows are bad that files are withheld.
    double limit = seed % 4 == 0 ? 0.3 : 1;
    List<String> left = left(limit, Loads.HERE, 1, feeds);
    assertThat(left(limit, Loads.HERE, 7, feeds)).isEqualTo(left);
    int parts = List.of(1, 2, 7).get((int) (seed % 3));
    assertThat(left(limit, Loads.IN_TASKS, parts, feeds)).isEqualTo(left);
  }

  @ParameterizedTest
  @MethodSource("org.rerate.testing.Seeds#all")
  void aLookSaysWhatALoadThenDoes(long seed) {
    Path[] feeds = random(seed);
    Warehouse warehouse = SharedSession.warehouse(folder.resolve("w"));
    for (int i = 0; i < feeds.length; i++) {
      List<FilePreview> here = look(warehouse, Loads.HERE, feeds[i]);
      assertThat(look(warehouse, Loads.IN_TASKS, feeds[i])).isEqualTo(here);
      List<String> loaded =
          Loads.load(warehouse, feeds[i], "r" + i, 1).stream()
              .filter(outcome -> !outcome.isRetried())
              .map(outcome -> Summary.of(outcome).replaceFirst("; warnings: .*", ""))
              .toList();
      assertThat(here.stream().map(file -> Summary.of(file.outcome()))).isEqualTo(loaded);
    }
  }

  private static List<FilePreview> look(Warehouse warehouse, long localBytes, Path feed) {
    return new Preview(
            Loads.limited(warehouse, localBytes), Loads.options("look", 1, 2), line -> {})
        .of(feed.toString());
  }

  @ParameterizedTest
  @MethodSource("org.rerate.testing.Seeds#all")
  void aFileInPartsIsTheFile(long seed) {
    List<List<String>> left = new ArrayList<>();
    for (int parts = 0; parts < 4; parts += 3) {
      Warehouse warehouse = SharedSession.warehouse(folder.resolve("w" + parts));
      List<String> found = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Path feed = folder.resolve(parts + "-" + i);
        if (parts == 0) {
          RandomFeeds.write(feed, RandomFeeds.of(seed, i));
        } else {
          RandomFeeds.writeParts(feed, RandomFeeds.of(seed, i), parts);
        }
        new Ingest(Loads.limited(warehouse, Loads.HERE), options(i, 1, 0), line -> {})
            .load(feed.toString())
            .forEach(outcome -> found.add(Summary.of(outcome)));
      }
      found.addAll(
          Loads.rows(
              warehouse,
              tables(
                  "* EXCEPT (source_file, source_line, delivered_at)",
                  "target, rules, record, header")));
      left.add(found);
    }
    assertThat(left.get(1)).isEqualTo(left.get(0));
  }

  @Test
  void acceptedRowsLieInTheOrderOfTheirKey() {
    Path feed = folder.resolve("one");
    write(feed, "issuers", "issuer_id,name,region", "A,A,US");
    write(
        feed, "securities", "security_id,issuer_id,ticker,currency", "A.1,A,A,USD", "A.2,A,B,USD");
    List<String> closes = new ArrayList<>();
    for (int day = 1; day <= 28; day++) {
      closes.add(String.format("A.%d,2026-01-%02d,10", 1 + day % 2, day));
    }
    Collections.shuffle(closes, new Random(5));
    closes.add(0, "security_id,trade_date,close");
    write(feed, "prices", closes.toArray(String[]::new));
    for (long localBytes : new long[] {Loads.HERE, Loads.IN_TASKS}) {
      Warehouse warehouse = SharedSession.warehouse(folder.resolve("w" + localBytes));
      Loads.load(warehouse, feed, "r1", 1, localBytes, 1);
      List<String> keys =
          warehouse
              .spark()
              .sql("SELECT concat_ws(' ', security_id, basis, trade_date) FROM market.prices")
              .collectAsList()
              .stream()
              .map(row -> row.getString(0))
              .toList();
      assertThat(keys).hasSizeGreaterThan(20).isSorted();
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = "world-103")
  void aWorldTwice(String world) {
    Path feed = SharedSession.shared("worlds").resolve(world).resolve("feed");
    assertThat(left(Loads.HERE, feed, feed)).isEqualTo(left(Loads.IN_TASKS, feed, feed));
  }

  @Test
  void correctionsRetractionsOverlapsRepeatsConflictsAndOddMoves() {
    Path[] feeds =
        Stream.of("one", "two", "three", "four").map(folder::resolve).toArray(Path[]::new);
    write(feeds[0], "issuers", "issuer_id,name,region", "A,A,US", "B,B,CN");
    write(feeds[0], "securities", "security_id,issuer_id,ticker,currency", "A.1,A,A,USD");
    String prices = "security_id,trade_date,close,known_at,retracted";
    List<String> closes = new ArrayList<>(List.of(prices));
    for (int day = 1; day <= 25; day++) {
      closes.add(String.format("A.1,2026-01-%02d,10,,", day));
    }
    closes.add("A.1,2026-01-26,30,,");
    closes.add("A.1,2026-01-26,30,,");
    write(feeds[0], "prices", closes.toArray(String[]::new));
    String members = "basket_id,issuer_id,subsector,valid_from,valid_to,known_at";
    write(feeds[0], "members", members, "b,A,S,2020-01-01,2021-01-01,", "b,B,S,2020-01-01,,");
    write(feeds[0], "flows", "channel,trade_date,net_buy,currency", "S,2026-01-05,5,HKD");

    write(
        feeds[1],
        "prices",
        prices,
        "A.1,2026-01-01,11,,",
        "A.1,2026-01-02,,,true",
        "A.1,2026-01-03,12,2026-02-01T00:00:00Z,",
        "A.1,2026-01-04,10,,",
        "A.9,2026-01-04,10,,");
    write(feeds[1], "members", members, "b,A,S,2020-06-01,,", "b,B,S,2020-01-01,2022-01-01,");
    write(feeds[1], "flows", "channel,trade_date,net_buy,currency", "S,2026-01-05,5.0,HKD");

    write(feeds[2], "prices", prices, "A.1,2026-01-02,,,true", "A.1,2026-01-05,1,,");
    // Odd only beside what was loaded before.
    write(feeds[3], "prices", prices, "A.1,2026-01-27,90,,", "A.1,2026-01-28,,,true");
    List<String> left = left(Loads.HERE, feeds);
    assertThat(left).isEqualTo(left(Loads.IN_TASKS, feeds));
    assertThat(left.toString())
        .contains("1 prices: 27 read = 26 accepted + 1 unchanged + 0 quarantined")
        .contains("PRICE_MOVE 1, STALE_CLOSE 6, SUSPECT_SPLIT 1")
        .contains(
            "4 prices: 2 read = 2 accepted + 0 unchanged + 0 quarantined; warnings: PRICE_MOVE 1,"
                + " SUSPECT_SPLIT 1");
  }

  @Test
  void aDayBesideTheDaysBeforeIt() {
    Path[] feeds = Stream.of("one", "two", "three").map(folder::resolve).toArray(Path[]::new);
    write(feeds[0], "issuers", "issuer_id,name,region", "A,A,US");
    List<String> lines = new ArrayList<>(List.of("security_id,issuer_id,ticker,currency"));
    String header = "security_id,trade_date,close,known_at,retracted";
    List<String> closes = new ArrayList<>(List.of(header));
    for (int line = 1; line <= 6; line++) {
      lines.add("A." + line + ",A,A,USD");
    }
    for (int day = 1; day <= 24; day++) {
      // The same for long; changing daily; changed three weeks, or two days ago; not seen for long.
      closes.add(String.format("A.1,2026-01-%02d,10,,", day));
      closes.add(String.format("A.2,2026-01-%02d,%d,,", day, 10 + day % 2));
      closes.add(String.format("A.3,2026-01-%02d,%d,,", day, day < 4 ? 11 : 10));
      closes.add(String.format("A.4,2026-01-%02d,%d,,", day, day < 23 ? 11 : 10));
      if (day < 10) {
        closes.add(String.format("A.5,2026-01-%02d,10,,", day));
      }
      closes.add(String.format("A.6,2026-01-%02d,%d,,", day, day == 22 ? 11 : 10));
    }
    write(feeds[0], "securities", lines.toArray(String[]::new));
    write(feeds[0], "prices", closes.toArray(String[]::new));
    // What had changed is taken back.
    write(feeds[1], "prices", header, "A.6,2026-01-22,,,true");
    write(
        feeds[2],
        "prices",
        header,
        "A.1,2026-01-25,10,,",
        "A.2,2026-01-25,90,,",
        "A.3,2026-01-25,10,,",
        "A.4,2026-01-25,10,,",
        "A.5,2026-01-25,90,,",
        "A.6,2026-01-25,10,,",
        // Of long before, and no neighbour of any.
        "A.5,2026-01-02,,,true");
    List<String> left = left(Loads.HERE, feeds);
    assertThat(left).isEqualTo(left(Loads.IN_TASKS, feeds));
    assertThat(left.toString())
        .contains(
            "3 prices: 7 read = 7 accepted + 0 unchanged + 0 quarantined;"
                + " warnings: PRICE_MOVE 2, STALE_CLOSE 3");
  }

  /** Moves of every size, those at a limit among them, however the rows are split. */
  @ParameterizedTest
  @ValueSource(longs = 1)
  void movesInHoweverManyParts(long seed) {
    Path[] feeds = {folder.resolve("one"), folder.resolve("two")};
    Random random = new Random(seed);
    write(feeds[0], "issuers", "issuer_id,name,region", "A,A,US");
    List<String> lines = new ArrayList<>(List.of("security_id,issuer_id,ticker,currency"));
    for (int line = 0; line < 9; line++) {
      lines.add("A." + line + ",A,A,USD");
    }
    write(feeds[0], "securities", lines.toArray(String[]::new));
    write(
        feeds[0],
        "corporate_actions",
        "security_id,ex_date,action,value",
        "A.1,2026-01-20,split,2",
        "A.2,2026-02-10,split,5");
    for (int feed = 0; feed < 2; feed++) {
      LocalDate first = LocalDate.of(2026, 1, 5).plusDays(30L * feed);
      List<String> closes = new ArrayList<>(List.of("security_id,trade_date,close"));
      List<String> counts =
          new ArrayList<>(List.of("security_id,effective_date,shares_outstanding"));
      List<String> rates = new ArrayList<>(List.of("currency,rate_date,usd_per_unit"));
      for (int day = 0; day < 30; day++) {
        for (int line = 0; line < 9; line++) {
          // From 15 to 3 is five times less, from 5 to 8 60 % more, from 5 to 6 20 %.
          String on = "," + first.plusDays(day) + ",";
          closes.add("A." + line + on + one(random, "5", "8", "8.01", "2", "1.99", "5"));
          counts.add("A." + line + on + one(random, "15", "3", "2.9", "75", "375000000", "74.9"));
          rates.add(
              List.of("EUR", "GBP", "JPY", "CHF", "HKD", "CNY", "TWD", "KRW", "SEK").get(line)
                  + on
                  + one(random, "0.5", "0.6", "0.4", "0.61", "0.39", "0.5"));
        }
      }
      write(feeds[feed], "prices", closes.toArray(String[]::new));
      write(feeds[feed], "shares", counts.toArray(String[]::new));
      write(feeds[feed], "fx", rates.toArray(String[]::new));
    }
    List<String> left = left(Loads.HERE, feeds);
    assertThat(left.toString()).contains("PRICE_MOVE", "SHARE_COUNT_JUMP", "FX_MOVE");
    assertThat(left(Loads.HERE, 2, feeds)).isEqualTo(left);
    for (int parts : List.of(1, 7)) {
      assertThat(left(Loads.IN_TASKS, parts, feeds)).isEqualTo(left);
    }
  }

  private static String one(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  /** 2 % a day is no move of 20 %, though it is after ten days; and a limit is not over itself. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7})
  void onlyDaysThatAreNeighboursAreCompared(int parts) {
    Path feed = folder.resolve("one");
    List<String> rates = new ArrayList<>(List.of("currency,rate_date,usd_per_unit"));
    double rate = 1;
    for (int day = 0; day < 200; day++) {
      rates.add("EUR," + LocalDate.of(2025, 1, 1).plusDays(day) + "," + rate);
      rate *= 1.02;
    }
    rates.addAll(List.of("GBP,2025-01-01,0.5", "GBP,2025-01-02,0.6", "GBP,2025-01-03,0.48"));
    write(feed, "issuers", "issuer_id,name,region", "A,A,US");
    write(feed, "securities", "security_id,issuer_id,ticker,currency", "A.1,A,A,USD");
    write(feed, "fx", rates.toArray(String[]::new));
    // Five times less, and five times more, is not over five times.
    write(
        feed,
        "shares",
        "security_id,effective_date,shares_outstanding",
        "A.1,2025-01-01,1500000000.3",
        "A.1,2025-02-01,300000000.06",
        "A.1,2025-03-01,1500000000.3");
    assertThat(left(Loads.IN_TASKS, parts, feed).toString())
        .contains("1 fx: 203 read = 203 accepted + 0 unchanged + 0 quarantined OptionalLong")
        .doesNotContain("FX_MOVE", "SHARE_COUNT_JUMP");
    assertThat(left(Loads.HERE, feed).toString()).doesNotContain("FX_MOVE", "SHARE_COUNT_JUMP");
  }

  private static void write(Path feed, String file, String... lines) {
    SharedSession.write(feed, file + ".csv", String.join("\n", lines) + "\n");
  }
}
