package org.rerate.ingest.read;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Turns a number with a vendor's marks into one as feeds write it. Marks that do not stand where a
 * number has them are not guessed at: {@code 1.23} with {@code .} between thousands would be a
 * hundred times too much, {@code 1.234} with a comma for the decimals a thousand times too little.
 */
final class NumberMarks {

  /** Thousands, and the hundreds before them that India groups by twos. */
  private static final Pattern GROUPS = Pattern.compile("[1-9][0-9]{0,2}(_[0-9]{2,3})*_[0-9]{3}");

  private NumberMarks() {}

  /**
   * The number with a point for its decimals and nothing between its thousands; what is no such
   * number comes back as a text that is none, for the reader to complain of.
   *
   * @param decimal the mark before decimals
   * @param grouping the mark between thousands; empty for none
   */
  static String plain(String text, String decimal, String grouping) {
    boolean hasPoint = !decimal.equals(".") && text.contains(".");
    if (grouping.isEmpty() || !text.contains(grouping)) {
      return hasPoint ? unlike(text, decimal, grouping) : text.replace(decimal, ".");
    }
    int end = end(text, decimal);
    String sign = text.startsWith("-") || text.startsWith("+") ? text.substring(0, 1) : "";
    String whole = text.substring(sign.length(), Math.max(end, sign.length()));
    String rest = text.substring(Math.max(end, sign.length()));
    boolean isGrouped =
        !whole.contains("_") && GROUPS.matcher(whole.replace(grouping, "_")).matches();
    if (!isGrouped || rest.contains(grouping) || (hasPoint && !grouping.equals("."))) {
      return unlike(text, decimal, grouping);
    }
    return sign + whole.replace(grouping, "") + rest.replace(decimal, ".");
  }

  /** Where the whole part ends. */
  private static int end(String text, String decimal) {
    return List.of(decimal, "e", "E").stream()
        .mapToInt(text::indexOf)
        .filter(at -> at >= 0)
        .min()
        .orElse(text.length());
  }

  private static String unlike(String text, String decimal, String grouping) {
    return text
        + " (decimal mark "
        + decimal
        + (grouping.isEmpty() ? "" : ", thousands " + grouping)
        + ")";
  }
}
