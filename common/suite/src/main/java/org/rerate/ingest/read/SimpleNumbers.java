package org.rerate.ingest.read;

/** Reads the common shapes of numbers, dates and instants from bytes; the exact same values. */
final class SimpleNumbers {

  /** Digits that a long holds whatever they are. */
  private static final int DIGITS = 18;

  private static final long EXACT = 1L << 53;

  private static final double[] POWERS = new double[23];

  private static final int[] DAYS_BEFORE = {
    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365
  };

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      // Each of them is a double exactly.
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private SimpleNumbers() {}

  /** The number that is written, digits with a point and a minus at most; NaN if it is not so. */
  static double number(byte[] bytes, int from, int to) {
    int at = bytes[from] == '-' ? from + 1 : from;
    int digits = to - at;
    long value = 0;
    int point = -1;
    for (int i = at; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
      } else if (bytes[i] == '.' && point < 0) {
        point = i;
        digits--;
      } else {
        return Double.NaN;
      }
    }
    if (digits < 1 || digits > DIGITS || value > EXACT) {
      return Double.NaN;
    }
    // Both are exact, so their quotient is the double nearest to what is written.
    double number = point < 0 ? value : value / POWERS[to - point - 1];
    return at > from ? -number : number;
  }

  /** The digits of a whole number with a minus at most; {@code Long.MIN_VALUE} if it is none. */
  static long whole(byte[] bytes, int from, int to, int most) {
    int at = bytes[from] == '-' ? from + 1 : from;
    if (to - at > most || to == at) {
      return Long.MIN_VALUE;
    }
    long value = digits(bytes, at, to);
    return value < 0 ? Long.MIN_VALUE : at > from ? -value : value;
  }

  /** The day of {@code YYYY-MM-DD}; {@code Integer.MIN_VALUE} if it is none. */
  static int day(byte[] bytes, int from) {
    int year = (int) digits(bytes, from, from + 4);
    int month = (int) digits(bytes, from + 5, from + 7);
    int day = (int) digits(bytes, from + 8, from + 10);
    boolean isDate = bytes[from + 4] == '-' && bytes[from + 7] == '-';
    if (!isDate || year < 0 || month < 1 || month > 12 || day < 1) {
      return Integer.MIN_VALUE;
    }
    boolean isLeap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    int length = DAYS_BEFORE[month] - DAYS_BEFORE[month - 1] + (isLeap && month == 2 ? 1 : 0);
    if (day > length) {
      return Integer.MIN_VALUE;
    }
    int before = year - 1;
    int leapDays =
        Math.floorDiv(before, 4) - Math.floorDiv(before, 100) + Math.floorDiv(before, 400);
    int days = before * 365 + leapDays;
    return days + DAYS_BEFORE[month - 1] + (isLeap && month > 2 ? 1 : 0) + day - 719_163;
  }

  /**
   * The microseconds of {@code YYYY-MM-DDTHH:MM:SSZ}, with up to six digits of a fraction or none;
   * {@code Long.MIN_VALUE} if it is written otherwise.
   */
  static long instant(byte[] bytes, int from, int to) {
    int length = to - from;
    boolean isLong = length == 20 || (length > 21 && length <= 27);
    if (!isLong || bytes[to - 1] != 'Z' || bytes[from + 10] != 'T') {
      return Long.MIN_VALUE;
    }
    int day = day(bytes, from);
    long hour = digits(bytes, from + 11, from + 13);
    long minute = digits(bytes, from + 14, from + 16);
    long second = digits(bytes, from + 17, from + 19);
    long micros = 0;
    if (length > 20) {
      micros = bytes[from + 19] == '.' ? digits(bytes, from + 20, to - 1) : -1;
      for (int i = to - 1 - from; micros > 0 && i < 26; i++) {
        micros *= 10;
      }
    }
    boolean isTime =
        bytes[from + 13] == ':'
            && bytes[from + 16] == ':'
            && hour >= 0
            && hour < 24
            && minute >= 0
            && minute < 60
            && second >= 0
            && second < 60
            && micros >= 0;
    return day == Integer.MIN_VALUE || !isTime
        ? Long.MIN_VALUE
        : (((day * 24L + hour) * 60 + minute) * 60 + second) * 1_000_000 + micros;
  }

  private static long digits(byte[] bytes, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
