import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.rerate.jobs.cli.Main;

/**
 * Daily loads, each valued, one after the other in one process; says now and then what a day takes
 * and how many files have been written, those that no version needs any more included.
 *
 * <p>{@code java -cp JARS WarmLoads.java WAREHOUSE FEEDS SIZE FIRST_DAY DAYS MAINTAIN_EVERY}
 */
public class WarmLoads {

  private static final int TOLD = 25;

  public static void main(String[] arguments) throws IOException {
    String warehouse = arguments[0];
    Path feeds = Path.of(arguments[1]);
    LocalDate day = LocalDate.parse(arguments[3]);
    int days = Integer.parseInt(arguments[4]);
    int every = Integer.parseInt(arguments[5]);
    double ingest = 0;
    double value = 0;
    for (int n = 1; n <= days; n++, day = day.plusDays(1)) {
      String feed = feeds.resolve(day.toString()).toString();
      run("generate", "--size", arguments[2], "--since", day.toString(), "--until",
          day.plusDays(1).toString(), "--feed-format", "csv", "--out", feed);
      ingest += run("ingest", feed, "--warehouse", warehouse);
      value += run("value", "--bases", "NTM", "--warehouse", warehouse);
      if (every > 0 && n % every == 0) {
        System.err.printf("loads: maintain took %.1f s%n", run("maintain", "--warehouse", warehouse));
      }
      if (n % TOLD == 0) {
        System.err.printf(
            "loads: %d days, a day's ingest %.1f s, value %.1f s, %d files on disk%n",
            n, ingest / TOLD, value / TOLD, files(Path.of(warehouse)));
        ingest = 0;
        value = 0;
      }
    }
    System.exit(0);
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
