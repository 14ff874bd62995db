package org.rerate.action;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;
import org.rerate.run.Run;

/** Names runs: by the time, or after an id that was given. */
final class RunIds {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final String given;
  private int started;

  /** Ids of one command's runs; {@code given} may be null. */
  RunIds(String given) {
    this.given = given;
  }

  /** True if somebody else chose the id, so that it may be taken. */
  boolean areGiven() {
    return given != null;
  }

  /** The id of a run that may start. */
  String of(String command, Instant now) {
    return given != null
        ? given
        : STAMP.format(now)
            + "-"
            + command
            + "-"
            + Integer.toString(
                ThreadLocalRandom.current().nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36);
  }

  /** The run under the id by which it starts: of a given one, the second run has {@code ID-2}. */
  synchronized Run starting(Run run) {
    started++;
    return given == null || started == 1 ? run : run.named(given + "-" + started);
  }
}
