package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.domain.Status;

@Tag("fast")
class MultipleValueTest {

  private static final double NONE = Double.NaN;

  private static MultipleValue of(
      Multiple multiple, double[] caps, double[] figures, double[] netDebts) {
    MultipleValue value = new MultipleValue();
    value.of(Switches.DEFAULT, multiple, caps, figures, netDebts, caps.length);
    return value;
  }

  private static MultipleValue of(Multiple multiple, double[] caps, double[] figures) {
    return of(multiple, caps, figures, null);
  }

  /** Sales: (100 + 300) / (50 + 50) = 4, where the mean of 2 and 6 weighted by cap were 5. */
  @Test
  void priceIsSumOfCapsOverSumOfFigures() {
    MultipleValue sales =
        of(Multiple.PRICE_TO_SALES, new double[] {100, 300}, new double[] {50, 50});
    assertThat(sales.value).isEqualTo(4);
    assertThat(sales.sums.first).isEqualTo(400);
    assertThat(sales.sums.second).isEqualTo(100);
    assertThat(sales.sums.coverage).isEqualTo(1);
    assertThat(of(Multiple.PRICE_TO_BOOK, new double[] {100}, new double[] {40}).value)
        .isEqualTo(2.5);
  }

  /** (100 + 20 + 300 - 40) / (10 + 30) = 380 / 40 = 9.5. */
  @Test
  void enterpriseValueIsCapAndNetDebt() {
    for (Multiple multiple :
        new Multiple[] {Multiple.EV_TO_EBITDA, Multiple.EV_TO_EBIT, Multiple.EV_TO_SALES}) {
      MultipleValue value =
          of(multiple, new double[] {100, 300}, new double[] {10, 30}, new double[] {20, -40});
      assertThat(value.value).as(multiple.word()).isEqualTo(9.5);
      assertThat(value.sums.first).isEqualTo(380);
    }
  }

  /** (5 + 3) / (100 + 300) = 2 %; -1 / 100 = -1 %: a numerator may be negative. */
  @Test
  void yieldsAreFiguresOverCaps() {
    assertThat(of(Multiple.DIVIDEND_YIELD, new double[] {100, 300}, new double[] {5, 3}).value)
        .isEqualTo(0.02);
    assertThat(of(Multiple.FCF_YIELD, new double[] {100}, new double[] {-1}).value)
        .isEqualTo(-0.01);
  }

  /** EBITDA 10 - 10 = 0; the sums stand, the ratio does not. */
  @Test
  void nothingIsDividedByZeroOrLess() {
    MultipleValue value =
        of(
            Multiple.EV_TO_EBITDA,
            new double[] {100, 300},
            new double[] {10, -10},
            new double[] {0, 0});
    assertThat(value.status).isEqualTo(Status.NON_POSITIVE_DENOMINATOR);
    assertThat(value.value).isNaN();
    assertThat(value.sums.first).isEqualTo(400);
    assertThat(value.sums.second).isZero();
  }

  /** Without its net debt the second is not matched: coverage 100 / 400 is under one half. */
  @Test
  void everyInputIsNeeded() {
    MultipleValue value =
        of(
            Multiple.EV_TO_SALES,
            new double[] {100, 300},
            new double[] {10, 30},
            new double[] {20, NONE});
    assertThat(value.status).isEqualTo(Status.LOW_COVERAGE);
    assertThat(value.sums.coverage).isEqualTo(0.25);
    assertThat(value.sums.matched).isEqualTo(1);
    assertThat(value.sums.first).isEqualTo(120);
    assertThat(value.value).isNaN();
  }

  @Test
  void nobodyMatchedHasNoSums() {
    MultipleValue value = of(Multiple.PRICE_TO_SALES, new double[] {100}, new double[] {NONE});
    assertThat(value.status).isEqualTo(Status.NO_COVERAGE);
    assertThat(value.sums.coverage).isZero();
    assertThat(value.sums.first).isNaN();
    assertThat(value.sums.second).isNaN();
  }

  @Test
  void withoutACapThereIsNoCoverage() {
    MultipleValue value = of(Multiple.PRICE_TO_SALES, new double[] {NONE}, new double[] {1});
    assertThat(value.sums.coverage).isNaN();
    assertThat(value.status).isEqualTo(Status.NO_COVERAGE);
  }

  /** 10 + 30 to 15 + 45 is 60/40 - 1 = 50 %; a P/E of 20 on it: 20 / 50 = 0.4. */
  @Test
  void growthIsOfSumsAndPegDividesByItInPercent() {
    GrowthValue growth = new GrowthValue();
    growth.of(
        Switches.DEFAULT, new double[] {100, 300}, new double[] {10, 30}, new double[] {15, 45}, 2);
    assertThat(growth.growth).isEqualTo(0.5);
    assertThat(growth.peg).isNaN();
    growth.peg(20, Status.OK);
    assertThat(growth.peg).isCloseTo(0.4, within(1e-15));
    growth.peg(NONE, Status.LOW_COVERAGE);
    assertThat(growth.pegStatus).isEqualTo(Status.LOW_COVERAGE);
    assertThat(growth.peg).isNaN();
  }

  /** 40 to 30 is a fall of a quarter: the growth stands, a PEG of it is none. */
  @Test
  void aFallHasNoPeg() {
    GrowthValue growth = new GrowthValue();
    growth.of(Switches.DEFAULT, new double[] {100}, new double[] {40}, new double[] {30}, 1);
    growth.peg(20, Status.OK);
    assertThat(growth.growth).isEqualTo(-0.25);
    assertThat(growth.status).isEqualTo(Status.OK);
    assertThat(growth.pegStatus).isEqualTo(Status.NON_POSITIVE_GROWTH);
    assertThat(growth.peg).isNaN();
  }

  @Test
  void nothingGrowsFromALoss() {
    GrowthValue growth = new GrowthValue();
    growth.of(Switches.DEFAULT, new double[] {100}, new double[] {-4}, new double[] {30}, 1);
    growth.peg(20, Status.OK);
    assertThat(growth.status).isEqualTo(Status.NON_POSITIVE_BASE);
    assertThat(growth.growth).isNaN();
    assertThat(growth.pegStatus).isEqualTo(Status.NON_POSITIVE_BASE);
    assertThat(growth.sums.first).isEqualTo(-4);
  }
}
