package org.rerate.ingest.read;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the text of one feed column is made from a vendor's record: taken from one of three places,
 * then words, dates and numbers are made over in this order.
 *
 * @param from the vendor's column, or null
 * @param constant the text for every row, or null
 * @param fileKey the part of the file's name that is the text, or null
 * @param optional true if the vendor's file may lack the column
 * @param link resolves the text as an identifier, or null
 */
record ColumnMapping(
    String from,
    String constant,
    String fileKey,
    boolean optional,
    Words words,
    Dates dates,
    Quantities quantities,
    Link link)
    implements Serializable {

  /**
   * How an identifier of the vendor's becomes a company or a line.
   *
   * @param scheme its scheme
   * @param day makes the day on which it names it; null for an identifier that names one thing ever
   */
  record Link(String scheme, ColumnMapping day) implements Serializable {}

  /**
   * How words are made over.
   *
   * @param missing texts that stand for a missing value in this column
   * @param lookup texts that stand for others; empty if none
   * @param otherwise what a text that {@code lookup} does not have becomes; null: it stays
   * @param replace pieces of text and what they become
   * @param upper true if letters become capitals
   * @param append text that is put after a value that is there
   * @param pad length to which texts are filled up with zeros in front, so that 700 is 0700; or 0
   */
  record Words(
      Set<String> missing,
      Map<String, String> lookup,
      String otherwise,
      Map<String, String> replace,
      boolean upper,
      String append,
      int pad)
      implements Serializable {

    static final Words AS_THEY_ARE = new Words(Set.of(), Map.of(), null, Map.of(), false, "", 0);

    /** The same with words put in for {names} among the missing texts. */
    Words with(Map<String, String> each) {
      Set<String> none =
          missing.stream().map(text -> filled(text, each)).collect(Collectors.toSet());
      return new Words(none, lookup, otherwise, replace, upper, append, pad);
    }

    boolean isPlain() {
      return missing.isEmpty()
          && lookup.isEmpty()
          && replace.isEmpty()
          && !upper
          && append.isEmpty()
          && pad == 0;
    }
  }

  /**
   * How dates are made over.
   *
   * @param format the vendor's date pattern, or null for ISO
   * @param clock what a number that is a time counts, and whose day a time belongs to
   * @param plusDays days that are added
   * @param until the vendor's column with the end of a span that starts at {@code from}, or null
   * @param spans the words that stand for spans, each with its least and greatest number of days
   */
  record Dates(String format, Clock clock, int plusDays, String until, Map<String, int[]> spans)
      implements Serializable {

    static final Dates AS_THEY_ARE = new Dates(null, Clock.NONE, 0, null, Map.of());

    boolean isPlain() {
      return format == null && clock.equals(Clock.NONE) && plusDays == 0 && until == null;
    }
  }

  /**
   * How times become days, or instants.
   *
   * @param zone whose day an instant belongs to, and in which times without an offset are; null if
   *     a day is the one that is written
   * @param epoch what a number counts, or null
   * @param isInstant true if the feed's column is an instant, not a day
   */
  record Clock(ZoneId zone, Epoch epoch, boolean isInstant) implements Serializable {

    static final Clock NONE = new Clock(null, null, false);
  }

  /**
   * How numbers are made over.
   *
   * @param decimal the vendor's decimal mark
   * @param grouping the vendor's mark between thousands, or empty
   * @param factor what numbers are multiplied by, or null
   * @param unit the vendor's column that says by what numbers are multiplied, or null
   * @param units its texts, and what each multiplies by; numbers of another unit are left as they
   *     are with it, so that they are held
   * @param plus what is added to numbers, or null
   * @param minus the vendor's column that is taken off numbers, or null
   * @param dividedBy the vendor's column that numbers are divided by, or null
   * @param absolute true if the sign says something else than the sign
   * @param reciprocal of which rows one over the number counts, or null
   */
  record Quantities(
      String decimal,
      String grouping,
      BigDecimal factor,
      String unit,
      Map<String, BigDecimal> units,
      BigDecimal plus,
      String minus,
      String dividedBy,
      boolean absolute,
      Reciprocal reciprocal)
      implements Serializable {

    static final Quantities AS_THEY_ARE =
        new Quantities(".", "", null, null, Map.of(), null, null, null, false, null);

    boolean isPlain() {
      return decimal.equals(".")
          && grouping.isEmpty()
          && factor == null
          && unit == null
          && plus == null
          && minus == null
          && dividedBy == null
          && !absolute
          && reciprocal == null;
    }
  }

  /**
   * Numbers that are quoted the other way round: yen per dollar where dollars per yen are asked.
   *
   * @param column the vendor's column that says which rows are, or null for all
   * @param limit its texts of those rows
   */
  record Reciprocal(String column, TextLimit limit) implements Serializable {}

  /** The column of that name as it is. */
  static ColumnMapping same(String column, boolean optional) {
    return new ColumnMapping(
        column,
        null,
        null,
        optional,
        Words.AS_THEY_ARE,
        Dates.AS_THEY_ARE,
        Quantities.AS_THEY_ARE,
        null);
  }

  /** The vendor's column with the day of its link; null if there is none. */
  String on() {
    return link == null || link.day() == null ? null : link.day().from();
  }

  /** The vendor's column that says which way round a number is quoted; null if none does. */
  String direction() {
    return quantities.reciprocal() == null ? null : quantities.reciprocal().column();
  }

  /** The same whose link takes its day as {@code other} does, if that reads the same column. */
  ColumnMapping onDayOf(ColumnMapping other) {
    boolean isDay = on() != null && other.link() == null && on().equals(other.from());
    return isDay
        ? new ColumnMapping(
            from,
            constant,
            fileKey,
            optional,
            words,
            dates,
            quantities,
            new Link(link.scheme(), other))
        : this;
  }

  /** The vendor's columns that it reads. */
  Stream<String> columns() {
    return Stream.of(
            from,
            on(),
            dates.until(),
            quantities.unit(),
            quantities.minus(),
            quantities.dividedBy(),
            direction())
        .filter(name -> name != null);
  }

  /** The same with words put in for their {names}; a column so named need not be in the file. */
  ColumnMapping with(Map<String, String> each) {
    String column = filled(from, each);
    String times = each.get("factor");
    String more = each.get("plus");
    return new ColumnMapping(
        column,
        filled(constant, each),
        fileKey,
        optional || (column != null && !column.equals(from)),
        words.with(each),
        new Dates(
            dates.format(),
            dates.clock(),
            dates.plusDays(),
            filled(dates.until(), each),
            dates.spans()),
        new Quantities(
            quantities.decimal(),
            quantities.grouping(),
            quantities.factor() == null || times == null
                ? quantities.factor()
                : new BigDecimal(times),
            filled(quantities.unit(), each),
            quantities.units(),
            quantities.plus() == null || more == null ? quantities.plus() : new BigDecimal(more),
            named(quantities.minus(), each),
            named(quantities.dividedBy(), each),
            quantities.absolute(),
            quantities.reciprocal()),
        link);
  }

  /** The column that is named so; none if the words say none. */
  private static String named(String column, Map<String, String> each) {
    String filled = filled(column, each);
    return filled == null || filled.isEmpty() ? null : filled;
  }

  /** {@code text} with words put in for their {names}. */
  static String filled(String text, Map<String, String> each) {
    String filled = text;
    for (Map.Entry<String, String> word : each.entrySet()) {
      filled = filled == null ? null : filled.replace("{" + word.getKey() + "}", word.getValue());
    }
    return filled;
  }
}
