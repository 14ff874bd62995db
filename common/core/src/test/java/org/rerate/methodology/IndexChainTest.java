package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.domain.Status;

@Tag("fast")
class IndexChainTest {

  private static final double NONE = Double.NaN;

  /** (100 x 0.1 + 300 x 0.02) / 400 = 4 %; (0.1 + 0.02) / 2 = 6 %. */
  @Test
  void returnsAreWeightedByWhatMembersWereWorthOrEqually() {
    BasketReturn value = new BasketReturn();
    double[] returns = {0.1, 0.02};
    value.of(new double[] {100, 300}, returns, returns, 2);
    assertThat(value.price).isCloseTo(0.04, within(1e-15));
    value.of(null, returns, returns, 2);
    assertThat(value.price).isCloseTo(0.06, within(1e-15));
  }

  /** Without its cap the second is left out of the weights by cap, not of the equal ones. */
  @Test
  void whoHasNoWeightOrNoPriceDoesNotCount() {
    BasketReturn value = new BasketReturn();
    double[] returns = {0.1, 0.02, NONE};
    value.of(new double[] {100, NONE, 50}, returns, returns, 3);
    assertThat(value.counted).isEqualTo(1);
    assertThat(value.price).isCloseTo(0.1, within(1e-15));
    value.of(null, returns, returns, 3);
    assertThat(value.counted).isEqualTo(2);
    value.of(null, new double[] {NONE}, new double[] {NONE}, 1);
    assertThat(value.counted).isZero();
    assertThat(value.price).isNaN();
  }

  /** 104 and a dividend of 2 on 100: 6 %, of which the price made 4. */
  @Test
  void aDividendIsPartOfTheTotalReturn() {
    assertThat(BasketReturn.ofLine(100, 104, 0)).isCloseTo(0.04, within(1e-15));
    assertThat(BasketReturn.ofLine(100, 104, 2)).isCloseTo(0.06, within(1e-15));
  }

  /** 7 % is before the base; then 100, 110, carried, 55. */
  @Test
  void levelsBeginAtAHundredAndGoOnOverDaysWithoutMembers() {
    IndexChain chain = new IndexChain(NONE, NONE);
    chain.add(0, NONE, NONE);
    assertThat(chain.price).isNaN();
    assertThat(chain.status).isEqualTo(Status.NO_COVERAGE);
    chain.add(3, 0.07, 0.08);
    assertThat(chain.price).isEqualTo(100);
    assertThat(chain.total).isEqualTo(100);
    assertThat(chain.status).isEqualTo(Status.OK);
    chain.add(3, 0.1, 0.2);
    assertThat(chain.price).isCloseTo(110, within(1e-12));
    chain.add(0, NONE, NONE);
    assertThat(chain.price).isCloseTo(110, within(1e-12));
    assertThat(chain.status).isEqualTo(Status.NO_COVERAGE);
    chain.add(1, -0.5, -0.5);
    assertThat(chain.price).isCloseTo(55, within(1e-12));
    assertThat(chain.total).isCloseTo(60, within(1e-12));
  }
}
