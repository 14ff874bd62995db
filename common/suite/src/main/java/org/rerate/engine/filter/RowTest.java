package org.rerate.engine.filter;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.execution.vectorized.ConstantColumnVector;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A {@link Filter} as a test of rows that were read, batch by batch. Each text of a batch's
 * dictionary is tested once, not each row that has it. For one thread.
 */
public final class RowTest {

  /** A part of the condition. */
  private interface Node {

    /** Goes to another batch. */
    void start(Function<String, ColumnVector> batch);

    boolean isMet(int row);
  }

  private final Node condition;

  public RowTest(Filter filter) {
    this.condition = node(FilterValues.given(filter, Map.of()));
  }

  /** Goes to a batch, whose columns are asked for by name. */
  public void start(Function<String, ColumnVector> batch) {
    condition.start(batch);
  }

  /** True if the row of the batch meets the filter. */
  public boolean isMet(int row) {
    return condition.isMet(row);
  }

  private static Node node(Filter filter) {
    if (filter instanceof Filter.And and) {
      return new Parts(and.parts(), false);
    } else if (filter instanceof Filter.Or or) {
      return new Parts(or.parts(), true);
    } else if (filter instanceof Filter.Not not && not.part() instanceof Filter.OfColumn one) {
      return leaf(one, true);
    } else if (filter instanceof Filter.OfColumn one) {
      return leaf(one, false);
    }
    return new Parts(List.of(), filter instanceof Filter.None);
  }

  /** Several parts: whether one that is met, or one that is not, decides. */
  private static final class Parts implements Node {

    private final Node[] parts;
    private final boolean decisive;

    Parts(List<Filter> parts, boolean decisive) {
      this.parts = parts.stream().map(RowTest::node).toArray(Node[]::new);
      this.decisive = decisive;
    }

    @Override
    public void start(Function<String, ColumnVector> batch) {
      for (Node part : parts) {
        part.start(batch);
      }
    }

    @Override
    public boolean isMet(int row) {
      for (Node part : parts) {
        if (part.isMet(row) == decisive) {
          return decisive;
        }
      }
      return !decisive;
    }
  }

  private static Node leaf(Filter.OfColumn filter, boolean isNegated) {
    if (filter instanceof Filter.IsNull) {
      return new Missing(filter.column(), isNegated);
    }
    Comparable<?> one = FilterValues.stored(any(filter));
    if (one instanceof UTF8String) {
      Predicate<UTF8String> test = texts(filter);
      return new Texts(filter.column(), isNegated ? test.negate() : test);
    }
    LongPredicate test = numbers(filter);
    return new Numbers(filter.column(), one instanceof Integer, isNegated ? test.negate() : test);
  }

  private static Object any(Filter.OfColumn filter) {
    if (filter instanceof Filter.In in) {
      return in.values().iterator().next();
    } else if (filter instanceof Filter.Equal equal) {
      return equal.value();
    }
    Filter.Range range = (Filter.Range) filter;
    return range.least() == null ? range.greatest() : range.least();
  }

  private static Predicate<UTF8String> texts(Filter.OfColumn filter) {
    if (filter instanceof Filter.Range range) {
      UTF8String least = text(range.least());
      UTF8String greatest = text(range.greatest());
      return text ->
          (least == null || text.compareTo(least) >= 0)
              && (greatest == null || text.compareTo(greatest) <= 0);
    }
    Set<UTF8String> wanted = values(filter).stream().map(RowTest::text).collect(Collectors.toSet());
    return wanted::contains;
  }

  private static UTF8String text(Object value) {
    return value == null ? null : (UTF8String) FilterValues.stored(value);
  }

  /** Whole numbers, days and instants. */
  private static LongPredicate numbers(Filter.OfColumn filter) {
    if (filter instanceof Filter.Range range) {
      long least = range.least() == null ? Long.MIN_VALUE : number(range.least());
      long greatest = range.greatest() == null ? Long.MAX_VALUE : number(range.greatest());
      return value -> value >= least && value <= greatest;
    }
    long[] wanted = values(filter).stream().mapToLong(RowTest::number).sorted().toArray();
    return value -> Arrays.binarySearch(wanted, value) >= 0;
  }

  private static long number(Object value) {
    return ((Number) FilterValues.stored(value)).longValue();
  }

  private static Set<Object> values(Filter.OfColumn filter) {
    return filter instanceof Filter.In in ? in.values() : Set.of(((Filter.Equal) filter).value());
  }

  /** A condition on one column. */
  private abstract static class Leaf implements Node {

    private final String column;
    ColumnVector cells;

    Leaf(String column) {
      this.column = column;
    }

    @Override
    public void start(Function<String, ColumnVector> batch) {
      cells = batch.apply(column);
    }
  }

  private static final class Missing extends Leaf {

    private final boolean isNegated;

    Missing(String column, boolean isNegated) {
      super(column);
      this.isNegated = isNegated;
    }

    @Override
    public boolean isMet(int row) {
      return cells.isNullAt(row) != isNegated;
    }
  }

  private static final class Numbers extends Leaf {

    private final boolean areOf32Bits;
    private final LongPredicate test;

    Numbers(String column, boolean areOf32Bits, LongPredicate test) {
      super(column);
      this.areOf32Bits = areOf32Bits;
      this.test = test;
    }

    @Override
    public boolean isMet(int row) {
      return !cells.isNullAt(row)
          && test.test(areOf32Bits ? cells.getInt(row) : cells.getLong(row));
    }
  }

  private static final class Texts extends Leaf {

    private static final byte MET = 1;
    private static final byte NOT_MET = 2;

    private final Predicate<UTF8String> test;

    /** What is known of the texts of the dictionary, by their place in it. */
    private byte[] known = new byte[1 << 8];

    /** Places of the batch's texts in its dictionary; null if it has none. */
    private WritableColumnVector places;

    private boolean isConstant;

    Texts(String column, Predicate<UTF8String> test) {
      super(column);
      this.test = test;
    }

    @Override
    public void start(Function<String, ColumnVector> batch) {
      super.start(batch);
      isConstant = cells instanceof ConstantColumnVector;
      places =
          cells instanceof WritableColumnVector texts && texts.hasDictionary()
              ? texts.getDictionaryIds()
              : null;
      Arrays.fill(known, (byte) 0);
    }

    @Override
    public boolean isMet(int row) {
      if (cells.isNullAt(row)) {
        return false;
      } else if (places == null && !isConstant) {
        return test.test(cells.getUTF8String(row));
      }
      int place = isConstant ? 0 : places.getDictId(row);
      if (place >= known.length) {
        known = Arrays.copyOf(known, Math.max(place + 1, 2 * known.length));
      }
      if (known[place] == 0) {
        known[place] = test.test(cells.getUTF8String(row)) ? MET : NOT_MET;
      }
      return known[place] == MET;
    }
  }
}
