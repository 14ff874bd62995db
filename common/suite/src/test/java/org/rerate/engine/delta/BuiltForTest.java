package org.rerate.engine.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.domain.RerateException;

@Tag("fast")
class BuiltForTest {

  private static final BuiltFor BUILT = new BuiltFor("4.2.0", "4.4.0", "2.13");

  @Test
  void theVersionsOfThisProcessAreThoseOfTheBuild() {
    assertThat(BuiltFor.read().spark()).matches("\\d+\\.\\d+\\.\\d+");
    assertThatCode(() -> BuiltFor.read().require(BuiltFor.found())).doesNotThrowAnyException();
  }

  @Test
  void aLaterRepairIsNoOtherVersion() {
    assertThatCode(() -> BUILT.require(new BuiltFor("4.2.3", "4.4.1", "2.13.18")))
        .doesNotThrowAnyException();
  }

  @Test
  void anotherVersionIsToldWithTheRightOne() {
    assertThatThrownBy(() -> BUILT.require(new BuiltFor("4.0.1", "4.4.0", "2.13.16")))
        .isInstanceOfSatisfying(
            RerateException.class, e -> assertThat(e.exit()).isEqualTo(RerateException.Exit.USAGE))
        .hasMessage(
            "this Rerate was built for Spark 4.2.0, and this is Spark 4.0.1. Use Spark 4.2.0 with"
                + " Scala 2.13, and with spark-submit --packages"
                + " io.delta:delta-spark_4.2_2.13:4.4.0");
    assertThatThrownBy(() -> BUILT.require(new BuiltFor("4.2.0", "4.0.0", "2.13.16")))
        .hasMessageStartingWith("this Rerate was built for Delta 4.4.0, and this is Delta 4.0.0");
  }
}
