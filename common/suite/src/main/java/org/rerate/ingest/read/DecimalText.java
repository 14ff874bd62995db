package org.rerate.ingest.read;

import java.util.Locale;
import java.util.Set;

/** Numbers as a feed may write them: decimal digits, a point, an exponent, and nothing else. */
final class DecimalText {

  private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");

  private DecimalText() {}

  /**
   * True for {@code 1}, {@code -2.5}, {@code .5}, {@code 1e9}; false for {@code 0x1F}, 1d, 1_000.
   */
  static boolean isNumber(String text) {
    int at = sign(text, 0);
    int whole = digits(text, at);
    int end = whole;
    int count = whole - at;
    if (end < text.length() && text.charAt(end) == '.') {
      end = digits(text, end + 1);
      count += end - whole - 1;
    }
    if (count == 0) {
      return false;
    }
    if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
      int exponent = sign(text, end + 1);
      end = digits(text, exponent);
      if (end == exponent) {
        return false;
      }
    }
    return end == text.length();
  }

  /** True for the ways to write a number that is not finite: NaN, inf, Infinity, with a sign. */
  static boolean isNotFinite(String text) {
    return NOT_FINITE.contains(text.substring(sign(text, 0)).toLowerCase(Locale.ROOT));
  }

  private static int sign(String text, int at) {
    return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
