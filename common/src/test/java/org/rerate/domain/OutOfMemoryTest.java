package org.rerate.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whoever ran out of memory, the command says so. */
class OutOfMemoryTest {

  @Test
  void ofACause() {
    Exception failure =
        new IllegalStateException(new RuntimeException(new OutOfMemoryError("Java heap space")));
    assertThat(OutOfMemory.told(failure, null))
        .hasValueSatisfying(
            told ->
                assertThat(told)
                    .hasMessageContaining("out of memory (Java heap space)")
                    .hasMessageContaining("RERATE_HEAP"));
  }

  @Test
  void ofAnotherThread() {
    Exception stopped = new NullPointerException("dagScheduler is null");
    assertThat(OutOfMemory.told(stopped, "Java heap space"))
        .hasValueSatisfying(
            told -> {
              assertThat(told).hasMessageContaining("out of memory (Java heap space)");
              assertThat(told.exit()).isEqualTo(RerateException.Exit.RETRY);
              assertThat(told).hasCause(stopped);
            });
    assertThat(OutOfMemory.told(stopped, null)).isEmpty();
  }
}
