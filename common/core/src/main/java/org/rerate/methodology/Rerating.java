package org.rerate.methodology;

/**
 * Where a member's change in cap came from: logarithmic-mean Divisia decomposition, exact, without
 * residual (methodology section 6). With {@code L(a,b) = (a-b)/ln(a/b)} and {@code cap = PE x
 * E_local x fx}:
 *
 * <pre>cap1 - cap0 = L ln(PE1/PE0) + L ln(E1/E0) + L ln(fx1/fx0),  L = L(cap1, cap0)</pre>
 *
 * <p>Worked: cap 100 to 200, earnings 10 to 10, rate unchanged: re-rating 100, the rest 0.
 *
 * @param rerating USD, from the multiple
 * @param earnings USD, from earnings in estimate currency
 * @param currency USD, from the estimate currency's rate
 * @param unexplained USD, of a member without positive earnings at both ends
 * @param entries USD at the end of a member with a cap at the end only
 * @param exits USD at the start of a member with a cap at the start only
 */
public record Rerating(
    double rerating,
    double earnings,
    double currency,
    double unexplained,
    double entries,
    double exits) {

  /** Nothing changed. */
  public static final Rerating NONE = new Rerating(0, 0, 0, 0, 0, 0);

  /** Relative distance of two caps below which the series of {@code ln} is the better number. */
  private static final double CLOSE = 1e-6;

  private static final double HALF = 0.5;

  /**
   * Takes one member's change apart; NaN where missing.
   *
   * @param e0 earnings at the start, USD
   * @param e1 earnings of the same year at the end, USD
   * @param fx0 USD per unit of the estimate currency at the start
   * @param fx1 the same at the end
   */
  public static Rerating of(
      double cap0, double cap1, double e0, double e1, double fx0, double fx1) {
    boolean start = !Double.isNaN(cap0);
    boolean end = !Double.isNaN(cap1);
    if (!start || !end) {
      return new Rerating(0, 0, 0, 0, end ? cap1 : 0, start ? cap0 : 0);
    }
    if (!isSplit(cap0, cap1, e0, e1, fx0, fx1)) {
      return new Rerating(0, 0, 0, cap1 - cap0, 0, 0);
    }
    double mean = logarithmicMean(cap1, cap0);
    double multiple = mean * Math.log((cap1 / e1) / (cap0 / e0));
    double local = mean * Math.log((e1 / fx1) / (e0 / fx0));
    double rate = mean * Math.log(fx1 / fx0);
    return new Rerating(multiple, local, rate, 0, 0, 0);
  }

  /** True if a change can be split: cap, earnings and rate are positive at both ends. */
  static boolean isSplit(double cap0, double cap1, double e0, double e1, double fx0, double fx1) {
    // A comparison with NaN is false, so a missing number goes the same way as a loss.
    return e0 > 0 && e1 > 0 && fx0 > 0 && fx1 > 0 && cap0 > 0 && cap1 > 0;
  }

  /** {@code L(a,b) = (a-b)/ln(a/b)}, {@code L(a,a) = a}; both above zero. */
  static double logarithmicMean(double a, double b) {
    double difference = (a - b) / b;
    if (Math.abs(difference) < CLOSE) {
      // (a-b)/ln(a/b) = b (1 + x/2 - x^2/12 + ...) with x = (a-b)/b.
      return b * (1 + difference / 2 - difference * difference / 12);
    }
    return (a - b) / Math.log(a / b);
  }

  /** The sum of two members' effects. */
  public Rerating plus(Rerating other) {
    return new Rerating(
        rerating + other.rerating,
        earnings + other.earnings,
        currency + other.currency,
        unexplained + other.unexplained,
        entries + other.entries,
        exits + other.exits);
  }

  /**
   * How much of the like-for-like change is unexplained: {@code |unexplained| / (|unexplained| +
   * |rerating + earnings + currency|)}, between 0 and 1; 0 where nothing changed. Worked: 9.2
   * unexplained beside 9.0 explained is 0.505.
   */
  public double unexplainedShare() {
    double rest = Math.abs(unexplained);
    double explained = Math.abs(rerating + earnings + currency);
    return rest == 0 ? 0 : rest / (rest + explained);
  }

  /** True if less than half of the like-for-like change is explained: no split to be shown. */
  public boolean isMostlyUnexplained() {
    return unexplainedShare() > HALF;
  }

  /** Change in cap, USD: the effects, plus entries, less exits. */
  public double capChange() {
    return rerating + earnings + currency + unexplained + entries - exits;
  }
}
