package org.rerate.storage;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BasePredicate;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.Predicate;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Columns as Spark compiles them, for tasks that hold rows of their own and ask of a few what Spark
 * would say of them.
 */
public final class RowExpressions implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ArrayList<Expression> expressions;
  private final Seq<Attribute> input;

  private RowExpressions(List<Expression> expressions, Seq<Attribute> input) {
    this.expressions = new ArrayList<>(expressions);
    this.input = input;
  }

  /**
   * Columns over rows of a type.
   *
   * @param columns none of them an aggregate or a window
   */
  public static RowExpressions of(SparkSession spark, StructType type, Column... columns) {
    // Rows that are nowhere: over none, or over a list, the plan would be the result.
    LogicalPlan plan =
        InternalRows.dataset(
                spark, JavaSparkContext.fromSparkContext(spark.sparkContext()).emptyRDD(), type)
            .select(columns)
            .queryExecution()
            .optimizedPlan();
    Project project = (Project) plan;
    List<Expression> expressions = new ArrayList<>();
    for (NamedExpression named : CollectionConverters.asJava(project.projectList())) {
      expressions.add((Expression) named);
    }
    return new RowExpressions(expressions, project.child().output());
  }

  /** The first column as a test, compiled. */
  public BasePredicate test() {
    return Predicate.create(unnamed(expressions.get(0)), input);
  }

  /** The columns of a row; the result is overwritten by the next. */
  public java.util.function.Function<InternalRow, InternalRow> values() {
    UnsafeProjection projection =
        UnsafeProjection.create(CollectionConverters.asScala(expressions).toSeq(), input);
    return projection::apply;
  }

  private static Expression unnamed(Expression named) {
    return named instanceof org.apache.spark.sql.catalyst.expressions.Alias alias
        ? alias.child()
        : named;
  }
}
