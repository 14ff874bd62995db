package org.rerate.jobs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rerate.testing.SharedData;

/**
 * Two feeds with something of everything for runs that are disturbed: bad rows, rows that name a
 * line which only the second feed brings, a correction, a refused file. And what the tables hold
 * that come of them.
 */
final class SmallFeeds {

  /** The relations of {@code tables.sql} that these feeds fill, and what must hold in any. */
  private static final Pattern WATCHED =
      Pattern.compile(
          "market\\.(securities|prices|shares)'|quarantine|caps'|valuation\\.(basket|rerating|comp)"
              + "|'files|'runs");

  private static final String BASKETS = "FROM valuation.basket_valuations";

  /** A report that finds issuers valued restates baskets on its own bases, else on all. */
  private static final String ASKED =
      " WHERE membership = 'point_in_time' OR basis IN ('CY2026', 'NTM')";

  private static final String SECURITIES = "security_id,issuer_id,ticker,currency\n";
  private static final String PRICES = "security_id,trade_date,close,known_at\n";

  private final Path root;

  private SmallFeeds(Path root) {
    this.root = root;
  }

  /** Writes both below {@code root}. */
  static SmallFeeds write(Path root) throws IOException {
    Path first = Files.createDirectories(root.resolve("first"));
    Path second = Files.createDirectories(root.resolve("second"));
    Files.writeString(first.resolve("issuers.csv"), "issuer_id,name,region\nA,A,US\nN,N,US\n");
    Files.writeString(first.resolve("securities.csv"), SECURITIES + "A.1,A,A,USD\nX.1,A,X,XXX9\n");
    StringBuilder prices = new StringBuilder(PRICES);
    for (int day = 1; day <= 28; day++) {
      prices.append(String.format("A.1,2026-01-%02d,%d,%n", day, 10 + day));
    }
    prices.append("A.1,2026-01-40,10,\nN.1,2026-01-05,5,\nN.1,2026-01-06,6,\n");
    Files.writeString(first.resolve("prices.csv"), prices);
    Files.writeString(
        first.resolve("shares.csv"),
        "security_id,effective_date,shares_outstanding\nA.1,2026-01-01,100\n");
    Files.writeString(
        first.resolve("estimates.csv"),
        """
        issuer_id,metric,period_end,as_of_date,mean,currency
        A,net_income,2026-12-31,2025-12-31,50,USD
        A,net_income,2027-12-31,2025-12-31,60,USD
        """);
    Files.writeString(first.resolve("baskets.csv"), "basket_id,name\nall,All\nus,US\n");
    Files.writeString(
        first.resolve("members.csv"),
        "basket_id,issuer_id,subsector,valid_from\nall,A,S,2025-12-31\nus,A,S,2025-12-31\n");
    Files.writeString(first.resolve("fx.csv"), "currency\nEUR\n");
    Files.writeString(second.resolve("securities.csv"), SECURITIES + "N.1,N,N,USD\nA.1,A,A,USD\n");
    Files.writeString(
        second.resolve("prices.csv"),
        PRICES + "A.1,2026-01-05,99,2026-02-01T00:00:00Z\nN.1,2026-01-07,7,\n");
    return new SmallFeeds(root);
  }

  /**
   * The settings with which so many bad rows are no reason to refuse a file, and with which {@code
   * check} takes caps for right that are ten times as large the next day.
   */
  static Path settings(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("test.conf"),
        Files.readString(TestSettings.file())
            + "\ningest.max_quarantine_fraction = 0.6\nmonitor.max_move = 10\n");
  }

  /** Loads the first; it ends with 3, as one of its files is refused. */
  List<String> first() {
    return List.of("ingest", root.resolve("first").toString());
  }

  /** Loads the second. */
  List<String> second() {
    return List.of("ingest", root.resolve("second").toString());
  }

  /** Loads both; it ends with 3 too. */
  List<String> both() {
    return List.of("ingest", root.resolve("first").toString(), root.resolve("second").toString());
  }

  /** Loads a day's close of the first line from a feed of its own, which it writes. */
  List<String> day(int day) throws IOException {
    Path folder = Files.createDirectories(root.resolve("day-" + day));
    Files.writeString(
        folder.resolve("prices.csv"), PRICES + String.format("A.1,2026-02-%02d,%d,%n", day, day));
    return List.of("ingest", folder.toString());
  }

  /** What the tables hold, a line a relation, equal but for who wrote it and when. */
  static List<String> tables(Cli cli, Predicate<String> which) {
    Cli.Ended asked = cli.run("sql", "--format", "csv", "-e", question());
    if (asked.status() != 0) {
      throw new AssertionError(asked.err());
    }
    return sorted(asked, which);
  }

  /** The lines of an answer to {@link #question()}. */
  static List<String> sorted(Cli.Ended asked, Predicate<String> which) {
    return asked.lines().stream().filter(which).sorted().toList();
  }

  /** True for the line of a table, false for that of the runs which were found dead. */
  static boolean isTable(String line) {
    return !line.startsWith("runs found dead");
  }

  /** What asks for the tables. */
  static String question() {
    try {
      Path all = SharedData.repository().resolve("benchmarks/kills/tables.sql");
      return Arrays.stream(Files.readString(all).split("UNION ALL"))
          .filter(relation -> WATCHED.matcher(relation).find())
          .map(relation -> relation.replace(BASKETS, BASKETS + ASKED))
          .collect(Collectors.joining("UNION ALL"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
