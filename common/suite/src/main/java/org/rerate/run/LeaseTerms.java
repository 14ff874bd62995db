package org.rerate.run;

import java.time.Duration;
import org.rerate.domain.RerateException;

/**
 * How long a process may be silent.
 *
 * @param every how often it renews its lease
 * @param expiry after what silence others take it for dead
 */
public record LeaseTerms(Duration every, Duration expiry) {

  private static final String EVERY = "heartbeat.every";
  private static final String EXPIRY = "heartbeat.expires_after";

  /** So many may be missed, since a store may be slow or away for a moment. */
  private static final int BEATS = 3;

  /**
   * Those of the configuration.
   *
   * @throws RerateException with {@code USAGE} if one late renewal would end a lease
   */
  public static LeaseTerms of(Settings settings) {
    LeaseTerms terms = new LeaseTerms(settings.duration(EVERY), settings.duration(EXPIRY));
    if (terms.every.toMillis() < 1 || terms.expiry.compareTo(terms.every.multipliedBy(BEATS)) < 0) {
      throw RerateException.usage(
          "%s = %s and %s = %s leave no room for a late heartbeat"
              .formatted(EVERY, settings.text(EVERY), EXPIRY, settings.text(EXPIRY)),
          "Set %s to at least %d times %s".formatted(EXPIRY, BEATS, EVERY));
    }
    return terms;
  }
}
