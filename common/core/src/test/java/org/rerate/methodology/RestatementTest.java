package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rerate.domain.Status;
import org.rerate.methodology.Restatement.Value;

/** What each input made of a number. */
class RestatementTest {

  private static final Value PUBLISHED = new Value(100, 10, 10, Status.OK);

  private static final Value SHARES_TOO = new Value(120, 10, 12, Status.OK);

  private static final Value ESTIMATES_TOO = new Value(120, 7.5, 16, Status.OK);

  @Test
  void anEffectIsTheValueWithTheInputLessThatWithoutIt() {
    assertThat(Restatement.effects(List.of(PUBLISHED, SHARES_TOO, ESTIMATES_TOO)))
        .containsExactly(new Value(20, 0, 2, Status.OK), new Value(0, -2.5, 4, Status.OK));
  }

  @Test
  void anInputThatChangedNothingHasNoEffect() {
    assertThat(Restatement.effects(List.of(PUBLISHED, PUBLISHED)))
        .containsExactly(new Value(0, 0, 0, Status.OK));
  }

  @Test
  void aMissingValueMakesTheEffectsOnBothSidesOfItMissingForItsReason() {
    Value thin = new Value(120, 2, Double.NaN, Status.LOW_COVERAGE);
    assertThat(Restatement.effects(List.of(PUBLISHED, thin, ESTIMATES_TOO)))
        .containsExactly(
            new Value(20, -8, Double.NaN, Status.LOW_COVERAGE),
            new Value(0, 5.5, Double.NaN, Status.LOW_COVERAGE));
  }

  @Test
  void ofTwoMissingValuesTheFirstOneSaysWhy() {
    Value none = new Value(Double.NaN, Double.NaN, Double.NaN, Status.NO_COVERAGE);
    Value losses = new Value(5, -1, Double.NaN, Status.NON_POSITIVE_EARNINGS);
    assertThat(Restatement.effects(List.of(none, losses)))
        .containsExactly(new Value(Double.NaN, Double.NaN, Double.NaN, Status.NO_COVERAGE));
  }
}
