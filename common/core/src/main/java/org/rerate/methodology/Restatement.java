package org.rerate.methodology;

import java.util.ArrayList;
import java.util.List;
import org.rerate.domain.Status;

/**
 * Why a number of a past date is another now (methodology 13): its value while one input after the
 * other is exchanged, and what each exchange did.
 *
 * <p>Worked: a cap of 100 and a P/E of 10 as published; 120 and 12 with the corrected share counts;
 * 120 and 16 with the corrected estimates as well (earnings 7.5 instead of 10). The share counts
 * made 20 of the cap and 2 of the P/E, the estimates nothing of the cap and 4 of the P/E; together
 * 20 and 6, which is now less published.
 */
public final class Restatement {

  /**
   * A number, or what an input made of it.
   *
   * @param cap USD; NaN if missing
   * @param earnings USD; NaN if missing
   * @param pe NaN if missing
   * @param status OK, or why the P/E, the first of them to be missing, is
   */
  public record Value(double cap, double earnings, double pe, Status status) {

    /** The numbers of a basket. */
    public static Value of(BasketValue basket) {
      return new Value(basket.cap, basket.earnings, basket.pe, basket.status);
    }

    /** This less {@code before}: missing where either is, for the reason of the first that is. */
    public Value less(Value before) {
      return new Value(
          cap - before.cap,
          earnings - before.earnings,
          pe - before.pe,
          before.status == Status.OK ? status : before.status);
    }
  }

  private Restatement() {}

  /**
   * The effects of the inputs.
   *
   * @param values as published, and after each exchange; one more than inputs
   */
  public static List<Value> effects(List<Value> values) {
    List<Value> effects = new ArrayList<>();
    for (int i = 1; i < values.size(); i++) {
      effects.add(values.get(i).less(values.get(i - 1)));
    }
    return effects;
  }
}
