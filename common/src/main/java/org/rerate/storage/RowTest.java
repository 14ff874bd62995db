package org.rerate.storage;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
 * neighbouring rows that have the same texts. Spark's own way keeps a cache of parts of the
 * condition, at a cost.
 */
final class RowTest implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Node condition;

  /**
   * @param condition of {@code all} columns
   * @param all what a row has, in the order of its cells
   */
  RowTest(Expression condition, List<Attribute> all) {
    this.condition = node(condition, all);
  }

  /**
   * True if the row meets the condition.
   *
   * @param run the same for neighbouring rows of which it is known that they have the same texts
   */
  boolean isMet(InternalRow row, int run) {
    return condition.isMet(row, run);
  }

  private static Node node(Expression condition, List<Attribute> all) {
    if (condition instanceof And and) {
      Node[] both = nodes(all, and.left(), and.right());
      return (row, run) -> both[0].isMet(row, run) && both[1].isMet(row, run);
    } else if (condition instanceof Or or) {
      Node[] both = nodes(all, or.left(), or.right());
      return (row, run) -> both[0].isMet(row, run) || both[1].isMet(row, run);
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
        return Optional.of((row, run) -> !row.isNullAt(at) && row.getInt(at) >= than);
      } else if (condition instanceof LessThanOrEqual) {
        return Optional.of((row, run) -> !row.isNullAt(at) && row.getInt(at) <= than);
      } else if (condition instanceof LessThan) {
        return Optional.of((row, run) -> !row.isNullAt(at) && row.getInt(at) < than);
      }
    }
    return Optional.empty();
  }

  private static Node[] nodes(List<Attribute> all, Expression... conditions) {
    return Stream.of(conditions).map(part -> node(part, all)).toArray(Node[]::new);
  }

  /** A part of the condition; what is unknown is not met. */
  private interface Node extends Serializable {
    boolean isMet(InternalRow row, int run);
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
    private int lastRun;
    private boolean wasMet;

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
    public boolean isMet(InternalRow row, int run) {
      if (!isOfTexts || run != lastRun) {
        for (int i = 0; i < places.length; i++) {
          cells[i] = row.isNullAt(places[i]) ? null : row.get(places[i], types[i]);
        }
        wasMet = Boolean.TRUE.equals(condition.eval(named));
        lastRun = run;
      }
      return wasMet;
    }
  }
}
