package org.rerate.methodology;

import org.rerate.domain.Status;

/**
 * Where the last day of a series of daily net buying stands (methodology section 9).
 *
 * <p>Worked, with a window of 3: 5, -2, missing, 9, 4: the window holds missing, 9 and 4, so 13
 * over 2 of 3 sessions; the record is 9; the last day ranks third of four (9, 5, 4, -2).
 *
 * @param rolling sum over the window; NaN unless the status is OK
 * @param observed sessions of the window with a figure
 * @param yearToDate sum since the first session of the year of the last day
 * @param yearFrom index of the first session with a figure in that sum
 * @param record index of the largest figure to date, the first of equals
 * @param rank rank of the last day to date, 1 is the largest; equals share the better rank
 * @param sessions figures to date
 * @param status OK, or why the rolling sum is missing
 */
public record FlowStatistics(
    double rolling,
    int observed,
    double yearToDate,
    int yearFrom,
    int record,
    int rank,
    int sessions,
    Status status) {

  /**
   * Measures the last session of a series.
   *
   * @param netBuy per session of the channel, in order; NaN where this series has no figure. The
   *     last one has a figure
   * @param count how many sessions of the array count
   * @param yearStart index of the first session of the last one's year
   * @param window sessions in a rolling sum. Fewer sessions, or figures in fewer than half of them,
   *     give no sum
   */
  public static FlowStatistics ofLast(double[] netBuy, int count, int yearStart, int window) {
    double last = netBuy[count - 1];
    double rolling = 0;
    double yearToDate = 0;
    int observed = 0;
    int yearFrom = -1;
    int record = -1;
    int rank = 1;
    int sessions = 0;
    for (int i = 0; i < count; i++) {
      double value = netBuy[i];
      if (Double.isNaN(value)) {
        continue;
      }
      sessions++;
      rank += value > last ? 1 : 0;
      record = record < 0 || value > netBuy[record] ? i : record;
      if (i >= yearStart) {
        yearFrom = yearFrom < 0 ? i : yearFrom;
        yearToDate += value;
      }
      if (i >= count - window) {
        rolling += value;
        observed++;
      }
    }
    boolean enough = count >= window && 2 * observed >= window;
    return new FlowStatistics(
        enough ? rolling : Double.NaN,
        observed,
        yearToDate,
        yearFrom,
        record,
        rank,
        sessions,
        enough ? Status.OK : Status.INSUFFICIENT_HISTORY);
  }
}
