package org.rerate.jobs.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.rerate.domain.RerateException.Exit;

/** How a date went, as the summary has it. */
final class DayOutcome {

  /**
   * A step.
   *
   * @param step its name, as {@code value}
   * @param status {@code DONE}, {@code SKIPPED} if it was done before or there was nothing to do,
   *     {@code FAILED}
   * @param seconds how long it took
   * @param message what there is to say; null for nothing
   * @param files what became of a feed's files; empty for another step
   */
  record StepOutcome(
      String step, String status, double seconds, String message, List<FileRows> files) {}

  /** What became of one file of a feed, in rows. */
  record FileRows(
      String feed,
      String file,
      long read,
      long accepted,
      long unchanged,
      long quarantined,
      long withheld,
      String refused) {}

  private final LocalDate date;
  private final int attempt;
  private final List<StepOutcome> steps = new ArrayList<>();
  private boolean trading = true;
  private Exit exit = Exit.DONE;
  private String message;

  DayOutcome(LocalDate date, int attempt) {
    this.date = date;
    this.attempt = attempt;
  }

  void add(StepOutcome step) {
    steps.add(step);
  }

  /** Nothing was to be done on that date, and why. */
  DayOutcome nothing(String why, boolean isTrading) {
    trading = isTrading;
    message = why;
    return this;
  }

  /** The date ends here. */
  DayOutcome ended(Exit with, String why) {
    exit = with;
    message = why;
    return this;
  }

  public LocalDate getDate() {
    return date;
  }

  public int getAttempt() {
    return attempt;
  }

  /** False if nothing was traded on that date. */
  public boolean isTrading() {
    return trading;
  }

  public int getExitCode() {
    return exit.code();
  }

  public String getStatus() {
    return exit == Exit.DONE ? "DONE" : "FAILED";
  }

  public String getMessage() {
    return message;
  }

  public List<StepOutcome> getSteps() {
    return steps;
  }
}
