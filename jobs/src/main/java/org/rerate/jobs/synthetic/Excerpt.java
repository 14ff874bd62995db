package org.rerate.jobs.synthetic;

import java.io.Serializable;
import java.time.LocalDate;
import org.rerate.domain.Days;

/**
 * Which rows of a universe a feed holds. The feeds of all parts together are the whole, and so are
 * the feed until a day and that since it.
 *
 * @param part number of the part of the companies, from 1
 * @param parts number of parts
 * @param since first day (UTC) on which rows became known; null for those known since ever, too
 * @param until first day (UTC) after; null for no end
 */
public record Excerpt(int part, int parts, LocalDate since, LocalDate until)
    implements Serializable {

  /** Everything. */
  public static final Excerpt WHOLE = new Excerpt(1, 1, null, null);

  /** Number of the first company. */
  int from(Universe universe) {
    return (int) ((long) universe.companies() * (part - 1) / parts);
  }

  /** Number after the last company. */
  int to(Universe universe) {
    return (int) ((long) universe.companies() * part / parts);
  }

  /** True if a row known from then on belongs to it. */
  boolean holds(int day, Long knownAt) {
    if (day == RowSink.ALWAYS && knownAt == null) {
      return since == null;
    }
    long known = knownAt == null ? Days.endOf(day) : knownAt;
    return (since == null || known >= Days.endOf(Days.of(since) - 1) + 1)
        && (until == null || known <= Days.endOf(Days.of(until) - 1));
  }
}
