package org.rerate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.rerate.domain.RerateException;

class FailuresTest {

  /** Throws what no signature tells of, as Spark's Scala code does. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> void sneak(Exception exception) throws E {
    throw (E) exception;
  }

  @Test
  void aFullDiskIsToldAsOne() {
    Exception spark = new Exception("task failed", new IOException("No space left on device"));
    assertThatThrownBy(
            () ->
                DeltaTables.translating(
                    "market.fx", () -> FailuresTest.<RuntimeException>sneak(spark)))
        .isInstanceOfSatisfying(
            RerateException.class, e -> assertThat(e.exit()).isEqualTo(RerateException.Exit.RETRY))
        .hasMessage(
            "the disk that holds market.fx is full. Nothing was left half written; run the command"
                + " again.");
  }

  @Test
  void anotherFailureIsPassedOn() {
    assertThatThrownBy(
            () ->
                DeltaTables.translating(
                    "market.fx",
                    () -> {
                      throw new IllegalStateException("something else");
                    }))
        .isInstanceOf(IllegalStateException.class);
  }
}
