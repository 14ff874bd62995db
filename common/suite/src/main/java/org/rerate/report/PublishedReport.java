package org.rerate.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rerate.run.Run;

/**
 * A report that was made.
 *
 * @param runId the run that measured it; null if none is known
 * @param recordedBy rows recorded by then, inclusive, made it
 * @param on its date
 * @param ends basket to the day on which it was valued
 * @param printed what it showed; null if nobody knows
 */
public record PublishedReport(
    String runId, Instant recordedBy, LocalDate on, Map<String, LocalDate> ends, Printed printed) {

  /**
   * Which headlines a report showed.
   *
   * @param basis of changes, premiums and its first P/E
   * @param forward of its second P/E
   * @param since basket to the dates from which its changes were told
   */
  public record Printed(String basis, String forward, Map<String, Set<LocalDate>> since) {

    boolean has(Headline headline) {
      String of = headline.basis();
      boolean isForward = headline.measure().equals(HeadlineMeasure.PE) && forward.equals(of);
      return (of == null || of.equals(basis) || isForward)
          && (headline.since() == null || since.get(headline.basket()).contains(headline.since()));
    }
  }

  private static final String DAY = "\\d{4}-\\d{2}-\\d{2}";
  private static final String DATE = "(" + DAY + ")";

  /** The report that {@code run} measured; empty if it is not one of that name and baskets. */
  public static Optional<PublishedReport> of(ReportSpec spec, Run run) {
    String told = run.arguments();
    Optional<LocalDate> on =
        found("^" + Pattern.quote(spec.head() + " on ") + DATE, told).map(LocalDate::parse);
    Optional<String> basis =
        found("^" + Pattern.quote(spec.head() + " on ") + DAY + ", (\\S+), without ", told);
    Map<String, LocalDate> ends = new TreeMap<>();
    Map<String, Set<LocalDate>> since = new TreeMap<>();
    for (ReportSpec.Span span : spec.spans()) {
      String to = "[;,] " + Pattern.quote(span.basket() + " to ");
      found(to + DATE, told).ifPresent(end -> ends.put(span.basket(), LocalDate.parse(end)));
      found(to + DAY + " since \\{([^}]*)\\}", told)
          .ifPresent(dates -> since.put(span.basket(), dates(dates)));
    }
    if (on.isEmpty() || basis.isEmpty() || ends.size() < spec.spans().size()) {
      return Optional.empty();
    }
    String forward = found("; forward (\\S+) over ", told).orElse(basis.get());
    return Optional.of(
        new PublishedReport(
            run.runId(), readBy(run), on.get(), ends, new Printed(basis.get(), forward, since)));
  }

  /** A limit beyond the run's start lets in nothing that it could not read. */
  private static Instant readBy(Run run) {
    Instant limit = run.recordedBy();
    return limit == null || limit.isAfter(run.startedAt()) ? run.startedAt() : limit;
  }

  /** The same report, made of the rows recorded by another instant. */
  public PublishedReport recordedBy(Instant instant) {
    return new PublishedReport(null, instant, on, ends, null);
  }

  /** A report of that date for all baskets, as rows recorded by an instant would have made it. */
  public static PublishedReport of(ReportSpec spec, LocalDate on, Instant recordedBy) {
    Map<String, LocalDate> ends = new TreeMap<>();
    spec.spans().forEach(span -> ends.put(span.basket(), on));
    return new PublishedReport(null, recordedBy, on, ends, null);
  }

  /** False for a headline that the report did not show: it would be put in its mouth. */
  boolean hasPrinted(Headline headline) {
    return printed == null || printed.has(headline);
  }

  private static Set<LocalDate> dates(String named) {
    return Pattern.compile("=" + DATE)
        .matcher(named)
        .results()
        .map(found -> LocalDate.parse(found.group(1)))
        .collect(Collectors.toSet());
  }

  private static Optional<String> found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
