package org.rerate.run;

/**
 * A run of a process that is no more, closed as {@code DIED}.
 *
 * @param run the run
 * @param inputs what it went by
 * @param error how it was found
 */
public record DeadRun(Run run, RunInputs inputs, String error) {

  static DeadRun of(RunEvent event) {
    return new DeadRun(event.run(), event.read(), event.error());
  }
}
