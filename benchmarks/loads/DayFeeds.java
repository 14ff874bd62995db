import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Feeds of single days: what became known on each, its own rows, late ones and corrections. */
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

  /** A feed of those rows of a day's that are of that day, in a folder beside it. */
  Path ownRows(LocalDate day) throws IOException {
    Path own = Files.createDirectories(feeds.resolve("own-" + day));
    for (Path file : csv(of(day))) {
      String name = file.getFileName().toString();
      List<String> lines = Files.readAllLines(file);
      int at = List.of(lines.get(0).split(",", -1)).indexOf(dayColumn(name, lines.get(0)));
      Files.write(
          own.resolve(name),
          Stream.concat(
                  lines.stream().limit(1),
                  lines.stream().skip(1).filter(l -> l.split(",", -1)[at].equals(day.toString())))
              .toList());
    }
    return own;
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
