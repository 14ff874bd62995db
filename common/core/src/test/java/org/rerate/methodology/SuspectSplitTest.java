package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ratios that vendors list as splits. */
class SuspectSplitTest {

  /** 3 for 2, 1 for 30, stock dividends of 5 % and of 3 %, 4.8 per 10, four digits of 4 for 3. */
  @ParameterizedTest
  @ValueSource(
      doubles = {1.5, 20, 1.0 / 30, 0.033333, 1.05, 1.03, 1.48, 1.3333, 1.333333, 0.1, 2.4, 100})
  void splitsHaveRatiosOfWholeNumbers(double ratio) {
    assertThat(SuspectSplit.isUnusual(ratio)).isFalse();
  }

  /** GE HealthCare, GE Vernova, Jefferies' Vitesse: spin-offs that vendors list as splits. */
  @ParameterizedTest
  @ValueSource(doubles = {1.281, 1.253, 1.046, 1 / 1.281})
  void spinOffsDoNot(double ratio) {
    assertThat(SuspectSplit.isUnusual(ratio)).isTrue();
  }
}
