import java.util.ArrayList;
import java.util.List;
import org.rerate.jobs.cli.Main;

/**
 * One new day and one late correction, loaded and valued in the same process on one copy of a
 * warehouse after the other: the first copy pays for the start of Spark and for compiling, the
 * others show what the work itself takes, commits included.
 *
 * <p>{@code java -cp JARS WarmDay.java DAY_FEED LATE_FEED WAREHOUSE...}
 */
public class WarmDay {

  public static void main(String[] arguments) {
    for (int i = 2; i < arguments.length; i++) {
      String warehouse = arguments[i];
      List<String> took = new ArrayList<>();
      took.add("one new day, ingest " + seconds("ingest", arguments[0], "--warehouse", warehouse));
      took.add("value " + seconds("value", "--bases", "NTM", "--warehouse", warehouse));
      took.add("late correction, ingest " + seconds("ingest", arguments[1], "--warehouse", warehouse));
      took.add("value " + seconds("value", "--bases", "NTM", "--warehouse", warehouse));
      System.err.println((i == 2 ? "cold: " : "warm: ") + String.join(", ", took));
    }
    System.exit(0);
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
