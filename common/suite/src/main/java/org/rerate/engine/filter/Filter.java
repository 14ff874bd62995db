package org.rerate.engine.filter;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.rerate.domain.Days;

/**
 * A condition on the rows of a table. One value serves everyone who chooses rows: it is rendered
 * for the table's log ({@link KernelFilter}), for the row groups of a file ({@link ParquetFilter}),
 * as SQL ({@link #sql}), and as a test of rows that were read ({@link RowTest}).
 *
 * <p>As in SQL, a row meets a condition if the condition is true of it. A missing value is neither
 * within a list or a range nor outside it. Values are {@code String}, {@code Integer}, {@code
 * Long}, {@code LocalDate} or {@code Instant} (in whole microseconds), of the type of their column;
 * texts are in the order of their bytes in UTF-8. Immutable.
 */
public sealed interface Filter extends Serializable {

  /** Every row meets it. */
  record All() implements Filter {}

  /** No row meets it. */
  record None() implements Filter {}

  /**
   * A condition on the value of one column.
   *
   * <p>{@link #column} is the name of the column.
   */
  sealed interface OfColumn extends Filter {

    /** Name of the column. */
    String column();
  }

  /** The column has one of the values. */
  record In(String column, Set<Object> values) implements OfColumn {}

  /** The column has this value. */
  record Equal(String column, Object value) implements OfColumn {}

  /** The column's value is not less than {@code least} and not greater than {@code greatest}. */
  record Range(String column, Object least, Object greatest) implements OfColumn {

    /** Either bound may be null for none. */
    public Range {
      if (least == null && greatest == null) {
        throw new IllegalArgumentException("a range of " + column + " without a bound");
      }
    }
  }

  /** The column has no value. */
  record IsNull(String column) implements OfColumn {}

  /** All of the parts are met. */
  record And(List<Filter> parts) implements Filter {}

  /** One of the parts is met. */
  record Or(List<Filter> parts) implements Filter {}

  /** The part is false; of a missing value most parts are neither true nor false. */
  record Not(Filter part) implements Filter {}

  /** Every row. */
  static Filter all() {
    return new All();
  }

  /** No row. */
  static Filter none() {
    return new None();
  }

  /** One of these texts; no row if there are none. */
  static Filter in(String column, Collection<String> texts) {
    return anyOf(column, texts);
  }

  /** A text, but none of these. */
  static Filter notIn(String column, Collection<String> texts) {
    return anyOf(column, texts).not();
  }

  private static Filter anyOf(String column, Collection<?> values) {
    return values.isEmpty()
        ? none()
        : new In(column, Collections.unmodifiableSet(new LinkedHashSet<>(values)));
  }

  /** Days from {@code first} to {@code last}, inclusive. */
  static Filter days(String column, int first, int last) {
    return new Range(column, Days.date(first), Days.date(last));
  }

  /** One of these days. */
  static Filter days(String column, Collection<Integer> days) {
    return anyOf(column, days.stream().map(Days::date).toList());
  }

  /** A day not after {@code last}. */
  static Filter until(String column, int last) {
    return new Range(column, null, Days.date(last));
  }

  /** A day not before {@code first}. */
  static Filter since(String column, int first) {
    return new Range(column, Days.date(first), null);
  }

  /** This text, or no text for null. */
  static Filter is(String column, String text) {
    return text == null ? new IsNull(column) : new Equal(column, text);
  }

  /** This instant, or no instant for null. */
  static Filter is(String column, Instant at) {
    return at == null ? new IsNull(column) : new Equal(column, at);
  }

  /** This day. */
  static Filter is(String column, LocalDate day) {
    return new Equal(column, day);
  }

  /** This whole number of 32 bits. */
  static Filter is(String column, int value) {
    return new Equal(column, value);
  }

  /** This whole number of 64 bits. */
  static Filter is(String column, long value) {
    return new Equal(column, value);
  }

  /** A whole number from {@code first} to {@code last}, inclusive. */
  static Filter between(String column, int first, int last) {
    return new Range(column, first, last);
  }

  /** An instant not after {@code limit}, in microseconds since 1970. */
  static Filter notAfter(String column, long limit) {
    return new Range(column, null, Days.instant(limit));
  }

  /** Any value. */
  static Filter present(String column) {
    return new IsNull(column).not();
  }

  /** All of {@code parts}; every row if there are none. */
  static Filter and(Collection<? extends Filter> parts) {
    List<Filter> flat = new ArrayList<>();
    for (Filter part : parts) {
      if (part instanceof None) {
        return none();
      } else if (part instanceof And and) {
        flat.addAll(and.parts());
      } else if (!(part instanceof All)) {
        flat.add(part);
      }
    }
    return flat.isEmpty() ? all() : flat.size() == 1 ? flat.get(0) : new And(List.copyOf(flat));
  }

  /** The same of parts one by one. */
  static Filter and(Filter... parts) {
    return and(Arrays.asList(parts));
  }

  /** One of {@code parts}; no row if there are none. */
  static Filter or(Collection<? extends Filter> parts) {
    List<Filter> flat = new ArrayList<>();
    for (Filter part : parts) {
      if (part instanceof All) {
        return all();
      } else if (part instanceof Or or) {
        flat.addAll(or.parts());
      } else if (!(part instanceof None)) {
        flat.add(part);
      }
    }
    return flat.isEmpty() ? none() : flat.size() == 1 ? flat.get(0) : new Or(List.copyOf(flat));
  }

  /** The rows of which this is false. */
  default Filter not() {
    return this instanceof All ? none() : this instanceof None ? all() : new Not(this);
  }

  /** Names of the columns that it asks for. */
  default Set<String> columns() {
    if (this instanceof OfColumn one) {
      return Set.of(one.column());
    }
    return parts(this).stream()
        .flatMap(part -> part.columns().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<Filter> parts(Filter filter) {
    return filter instanceof And and
        ? and.parts()
        : filter instanceof Or or
            ? or.parts()
            : filter instanceof Not not ? List.of(not.part()) : List.of();
  }

  /** The same as SQL, for a question that is put to Spark. */
  default String sql() {
    return SqlFilter.of(this);
  }

  /** A text as SQL has it, whatever is in it. */
  static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
