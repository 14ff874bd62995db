package org.rerate.engine.filter;

import io.delta.kernel.expressions.And;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Or;
import io.delta.kernel.expressions.Predicate;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rerate.domain.Days;

/**
 * A {@link Filter} as Delta Kernel holds it against the bounds that a table's log has of a file.
 */
public final class KernelFilter {

  /** Longer lists are held against a file's bounds as a whole. */
  private static final int MOST_VALUES = 200;

  private final Set<String> bounded;

  private KernelFilter(Set<String> bounded) {
    this.bounded = bounded;
  }

  /**
   * The filter. Parts that say nothing of bounds are left out: more files seem to match, never
   * fewer.
   *
   * @param filter as {@link FilterValues#given} leaves it
   * @param bounded columns of which there may be bounds
   * @return empty if nothing is left of it
   */
  public static Optional<Predicate> of(Filter filter, Set<String> bounded) {
    return new KernelFilter(bounded).of(filter);
  }

  private Optional<Predicate> of(Filter filter) {
    if (filter instanceof Filter.And and) {
      return and.parts().stream().flatMap(part -> of(part).stream()).reduce(And::new);
    } else if (filter instanceof Filter.Or or) {
      return all(or.parts().stream().map(this::of).toList());
    } else if (filter instanceof Filter.In in) {
      List<Object> bounds = FilterValues.bounds(in.values());
      return in.values().size() > MOST_VALUES
          ? range(in.column(), bounds.get(0), bounds.get(1))
          : all(in.values().stream().map(value -> compared("=", in.column(), value)).toList());
    } else if (filter instanceof Filter.Equal equal) {
      return compared("=", equal.column(), equal.value());
    } else if (filter instanceof Filter.Range range) {
      return range(range.column(), range.least(), range.greatest());
    }
    return Optional.empty();
  }

  /** One of them, if each says something. */
  private static Optional<Predicate> all(List<Optional<Predicate>> parts) {
    return parts.stream().allMatch(Optional::isPresent)
        ? parts.stream().map(Optional::get).reduce(Or::new)
        : Optional.empty();
  }

  private Optional<Predicate> range(String column, Object least, Object greatest) {
    Optional<Predicate> low = compared(">=", column, least);
    Optional<Predicate> high = compared("<=", column, greatest);
    return low.isEmpty()
        ? high
        : high.<Predicate>map(upper -> new And(low.get(), upper)).or(() -> low);
  }

  private Optional<Predicate> compared(String how, String column, Object value) {
    return Optional.ofNullable(value)
        .filter(bound -> bounded.contains(column))
        .flatMap(KernelFilter::literal)
        .map(literal -> new Predicate(how, new Column(column), literal));
  }

  /** Of instants the log has no exact bounds. */
  private static Optional<Literal> literal(Object value) {
    if (value instanceof String text) {
      return Optional.of(Literal.ofString(text));
    } else if (value instanceof LocalDate day) {
      return Optional.of(Literal.ofDate(Days.of(day)));
    } else if (value instanceof Integer whole) {
      return Optional.of(Literal.ofInt(whole));
    } else if (value instanceof Long whole) {
      return Optional.of(Literal.ofLong(whole));
    }
    return Optional.empty();
  }
}
