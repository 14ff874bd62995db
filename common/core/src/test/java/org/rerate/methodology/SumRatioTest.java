package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.domain.Status;
import org.rerate.methodology.Methodology.ShareClassPolicy;

@Tag("fast")
class SumRatioTest {

  private static final double NONE = Double.NaN;

  @Test
  void sumsAreDivided() {
    SumRatio ratio = of(0.5, 0, new double[] {10, 8}, new double[] {100, 80, NONE});
    assertThat(ratio.ratio()).isEqualTo(0.10, within(1e-12));
    assertThat(ratio.amountA()).isEqualTo(18);
    assertThat(ratio.amountB()).isEqualTo(180);
    assertThat(ratio.coveredA()).isEqualTo(2);
    assertThat(ratio.coveredB()).isEqualTo(2);
    assertThat(ratio.status()).isEqualTo(Status.OK);
  }

  @Test
  void tooFewMembersMakeNoRatioButStillASum() {
    SumRatio ratio = of(0.5, 0, new double[] {10}, new double[] {100, NONE, NONE});
    assertThat(ratio.status()).isEqualTo(Status.LOW_COVERAGE);
    assertThat(ratio.ratio()).isNaN();
    assertThat(ratio.amountB()).isEqualTo(100);
  }

  @Test
  void theStricterRuleOfTheMethodologyHolds() {
    assertThat(of(0.5, 0.9, new double[] {10}, new double[] {100, 80, NONE}).status())
        .isEqualTo(Status.LOW_MEMBER_COVERAGE);
  }

  @Test
  void nobodyIsNoCoverage() {
    assertThat(of(0.5, 0, new double[0], new double[] {100}).status())
        .isEqualTo(Status.NO_COVERAGE);
    assertThat(of(0.5, 0, new double[] {1}, new double[] {NONE}).amountB()).isNaN();
  }

  @Test
  void nothingCanBeDividedByZero() {
    assertThat(of(0.5, 0, new double[] {1}, new double[] {0}).status())
        .isEqualTo(Status.NON_POSITIVE_BASE);
  }

  private static SumRatio of(double coverage, double members, double[] a, double[] b) {
    return SumRatio.of(
        a,
        b,
        new Methodology(
            "test",
            ShareClassPolicy.SUM_OF_LINES,
            CalendarYear.TIME_WEIGHTED,
            10,
            10,
            180,
            1,
            coverage,
            members,
            List.of(),
            Map.of(),
            Map.of(),
            List.of()));
  }
}
