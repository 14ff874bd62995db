package org.rerate.feed;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Takes the text of one feed column out of a record, made over as its mapping says. */
final class CellText {

  /** Characters of a number that is calculated with. */
  private static final int LONGEST = 1000;

  private final ColumnMapping mapping;
  private final int place;
  private final String fixed;
  private final Set<String> missing;
  private final DateTimeFormatter dates;
  private final boolean isPlain;
  private final int divisorPlace;

  CellText(
      ColumnMapping mapping, Header header, Map<String, String> fileKeys, Set<String> missing) {
    this.mapping = mapping;
    this.missing = missing;
    place = mapping.from() == null ? -1 : header.place(mapping.from());
    fixed = mapping.fileKey() == null ? mapping.constant() : fileKeys.get(mapping.fileKey());
    dates =
        mapping.dateFormat() == null
            ? null
            : DateTimeFormatter.ofPattern(mapping.dateFormat(), Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    divisorPlace = mapping.dividedBy() == null ? -1 : header.place(mapping.dividedBy());
    isPlain =
        missing.isEmpty()
            && dates == null
            && mapping.lookup().isEmpty()
            && mapping.replace().isEmpty()
            && mapping.append().isEmpty()
            && !isNumeric();
  }

  /** The text, trimmed; empty if missing. */
  String of(List<String> fields) {
    String text = place < 0 ? fixed : fields.get(place);
    text = text == null ? "" : text.strip();
    if (isPlain || text.isEmpty()) {
      return text;
    }
    return missing.contains(text) ? "" : converted(text, fields) + mapping.append();
  }

  private String converted(String original, List<String> fields) {
    String text = original;
    for (Map.Entry<String, String> piece : mapping.replace().entrySet()) {
      text = text.replace(piece.getKey(), piece.getValue());
    }
    if (!mapping.lookup().isEmpty()) {
      String otherwise = mapping.otherwise() == null ? text : mapping.otherwise();
      text = mapping.lookup().getOrDefault(text, otherwise);
    }
    if (dates != null) {
      text = isoDate(text);
    }
    return isNumeric() ? quotient(number(text), fields) : text;
  }

  private boolean isNumeric() {
    return mapping.factor() != null
        || mapping.dividedBy() != null
        || !mapping.grouping().isEmpty()
        || !mapping.decimal().equals(".");
  }

  /** The date in ISO form; text that is no such date stays, for the reader to complain of. */
  private String isoDate(String text) {
    try {
      return LocalDate.parse(text, dates).toString();
    } catch (DateTimeException e) {
      return text;
    }
  }

  /** To 34 digits, so that the double nearest to the true quotient is what is stored. */
  private String quotient(String number, List<String> fields) {
    if (mapping.dividedBy() == null || number.length() > LONGEST || !Numbers.isNumber(number)) {
      return number;
    }
    String divisor = divisorPlace < 0 ? "" : fields.get(divisorPlace).strip();
    if (divisor.isEmpty() || missing.contains(divisor)) {
      return "";
    }
    if (divisor.length() > LONGEST
        || !Numbers.isNumber(divisor)
        || Double.parseDouble(divisor) == 0) {
      return number + " / " + divisor;
    }
    return new BigDecimal(number)
        .divide(new BigDecimal(divisor), MathContext.DECIMAL128)
        .toString();
  }

  private String number(String text) {
    String plain = mapping.grouping().isEmpty() ? text : text.replace(mapping.grouping(), "");
    plain = mapping.decimal().equals(".") ? plain : plain.replace(mapping.decimal(), ".");
    // A number of a million digits would take minutes to multiply.
    if (mapping.factor() == null || plain.length() > LONGEST || !Numbers.isNumber(plain)) {
      return plain;
    }
    BigDecimal value = new BigDecimal(plain);
    // 1e999999999 would be written out digit by digit.
    return Math.abs((long) value.scale()) > 400
        ? plain
        : value.multiply(mapping.factor()).toString();
  }
}
