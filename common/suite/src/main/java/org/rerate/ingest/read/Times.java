package org.rerate.ingest.read;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
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
    if (text.length() != DATE_LENGTH) {
      return OptionalInt.empty();
    }
    int day = SimpleNumbers.day(text.getBytes(StandardCharsets.ISO_8859_1), 0);
    return day == Integer.MIN_VALUE ? OptionalInt.empty() : OptionalInt.of(day);
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
}
