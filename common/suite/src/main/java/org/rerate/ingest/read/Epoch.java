package org.rerate.ingest.read;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a time that is a number counts, the coarsest first. */
enum Epoch {
  /**
   * Days as Excel counts them, the fraction the time of day, on no clock in particular. Below 61,
   * which is 1900-03-01, Excel counts a 29 February that 1900 did not have.
   */
  EXCEL(Duration.ofDays(1)),
  /** Seconds since 1970, UTC. */
  S(Duration.ofSeconds(1)),
  /** Milliseconds since 1970, UTC. */
  MS(Duration.ofMillis(1)),
  /** Microseconds since 1970, UTC. */
  US(Duration.ofNanos(1000));

  /** By the word that mappings have for them. */
  static final Map<String, Epoch> WORDS =
      Arrays.stream(values()).collect(Collectors.toMap(Epoch::word, epoch -> epoch));

  /** The first of Excel's days that is right. */
  static final int FIRST_OF_EXCEL = 61;

  /** Excel's number of 1970-01-01. */
  private static final int EXCEL_OF_1970 = 25_569;

  private static final LocalDateTime EXCEL_ZERO = LocalDateTime.of(1899, 12, 30, 0, 0);

  /** Excel has fifteen digits: a time of day to the millisecond. */
  private static final long MILLIS_OF_DAY = Duration.ofDays(1).toMillis();

  /** Of a second. */
  private static final long NANOS = 1_000_000_000;

  private final Duration unit;

  Epoch(Duration unit) {
    this.unit = unit;
  }

  /** The word that mappings have for it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The time that a number stands for, to the nanosecond, Excel's to the millisecond.
   *
   * @param zone where it is looked at; Excel's times are taken for times of that zone
   * @throws java.time.DateTimeException or {@code ArithmeticException} if no calendar has it
   */
  ZonedDateTime time(BigDecimal number, ZoneId zone) {
    if (this == EXCEL) {
      BigDecimal millis = number.multiply(BigDecimal.valueOf(MILLIS_OF_DAY));
      long whole = millis.setScale(0, RoundingMode.HALF_UP).longValueExact();
      return EXCEL_ZERO.plus(Duration.ofMillis(whole)).atZone(zone);
    }
    BigDecimal nanos = number.multiply(BigDecimal.valueOf(unit.toNanos()));
    BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(NANOS));
    return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValue()).atZone(zone);
  }

  /**
   * What a number counts that can hardly count this: by this it is no day within limits, or one of
   * the few weeks around 1970 in which every day lies that is counted a thousand times too finely.
   * Empty if it may well count this, or no other makes it a better day.
   */
  Optional<Epoch> mistakenFor(double number, DayLimits limits, int last) {
    boolean isDay = isDay(number, limits.first(), last);
    double near = 1 + Math.max(-limits.first(), last) / 1000.0;
    return Arrays.stream(values())
        .filter(other -> isDay ? other.compareTo(this) < 0 : other != this)
        .filter(other -> other.isDay(number, limits.first(), last))
        .filter(other -> Math.abs(other.day(number)) > near)
        .findFirst();
  }

  /** True if the number is a day between two, both included. */
  boolean isDay(double number, int first, int last) {
    return (this != EXCEL || number >= FIRST_OF_EXCEL)
        && day(number) >= first
        && day(number) < last + 1.0;
  }

  /** The day since 1970, UTC, with its fraction. */
  private double day(double number) {
    return this == EXCEL
        ? number - EXCEL_OF_1970
        : number * unit.toNanos() / Duration.ofDays(1).toNanos();
  }
}
