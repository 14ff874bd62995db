import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Daily loads, each valued, one after the other in one process; says now and then what a day takes
 * and how many files have been written, those that no version needs any more included. Every day
 * brings what became known on it: its own rows, late ones and corrections.
 *
 * <p>{@code WarmLoads WAREHOUSE FEEDS SIZE FIRST_DAY DAYS MAINTAIN_EVERY}
 */
public class WarmLoads {

  private static final int TOLD = 10;

  public static void main(String[] arguments) throws IOException {
    String warehouse = arguments[0];
    LocalDate day = LocalDate.parse(arguments[3]);
    int days = Integer.parseInt(arguments[4]);
    int every = Integer.parseInt(arguments[5]);
    DayFeeds feeds =
        DayFeeds.make(
            Path.of(arguments[1]), day, day.plusDays(days), "--size", arguments[2]);
    double[] ingest = new double[TOLD];
    double[] value = new double[TOLD];
    int told = 0;
    for (int n = 1; n <= days; n++, day = day.plusDays(1)) {
      Path feed = feeds.of(day);
      if (Files.exists(feed)) {
        ingest[told] = Commands.run("ingest", feed.toString(), "--warehouse", warehouse);
        value[told] = Commands.run("value", "--bases", "NTM", "--warehouse", warehouse);
        told++;
      }
      if (every > 0 && n % every == 0) {
        System.err.printf(
            "loads: %d days, maintain took %.1f s%n",
            n, Commands.run("maintain", "--warehouse", warehouse));
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
        "%.1f %.1f %.1f", sorted[0], Commands.median(sorted), sorted[sorted.length - 1]);
  }

  private static long files(Path warehouse) throws IOException {
    try (Stream<Path> all = Files.walk(warehouse)) {
      return all.filter(file -> file.toString().endsWith(".parquet"))
          .filter(file -> !file.toString().contains("_delta_log"))
          .count();
    }
  }
}
