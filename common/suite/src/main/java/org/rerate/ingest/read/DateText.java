package org.rerate.ingest.read;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;
import org.rerate.table.ColumnKind;

/** Makes ISO dates and instants of a vendor's, as the mapping of one column says. */
final class DateText {

  private static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

  private final ColumnMapping.Dates dates;
  private final ColumnMapping.Clock clock;
  private final DateTimeFormatter format;
  private final ColumnKind kind;
  private final DayLimits limits;
  private Dropped dropped;
  private String fault;

  /** A time that was not midnight, and the day that is left of it. */
  record Dropped(String text, String day) {}

  DateText(ColumnMapping.Dates dates, ColumnKind kind, DayLimits limits) {
    this.dates = dates;
    this.kind = kind;
    this.limits = limits;
    clock = dates.clock();
    format = dates.format() == null ? null : formatter(dates.format());
  }

  /** A pattern's y is the year that people mean, whatever the era. */
  static DateTimeFormatter formatter(String pattern) {
    StringBuilder years = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      quoted ^= c == '\'';
      years.append(c == 'y' && !quoted ? 'u' : c);
    }
    return DateTimeFormatter.ofPattern(years.toString(), Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /** Forgets the text before. */
  void reset() {
    dropped = null;
    fault = null;
  }

  /**
   * The time that was dropped since the last reset, in a mapping that does not say whose day it is
   * on; null if there was none, or it was midnight.
   */
  Dropped dropped() {
    return dropped;
  }

  /** Why the text since the last reset is no date by the mapping; null if it is, or none told. */
  String fault() {
    return fault;
  }

  /** The date in ISO form; text that is no such date stays, for the reader to complain of. */
  String iso(String text) {
    try {
      if (clock.isInstant()) {
        return time(text).plusDays(dates.plusDays()).toInstant().toString();
      }
      boolean isTime =
          clock.equals(ColumnMapping.Clock.NONE)
              && dates.plusDays() != 0
              && format == null
              && text.indexOf('T') > 0;
      return isTime
          ? OffsetDateTime.parse(text).plusDays(dates.plusDays()).toInstant().toString()
          : day(text).plusDays(dates.plusDays()).toString();
    } catch (DateTimeException | ArithmeticException e) {
      if (fault == null) {
        fault = expected();
      }
      // Without the days that are to be added it would be a time too early.
      return dates.plusDays() == 0 || text.isEmpty()
          ? text
          : text + " plus " + dates.plusDays() + " days";
    }
  }

  /** What a text should have been; null if what feeds say does. */
  private String expected() {
    if (format != null) {
      return "not a date of the form " + dates.format() + ", as date_format says";
    }
    return clock.zone() == null
        ? null
        : "neither a date nor a time as ISO 8601 has them; say date_format besides zone";
  }

  /**
   * The day of a text.
   *
   * @throws DateTimeException or {@code ArithmeticException} if it is none
   */
  LocalDate day(String text) {
    if (clock.equals(ColumnMapping.Clock.NONE)) {
      if (format == null) {
        return LocalDate.parse(text);
      }
      TemporalAccessor read = format.parse(text);
      return dated(text, LocalDate.from(read), read.query(TemporalQueries.localTime()));
    }
    ZonedDateTime time = time(text);
    return clock.zone() == null
        ? dated(text, time.toLocalDate(), time.toLocalTime())
        : time.toLocalDate();
  }

  private LocalDate dated(String text, LocalDate day, LocalTime time) {
    if (time != null && !time.equals(LocalTime.MIDNIGHT)) {
      dropped = new Dropped(text, day.toString());
    }
    return day;
  }

  /** The time in the mapping's zone; one without an offset is taken for a time of that zone. */
  private ZonedDateTime time(String text) {
    ZoneId zone = clock.zone() == null ? ZoneOffset.UTC : clock.zone();
    if (clock.epoch() != null) {
      return counted(text, zone);
    }
    TemporalAccessor read =
        (format == null ? Times.ISO : format)
            .parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    if (read instanceof OffsetDateTime offset) {
      return offset.atZoneSameInstant(zone);
    }
    return read instanceof LocalDateTime local
        ? local.atZone(zone)
        : ((LocalDate) read).atStartOfDay(zone);
  }

  /** Programs write 1717421400.25 seconds, and 1.7E12 milliseconds. */
  private ZonedDateTime counted(String text, ZoneId zone) {
    Epoch epoch = clock.epoch();
    String key = "epoch = " + epoch.word();
    if (!CellText.isModest(text)) {
      throw refused("not a number, which " + key + " asks for");
    }
    BigDecimal number = new BigDecimal(text);
    double value = number.doubleValue();
    if (epoch == Epoch.EXCEL && value < Epoch.FIRST_OF_EXCEL) {
      throw refused(
          "below " + Epoch.FIRST_OF_EXCEL + ", from where on " + key + " is right, 1900-03-01");
    }
    if (isNever(epoch, number, zone)) {
      return epoch.time(number, zone);
    }
    int last = limits.last(kind);
    Optional<Epoch> other = epoch.mistakenFor(value, limits, last);
    if (other.isPresent()) {
      throw refused(
          key
              + " makes it "
              + written(epoch, number, zone)
              + "; if it is "
              + written(other.get(), number, zone)
              + ", say epoch = "
              + other.get().word());
    }
    if (!epoch.isDay(value, limits.first(), last)) {
      throw refused("before 1900 or too far ahead by " + key + ", and no better by another epoch");
    }
    return epoch.time(number, zone);
  }

  private boolean isNever(Epoch epoch, BigDecimal number, ZoneId zone) {
    return kind == ColumnKind.OPEN_END && written(epoch, number, zone).equals(NEVER.toString());
  }

  private static String written(Epoch epoch, BigDecimal number, ZoneId zone) {
    try {
      return epoch.time(number, zone).toLocalDate().toString();
    } catch (DateTimeException | ArithmeticException e) {
      return "no date of any calendar";
    }
  }

  private DateTimeException refused(String why) {
    fault = why;
    return new DateTimeException(why);
  }
}
