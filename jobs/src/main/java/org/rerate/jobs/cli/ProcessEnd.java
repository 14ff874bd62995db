package org.rerate.jobs.cli;

/**
 * How the process of a command ends: with the command's exit status.
 *
 * <p>A driver that YARN runs on the cluster is a thread of YARN's application master, which takes
 * an end of the process for a failure, whatever its status: there {@code main} returns, or throws.
 */
final class ProcessEnd {

  /** Set by Spark's application master, and by nobody else, before it calls {@code main}. */
  private static final String APPLICATION = "spark.yarn.app.id";

  private ProcessEnd() {}

  /**
   * Ends the process with this status. In YARN's application master it returns if the status is 0.
   *
   * @throws IllegalStateException in YARN's application master, if the status is another; YARN
   *     shows its message as the application's diagnostics
   */
  static void with(int status) {
    if (System.getProperty(APPLICATION) == null) {
      System.exit(status);
    }
    if (status != 0) {
      throw new IllegalStateException(
          "rerate ended with status " + status + "; the log of the driver tells why");
    }
  }
}
