package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class ProcessEndTest {

  @BeforeEach
  void insideAnApplicationMaster() {
    System.setProperty("spark.yarn.app.id", "application_1_0001");
  }

  @AfterEach
  void outside() {
    System.clearProperty("spark.yarn.app.id");
  }

  @Test
  void aDriverOnYarnThatIsDoneReturns() {
    assertThatCode(() -> ProcessEnd.with(0)).doesNotThrowAnyException();
  }

  @Test
  void aDriverOnYarnThatFailedSaysItsStatus() {
    assertThatThrownBy(() -> ProcessEnd.with(3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("rerate ended with status 3; the log of the driver tells why");
  }
}
