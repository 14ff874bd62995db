package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.domain.Status;

@Tag("fast")
class GrowthTest {

  @Test
  void growthIsTheChangeOverTheStart() {
    assertThat(Growth.of(80, 100)).isEqualTo(0.25, within(1e-12));
    assertThat(Growth.status(80, 100, Status.NO_ACTUAL)).isEqualTo(Status.OK);
  }

  @Test
  void aLossAtTheStartHasNoGrowth() {
    assertThat(Growth.of(-5, 10)).isNaN();
    assertThat(Growth.of(0, 10)).isNaN();
    assertThat(Growth.status(-5, 10, Status.NO_ACTUAL)).isEqualTo(Status.NON_POSITIVE_BASE);
  }

  @Test
  void aMissingEndHasTheReasonGiven() {
    assertThat(Growth.of(80, Double.NaN)).isNaN();
    assertThat(Growth.status(80, Double.NaN, Status.NO_ACTUAL)).isEqualTo(Status.NO_ACTUAL);
  }

  @Test
  void theMultipleFallsWhereEarningsOutrunThePrice() {
    assertThat(Growth.ofMultiple(0.5, 1.0)).isEqualTo(-0.25, within(1e-12));
  }

  @Test
  void aLossAtTheEndHasNoMultiple() {
    assertThat(Growth.ofMultiple(0.5, -1.0)).isNaN();
    assertThat(Growth.ofMultiple(0.5, -1.5)).isNaN();
  }

  @Test
  void theMedianPassesOverWhatIsMissing() {
    assertThat(Growth.median(new double[] {3, Double.NaN, 1})).isEqualTo(2);
    assertThat(Growth.median(new double[] {3, 9, 1})).isEqualTo(3);
    assertThat(Growth.median(new double[] {Double.NaN})).isNaN();
  }
}
