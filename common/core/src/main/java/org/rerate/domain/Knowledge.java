package org.rerate.domain;

import java.io.Serializable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * What may be known when a date is valued (methodology section 1): everything ({@code latest}),
 * only what was known by the end of the valued date in UTC ({@code as_was}), or only what was known
 * at one instant.
 *
 * @param kind which of the three
 * @param instant the instant for {@code INSTANT}, else null
 */
public record Knowledge(Kind kind, Instant instant) implements Serializable {

  /** The three ways to look back. */
  public enum Kind {
    /** Every row. */
    LATEST,
    /** Rows known before the end of the valued date. */
    AS_WAS,
    /** Rows known at an instant, whatever the valued date. */
    INSTANT
  }

  /** Every row; the newest version of each wins. */
  public static final Knowledge LATEST = new Knowledge(Kind.LATEST, null);

  /** Rows known before the end of the valued date, UTC. */
  public static final Knowledge AS_WAS = new Knowledge(Kind.AS_WAS, null);

  /** Rows known at {@code instant}. */
  public static Knowledge at(Instant instant) {
    return new Knowledge(Kind.INSTANT, instant);
  }

  /**
   * Reads {@code latest}, {@code as_was} or an ISO instant such as {@code 2025-01-13T18:00:00Z}.
   *
   * @throws IllegalArgumentException naming the text and what is allowed
   */
  public static Knowledge parse(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "latest" -> LATEST;
      case "as_was" -> AS_WAS;
      default -> at(parseInstant(text));
    };
  }

  private static Instant parseInstant(String text) {
    try {
      return Instant.parse(text.trim());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "unknown knowledge '"
              + text
              + "'; known are latest, as_was and an instant such as 2025-01-13T18:00:00Z",
          e);
    }
  }

  /**
   * The latest {@code known_at} that may be seen when {@code day} is valued, in microseconds of
   * UTC, inclusive.
   */
  public long limit(int day) {
    return switch (kind) {
      case LATEST -> Long.MAX_VALUE;
      case AS_WAS -> Days.endOf(day);
      case INSTANT -> Days.micros(instant);
    };
  }

  /** True if the limit is the same for every day, so that losing versions can be dropped early. */
  public boolean isFixed() {
    return kind != Kind.AS_WAS;
  }

  @Override
  public String toString() {
    return kind == Kind.INSTANT ? instant.toString() : kind.name().toLowerCase(Locale.ROOT);
  }
}
