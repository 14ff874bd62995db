import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rerate.jobs.cli.Main;

/**
 * Daily loads, each valued, one after the other in one process; says now and then what a day takes
 * and how many files have been written, those that no version needs any more included. Every day
 * brings what became known on it: its own rows, late ones and corrections.
 *
 * <p>{@code java -cp JARS WarmLoads.java WAREHOUSE FEEDS SIZE FIRST_DAY DAYS MAINTAIN_EVERY}
 */
public class WarmLoads {

  private static final int TOLD = 10;

  /** The day on which a row without {@code known_at} is known, where that is not the first date. */
  private static final Map<String, String> DAY_OF =
      Map.of("estimates.csv", "as_of_date", "actuals.csv", "reported_on");

  private static final List<String> DATES =
      List.of("trade_date", "effective_date", "ex_date", "rate_date", "valid_from");

  public static void main(String[] arguments) throws IOException {
    String warehouse = arguments[0];
    Path feeds = Path.of(arguments[1]);
    LocalDate day = LocalDate.parse(arguments[3]);
    int days = Integer.parseInt(arguments[4]);
    int every = Integer.parseInt(arguments[5]);
    Path all = feeds.resolve("all");
    run("generate", "--size", arguments[2], "--since", day.toString(), "--until",
        day.plusDays(days).toString(), "--feed-format", "csv", "--out", all.toString());
    byDay(all, feeds);
    double[] ingest = new double[TOLD];
    double[] value = new double[TOLD];
    int told = 0;
    for (int n = 1; n <= days; n++, day = day.plusDays(1)) {
      Path feed = feeds.resolve(day.toString());
      if (Files.exists(feed)) {
        ingest[told] = run("ingest", feed.toString(), "--warehouse", warehouse);
        value[told] = run("value", "--bases", "NTM", "--warehouse", warehouse);
        told++;
      }
      if (every > 0 && n % every == 0) {
        System.err.printf(
            "loads: %d days, maintain took %.1f s%n", n, run("maintain", "--warehouse", warehouse));
      }
      if (told == TOLD) {
        System.err.printf(
            "loads: until %s, of %d days ingest %s, value %s s (least, median, most), %d files on disk%n",
            day, TOLD, spread(ingest), spread(value), files(Path.of(warehouse)));
        told = 0;
      }
    }
    System.exit(0);
  }

  private static String spread(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return String.format(
        "%.1f %.1f %.1f", sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
  }

  /** Deals the rows of a feed out to a feed a day, by the day on which each became known. */
  private static void byDay(Path all, Path feeds) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(all)) {
      files = found.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
    for (Path file : files) {
      Map<String, BufferedWriter> open = new HashMap<>();
      try (BufferedReader lines = Files.newBufferedReader(file)) {
        String header = lines.readLine();
        List<String> columns = List.of(header.split(",", -1));
        String name = all.relativize(file).toString();
        int known = columns.indexOf("known_at");
        int own = columns.indexOf(DAY_OF.getOrDefault(name,
            DATES.stream().filter(columns::contains).findFirst().orElse("known_at")));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String[] cells = line.split(",", -1);
          String day = (cells[known].isEmpty() ? cells[own] : cells[known]).substring(0, 10);
          BufferedWriter writer = open.get(day);
          if (writer == null) {
            writer = Files.newBufferedWriter(Files.createDirectories(feeds.resolve(day)).resolve(name));
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

  private static double run(String... command) {
    long start = System.nanoTime();
    String[] quiet = Stream.concat(Stream.of(command), Stream.of("--quiet")).toArray(String[]::new);
    int status = Main.run(quiet);
    if (status != 0) {
      throw new IllegalStateException(String.join(" ", command) + " ended with " + status);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static long files(Path warehouse) throws IOException {
    try (Stream<Path> all = Files.walk(warehouse)) {
      return all.filter(file -> file.toString().endsWith(".parquet"))
          .filter(file -> !file.toString().contains("_delta_log"))
          .count();
    }
  }
}
