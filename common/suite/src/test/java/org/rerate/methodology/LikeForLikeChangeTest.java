package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.domain.Status;
import org.rerate.valuation.Methods;

@Tag("fast")
class LikeForLikeChangeTest {

  private static final double NONE = Double.NaN;

  private static double[] of(double... values) {
    return values;
  }

  /** The change of members whose estimates are in dollars. */
  private static LikeForLikeChange inDollars(
      double[] cap0, double[] cap1, double[] e0, double[] e1) {
    double[] rates = new double[cap0.length];
    Arrays.fill(rates, 1);
    return LikeForLikeChange.of(Methods.DEFAULT, cap0, cap1, e0, e1, rates);
  }

  /** The change of members in a currency that was worth {@code rates} as much at the end. */
  private static LikeForLikeChange abroad(
      double[] cap0, double[] cap1, double[] e0, double[] e1, double... rates) {
    return LikeForLikeChange.of(Methods.DEFAULT, cap0, cap1, e0, e1, rates);
  }

  @Test
  void theWorkedExample() {
    LikeForLikeChange change =
        abroad(of(100, 100, NONE), of(150, 130, 40), of(10, NONE, 1), of(12, 5, 1), 1.1, 1, 1);
    assertThat(change.lflCapChange()).isEqualTo(80);
    assertThat(change.lflCapChangePct()).isEqualTo(0.4);
    assertThat(change.entries()).isEqualTo(40);
    assertThat(change.counts()).isEqualTo(new LikeForLikeChange.Counts(3, 2, 3, 2, 1));
    assertThat(change.matchedCapChange()).isEqualTo(50);
    assertThat(change.matchedCoverage()).isCloseTo(150 / 280.0, within(1e-12));
    assertThat(change.incrementalPe()).isEqualTo(25);
    assertThat(change.peFrom()).isEqualTo(10);
    assertThat(change.peTo()).isEqualTo(12.5);
    assertThat(change.earningsChangePct()).isCloseTo(0.2, within(1e-12));
    assertThat(change.status()).isEqualTo(Status.OK);
    assertThat(change.earningsChangeByRates()).isCloseTo(1, within(1e-12));
    assertThat(change.incrementalPeConstantRates()).isCloseTo(40, within(1e-9));
    assertThat(change.statusConstantRates()).isEqualTo(Status.OK);
  }

  /**
   * 10 yuan at 0.1 are 1.00; at the end 9.9 yuan at 0.11 are 1.089: up 8.9 %, by the rate alone.
   */
  @Test
  void aRiseThatTheExchangeRateMadeIsNoneAtConstantRates() {
    LikeForLikeChange change = abroad(of(100), of(150), of(1), of(1.089), 1.1);
    assertThat(change.incrementalPe()).isCloseTo(50 / 0.089, within(1e-9));
    assertThat(change.earningsChangeByRates()).isCloseTo(0.1, within(1e-12));
    assertThat(change.incrementalPeConstantRates()).isNaN();
    assertThat(change.statusConstantRates()).isEqualTo(Status.NON_POSITIVE_EARNINGS_CHANGE);
  }

  @Test
  void oneMemberWithoutARateLeavesTheDollarsAsTheyAre() {
    LikeForLikeChange change = abroad(of(100, 100), of(150, 150), of(10, 10), of(12, 12), 1, NONE);
    assertThat(change.incrementalPe()).isEqualTo(25);
    assertThat(change.earningsChangeByRates()).isNaN();
    assertThat(change.incrementalPeConstantRates()).isNaN();
    assertThat(change.statusConstantRates()).isEqualTo(Status.NO_FX);
  }

  /** Matched are 149 of 299 of cap: strictly less than half. */
  @Test
  void tooFewMatchedMembersHaveNoIncrementalPe() {
    LikeForLikeChange thin =
        abroad(of(100, 100), of(149, 150), of(10, NONE), of(12, 5), NONE, NONE);
    assertThat(thin.status()).isEqualTo(Status.LOW_COVERAGE);
    assertThat(thin.statusConstantRates()).isEqualTo(Status.LOW_COVERAGE);
    assertThat(thin.incrementalPe()).isNaN();
    assertThat(thin.matchedCapChange()).isEqualTo(49);
    assertThat(thin.earningsChange()).isEqualTo(2);
    assertThat(thin.peTo()).isCloseTo(149 / 12.0, within(1e-12));
    LikeForLikeChange half = inDollars(of(100, 100), of(150, 150), of(10, NONE), of(12, 5));
    assertThat(half.matchedCoverage()).isEqualTo(0.5);
    assertThat(half.incrementalPe()).isEqualTo(25);
  }

  @Test
  void withoutMatchedMembersTheCoverageIsZero() {
    LikeForLikeChange change = inDollars(of(100), of(150), of(NONE), of(12));
    assertThat(change.status()).isEqualTo(Status.NO_COVERAGE);
    assertThat(change.statusConstantRates()).isEqualTo(Status.NO_COVERAGE);
    assertThat(change.matchedCoverage()).isZero();
    assertThat(change.matchedCapChange()).isNaN();
    assertThat(change.earningsChangeByRates()).isNaN();
  }

  @Test
  void aMemberWithoutEarningsAtOneEndIsInTheChangeButNotInTheMultiple() {
    LikeForLikeChange change = inDollars(of(100, 100), of(150, 140), of(10, NONE), of(12, 5));
    assertThat(change.lflCapChange()).isEqualTo(90);
    assertThat(change.incrementalPe()).isEqualTo(25);
  }

  @Test
  void fallingEarningsHaveNoPrice() {
    LikeForLikeChange change = inDollars(of(100), of(150), of(10), of(9));
    assertThat(change.status()).isEqualTo(Status.NON_POSITIVE_EARNINGS_CHANGE);
    assertThat(change.incrementalPe()).isNaN();
    assertThat(change.earningsChange()).isEqualTo(-1);
  }

  @Test
  void exactlyOneThousandthIsMaterial() {
    assertThat(inDollars(of(1), of(2), of(1000), of(1001)).status()).isEqualTo(Status.OK);
    assertThat(inDollars(of(1), of(2), of(1000), of(1000.999)).status())
        .isEqualTo(Status.IMMATERIAL_EARNINGS_CHANGE);
  }

  @Test
  void aRiseOutOfLossesKeepsItsSign() {
    LikeForLikeChange change = inDollars(of(100), of(150), of(-10), of(10));
    assertThat(change.incrementalPe()).isEqualTo(2.5);
    assertThat(change.earningsChangePct()).isEqualTo(-2);
    assertThat(change.peFrom()).isNaN();
  }

  @Test
  void nobodyAtBothEndsIsNoCoverage() {
    LikeForLikeChange change = inDollars(of(NONE), of(50), of(1), of(1));
    assertThat(change.status()).isEqualTo(Status.NO_COVERAGE);
    assertThat(change.lflCapChange()).isNaN();
    assertThat(change.matchedCoverage()).isNaN();
    assertThat(change.entries()).isEqualTo(50);
  }

  @RepeatedTest(50)
  void entriesAndExitsCloseToTheChangeInCap(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int members = 1 + random.nextInt(20);
    double[][] sides = new double[4][members];
    for (double[] side : sides) {
      for (int i = 0; i < members; i++) {
        side[i] = random.nextInt(4) == 0 ? NONE : random.nextDouble() * 1e12;
      }
    }
    LikeForLikeChange change = inDollars(sides[0], sides[1], sides[2], sides[3]);
    double from = zero(change.capFrom());
    double to = zero(change.capTo());
    assertThat(zero(change.lflCapChange()) + change.entries() - change.exits())
        .isCloseTo(to - from, within(0.005));
  }

  private static double zero(double number) {
    return Double.isNaN(number) ? 0 : number;
  }
}
