package org.rerate.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rerate.domain.Days;
import org.rerate.domain.RerateException;
import org.rerate.valuation.BasketRequest;
import org.rerate.valuation.SpanRequest;

/**
 * A report on days that were traded: each date asked for is brought to the last valuation date on
 * or before it.
 *
 * @param spec the report, with traded dates
 * @param days the valuation dates that its lines run over, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // walked by index
public record ReportPlan(ReportSpec spec, int[] days) {

  /** Histories up to so many years are shown whole. */
  private static final int WHOLE_YEARS = 6;

  private static final int SHOWN_YEARS = 5;

  /** Months over which the revisions of members' estimates are shown. */
  static final List<Integer> REVISION_MONTHS = List.of(1, 3);

  /**
   * The report asked for, over {@code valuationDays}, ascending and not empty.
   *
   * @throws RerateException with {@code USAGE} if a date lies before the first of them, or a base
   *     date after its end
   */
  public static ReportPlan of(ReportSpec asked, int[] valuationDays) {
    List<ReportSpec.Span> spans = new ArrayList<>();
    for (ReportSpec.Span span : asked.spans()) {
      Map<String, LocalDate> since = new LinkedHashMap<>();
      span.since()
          .forEach(
              (name, date) -> {
                if (!date.isBefore(span.end())) {
                  throw RerateException.usage(
                      "the base date " + name + " = " + date + " is not before " + span.end(),
                      "A change needs a start before its end");
                }
                since.put(name, traded(date, valuationDays));
              });
      spans.add(new ReportSpec.Span(span.basket(), traded(span.end(), valuationDays), since));
    }
    ReportSpec spec = asked.dated(spans, traded(asked.comparedOn(), valuationDays));
    return new ReportPlan(spec, shown(spec, valuationDays));
  }

  private static LocalDate traded(LocalDate date, int[] days) {
    int place = Arrays.binarySearch(days, Days.of(date));
    int on = place >= 0 ? place : -place - 2;
    if (on < 0) {
      throw RerateException.usage(
          "the date " + date + " lies outside the data",
          "The first day with closes is " + Days.date(days[0]));
    }
    return Days.date(days[on]);
  }

  private static int[] shown(ReportSpec spec, int[] days) {
    LocalDate last = spec.comparedOn();
    LocalDate first = last;
    for (ReportSpec.Span span : spec.spans()) {
      last = span.end().isAfter(last) ? span.end() : last;
      for (LocalDate from : span.since().values()) {
        first = from.isBefore(first) ? from : first;
      }
    }
    LocalDate recent = last.minusYears(SHOWN_YEARS);
    LocalDate yearBefore = first.minusYears(1);
    LocalDate start =
        Days.date(days[0]).isAfter(last.minusYears(WHOLE_YEARS))
            ? Days.date(days[0])
            : yearBefore.isBefore(recent) ? yearBefore : recent;
    int end = Days.of(last);
    return Arrays.stream(days).filter(d -> d >= Days.of(start) && d <= end).toArray();
  }

  /** The baskets with the members of their end dates, as the report restates them. */
  public List<BasketRequest> baskets() {
    return spec.spans().stream().map(s -> new BasketRequest(s.basket(), s.membership())).toList();
  }

  /** The changes since the base dates. */
  public List<SpanRequest> changes() {
    List<SpanRequest> spans = new ArrayList<>();
    for (ReportSpec.Span span : spec.spans()) {
      span.since().values().forEach(from -> spans.add(request(span, Days.of(from))));
    }
    return spans;
  }

  /** The changes over the last months, from which members' revisions are read. */
  public List<SpanRequest> revisions() {
    List<SpanRequest> spans = new ArrayList<>();
    for (ReportSpec.Span span : spec.spans()) {
      revised(span).values().forEach(from -> spans.add(request(span, Days.of(from))));
    }
    return spans;
  }

  /** Months back to the valuation date on or before that day, where there is one. */
  Map<Integer, LocalDate> revised(ReportSpec.Span span) {
    Map<Integer, LocalDate> dates = new TreeMap<>();
    for (int months : REVISION_MONTHS) {
      int from = Days.of(span.end().minusMonths(months));
      Arrays.stream(days).filter(d -> d <= from).max().ifPresent(d -> dates.put(months, date(d)));
    }
    return dates;
  }

  private static LocalDate date(int day) {
    return Days.date(day);
  }

  private static SpanRequest request(ReportSpec.Span span, int from) {
    return new SpanRequest(
        new BasketRequest(span.basket(), span.membership()), from, Days.of(span.end()));
  }
}
