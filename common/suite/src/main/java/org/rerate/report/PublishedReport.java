package org.rerate.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rerate.run.Run;

/**
 * A report that was made.
 *
 * @param runId the run that measured it; null if none is known
 * @param recordedBy rows recorded by then, inclusive, made it
 * @param on its date
 * @param ends basket to the day on which it was valued
 */
public record PublishedReport(
    String runId, Instant recordedBy, LocalDate on, Map<String, LocalDate> ends) {

  private static final String DATE = "(\\d{4}-\\d{2}-\\d{2})";

  /** The report that {@code run} measured; empty if it is not one of that name and baskets. */
  public static Optional<PublishedReport> of(ReportSpec spec, Run run) {
    Optional<LocalDate> on =
        found("^" + Pattern.quote(spec.head() + " on ") + DATE, run.arguments());
    Map<String, LocalDate> ends = new TreeMap<>();
    for (ReportSpec.Span span : spec.spans()) {
      found("[;,] " + Pattern.quote(span.basket() + " to ") + DATE, run.arguments())
          .ifPresent(end -> ends.put(span.basket(), end));
    }
    if (on.isEmpty() || ends.size() < spec.spans().size()) {
      return Optional.empty();
    }
    return Optional.of(
        new PublishedReport(
            run.runId(),
            run.recordedBy() == null ? run.startedAt() : run.recordedBy(),
            on.get(),
            ends));
  }

  /** A report of that date for all baskets, as rows recorded by an instant would have made it. */
  public static PublishedReport of(ReportSpec spec, LocalDate on, Instant recordedBy) {
    Map<String, LocalDate> ends = new TreeMap<>();
    spec.spans().forEach(span -> ends.put(span.basket(), on));
    return new PublishedReport(null, recordedBy, on, ends);
  }

  private static Optional<LocalDate> found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? Optional.of(LocalDate.parse(matcher.group(1))) : Optional.empty();
  }
}
