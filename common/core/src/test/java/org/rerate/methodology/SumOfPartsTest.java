package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.domain.Status;

@Tag("fast")
class SumOfPartsTest {

  private static final double NONE = Double.NaN;

  @Test
  void theStubIsWhatIsLeft() {
    SumOfParts parts = trade(100, Status.OK);
    assertThat(parts.values()).containsExactly(60, NONE);
    assertThat(parts.stub()).isEqualTo(40);
  }

  @Test
  void theMarketPaysTheStubForTheSegmentWithoutAMultiple() {
    SumOfParts parts = trade(100, Status.OK);
    assertThat(parts.implied()[1]).isEqualTo(20);
    assertThat(parts.implied()[0]).isEqualTo(100.0 / 6, within(1e-12));
  }

  @Test
  void aLossMakerAtNoMultipleTakesNothingAndImpliesNothing() {
    SumOfParts parts = SumOfParts.of(100, Status.OK, new double[] {6, -3}, new double[] {10, 0});
    assertThat(parts.stub()).isEqualTo(40);
    assertThat(parts.statuses()[1]).isEqualTo(Status.NON_POSITIVE_EARNINGS);
    assertThat(parts.implied()[1]).isNaN();
  }

  @Test
  void withoutACapThereIsNoStub() {
    SumOfParts parts = trade(NONE, Status.NO_PRICE);
    assertThat(parts.stub()).isNaN();
    assertThat(parts.statuses()).containsOnly(Status.NO_PRICE);
    assertThat(parts.values()[0]).isEqualTo(60);
  }

  @Test
  void aProfitThatCannotBeConvertedLeavesTheStubMissing() {
    SumOfParts parts =
        SumOfParts.of(100, Status.VENDOR_CAP, new double[] {NONE, 2}, new double[] {10, NONE});
    assertThat(parts.stub()).isNaN();
    assertThat(parts.statuses()[1]).isEqualTo(Status.NO_FX);
  }

  private static SumOfParts trade(double cap, Status status) {
    return SumOfParts.of(cap, status, new double[] {6, 2}, new double[] {10, NONE});
  }
}
