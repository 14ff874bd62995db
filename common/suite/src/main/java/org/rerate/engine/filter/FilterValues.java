package org.rerate.engine.filter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;
import org.rerate.domain.Days;

/**
 * Values of a {@link Filter} as tables hold them, and a filter of columns some of which are known.
 */
public final class FilterValues {

  private FilterValues() {}

  /** A text as its bytes, a day as an {@code Integer}, an instant as a {@code Long}. */
  public static Comparable<?> stored(Object value) {
    if (value instanceof String text) {
      return UTF8String.fromString(text);
    } else if (value instanceof LocalDate day) {
      return Days.of(day);
    } else if (value instanceof Instant at) {
      return Days.micros(at);
    }
    return (Comparable<?>) value;
  }

  /** The least and the greatest of some values. */
  static List<Object> bounds(Collection<Object> values) {
    Comparator<Object> order = FilterValues::compare;
    return List.of(
        values.stream().min(order).orElseThrow(), values.stream().max(order).orElseThrow());
  }

  @SuppressWarnings("unchecked") // values of one column are of one type
  static int compare(Object one, Object other) {
    return ((Comparable<Object>) stored(one)).compareTo(stored(other));
  }

  /**
   * What is left of a filter for rows that all have the same values in some columns. In the result
   * {@code Not} stands before conditions on single columns only, and {@code All} and {@code None}
   * only by themselves.
   *
   * @param known the values of those columns, null where missing
   */
  public static Filter given(Filter filter, Map<String, Object> known) {
    return given(filter, known, false);
  }

  private static Filter given(Filter filter, Map<String, Object> known, boolean isNegated) {
    if (filter instanceof Filter.Not not) {
      return given(not.part(), known, !isNegated);
    } else if (filter instanceof Filter.And and) {
      List<Filter> parts = and.parts().stream().map(p -> given(p, known, isNegated)).toList();
      return isNegated ? Filter.or(parts) : Filter.and(parts);
    } else if (filter instanceof Filter.Or or) {
      List<Filter> parts = or.parts().stream().map(p -> given(p, known, isNegated)).toList();
      return isNegated ? Filter.and(parts) : Filter.or(parts);
    } else if (filter instanceof Filter.OfColumn one && known.containsKey(one.column())) {
      Object value = known.get(one.column());
      boolean isKnown = value != null || filter instanceof Filter.IsNull;
      return isKnown && isMet(one, value) != isNegated ? Filter.all() : Filter.none();
    }
    return isNegated ? filter.not() : filter;
  }

  private static boolean isMet(Filter.OfColumn filter, Object value) {
    if (filter instanceof Filter.In in) {
      return in.values().contains(value);
    } else if (filter instanceof Filter.Equal equal) {
      return equal.value().equals(value);
    } else if (filter instanceof Filter.Range range) {
      return (range.least() == null || compare(value, range.least()) >= 0)
          && (range.greatest() == null || compare(value, range.greatest()) <= 0);
    }
    return value == null;
  }
}
