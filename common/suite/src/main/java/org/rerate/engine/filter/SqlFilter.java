package org.rerate.engine.filter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A {@link Filter} as the text of a SQL condition. */
final class SqlFilter {

  private SqlFilter() {}

  static String of(Filter filter) {
    if (filter instanceof Filter.All) {
      return "true";
    } else if (filter instanceof Filter.None) {
      return "false";
    } else if (filter instanceof Filter.In in) {
      return in.values().stream()
          .map(SqlFilter::literal)
          .collect(Collectors.joining(", ", in.column() + " IN (", ")"));
    } else if (filter instanceof Filter.Equal equal) {
      return equal.column() + " = " + literal(equal.value());
    } else if (filter instanceof Filter.Range range) {
      return of(range);
    } else if (filter instanceof Filter.IsNull missing) {
      return missing.column() + " IS NULL";
    } else if (filter instanceof Filter.Not not) {
      return not.part() instanceof Filter.IsNull missing
          ? missing.column() + " IS NOT NULL"
          : "NOT (" + of(not.part()) + ")";
    } else if (filter instanceof Filter.And and) {
      return joined(and.parts(), " AND ", "true");
    }
    return "(" + joined(((Filter.Or) filter).parts(), " OR ", "false") + ")";
  }

  private static String joined(List<Filter> parts, String by, String none) {
    return parts.isEmpty()
        ? none
        : parts.stream().map(SqlFilter::of).collect(Collectors.joining(by));
  }

  /** Two comparisons: Delta skips no file by a BETWEEN. */
  private static String of(Filter.Range range) {
    List<String> bounds = new ArrayList<>();
    if (range.least() != null) {
      bounds.add(range.column() + " >= " + literal(range.least()));
    }
    if (range.greatest() != null) {
      bounds.add(range.column() + " <= " + literal(range.greatest()));
    }
    return String.join(" AND ", bounds);
  }

  private static String literal(Object value) {
    if (value instanceof String text) {
      return Filter.quoted(text);
    } else if (value instanceof LocalDate day) {
      return "DATE'" + day + "'";
    } else if (value instanceof Instant at) {
      return "TIMESTAMP'" + at + "'";
    } else if (value instanceof Long whole) {
      return whole + "L";
    } else if (value instanceof Integer whole) {
      return whole.toString();
    }
    throw new IllegalArgumentException("no value of a filter: " + value);
  }
}
