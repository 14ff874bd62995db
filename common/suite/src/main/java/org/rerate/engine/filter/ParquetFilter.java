package org.rerate.engine.filter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.filter2.predicate.Operators;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** A {@link Filter} as Parquet holds it against the bounds of a file's row groups and pages. */
public final class ParquetFilter {

  /** Longer lists are held against a group's bounds as a whole. */
  private static final int MOST_VALUES = 200;

  private final MessageType schema;

  private ParquetFilter(MessageType schema) {
    this.schema = schema;
  }

  /**
   * The filter. Parts on columns that the file does not have, or has in another type, are left out:
   * more row groups seem to match, never fewer.
   *
   * @param filter as {@link FilterValues#given} leaves it
   * @param schema the file's columns
   * @return empty if nothing is left of it
   */
  public static Optional<FilterPredicate> of(Filter filter, MessageType schema) {
    return new ParquetFilter(schema).of(filter);
  }

  private Optional<FilterPredicate> of(Filter filter) {
    if (filter instanceof Filter.And and) {
      return and.parts().stream().flatMap(part -> of(part).stream()).reduce(FilterApi::and);
    } else if (filter instanceof Filter.Or or) {
      List<Optional<FilterPredicate>> parts = or.parts().stream().map(this::of).toList();
      return parts.stream().allMatch(Optional::isPresent)
          ? parts.stream().map(Optional::get).reduce(FilterApi::or)
          : Optional.empty();
    } else if (filter instanceof Filter.In in) {
      List<Object> bounds = FilterValues.bounds(in.values());
      return in.values().size() > MOST_VALUES
          ? range(in.column(), bounds.get(0), bounds.get(1))
          : in(in.column(), in.values());
    } else if (filter instanceof Filter.Equal equal) {
      return in(equal.column(), Set.of(equal.value()));
    } else if (filter instanceof Filter.Range range) {
      return range(range.column(), range.least(), range.greatest());
    }
    return Optional.empty();
  }

  /** One by one: of a list Parquet looks at the least and the greatest value only. */
  private Optional<FilterPredicate> in(String column, Collection<Object> values) {
    return has(column, values.iterator().next())
        ? values.stream().map(value -> is(column, value)).reduce(FilterApi::or)
        : Optional.empty();
  }

  private static FilterPredicate is(String column, Object value) {
    if (value instanceof String) {
      return FilterApi.eq(FilterApi.binaryColumn(column), text(value));
    }
    return isLong(value)
        ? FilterApi.eq(FilterApi.longColumn(column), longOf(value))
        : FilterApi.eq(FilterApi.intColumn(column), intOf(value));
  }

  private Optional<FilterPredicate> range(String column, Object least, Object greatest) {
    Object one = least == null ? greatest : least;
    if (!has(column, one)) {
      return Optional.empty();
    } else if (one instanceof String) {
      return Optional.of(range(FilterApi.binaryColumn(column), text(least), text(greatest)));
    } else if (isLong(one)) {
      return Optional.of(range(FilterApi.longColumn(column), longOf(least), longOf(greatest)));
    }
    return Optional.of(range(FilterApi.intColumn(column), intOf(least), intOf(greatest)));
  }

  private static <T extends Comparable<T>, C extends Operators.Column<T> & Operators.SupportsLtGt>
      FilterPredicate range(C column, T least, T greatest) {
    if (least == null || greatest == null) {
      return least == null ? FilterApi.ltEq(column, greatest) : FilterApi.gtEq(column, least);
    }
    return FilterApi.and(FilterApi.gtEq(column, least), FilterApi.ltEq(column, greatest));
  }

  private static boolean isLong(Object value) {
    return value instanceof Long || value instanceof Instant;
  }

  private static Binary text(Object value) {
    return value == null ? null : Binary.fromString((String) value);
  }

  private static Long longOf(Object value) {
    return value == null ? null : (Long) FilterValues.stored(value);
  }

  private static Integer intOf(Object value) {
    return value == null ? null : (Integer) FilterValues.stored(value);
  }

  /** True if the file has the column, in the type of {@code value}. */
  private boolean has(String column, Object value) {
    if (!schema.containsField(column)) {
      return false;
    }
    Type field = schema.getType(column);
    return field.isPrimitive()
        && !field.isRepetition(Type.Repetition.REPEATED)
        && isOf(field.asPrimitiveType(), value);
  }

  private static boolean isOf(PrimitiveType type, Object value) {
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    PrimitiveTypeName name = type.getPrimitiveTypeName();
    if (value instanceof String) {
      return LogicalTypeAnnotation.stringType().equals(meaning);
    } else if (value instanceof LocalDate) {
      return LogicalTypeAnnotation.dateType().equals(meaning);
    } else if (value instanceof Instant) {
      return name == PrimitiveTypeName.INT64
          && LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS).equals(meaning);
    }
    return meaning == null
        && name == (value instanceof Long ? PrimitiveTypeName.INT64 : PrimitiveTypeName.INT32);
  }
}
