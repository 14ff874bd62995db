package org.rerate.engine.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rerate.domain.RerateException;

@Tag("fast")
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
        .hasMessageContaining("temporary folder")
        .hasMessageEndingWith(
            " is full; free some space on it, or name another folder. Nothing was left half"
                + " written; run the command again.");
  }

  @Test
  void aFullDiskIsToldWithTheFileThatCouldNotGrow(@TempDir Path folder) {
    Exception java =
        new FileSystemException(folder.resolve("fx").toString(), null, "No space left on device");
    Error hadoop = new Error(new IOException(folder + "/fy: No space left on device"));
    assertThat(DiskFailure.told(java).orElseThrow())
        .hasMessageStartingWith("the disk that holds " + folder.resolve("fx") + " is full; free");
    assertThat(DiskFailure.told(new IllegalStateException(hadoop)).orElseThrow())
        .hasMessageStartingWith("the disk that holds " + folder.resolve("fy") + " is full; free");
  }

  @ParameterizedTest
  @MethodSource("closed")
  void aPlaceThatCannotBeWrittenIsToldByName(Throwable failure, String message) {
    RerateException told = DiskFailure.told(new Exception("task failed", failure)).orElseThrow();
    assertThat(told)
        .hasMessage(
            "cannot open or write "
                + message
                + ": check its permissions, its disk and how it is mounted, or name another."
                + " Nothing was left half written; run the command again.");
    assertThat(told.exit()).isEqualTo(RerateException.Exit.RETRY);
  }

  static List<Arguments> closed() {
    return List.of(
        Arguments.of(
            new FileSystemException("/w/fx", null, "Read-only file system"),
            "/w/fx (Read-only file system)"),
        Arguments.of(new AccessDeniedException("/w/fx"), "/w/fx (Permission denied)"),
        Arguments.of(
            new FileNotFoundException("/w/fx.crc (Permission denied)"),
            "/w/fx.crc (Permission denied)"),
        Arguments.of(
            new IOException("Mkdirs failed to create file:/w/fx (exists=false, cwd=file:/x)"),
            "/w/fx (Mkdirs failed to create file:/w/fx (exists=false, cwd=file:/x))"));
  }

  @Test
  void whatIsNoFailureOfADiskIsNone() {
    assertThat(DiskFailure.told(new IllegalStateException("Permission denied"))).isEmpty();
    assertThat(DiskFailure.told(new IOException("no such thing"))).isEmpty();
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
