package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What of a move nothing plausible explains. */
class MonitoredMoveTest {

  private static final double[] CAPS = {100, 300};

  private static final double[] EARNINGS = {10, 30};

  private static MonitoredMove move(double[] caps, double[] earnings, boolean... delisted) {
    return new MonitoredMove(Switches.DEFAULT, CAPS, caps, EARNINGS, earnings, delisted);
  }

  /** Held at 100 the cap is 403, the P/E 403 / 40; seen are 313 and 313 / 40. */
  @Test
  void aCapThatFellByTheRatioOfASplitIsHeld() {
    MonitoredMove move = move(new double[] {10, 303}, EARNINGS, false, false);
    assertThat(move.ofCap()).isEqualTo(-90 / 400.0, within(1e-12));
    assertThat(move.ofPe()).isEqualTo(-90 / 400.0, within(1e-12));
    assertThat(move.cause(false)).isZero();
  }

  @Test
  void anOrdinaryMoveIsExplainedHoweverLarge() {
    MonitoredMove move = move(new double[] {60, 380}, EARNINGS, false, false);
    assertThat(move.ofCap()).isZero();
    assertThat(move.cause(true)).isEqualTo(-1);
  }

  @Test
  void aCapThatIsGoneIsExplainedByADelistingAlone() {
    double[] gone = {100, Double.NaN};
    assertThat(move(gone, EARNINGS, false, true).ofCap()).isZero();
    assertThat(move(gone, EARNINGS, false, false).ofCap()).isEqualTo(-0.75, within(1e-12));
  }

  /** 400 / 3,010 instead of 400 / 40. */
  @Test
  void earningsInAnotherUnitAreNotPlausible() {
    MonitoredMove move = move(CAPS, new double[] {10, 3000}, false, false);
    assertThat(move.ofPe()).isEqualTo((400 / 3010.0 - 10) / 10, within(1e-12));
    assertThat(move.ofCap()).isZero();
    assertThat(move.cause(true)).isEqualTo(1);
  }

  @Test
  void aLossAfterAProfitIsPlausible() {
    assertThat(move(CAPS, new double[] {-5, 30}, false, false).cause(true)).isEqualTo(-1);
  }
}
