package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.domain.Status;

@Tag("fast")
class BasketValueTest {

  private static final double NONE = Double.NaN;

  private static BasketValue of(double minMemberCoverage, double[] caps, double[] earnings) {
    Methodology methodology =
        new Methodology(
            "test",
            Methodology.ShareClassPolicy.SUM_OF_LINES,
            CalendarYear.TIME_WEIGHTED,
            10,
            10,
            180,
            1,
            0.5,
            minMemberCoverage,
            List.of(),
            Map.of(),
            Map.of(),
            List.of());
    BasketValue value = new BasketValue();
    value.of(methodology, caps, earnings, caps.length);
    return value;
  }

  private static BasketValue of(double[] caps, double[] earnings) {
    return of(0, caps, earnings);
  }

  @Test
  void dividesSumsNotRatios() {
    BasketValue value = of(new double[] {100, 300}, new double[] {10, 10});
    assertThat(value.pe).isEqualTo(20);
    assertThat(value.peMedian).isEqualTo(20);
    assertThat(value.coverage).isEqualTo(1);
  }

  @Test
  void lossesGoThreeWays() {
    BasketValue value = of(new double[] {100, 300}, new double[] {10, -2});
    assertThat(value.pe).isEqualTo(50);
    assertThat(value.peZeroFloor).isEqualTo(40);
    assertThat(value.peExLosses).isEqualTo(10);
    assertThat(value.peMedian).isEqualTo(10);
    assertThat(value.negative).isEqualTo(1);
  }

  @Test
  void aMemberWithoutEarningsLowersCoverageAndLeavesBothSides() {
    BasketValue value = of(new double[] {100, 50}, new double[] {10, NONE});
    assertThat(value.cap).isEqualTo(150);
    assertThat(value.matchedCap).isEqualTo(100);
    assertThat(value.coverage).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(value.pe).isEqualTo(10);
    assertThat(value.matched).isEqualTo(1);
  }

  @Test
  void noMemberMatchedIsNoCoverage() {
    BasketValue value = of(new double[] {100}, new double[] {NONE});
    assertThat(value.status).isEqualTo(Status.NO_COVERAGE);
    assertThat(value.matchedCap).isNaN();
    assertThat(value.coverage).isZero();
  }

  @Test
  void noMemberAtAllHasNoCap() {
    BasketValue value = of(new double[0], new double[0]);
    assertThat(value.status).isEqualTo(Status.NO_COVERAGE);
    assertThat(value.cap).isNaN();
    assertThat(value.coverage).isNaN();
  }

  @Test
  void thinCoverageSilencesAllFour() {
    BasketValue value = of(new double[] {100, 101}, new double[] {10, NONE});
    assertThat(value.status).isEqualTo(Status.LOW_COVERAGE);
    assertThat(List.of(value.pe, value.peZeroFloor, value.peExLosses, value.peMedian))
        .allMatch(pe -> Double.isNaN(pe));
    assertThat(value.earnings).isEqualTo(10);
  }

  @Test
  void halfIsEnough() {
    assertThat(of(new double[] {100, 100}, new double[] {10, NONE}).status).isEqualTo(Status.OK);
  }

  @Test
  void fewMembersWithACapAreSaidWhereAskedFor() {
    double[] caps = {100, NONE, NONE};
    double[] earnings = {10, 10, 10};
    assertThat(of(0, caps, earnings).status).isEqualTo(Status.OK);
    BasketValue value = of(0.5, caps, earnings);
    assertThat(value.status).isEqualTo(Status.LOW_MEMBER_COVERAGE);
    assertThat(value.pe).isNaN();
    assertThat(value.capped).isEqualTo(1);
  }

  @Test
  void lossesInAllSilenceTheHeadlineButNotWhatIsPositive() {
    BasketValue value = of(new double[] {100, 100}, new double[] {10, -20});
    assertThat(value.status).isEqualTo(Status.NON_POSITIVE_EARNINGS);
    assertThat(value.pe).isNaN();
    assertThat(value.peZeroFloor).isEqualTo(20);
    assertThat(value.peExLosses).isEqualTo(10);
  }

  @Test
  void zeroEarningsAreNeitherLossNorProfit() {
    BasketValue value = of(new double[] {100}, new double[] {0});
    assertThat(value.status).isEqualTo(Status.NON_POSITIVE_EARNINGS);
    assertThat(value.negative).isZero();
    assertThat(value.peMedian).isNaN();
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
    assertThat(of(new double[] {10, 20, 30, 80}, new double[] {1, 1, 1, 1}).peMedian).isEqualTo(25);
  }
}
