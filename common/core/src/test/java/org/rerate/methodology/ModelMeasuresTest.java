package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class ModelMeasuresTest {

  @Test
  void theGapIsOneLessTheRatioOfTheBest() {
    assertThat(ModelGap.of(68.6, 73.0)).isEqualTo(0.0603, within(1e-4));
    assertThat(ModelGap.of(80, 64)).isEqualTo(-0.25);
    assertThat(ModelGap.of(Double.NaN, 73)).isNaN();
    assertThat(ModelGap.of(5, 0)).isNaN();
  }

  @Test
  void aReleaseIsMeasuredAgainstItsOrganisationsBestSoFar() {
    double[] gains = ReleaseGains.of(new int[] {1, 2, 2, 3}, new double[] {50, 57, 54, 56});
    assertThat(gains).containsExactly(Double.NaN, 7, 4, -1);
  }

  @Test
  void releasesOfTheFirstDayHaveNoPredecessor() {
    assertThat(ReleaseGains.of(new int[] {1, 1}, new double[] {50, 57}))
        .containsExactly(Double.NaN, Double.NaN);
  }

  @Test
  void mostModelsMovingTogetherIsANewScale() {
    assertThat(rebased(new double[] {60, 50, 40}, new double[] {52, 44, 40})).isTrue();
  }

  @Test
  void oneModelTestedAgainIsNot() {
    assertThat(rebased(new double[] {60, 50, 40}, new double[] {60.02, 50, 38})).isFalse();
    assertThat(rebased(new double[] {60}, new double[] {30})).isFalse();
  }

  @Test
  void halfTheModelsAreNotMost() {
    assertThat(rebased(new double[] {60, 50}, new double[] {60, 40})).isFalse();
    assertThat(rebased(new double[] {60, 50}, new double[] {50, 40})).isTrue();
  }

  @Test
  void otherRoundingIsNotANewScale() {
    assertThat(rebased(new double[] {0.573, 0.1}, new double[] {0.5727, 0.1003})).isFalse();
  }

  @Test
  void snapshotsWithoutACommonModelSayNothing() {
    assertThat(rebased(new double[0], new double[0])).isFalse();
  }

  private static boolean rebased(double[] before, double[] after) {
    return BenchmarkScale.isRebased(before, after, BenchmarkScale.TOLERANCE);
  }
}
