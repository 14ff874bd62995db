package org.rerate.value;

import org.rerate.history.FactHistory;
import org.rerate.history.FactKind;
import org.rerate.methodology.Methodology;

/**
 * Which estimate of a fiscal period counts (methodology 3.1): the newest that is fresh and rests on
 * enough analysts; rows with too few are passed over.
 */
public final class UsableEstimates {

  private UsableEstimates() {}

  /** The row that counts on {@code day}; -1 if none does, or {@code rows} is null. */
  public static int last(FactHistory rows, int day, long limit, Methodology methodology) {
    int row = rows == null ? -1 : rows.last(day, limit);
    while (row >= 0 && isFresh(rows, row, day, methodology)) {
      if (hasAnalysts(rows, row, methodology)) {
        return row;
      }
      row = rows.before(row, limit);
    }
    return -1;
  }

  /** True if the row is not older than {@code estimate_max_age_days}. */
  public static boolean isFresh(FactHistory rows, int row, int day, Methodology methodology) {
    return day - rows.day(row) <= methodology.estimateMaxAgeDays();
  }

  private static boolean hasAnalysts(FactHistory rows, int row, Methodology methodology) {
    int analysts = rows.integer(2, row);
    return analysts == FactKind.NONE || analysts >= methodology.minAnalysts();
  }
}
