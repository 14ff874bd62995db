package org.rerate.domain;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which twelve months of earnings a P/E divides by: a calendar year ({@code CY2026}), the next
 * twelve months ({@code NTM}), the first or second fiscal year ahead ({@code FY1}, {@code FY2}),
 * the last reported year ({@code LFY}) or the last four reported quarters ({@code TTM}).
 *
 * @param kind the kind of period
 * @param year the calendar year for {@code CALENDAR_YEAR}, else 0
 */
public record Basis(Kind kind, int year) implements Comparable<Basis>, Serializable {

  /** The kinds of earnings period. */
  public enum Kind {
    /** One calendar year, time-weighted from fiscal years. */
    CALENDAR_YEAR,
    /** The next twelve months. */
    NTM,
    /** The first fiscal year that ends after the day. */
    FY1,
    /** The fiscal year after {@link #FY1}. */
    FY2,
    /** The last fiscal year reported. */
    LFY,
    /** The last four quarters reported. */
    TTM
  }

  /** The fixed bases, in the order in which tables list them. */
  public static final List<Basis> FIXED =
      List.of(of(Kind.NTM), of(Kind.FY1), of(Kind.FY2), of(Kind.LFY), of(Kind.TTM));

  private static Basis of(Kind kind) {
    return new Basis(kind, 0);
  }

  /** Calendar year {@code year}. */
  public static Basis calendarYear(int year) {
    return new Basis(Kind.CALENDAR_YEAR, year);
  }

  /**
   * Reads {@code CY2026}, {@code NTM}, {@code FY1}, {@code FY2}, {@code LFY} or {@code TTM}, in any
   * case.
   *
   * @throws IllegalArgumentException naming the text and what is allowed
   */
  public static Basis parse(String text) {
    String upper = text.trim().toUpperCase(Locale.ROOT);
    if (upper.matches("CY[12][0-9]{3}")) {
      return calendarYear(Integer.parseInt(upper.substring(2)));
    }
    for (Basis basis : FIXED) {
      if (basis.toString().equals(upper)) {
        return basis;
      }
    }
    throw new IllegalArgumentException(
        "unknown basis '" + text + "'; known are CY followed by a year, NTM, FY1, FY2, LFY, TTM");
  }

  /** Reads a comma-separated list; see {@link #parse}. */
  public static List<Basis> parseList(String text) {
    List<Basis> bases = new ArrayList<>();
    for (String part : text.split(",")) {
      if (!part.isBlank()) {
        bases.add(parse(part));
      }
    }
    return bases;
  }

  /** True for a calendar year, the only kind for which a change since a date is defined. */
  public boolean isCalendarYear() {
    return kind == Kind.CALENDAR_YEAR;
  }

  @Override
  public int compareTo(Basis other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : Integer.compare(year, other.year);
  }

  @Override
  public String toString() {
    return isCalendarYear() ? "CY" + year : kind.name();
  }
}
