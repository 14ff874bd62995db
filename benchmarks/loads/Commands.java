import java.util.Arrays;
import java.util.stream.Stream;
import org.rerate.jobs.cli.Main;

/** Commands run in this process, one after the other. */
final class Commands {

  private Commands() {}

  /** Runs one, without progress; the seconds that it took. */
  static double run(String... command) {
    long start = System.nanoTime();
    String[] quiet = Stream.concat(Stream.of(command), Stream.of("--quiet")).toArray(String[]::new);
    int status = Main.run(quiet);
    if (status != 0) {
      throw new IllegalStateException(String.join(" ", command) + " ended with " + status);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  static double median(double... seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
