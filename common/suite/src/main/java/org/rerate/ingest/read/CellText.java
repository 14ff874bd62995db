package org.rerate.ingest.read;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.rerate.table.ColumnSpec;

/** Takes the text of one feed column out of a record, made over as its mapping says. */
final class CellText {

  /** Starts a text that no link resolves. No file has it: it is no character. */
  static final String UNRESOLVED = "\uFFFF";

  /** Characters of a number that is calculated with. */
  private static final int LONGEST = 1000;

  private final ColumnMapping.Words words;
  private final ColumnMapping.Dates dates;
  private final ColumnMapping.Quantities quantities;
  private final int place;
  private final String fixed;
  private final Set<String> missing;
  private final DateText dateText;
  private final boolean isPlain;
  private final int untilPlace;
  private final int minusPlace;
  private final int divisorPlace;
  private final int reciprocalPlace;
  private final int unitPlace;
  private final ColumnMapping.Link link;
  private final IdentifierLinks links;
  private final boolean isLine;
  private final CellText day;

  /**
   * The text of a column of a file.
   *
   * @param links resolves identifiers
   * @param spec the feed's column
   * @param limits what days its dates may be
   */
  CellText(
      ColumnMapping mapping,
      Header header,
      Map<String, String> fileKeys,
      Set<String> missing,
      IdentifierLinks links,
      ColumnSpec spec,
      DayLimits limits) {
    link = mapping.link();
    this.links = links;
    isLine = spec.name().equals("security_id");
    day =
        link == null || link.day() == null
            ? null
            : new CellText(link.day(), header, fileKeys, missing, links, spec, limits);
    words = mapping.words();
    dates = mapping.dates();
    quantities = mapping.quantities();
    this.missing = missing;
    place = mapping.from() == null ? -1 : header.place(mapping.from());
    fixed = mapping.fileKey() == null ? mapping.constant() : fileKeys.get(mapping.fileKey());
    dateText = new DateText(dates, spec.kind(), limits);
    untilPlace = dates.until() == null ? -1 : header.place(dates.until());
    minusPlace = quantities.minus() == null ? -1 : header.place(quantities.minus());
    unitPlace = quantities.unit() == null ? -1 : header.place(quantities.unit());
    divisorPlace = quantities.dividedBy() == null ? -1 : header.place(quantities.dividedBy());
    ColumnMapping.Reciprocal reciprocal = quantities.reciprocal();
    reciprocalPlace =
        reciprocal == null || reciprocal.column() == null ? -1 : header.place(reciprocal.column());
    isPlain =
        link == null
            && missing.isEmpty()
            && words.isPlain()
            && dates.isPlain()
            && quantities.isPlain();
  }

  /** The time that was dropped from the last text, see {@link DateText#dropped}; or null. */
  DateText.Dropped dropped() {
    return dateText.dropped();
  }

  /** Why the last text is no date by the mapping, see {@link DateText#fault}; or null. */
  String fault() {
    return dateText.fault();
  }

  /** The text, trimmed; empty if missing. */
  String of(List<String> fields) {
    dateText.reset();
    String text = place < 0 ? fixed : fields.get(place);
    text = text == null ? "" : text.strip();
    if (isPlain || text.isEmpty()) {
      return text;
    }
    if (missing.contains(text) || words.missing().contains(text)) {
      return "";
    }
    String converted = converted(text, fields);
    if (converted.isEmpty()) {
      return "";
    }
    String made = padded(converted) + words.append();
    return link == null ? made : resolved(made, fields);
  }

  private String resolved(String identifier, List<String> fields) {
    Integer on = null;
    if (day != null) {
      try {
        on = (int) LocalDate.parse(day.of(fields)).toEpochDay();
      } catch (DateTimeException e) {
        return UNRESOLVED + link.scheme() + " " + identifier;
      }
    }
    String id = links.resolve(link.scheme(), identifier, on, isLine);
    return id == null ? UNRESOLVED + link.scheme() + " " + identifier : id;
  }

  private String converted(String original, List<String> fields) {
    String text = dates.until() == null ? original : span(original, fields);
    for (Map.Entry<String, String> piece : words.replace().entrySet()) {
      text = text.replace(piece.getKey(), piece.getValue());
    }
    if (!words.lookup().isEmpty()) {
      String otherwise = words.otherwise() == null ? text : words.otherwise();
      text = words.lookup().getOrDefault(text, otherwise);
    }
    if (words.upper()) {
      text = text.toUpperCase(Locale.ROOT);
    }
    if (dates.until() == null && !dates.isPlain()) {
      text = dateText.iso(text);
    }
    return quantities.isPlain()
        ? text
        : reciprocal(quotient(number(difference(text, fields), fields), fields), fields);
  }

  /** The word for a span of that many days; empty if there is none, or a date is missing. */
  private String span(String from, List<String> fields) {
    String until = untilPlace < 0 ? "" : fields.get(untilPlace).strip();
    try {
      long days = ChronoUnit.DAYS.between(dateText.day(from), dateText.day(until));
      return dates.spans().entrySet().stream()
          .filter(span -> days >= span.getValue()[0] && days <= span.getValue()[1])
          .map(Map.Entry::getKey)
          .findFirst()
          .orElse("");
    } catch (DateTimeException e) {
      return "";
    }
  }

  private String padded(String text) {
    return text.length() >= words.pad() ? text : "0".repeat(words.pad() - text.length()) + text;
  }

  /** Without what is taken off there is no difference. */
  private String difference(String text, List<String> fields) {
    String plain = plain(text);
    if (quantities.minus() == null || !DecimalText.isNumber(plain)) {
      return plain;
    }
    String taken = minusPlace < 0 ? "" : plain(fields.get(minusPlace).strip());
    if (taken.isEmpty() || missing.contains(taken)) {
      return "";
    }
    return isModest(plain) && isModest(taken)
        ? new BigDecimal(plain).subtract(new BigDecimal(taken)).toString()
        : plain + " - " + taken;
  }

  /** To 34 digits, so that the double nearest to the true quotient is what is stored. */
  private String quotient(String number, List<String> fields) {
    if (quantities.dividedBy() == null
        || number.length() > LONGEST
        || !DecimalText.isNumber(number)) {
      return number;
    }
    String divisor = divisorPlace < 0 ? "" : fields.get(divisorPlace).strip();
    if (divisor.isEmpty() || missing.contains(divisor)) {
      return "";
    }
    divisor = NumberMarks.plain(divisor, quantities.decimal(), quantities.grouping());
    if (divisor.length() > LONGEST
        || !DecimalText.isNumber(divisor)
        || Double.parseDouble(divisor) == 0) {
      return number + " / " + divisor;
    }
    return new BigDecimal(number)
        .divide(new BigDecimal(divisor), MathContext.DECIMAL128)
        .toString();
  }

  /** One over the number in rows that are quoted the other way round, to 34 digits. */
  private String reciprocal(String number, List<String> fields) {
    ColumnMapping.Reciprocal reciprocal = quantities.reciprocal();
    if (reciprocal == null || !isModest(number) || Double.parseDouble(number) == 0) {
      return number;
    }
    String told = reciprocalPlace < 0 ? "" : fields.get(reciprocalPlace).strip();
    return reciprocal.column() == null || reciprocal.limit().allows(told)
        ? BigDecimal.ONE.divide(new BigDecimal(number), MathContext.DECIMAL128).toString()
        : number;
  }

  /** A number as feeds write it. */
  private String plain(String text) {
    String plain = NumberMarks.plain(text, quantities.decimal(), quantities.grouping());
    return quantities.absolute() && plain.startsWith("-") ? plain.substring(1) : plain;
  }

  private String number(String plain, List<String> fields) {
    BigDecimal factor = quantities.factor();
    if (quantities.unit() != null) {
      String unit = unitPlace < 0 ? "" : fields.get(unitPlace).strip();
      factor = quantities.units().get(unit);
      if (factor == null) {
        return plain + " of " + (unit.isEmpty() ? "no unit" : unit);
      }
    }
    if ((factor == null && quantities.plus() == null)
        || !DecimalText.isNumber(plain)
        || !isModest(plain)) {
      return plain;
    }
    BigDecimal number = new BigDecimal(plain);
    number = factor == null ? number : number.multiply(factor);
    return (quantities.plus() == null ? number : number.add(quantities.plus())).toString();
  }

  /** A number that may be reckoned with: 1e999999999 would be written out digit by digit. */
  static boolean isModest(String number) {
    return number.length() <= LONGEST
        && DecimalText.isNumber(number)
        && Math.abs((long) new BigDecimal(number).scale()) <= 400;
  }
}
