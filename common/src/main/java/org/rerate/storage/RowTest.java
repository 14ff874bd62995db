package org.rerate.storage;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BindReferences;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
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

  private final Part texts;
  private final Part others;
  private boolean areTextsMet;

  /**
   * @param conditions of {@code all} columns; a row has to meet each
   * @param all what a row has, in the order of its cells
   */
  RowTest(List<Expression> conditions, List<Attribute> all) {
    Map<Boolean, List<Expression>> byTexts =
        conditions.stream().collect(Collectors.partitioningBy(c -> isOfTexts(c, all)));
    this.texts = new Part(byTexts.get(true), all);
    this.others = new Part(byTexts.get(false), all);
  }

  private static boolean isOfTexts(Expression condition, List<Attribute> all) {
    return all.stream()
        .filter(condition.references()::contains)
        .allMatch(attribute -> attribute.dataType().equals(DataTypes.StringType));
  }

  /**
   * True if the row meets the conditions.
   *
   * @param alike true if its texts are those of the row before
   */
  boolean isMet(InternalRow row, boolean alike) {
    if (!alike) {
      areTextsMet = texts.isMet(row, false);
    }
    return areTextsMet && others.isMet(row, alike);
  }

  /** Some of the conditions, on a row of what they name. */
  private static final class Part implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Expression[] conditions;
    private final int[] places;
    private final DataType[] types;
    private final boolean[] isText;
    private final Object[] cells;
    private final InternalRow named;

    Part(List<Expression> conditions, List<Attribute> all) {
      this.places =
          IntStream.range(0, all.size())
              .filter(i -> conditions.stream().anyMatch(c -> c.references().contains(all.get(i))))
              .toArray();
      List<Attribute> asked = IntStream.of(places).mapToObj(all::get).toList();
      var cellsOf = package$.MODULE$.AttributeSeq(CollectionConverters.asScala(asked).toSeq());
      this.conditions =
          conditions.stream()
              .map(c -> BindReferences.bindReference(c, cellsOf, false))
              .toArray(Expression[]::new);
      this.types = asked.stream().map(Attribute::dataType).toArray(DataType[]::new);
      this.isText = new boolean[types.length];
      for (int i = 0; i < types.length; i++) {
        isText[i] = types[i].equals(DataTypes.StringType);
      }
      this.cells = new Object[places.length];
      this.named = new GenericInternalRow(cells);
    }

    boolean isMet(InternalRow row, boolean keepTexts) {
      for (int i = 0; i < places.length; i++) {
        if (!keepTexts || !isText[i]) {
          cells[i] = row.isNullAt(places[i]) ? null : row.get(places[i], types[i]);
        }
      }
      for (Expression condition : conditions) {
        if (!Boolean.TRUE.equals(condition.eval(named))) {
          return false;
        }
      }
      return true;
    }
  }
}
