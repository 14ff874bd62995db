package org.rerate.domain;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/**
 * Who counts as a member on a date: those of the date itself ({@code point_in_time}) or those of
 * one fixed date for every date ({@code backcast:DATE}), the way a research note restates history.
 *
 * @param backcastTo the fixed date, or null for point in time
 */
public record Membership(LocalDate backcastTo) implements Serializable {

  /** Members of each valued date. */
  public static final Membership POINT_IN_TIME = new Membership(null);

  /** Members of {@code date}, for every valued date. */
  public static Membership backcast(LocalDate date) {
    return new Membership(date);
  }

  /**
   * Reads {@code point_in_time} or {@code backcast:2026-01-13}.
   *
   * @throws IllegalArgumentException naming the text and what is allowed
   */
  public static Membership parse(String text) {
    String trimmed = text.trim();
    if (trimmed.equals("point_in_time")) {
      return POINT_IN_TIME;
    }
    if (trimmed.startsWith("backcast:")) {
      try {
        return backcast(LocalDate.parse(trimmed.substring("backcast:".length())));
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(problem(text), e);
      }
    }
    throw new IllegalArgumentException(problem(text));
  }

  private static String problem(String text) {
    return "unknown membership '"
        + text
        + "'; known are point_in_time and backcast:DATE, for example backcast:2026-01-13";
  }

  /** The date whose members count when {@code day} is valued. */
  public int memberDay(int day) {
    return backcastTo == null ? day : Days.of(backcastTo);
  }

  /** The later of the valued day and the membership day: what may be known of the members. */
  public int knowledgeDay(int day) {
    return Math.max(day, memberDay(day));
  }

  /**
   * The first day whose members a row can change.
   *
   * @param validFrom first day that the row is for
   * @param knownDay UTC day on which it was known
   * @return a day, {@code Integer.MIN_VALUE} for every day, {@code Integer.MAX_VALUE} for none
   */
  public int firstDayChangedBy(int validFrom, int knownDay, Knowledge knowledge) {
    boolean asWas = knowledge.kind() == Knowledge.Kind.AS_WAS;
    if (backcastTo == null) {
      return asWas ? Math.max(validFrom, knownDay) : validFrom;
    }
    int fixed = Days.of(backcastTo);
    if (validFrom > fixed) {
      return Integer.MAX_VALUE;
    }
    return asWas && knownDay > fixed ? knownDay : Integer.MIN_VALUE;
  }

  @Override
  public String toString() {
    return backcastTo == null ? "point_in_time" : "backcast:" + backcastTo;
  }
}
