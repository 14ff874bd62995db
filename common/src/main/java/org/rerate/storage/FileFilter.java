package org.rerate.storage;

import io.delta.kernel.expressions.And;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Or;
import io.delta.kernel.expressions.Predicate;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.execution.datasources.DataSourceStrategy$;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.GreaterThanOrEqual;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.LessThan;
import org.apache.spark.sql.sources.LessThanOrEqual;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;

/** A condition as it is held against the bounds that a table's log has of a file. */
final class FileFilter {

  /** Longer lists of values are held against a file's bounds as a whole. */
  private static final int MOST_VALUES = 200;

  private FileFilter() {}

  /**
   * The filter.
   *
   * @param parts conditions all of which must hold; those that say nothing of bounds are left out:
   *     more files seem to match, never fewer
   * @return empty if nothing is left of it
   */
  static Optional<Predicate> of(List<Expression> parts) {
    return parts.stream()
        .map(part -> DataSourceStrategy$.MODULE$.translateFilter(part, false))
        .filter(Option::isDefined)
        .flatMap(filter -> of(filter.get()).stream())
        .reduce(And::new);
  }

  private static Optional<Predicate> of(Filter filter) {
    if (filter instanceof org.apache.spark.sql.sources.And and) {
      return both(of(and.left()), of(and.right()));
    } else if (filter instanceof org.apache.spark.sql.sources.Or or) {
      return of(or.left()).flatMap(left -> of(or.right()).map(right -> new Or(left, right)));
    } else if (filter instanceof In in) {
      return in(in.attribute(), in.values());
    } else if (filter instanceof EqualTo is) {
      return compared("=", is.attribute(), is.value());
    } else if (filter instanceof GreaterThan is) {
      return compared(">", is.attribute(), is.value());
    } else if (filter instanceof GreaterThanOrEqual is) {
      return compared(">=", is.attribute(), is.value());
    } else if (filter instanceof LessThan is) {
      return compared("<", is.attribute(), is.value());
    } else if (filter instanceof LessThanOrEqual is) {
      return compared("<=", is.attribute(), is.value());
    }
    return Optional.empty();
  }

  private static Optional<Predicate> both(Optional<Predicate> one, Optional<Predicate> other) {
    return one.isEmpty() || other.isEmpty()
        ? one.or(() -> other)
        : Optional.of(new And(one.get(), other.get()));
  }

  private static Optional<Predicate> in(String attribute, Object[] values) {
    if (values.length > MOST_VALUES && Arrays.stream(values).allMatch(String.class::isInstance)) {
      // In the order of bytes, in which bounds are taken.
      List<UTF8String> sorted =
          Arrays.stream(values).map(text -> UTF8String.fromString((String) text)).sorted().toList();
      return both(
          compared(">=", attribute, sorted.get(0).toString()),
          compared("<=", attribute, sorted.get(sorted.size() - 1).toString()));
    }
    List<Optional<Predicate>> each =
        Arrays.stream(values).map(value -> compared("=", attribute, value)).toList();
    return each.stream().allMatch(Optional::isPresent)
        ? each.stream().map(Optional::get).reduce(Or::new)
        : Optional.empty();
  }

  private static Optional<Predicate> compared(String how, String attribute, Object value) {
    return literal(value).map(literal -> new Predicate(how, new Column(attribute), literal));
  }

  private static Optional<Literal> literal(Object value) {
    if (value instanceof String text) {
      return Optional.of(Literal.ofString(text));
    } else if (value instanceof java.sql.Date date) {
      return Optional.of(Literal.ofDate((int) date.toLocalDate().toEpochDay()));
    } else if (value instanceof LocalDate date) {
      return Optional.of(Literal.ofDate((int) date.toEpochDay()));
    } else if (value instanceof Integer whole) {
      return Optional.of(Literal.ofInt(whole));
    }
    return Optional.empty();
  }
}
