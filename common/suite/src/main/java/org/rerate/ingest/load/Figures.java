package org.rerate.ingest.load;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.rerate.ingest.check.OddFigures;
import org.rerate.ingest.check.Warning;
import org.rerate.table.FeedSpec;

/** Whether the figures of a load are looked at beside each other: not if they are a backfill. */
final class Figures {

  private Figures() {}

  /** True if the rows of a file that are compared are so few that accepted ones may be kept. */
  static boolean mayBeKept(FeedSpec spec, ReadCounts counts) {
    return OddFigures.FILES.contains(spec.name())
        && counts.read - counts.bad - counts.unchanged <= OddFigures.MOST_ROWS;
  }

  /**
   * What is odd, by file.
   *
   * @param outcomes of all files of a load, or of a look at one
   * @param progress is told if the figures are too many
   * @param odd looks
   */
  static Map<FeedSpec, List<Warning>> odd(
      List<FileOutcome> outcomes, Progress progress, Supplier<Map<FeedSpec, List<Warning>>> odd) {
    long rows =
        outcomes.stream()
            .filter(outcome -> OddFigures.FILES.contains(outcome.file()))
            .mapToLong(FileOutcome::accepted)
            .sum();
    if (rows > OddFigures.MOST_ROWS) {
      progress.accept(
          "estimates and actuals: "
              + rows
              + " rows are too many to look for moved year ends and odd units among them");
      return Map.of();
    }
    return rows == 0 ? Map.of() : odd.get();
  }
}
