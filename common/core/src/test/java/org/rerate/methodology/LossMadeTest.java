package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class LossMadeTest {

  @Test
  void aPriceForWhatLossesLeftIsMadeByThem() {
    assertThat(LossMade.pe(400, 25)).isTrue();
    assertThat(LossMade.pe(30, 25)).isFalse();
    assertThat(LossMade.pe(30, 20)).isFalse();
    assertThat(LossMade.pe(Double.NaN, 25)).isFalse();
  }

  /** 400x against 25x is +1,500 %, without losses nothing; the other way round -94 %. */
  @Test
  void lossesOfEitherSideMakeAPremium() {
    assertThat(LossMade.premium(15, 0)).isTrue();
    assertThat(LossMade.premium(-0.9375, 0)).isTrue();
    assertThat(LossMade.premium(0.2, 0.1)).isFalse();
    assertThat(LossMade.premium(0.2, Double.NaN)).isFalse();
  }
}
