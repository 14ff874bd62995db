import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rerate.jobs.cli.Main;

/**
 * Each query several times in one process, as in a session that stays open.
 *
 * <p>{@code WarmQueries WAREHOUSE QUERY.sql...}
 */
public class WarmQueries {

  private static final int TIMES = 5;

  public static void main(String[] arguments) {
    List<List<String>> took = new ArrayList<>();
    for (int q = 1; q < arguments.length; q++) {
      took.add(new ArrayList<>());
    }
    for (int time = 0; time < TIMES; time++) {
      for (int q = 1; q < arguments.length; q++) {
        long start = System.nanoTime();
        int status = Main.run("sql", "-f", arguments[q], "--warehouse", arguments[0]);
        if (status != 0) {
          throw new IllegalStateException(arguments[q] + " ended with " + status);
        }
        took.get(q - 1).add(String.format("%.2f", (System.nanoTime() - start) / 1e9));
      }
    }
    for (int q = 1; q < arguments.length; q++) {
      System.err.println("query " + Path.of(arguments[q]).getFileName() + ": " + took.get(q - 1) + " s");
    }
    System.exit(0);
  }
}
