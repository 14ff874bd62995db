package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.domain.Status;

@Tag("fast")
class RevisionValueTest {

  private static final double NONE = Double.NaN;

  private static RevisionValue of(double[] caps, double[] then, double[] now) {
    RevisionValue value = new RevisionValue();
    value.of(Switches.DEFAULT, caps, then, now, caps.length);
    return value;
  }

  /** 10 + 20 + 5 = 35 became 11 + 18 + 5 = 34: 34/35 - 1; one up, one down of three. */
  @Test
  void revisionIsOfSumsAndBreadthOfMembers() {
    RevisionValue value =
        of(new double[] {1, 1, 1}, new double[] {10, 20, 5}, new double[] {11, 18, 5});
    assertThat(value.revision).isCloseTo(34.0 / 35 - 1, within(1e-15));
    assertThat(value.up).isEqualTo(1);
    assertThat(value.down).isEqualTo(1);
    assertThat(value.unchanged).isEqualTo(1);
    assertThat(value.breadth).isZero();
    assertThat(value.status).isEqualTo(Status.OK);
  }

  /** Of 10, a change of 0.00001 is one in a million: none; 0.00002 is one. */
  @Test
  void aMillionthIsNoChange() {
    RevisionValue value =
        of(new double[] {1, 1}, new double[] {-10, 10}, new double[] {-9.999991, 10.00002});
    assertThat(value.unchanged).isEqualTo(1);
    assertThat(value.up).isEqualTo(1);
    assertThat(value.breadth).isEqualTo(0.5);
  }

  /** A smaller loss is up, but no fraction of a loss. */
  @Test
  void fromALossThereAreCountsAndNoRevision() {
    RevisionValue value = of(new double[] {1}, new double[] {-10}, new double[] {-5});
    assertThat(value.status).isEqualTo(Status.NON_POSITIVE_BASE);
    assertThat(value.revision).isNaN();
    assertThat(value.up).isEqualTo(1);
    assertThat(value.breadth).isEqualTo(1);
    assertThat(value.sums.first).isEqualTo(-10);
  }

  /** The second has no earlier earnings: 1 of 4 of the cap is covered. */
  @Test
  void thinCoverageSilencesBothRatios() {
    RevisionValue value = of(new double[] {1, 3}, new double[] {10, NONE}, new double[] {11, 20});
    assertThat(value.status).isEqualTo(Status.LOW_COVERAGE);
    assertThat(value.revision).isNaN();
    assertThat(value.breadth).isNaN();
    assertThat(value.up).isEqualTo(1);
    assertThat(value.sums.coverage).isEqualTo(0.25);
  }

  /** (100 x 0.1 + 300 x 0.2) / 400 = 0.175; the third has no deviation. */
  @Test
  void dispersionIsWeightedByCap() {
    assertThat(
            RevisionValue.dispersion(
                new double[] {100, 300, 50, NONE}, new double[] {0.1, 0.2, NONE, 0.9}, 4))
        .isCloseTo(0.175, within(1e-15));
    assertThat(RevisionValue.dispersion(new double[] {100}, new double[] {NONE}, 1)).isNaN();
  }
}
