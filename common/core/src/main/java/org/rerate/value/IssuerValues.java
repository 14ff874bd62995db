package org.rerate.value;

import java.util.List;
import org.rerate.domain.Basis;
import org.rerate.domain.Knowledge;
import org.rerate.domain.Status;
import org.rerate.history.IssuerHistory;
import org.rerate.history.LineHistory;
import org.rerate.history.Rates;
import org.rerate.methodology.Methodology;

/**
 * Caps and earnings of one issuer over a range of days: one pass, one array per result.
 *
 * <p>A code packs what goes with a number: see {@link ResultCode}.
 */
public final class IssuerValues {

  /** USD per day; NaN where missing. */
  public final double[] caps;

  /** {@link ResultCode} of the caps. */
  public final int[] capCodes;

  /** The primary line per day; null where no line is live. */
  public final LineHistory[] primaries;

  /** Row of the primary line itself, per day. */
  public final int[] primaryVersions;

  /** USD per basis and day; NaN where missing. */
  public final double[][] earnings;

  /** {@link ResultCode} of the earnings. */
  public final int[][] earningsCodes;

  private IssuerValues(int days, int bases) {
    caps = new double[days];
    capCodes = new int[days];
    primaries = new LineHistory[days];
    primaryVersions = new int[days];
    earnings = new double[bases][days];
    earningsCodes = new int[bases][days];
  }

  /**
   * Values {@code history} on days {@code from} (inclusive) to {@code to} (exclusive) of {@code
   * days}.
   */
  public static IssuerValues of(
      IssuerHistory history,
      Methodology methodology,
      Knowledge knowledge,
      Rates rates,
      int[] days,
      int from,
      int to,
      List<Basis> bases) {
    IssuerValues values = new IssuerValues(to - from, bases.size());
    IssuerCaps cap = new IssuerCaps(methodology, rates, history, ValuationTrace.NOBODY);
    IssuerEarnings earned =
        new IssuerEarnings(methodology, rates, history.book(), cap, ValuationTrace.NOBODY);
    for (int i = from; i < to; i++) {
      long limit = knowledge.limit(days[i]);
      cap.value(days[i], i, limit);
      values.caps[i - from] = cap.cap;
      values.capCodes[i - from] = ResultCode.of(cap.status, cap.sharesAge);
      values.primaries[i - from] = cap.primary;
      values.primaryVersions[i - from] = cap.primaryVersion();
      earned.on(days[i], i, limit);
      for (int b = 0; b < bases.size(); b++) {
        earned.value(bases.get(b));
        values.earnings[b][i - from] = earned.earnings;
        values.earningsCodes[b][i - from] =
            earned.status == Status.OK
                ? ResultCode.of(earned.source, earned.age, earned.currency)
                : ResultCode.of(earned.status);
      }
    }
    return values;
  }
}
