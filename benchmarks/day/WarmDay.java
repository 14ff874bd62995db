import java.util.ArrayList;
import java.util.List;
import org.rerate.jobs.cli.Main;

/**
 * New days, each followed by a late correction, loaded and valued in one process into one
 * warehouse: the first day pays for the start of Spark and for compiling, the others show what the
 * work itself takes, commits included.
 *
 * <p>{@code java -cp JARS WarmDay.java WAREHOUSE (DAY_FEED LATE_FEED)...}
 */
public class WarmDay {

  public static void main(String[] arguments) {
    String warehouse = arguments[0];
    for (int i = 1; i < arguments.length; i += 2) {
      List<String> took = new ArrayList<>();
      took.add("one new day, ingest " + ingest(arguments[i], warehouse));
      took.add("value " + value(warehouse));
      took.add("late correction, ingest " + ingest(arguments[i + 1], warehouse));
      took.add("value " + value(warehouse));
      System.err.println((i == 1 ? "cold: " : "warm: ") + String.join(", ", took));
    }
    System.exit(0);
  }

  private static String ingest(String feed, String warehouse) {
    return seconds("ingest", feed, "--warehouse", warehouse);
  }

  private static String value(String warehouse) {
    return seconds("value", "--bases", "NTM", "--warehouse", warehouse);
  }

  private static String seconds(String... command) {
    long start = System.nanoTime();
    int status = Main.run(command);
    if (status != 0) {
      throw new IllegalStateException(String.join(" ", command) + " ended with " + status);
    }
    return String.format("%.1f s", (System.nanoTime() - start) / 1e9);
  }
}
