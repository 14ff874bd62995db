package org.rerate.ingest.read;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.rerate.domain.Days;

/** Dates and instants as a feed may write them. */
final class Times {

  private static final int DATE_LENGTH = 10;

  private static final DateTimeFormatter INSTANT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .toFormatter(java.util.Locale.ROOT);

  /** A day, or a day and time with or without an offset. */
  static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .optionalEnd()
          .toFormatter(java.util.Locale.ROOT);

  private Times() {}

  /** The day of {@code YYYY-MM-DD}; empty for anything else, 2026-02-30 and 2026-1-5 included. */
  static OptionalInt day(String text) {
    if (text.length() != DATE_LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return OptionalInt.empty();
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    if (year < 0 || month < 1 || month > 12 || day < 1) {
      return OptionalInt.empty();
    }
    return day > YearMonth.of(year, month).lengthOfMonth()
        ? OptionalInt.empty()
        : OptionalInt.of(Days.of(LocalDate.of(year, month, day)));
  }

  /** Microseconds of an ISO date and time; without a zone it is UTC. Empty for anything else. */
  static OptionalLong micros(String text) {
    try {
      TemporalAccessor read = INSTANT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
      OffsetDateTime time =
          read instanceof OffsetDateTime zoned
              ? zoned
              : ((LocalDateTime) read).atOffset(ZoneOffset.UTC);
      return Math.abs(time.getYear()) > 9999
          ? OptionalLong.empty()
          : OptionalLong.of(Days.micros(time.toInstant()));
    } catch (DateTimeParseException e) {
      return OptionalLong.empty();
    }
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int at = from; at < to; at++) {
      char digit = text.charAt(at);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      value = value * 10 + digit - '0';
    }
    return value;
  }
}
