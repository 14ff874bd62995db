package org.rerate.engine.delta;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.classic.Dataset$;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Looked up rows as a data frame. Selections and filters of such Spark works out while it plans, in
 * this process, so that SQL says what is wanted and no job is run for it.
 */
public final class LocalRows {

  private LocalRows() {}

  /**
   * The rows of {@code lookup} with these columns.
   *
   * @param type the columns that were asked for, in their order
   */
  static Dataset<Row> of(SparkSession spark, TableScan scan, StructType type) {
    List<InternalRow> rows = new ArrayList<>();
    scan.forEach(
        cells -> {
          Object[] values = cells.values();
          for (int i = 0; i < values.length; i++) {
            values[i] = values[i] instanceof String text ? UTF8String.fromString(text) : values[i];
          }
          rows.add(new GenericInternalRow(values));
        });
    return Dataset$.MODULE$.ofRows(
        (org.apache.spark.sql.classic.SparkSession) spark,
        new LocalRelation(
            attributes(type), CollectionConverters.asScala(rows).toSeq(), false, Option.empty()));
  }

  private static Seq<Attribute> attributes(StructType type) {
    List<Attribute> attributes =
        List.copyOf(CollectionConverters.asJava(DataTypeUtils.toAttributes(type)));
    return CollectionConverters.asScala(attributes).toSeq();
  }

  /**
   * A row whose cells can be asked for by name, which Spark's public {@code RowFactory} cannot
   * make.
   */
  public static Row named(Object[] cells, StructType type) {
    return new GenericRowWithSchema(cells, type);
  }

  /** The rows of such a frame. */
  public static List<InternalRow> collected(Dataset<Row> rows) {
    return Arrays.asList(rows.queryExecution().executedPlan().executeCollect());
  }
}
