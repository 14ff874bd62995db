package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.rerate.domain.Status;

class LikeForLikeChangeTest {

  private static final double NONE = Double.NaN;

  private static double[] of(double... values) {
    return values;
  }

  @Test
  void theWorkedExample() {
    LikeForLikeChange change =
        LikeForLikeChange.of(of(100, NONE), of(150, 40), of(10, NONE), of(12, 1));
    assertThat(change.lflCapChange()).isEqualTo(50);
    assertThat(change.lflCapChangePct()).isEqualTo(0.5);
    assertThat(change.entries()).isEqualTo(40);
    assertThat(change.incrementalPe()).isEqualTo(25);
    assertThat(change.peFrom()).isEqualTo(10);
    assertThat(change.peTo()).isEqualTo(12.5);
    assertThat(change.earningsChangePct()).isCloseTo(0.2, within(1e-12));
    assertThat(change.status()).isEqualTo(Status.OK);
  }

  @Test
  void aMemberWithoutEarningsAtOneEndIsInTheChangeButNotInTheMultiple() {
    LikeForLikeChange change =
        LikeForLikeChange.of(of(100, 100), of(150, 300), of(10, NONE), of(12, 5));
    assertThat(change.lflCapChange()).isEqualTo(250);
    assertThat(change.incrementalPe()).isEqualTo(25);
  }

  @Test
  void fallingEarningsHaveNoPrice() {
    LikeForLikeChange change = LikeForLikeChange.of(of(100), of(150), of(10), of(9));
    assertThat(change.status()).isEqualTo(Status.NON_POSITIVE_EARNINGS_CHANGE);
    assertThat(change.incrementalPe()).isNaN();
    assertThat(change.earningsChange()).isEqualTo(-1);
  }

  @Test
  void exactlyOneThousandthIsMaterial() {
    assertThat(LikeForLikeChange.of(of(1), of(2), of(1000), of(1001)).status())
        .isEqualTo(Status.OK);
    assertThat(LikeForLikeChange.of(of(1), of(2), of(1000), of(1000.999)).status())
        .isEqualTo(Status.IMMATERIAL_EARNINGS_CHANGE);
  }

  @Test
  void aRiseOutOfLossesKeepsItsSign() {
    LikeForLikeChange change = LikeForLikeChange.of(of(100), of(150), of(-10), of(10));
    assertThat(change.incrementalPe()).isEqualTo(2.5);
    assertThat(change.earningsChangePct()).isEqualTo(-2);
    assertThat(change.peFrom()).isNaN();
  }

  @Test
  void nobodyAtBothEndsIsNoCoverage() {
    LikeForLikeChange change = LikeForLikeChange.of(of(NONE), of(50), of(1), of(1));
    assertThat(change.status()).isEqualTo(Status.NO_COVERAGE);
    assertThat(change.lflCapChange()).isNaN();
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
    LikeForLikeChange change = LikeForLikeChange.of(sides[0], sides[1], sides[2], sides[3]);
    double from = zero(change.capFrom());
    double to = zero(change.capTo());
    assertThat(zero(change.lflCapChange()) + change.entries() - change.exits())
        .isCloseTo(to - from, within(0.005));
  }

  private static double zero(double number) {
    return Double.isNaN(number) ? 0 : number;
  }
}
