package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.domain.BridgePart;

/** A member's numbers on the way from one report to the next. */
@Tag("fast")
class MemberBridgeTest {

  private static final double NONE = Double.NaN;

  private static final int ALL = BridgePart.values().length;

  private static double capAfter(MemberBridge member, BridgePart part) {
    return member.cap(part.ordinal() + 1);
  }

  /** 12 in local currency at the multiple of 10 and the rate of 1; at 1.1; at 150 / 13.2. */
  @Test
  void earningsThenCurrencyThenTheMultipleAreExchanged() {
    MemberBridge member = new MemberBridge(1, 1, 100, 150, 10, 13.2, 1, 1.1);
    assertThat(capAfter(member, BridgePart.DELISTINGS)).isEqualTo(100);
    assertThat(capAfter(member, BridgePart.EARNINGS)).isCloseTo(120, within(1e-9));
    assertThat(member.earnings(BridgePart.EARNINGS.ordinal() + 1)).isCloseTo(12, within(1e-9));
    assertThat(capAfter(member, BridgePart.CURRENCY)).isCloseTo(132, within(1e-9));
    assertThat(member.earnings(BridgePart.CURRENCY.ordinal() + 1)).isEqualTo(13.2);
    assertThat(capAfter(member, BridgePart.RERATING)).isEqualTo(150);
  }

  /** A loss cannot be split; a missing cap comes or goes whole. */
  @Test
  void whatCannotBeSplitIsExchangedWhole() {
    MemberBridge loss = new MemberBridge(1, 1, 100, 150, -1, 10, 1, 1);
    assertThat(capAfter(loss, BridgePart.RERATING)).isEqualTo(100);
    assertThat(capAfter(loss, BridgePart.UNEXPLAINED)).isEqualTo(150);
    assertThat(loss.capEffects()).containsEntry(BridgePart.UNEXPLAINED, 50.0);
    MemberBridge listed = new MemberBridge(1, 1, NONE, 40, NONE, 2, 1, 1);
    assertThat(capAfter(listed, BridgePart.LEAVERS)).isNaN();
    assertThat(capAfter(listed, BridgePart.LISTINGS)).isEqualTo(40);
    assertThat(listed.capEffects()).containsEntry(BridgePart.LISTINGS, 40.0);
    MemberBridge gone = new MemberBridge(1, 1, 40, NONE, 2, NONE, 1, NONE);
    assertThat(capAfter(gone, BridgePart.LISTINGS)).isEqualTo(40);
    assertThat(capAfter(gone, BridgePart.DELISTINGS)).isNaN();
    assertThat(gone.capEffects()).containsEntry(BridgePart.DELISTINGS, -40.0);
  }

  /** Half of 100 more is 50 by weight; the rise to 150 counts at the weight of now. */
  @Test
  void aMemberJoinsAndLeavesWithItsCapOfTheEarlierDate() {
    Map<BridgePart, Double> more = new MemberBridge(0.5, 1, 100, 150, 10, 15, 1, 1).capEffects();
    assertThat(more.get(BridgePart.JOINERS)).isEqualTo(50);
    assertThat(more.get(BridgePart.EARNINGS)).isCloseTo(50, within(1e-9));
    Map<BridgePart, Double> left = new MemberBridge(1, 0, 100, 150, 10, 15, 1, 1).capEffects();
    assertThat(left.get(BridgePart.LEAVERS)).isEqualTo(-100);
    assertThat(left.values().stream().mapToDouble(usd -> usd).sum()).isEqualTo(-100);
  }

  @Test
  void theEffectsOfAnyMemberSumToItsChange() {
    SplittableRandom random = new SplittableRandom(14);
    for (int i = 0; i < 2000; i++) {
      MemberBridge member =
          new MemberBridge(
              random.nextInt(3) / 2.0,
              random.nextInt(3) / 2.0,
              number(random, 1, 100),
              number(random, 1, 100),
              number(random, -2, 10),
              number(random, -2, 10),
              number(random, 0.5, 2),
              number(random, 0.5, 2));
      assertThat(member.capEffects().values().stream().mapToDouble(usd -> usd).sum())
          .as(member.toString())
          .isCloseTo(
              orZero(member.cap1()) * member.factor1() - orZero(member.cap0()) * member.factor0(),
              within(1e-9));
      assertThat(member.cap(0)).isEqualTo((Double) member.cap0());
      assertThat(member.cap(ALL)).isEqualTo((Double) member.cap1());
      assertThat(member.earnings(0)).isEqualTo((Double) member.e0());
      assertThat(member.earnings(ALL)).isEqualTo((Double) member.e1());
      assertThat(member.factor(0)).isEqualTo((Double) member.factor0());
      assertThat(member.factor(ALL)).isEqualTo((Double) member.factor1());
    }
  }

  private static double number(SplittableRandom random, double from, double to) {
    return random.nextInt(5) == 0 ? NONE : random.nextDouble(from, to);
  }

  private static double orZero(double number) {
    return Double.isNaN(number) ? 0 : number;
  }
}
