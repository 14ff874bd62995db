package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class LikeForLikeIndexTest {

  private static final double NONE = Double.NaN;

  /** A: 100, 120, 150; B is listed on the second day: 40, 60. Only A counts from the first day. */
  @Test
  void aListingIsNoRise() {
    double[][] caps = {{100, 120, 150}, {NONE, 40, 60}};
    assertThat(LikeForLikeIndex.of(caps, 0)).containsExactly(100, 120, 150);
  }

  /** From the second day both count: 160 to 210; the first day has only A: 100 of 120. */
  @Test
  void theBaseDayDecidesWhoCounts() {
    double[][] caps = {{100, 120, 150}, {NONE, 40, 60}};
    double[] index = LikeForLikeIndex.of(caps, 1);
    assertThat(index[0]).isCloseTo(100 * 100 / 120.0, within(1e-12));
    assertThat(index[1]).isEqualTo(100);
    assertThat(index[2]).isEqualTo(131.25);
  }

  @Test
  void withoutACapOnBothDaysThereIsNone() {
    assertThat(LikeForLikeIndex.of(new double[][] {{NONE, 40}}, 0)).containsExactly(NONE, NONE);
    assertThat(LikeForLikeIndex.of(new double[0][], 0)).isEmpty();
  }

  /** The re-rating of one member gives its revision back: E from 10 to 11 is a tenth. */
  @Test
  void aRevisionIsReadOffTheEarningsEffect() {
    Rerating effects = Rerating.of(100, 121, 10, 11, 0.14, 0.14);
    assertThat(EstimateRevision.of(100, 121, effects.earnings())).isCloseTo(0.1, within(1e-12));
    Rerating still = Rerating.of(100, 100, 10, 11, 1, 1);
    assertThat(EstimateRevision.of(100, 100, still.earnings())).isCloseTo(0.1, within(1e-12));
    assertThat(EstimateRevision.of(0, 100, 5)).isNaN();
  }
}
