import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Feeds of single days: what became known on each, its own rows, late ones and corrections; or of
 * single days of trading, with what became known since the one before.
 */
final class DayFeeds {

  /** The day on which a row without {@code known_at} is known, where that is not the first date. */
  private static final Map<String, String> DAY_OF =
      Map.of("estimates.csv", "as_of_date", "actuals.csv", "reported_on");

  private static final List<String> DATES =
      List.of("trade_date", "effective_date", "ex_date", "rate_date", "valid_from");

  private final Path feeds;

  private DayFeeds(Path feeds) {
    this.feeds = feeds;
  }

  /** Makes those of days from {@code first} to the one before {@code end}; asked for as a universe is. */
  static DayFeeds make(Path feeds, LocalDate first, LocalDate end, String... universe)
      throws IOException {
    Path all = feeds.resolve("all");
    Commands.run(
        Stream.concat(
                Stream.of(
                    "generate", "--since", first.toString(), "--until", end.toString(),
                    "--feed-format", "csv", "--out", all.toString()),
                Stream.of(universe))
            .toArray(String[]::new));
    DayFeeds made = new DayFeeds(feeds);
    for (Path file : csv(all)) {
      made.deal(file, all.relativize(file).toString());
    }
    return made;
  }

  private static List<Path> csv(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
  }

  /** The feed of a day; there may be none. */
  Path of(LocalDate day) {
    return feeds.resolve(day.toString());
  }

  /** The days from {@code first} to the one before {@code end} that have closes of their own. */
  List<LocalDate> trading(LocalDate first, LocalDate end) throws IOException {
    List<LocalDate> days = new ArrayList<>();
    for (LocalDate day = first; day.isBefore(end); day = day.plusDays(1)) {
      Path closes = of(day).resolve("prices.csv");
      if (Files.exists(closes) && Files.readString(closes).contains("," + day + ",")) {
        days.add(day);
      }
    }
    return days;
  }

  /**
   * What became known after one day of trading until the next, in a folder of its own.
   *
   * @param isOwn true for rows of these days alone, without late ones and corrections of others
   */
  Path since(LocalDate before, LocalDate day, boolean isOwn) throws IOException {
    Path made = Files.createDirectories(feeds.resolve((isOwn ? "own-" : "since-") + day));
    for (LocalDate one = before.plusDays(1); !one.isAfter(day); one = one.plusDays(1)) {
      for (Path file : Files.exists(of(one)) ? csv(of(one)) : List.<Path>of()) {
        String name = file.getFileName().toString();
        List<String> lines = Files.readAllLines(file);
        int at = List.of(lines.get(0).split(",", -1)).indexOf(dayColumn(name, lines.get(0)));
        String today = one.toString();
        List<String> rows =
            lines.stream()
                .skip(Files.exists(made.resolve(name)) ? 1 : 0)
                .filter(
                    line ->
                        !isOwn || line.equals(lines.get(0)) || line.split(",", -1)[at].equals(today))
                .toList();
        Files.write(made.resolve(name), rows, CREATE, APPEND);
      }
    }
    return made;
  }

  private static String dayColumn(String name, String header) {
    List<String> columns = List.of(header.split(",", -1));
    return DAY_OF.getOrDefault(
        name, DATES.stream().filter(columns::contains).findFirst().orElse("known_at"));
  }

  /** Deals the rows of a file out to a feed a day, by the day on which each became known. */
  private void deal(Path file, String name) throws IOException {
    Map<String, BufferedWriter> open = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String header = lines.readLine();
      List<String> columns = List.of(header.split(",", -1));
      int known = columns.indexOf("known_at");
      int own = columns.indexOf(dayColumn(name, header));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        String day = (cells[known].isEmpty() ? cells[own] : cells[known]).substring(0, 10);
        BufferedWriter writer = open.get(day);
        if (writer == null) {
          writer =
              Files.newBufferedWriter(Files.createDirectories(feeds.resolve(day)).resolve(name));
          open.put(day, writer);
          writer.write(header + "\n");
        }
        writer.write(line + "\n");
      }
    } finally {
      for (BufferedWriter writer : open.values()) {
        writer.close();
      }
    }
  }
}
