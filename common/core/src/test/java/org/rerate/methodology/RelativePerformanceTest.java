package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class RelativePerformanceTest {

  @Test
  void aPriceIsSetAgainstTheIndex() {
    RelativePerformance measured = RelativePerformance.of(50, 60, 1000, 1100);
    assertThat(measured.change()).isEqualTo(0.2, within(1e-12));
    assertThat(measured.indexChange()).isEqualTo(0.1, within(1e-12));
    assertThat(measured.excess()).isEqualTo(0.1, within(1e-12));
    assertThat(measured.relative()).isEqualTo(1.2 / 1.1 - 1, within(1e-12));
  }

  @Test
  void aMissingLevelLeavesTheChangeOfThePrice() {
    RelativePerformance measured = RelativePerformance.of(50, 60, Double.NaN, 1100);
    assertThat(measured.change()).isEqualTo(0.2, within(1e-12));
    assertThat(measured.relative()).isNaN();
  }

  @Test
  void theLowIsTheLastOfEquals() {
    assertThat(RelativePerformance.low(new double[] {5, 3, Double.NaN, 3, 4})).isEqualTo(3);
    assertThat(RelativePerformance.low(new double[0])).isEqualTo(-1);
  }
}
