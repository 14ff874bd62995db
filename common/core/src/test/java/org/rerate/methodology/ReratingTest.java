package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class ReratingTest {

  @Test
  void aRiseWithoutEarningsIsAllRerating() {
    Rerating effects = Rerating.of(100, 200, 10, 10, 1, 1);
    assertThat(effects.rerating()).isCloseTo(100, within(1e-9));
    assertThat(effects.earnings()).isZero();
    assertThat(effects.currency()).isZero();
  }

  @Test
  void aRiseOfTheRateAloneIsAllCurrency() {
    Rerating effects = Rerating.of(100, 110, 10, 11, 1, 1.1);
    assertThat(effects.currency()).isCloseTo(10, within(1e-9));
    assertThat(effects.rerating()).isCloseTo(0, within(1e-9));
    assertThat(effects.earnings()).isCloseTo(0, within(1e-9));
  }

  @Test
  void lossesAreUnexplained() {
    assertThat(Rerating.of(100, 130, -1, 5, 1, 1).unexplained()).isEqualTo(30);
    assertThat(Rerating.of(100, 130, 5, Double.NaN, 1, 1).unexplained()).isEqualTo(30);
    assertThat(Rerating.of(100, 130, 5, 5, Double.NaN, 1).unexplained()).isEqualTo(30);
  }

  /** Of 2 + 5 - 1 = 6 that is explained and 6 that is not, half; any more is no split. */
  @Test
  void aSplitIsOfAtLeastHalfOfTheChange() {
    assertThat(new Rerating(5, 2, -1, 6, 40, 9).unexplainedShare()).isEqualTo(0.5);
    assertThat(new Rerating(5, 2, -1, 6, 40, 9).isMostlyUnexplained()).isFalse();
    assertThat(new Rerating(5, 2, -1, 6.1, 0, 0).isMostlyUnexplained()).isTrue();
    assertThat(new Rerating(5, 2, -1, -6.1, 0, 0).isMostlyUnexplained()).isTrue();
    assertThat(Rerating.NONE.unexplainedShare()).isZero();
  }

  @Test
  void listingsAndExitsAreTheirOwn() {
    assertThat(Rerating.of(Double.NaN, 40, 1, 1, 1, 1).capChange()).isEqualTo(40);
    assertThat(Rerating.of(40, Double.NaN, 1, 1, 1, 1).capChange()).isEqualTo(-40);
  }

  @Test
  void theLogarithmicMeanOfEqualsIsTheSame() {
    assertThat(Rerating.logarithmicMean(7, 7)).isEqualTo(7);
    assertThat(Rerating.logarithmicMean(1 + 1e-9, 1)).isCloseTo(1 + 5e-10, within(1e-15));
    assertThat(Rerating.logarithmicMean(Math.E, 1)).isCloseTo(Math.E - 1, within(1e-12));
  }

  @RepeatedTest(50)
  void effectsCloseToTheChange(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    double cap0 = 1e9 * Math.exp(random.nextGaussian() * 3);
    double cap1 = cap0 * Math.exp(random.nextGaussian() * Math.pow(10, -random.nextInt(9)));
    Rerating effects =
        Rerating.of(
            cap0,
            cap1,
            Math.exp(random.nextGaussian()),
            Math.exp(random.nextGaussian()),
            Math.exp(random.nextGaussian()),
            Math.exp(random.nextGaussian()));
    assertThat(effects.capChange()).isCloseTo(cap1 - cap0, within(1e-9 * (cap0 + cap1)));
  }
}
