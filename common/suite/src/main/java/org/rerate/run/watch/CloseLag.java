package org.rerate.run.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** How far the newest close is behind the time of day. */
final class CloseLag {

  static final String MEANING =
      "From the end (UTC) of the day of the newest close to the run's end";

  private CloseLag() {}

  /** Seconds, at least 0: on its own day a close is not late; empty if there is no close. */
  static OptionalLong seconds(RunReport report) {
    return report.freshness().newestClose().stream()
        .mapToLong(
            day -> {
              Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
              return Math.max(0, Duration.between(end, report.at()).toSeconds());
            })
        .findFirst();
  }
}
