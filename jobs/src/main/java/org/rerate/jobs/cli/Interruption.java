package org.rerate.jobs.cli;

import org.rerate.jobs.command.LogLines;

/**
 * Tells a user who stops a command (Ctrl-C, {@code kill}) what that left behind. Everything that
 * breaks while the process goes down is no news then.
 */
final class Interruption {

  private static volatile boolean isOver;

  private Interruption() {}

  /** Watches over the command of this process from now on. */
  static void watch() {
    Runtime.getRuntime().addShutdownHook(new Thread(Interruption::tell, "interruption"));
  }

  /** The command has ended by itself. */
  static void over() {
    isOver = true;
  }

  /** True once the process is going down, whatever the command still does. */
  static boolean isUnderway() {
    try {
      Thread probe = new Thread(() -> {});
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private static void tell() {
    if (!isOver) {
      LogLines.failure(
          "interrupted. Nothing was left half written; run the command again to finish it.");
    }
  }
}
