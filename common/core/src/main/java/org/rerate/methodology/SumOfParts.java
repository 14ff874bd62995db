package org.rerate.methodology;

import org.rerate.domain.Status;

/**
 * A company's cap taken apart by segment: {@code value = profit x multiple} where a multiple was
 * assigned; the stub is what is left of the cap; the multiple that the market implies for a segment
 * is what it pays for it, the cap less all other segments' values, over its profit (methodology
 * section 9).
 *
 * <p>Worked: cap 100, trade earns 6 at 10x = 60, cloud earns 2 without a multiple: stub 40, implied
 * multiple of cloud {@code 40/2 = 20}, of trade {@code 100/6 = 16.7}.
 *
 * @param values per segment; NaN where no multiple was assigned or the profit is missing
 * @param stub cap less the values that are there; NaN if the cap, or a profit with a multiple, is
 *     missing
 * @param implied multiple per segment; NaN unless its status is OK
 * @param statuses of the implied multiples
 */
@SuppressWarnings("ArrayRecordComponent") // one array per column, in the order of the segments
public record SumOfParts(double[] values, double stub, double[] implied, Status[] statuses) {

  /**
   * Takes {@code cap} apart.
   *
   * @param capStatus why the cap is missing; has a cap if it is not
   * @param profits per segment, in the cap's currency; NaN where it cannot be converted
   * @param multiples assigned multiples; NaN where there is none
   */
  public static SumOfParts of(double cap, Status capStatus, double[] profits, double[] multiples) {
    int count = profits.length;
    double[] values = new double[count];
    double stub = cap;
    for (int i = 0; i < count; i++) {
      values[i] = profits[i] * multiples[i];
      stub -= Double.isNaN(multiples[i]) ? 0 : values[i];
    }
    double[] implied = new double[count];
    Status[] statuses = new Status[count];
    for (int i = 0; i < count; i++) {
      double paid = stub + (Double.isNaN(multiples[i]) ? 0 : values[i]);
      statuses[i] =
          !capStatus.hasCap() || Double.isNaN(cap)
              ? capStatus
              : Double.isNaN(paid) || Double.isNaN(profits[i])
                  ? Status.NO_FX
                  : profits[i] > 0 ? Status.OK : Status.NON_POSITIVE_EARNINGS;
      implied[i] = statuses[i] == Status.OK ? paid / profits[i] : Double.NaN;
    }
    return new SumOfParts(values, stub, implied, statuses);
  }
}
