import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * New days, loaded and valued one after the other in one process into one warehouse: first days of
 * their own rows alone, then days as they are made up, each with late rows and corrections of the
 * weeks before, then late corrections of two years ago. What comes on a day without trading is
 * loaded with the next. The first days pay for the start of Spark and for compiling, the first
 * correction for carrying the years before it; medians are of those after.
 *
 * <p>{@code WarmDay WAREHOUSE FEEDS FIRST_DAY END BACKFILL_SECONDS UNIVERSE...}
 */
public class WarmDay {

  /** So many days of each kind, but for the cold ones of the first, are told by their median. */
  private static final int DAYS = 8;

  private static final int COLD = 3;

  private static final List<String> CORRECTED = List.of("2024-01-15", "2024-02-05", "2024-02-26", "2024-03-18");

  private final String warehouse;
  private final double backfill;
  private final List<double[]> took = new ArrayList<>();

  private WarmDay(String warehouse, double backfill) {
    this.warehouse = warehouse;
    this.backfill = backfill;
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    LocalDate first = LocalDate.parse(arguments[2]);
    LocalDate end = LocalDate.parse(arguments[3]);
    DayFeeds feeds =
        DayFeeds.make(
            folder, first, end, Arrays.copyOfRange(arguments, 5, arguments.length));
    WarmDay run = new WarmDay(arguments[0], Double.parseDouble(arguments[4]));
    List<LocalDate> days = feeds.trading(first, end);
    LocalDate before = first.minusDays(1);
    for (LocalDate day : days.subList(0, COLD + DAYS)) {
      run.day("a day of its own rows, " + day, feeds.since(before, day, true));
      before = day;
    }
    double own = run.told("a day of its own rows", COLD);
    for (LocalDate day : days.subList(COLD + DAYS, days.size())) {
      run.day("a day with late rows, " + day, feeds.since(before, day, false));
      before = day;
    }
    double late = run.told("a day with late rows", days.size() - COLD - 2 * DAYS);
    for (String day : CORRECTED) {
      Path feed = Files.createDirectories(folder.resolve("corrected-" + day));
      Files.write(
          feed.resolve("estimates.csv"),
          List.of(
              "issuer_id,metric,period_end,as_of_date,mean,analyst_count,currency,known_at",
              "C000002,net_income,2024-12-31," + day + ",2000000000,9,USD,2026-01-02T08:00:00Z"));
      run.day("a late correction, of " + day, feed);
    }
    run.told("a late correction", 1);
    System.err.printf("day_ratio %.3f late_day_ratio %.3f%n", own, late);
    System.exit(0);
  }

  private void day(String what, Path feed) {
    double[] seconds = {
      Commands.run("ingest", feed.toString(), "--warehouse", warehouse),
      Commands.run("value", "--bases", "NTM", "--warehouse", warehouse)
    };
    System.err.printf("day: %s: ingest %.1f s, value %.1f s%n", what, seconds[0], seconds[1]);
    took.add(seconds);
  }

  /** Says the medians of what was run since the last time; their share of a backfill. */
  private double told(String what, int cold) {
    double[][] warm = took.stream().skip(Math.max(0, cold)).toArray(double[][]::new);
    took.clear();
    double both = median(warm, 0) + median(warm, 1);
    System.err.printf(
        "%s: ingest %.2f s + value %.2f s, medians of %d, %.1f %% of a backfill of %.1f s%n",
        what, median(warm, 0), median(warm, 1), warm.length, 100 * both / backfill, backfill);
    return both / backfill;
  }

  private static double median(double[][] seconds, int part) {
    return Commands.median(Arrays.stream(seconds).mapToDouble(both -> both[part]).toArray());
  }
}
