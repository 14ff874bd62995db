package org.rerate.domain;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Days and instants as numbers: a day counts from 1970-01-01, an instant is microseconds of UTC
 * since then, as Spark stores both.
 */
public final class Days {

  /** Microseconds of a day. */
  public static final long MICROS = 86_400_000_000L;

  /** From when rows of reference files without {@code known_at} are known, microseconds of UTC. */
  public static final long SINCE_EVER = of(LocalDate.of(1900, 1, 1)) * MICROS;

  private Days() {}

  /** The last microsecond of the UTC day, {@code 23:59:59.999999}. */
  public static long endOf(int day) {
    return (day + 1L) * MICROS - 1;
  }

  /** The UTC day of an instant in microseconds. */
  public static int dayOf(long micros) {
    return (int) Math.floorDiv(micros, MICROS);
  }

  /** The first day of a calendar year. */
  public static int startOf(int year) {
    return of(LocalDate.of(year, 1, 1));
  }

  /** Microseconds since 1970-01-01 UTC. */
  public static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  /** The instant of {@link #micros}. */
  public static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }

  /** The day as a number. */
  public static int of(LocalDate date) {
    return (int) date.toEpochDay();
  }

  /** The date of a day number. */
  public static LocalDate date(int day) {
    return LocalDate.ofEpochDay(day);
  }
}
