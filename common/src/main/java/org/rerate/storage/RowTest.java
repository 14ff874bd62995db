package org.rerate.storage;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.BindReferences;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.expressions.package$;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A condition that scanned rows are held against. What of it asks for texts alone is asked once for
 * neighbouring rows that have the same texts, and only what that leaves open is asked of each.
 * Spark's own way keeps a cache of parts of the condition, at a cost.
 */
final class RowTest implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Node condition;
  private transient int lastRun;
  private transient Node rest;

  /**
   * @param condition of {@code all} columns
   * @param all what a row has, in the order of its cells
   */
  RowTest(Expression condition, List<Attribute> all) {
    this.condition = node(condition, all);
  }

  /** Places of the cells that {@link #isMet} asks once a run. */
  int[] textPlaces() {
    return condition.textPlaces().distinct().toArray();
  }

  /**
   * True if the row meets the condition.
   *
   * @param run not 0; the same for neighbouring rows of which it is known that they have the same
   *     texts at {@link #textPlaces}
   */
  boolean isMet(InternalRow row, int run) {
    if (run != lastRun) {
      rest = condition.rest(row);
      lastRun = run;
    }
    return rest.isMet(row);
  }

  private static Node node(Expression condition, List<Attribute> all) {
    if (condition instanceof And and) {
      return new All(node(and.left(), all), node(and.right(), all));
    } else if (condition instanceof Or or) {
      return new Any(node(or.left(), all), node(or.right(), all));
    }
    return days(condition, all).orElseGet(() -> new Leaf(condition, all));
  }

  /** A column of days held against a day, as most of a replacement's conditions do. */
  private static Optional<Node> days(Expression condition, List<Attribute> all) {
    if (condition instanceof BinaryComparison compared
        && compared.left() instanceof Attribute column
        && column.dataType().equals(DataTypes.DateType)
        && compared.right() instanceof Literal day
        && day.value() instanceof Integer limit) {
      int at =
          IntStream.range(0, all.size())
              .filter(i -> all.get(i).semanticEquals(column))
              .findFirst()
              .orElse(-1);
      int than = limit;
      if (at < 0) {
        return Optional.empty();
      } else if (condition instanceof GreaterThanOrEqual) {
        return Optional.of(row -> !row.isNullAt(at) && row.getInt(at) >= than);
      } else if (condition instanceof LessThanOrEqual) {
        return Optional.of(row -> !row.isNullAt(at) && row.getInt(at) <= than);
      } else if (condition instanceof LessThan) {
        return Optional.of(row -> !row.isNullAt(at) && row.getInt(at) < than);
      }
    }
    return Optional.empty();
  }

  /** A part of the condition; what is unknown is not met. */
  private interface Node extends Serializable {

    boolean isMet(InternalRow row);

    /** What is left to be asked of rows with the same texts as this one. */
    default Node rest(InternalRow row) {
      return this;
    }

    /** Places of the texts that {@link #rest} asks for. */
    default IntStream textPlaces() {
      return IntStream.empty();
    }
  }

  private static final Node MET = row -> true;

  private static final Node NOT_MET = row -> false;

  /** Both parts. */
  private record All(Node one, Node other) implements Node {

    @Override
    public boolean isMet(InternalRow row) {
      return one.isMet(row) && other.isMet(row);
    }

    @Override
    public IntStream textPlaces() {
      return IntStream.concat(one.textPlaces(), other.textPlaces());
    }

    @Override
    public Node rest(InternalRow row) {
      Node first = one.rest(row);
      if (first == NOT_MET) {
        return NOT_MET;
      }
      Node second = other.rest(row);
      return first == MET || second == NOT_MET
          ? second
          : second == MET ? first : new All(first, second);
    }
  }

  /** Either part. */
  private record Any(Node one, Node other) implements Node {

    @Override
    public boolean isMet(InternalRow row) {
      return one.isMet(row) || other.isMet(row);
    }

    @Override
    public IntStream textPlaces() {
      return IntStream.concat(one.textPlaces(), other.textPlaces());
    }

    @Override
    public Node rest(InternalRow row) {
      Node first = one.rest(row);
      if (first == MET) {
        return MET;
      }
      Node second = other.rest(row);
      return first == NOT_MET || second == MET
          ? second
          : second == NOT_MET ? first : new Any(first, second);
    }
  }

  /** A part that Spark says, on a row of what it names. */
  private static final class Leaf implements Node {

    private static final long serialVersionUID = 1L;

    private final Expression condition;
    private final int[] places;
    private final DataType[] types;
    private final boolean isOfTexts;
    private final Object[] cells;
    private final InternalRow named;

    Leaf(Expression condition, List<Attribute> all) {
      this.places =
          IntStream.range(0, all.size())
              .filter(i -> condition.references().contains(all.get(i)))
              .toArray();
      List<Attribute> asked = IntStream.of(places).mapToObj(all::get).toList();
      var order = package$.MODULE$.AttributeSeq(CollectionConverters.asScala(asked).toSeq());
      this.condition = BindReferences.bindReference(condition, order, false);
      this.types = asked.stream().map(Attribute::dataType).toArray(DataType[]::new);
      this.isOfTexts = Arrays.stream(types).allMatch(DataTypes.StringType::equals);
      this.cells = new Object[places.length];
      this.named = new GenericInternalRow(cells);
    }

    @Override
    public boolean isMet(InternalRow row) {
      for (int i = 0; i < places.length; i++) {
        cells[i] = row.isNullAt(places[i]) ? null : row.get(places[i], types[i]);
      }
      return Boolean.TRUE.equals(condition.eval(named));
    }

    @Override
    public IntStream textPlaces() {
      return isOfTexts ? IntStream.of(places) : IntStream.empty();
    }

    @Override
    public Node rest(InternalRow row) {
      return !isOfTexts ? this : isMet(row) ? MET : NOT_MET;
    }
  }
}
