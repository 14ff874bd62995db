package org.rerate.engine.delta;

import java.sql.Date;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.rerate.domain.Days;

/** Rows in this process in forms that Spark has for itself alone. */
public final class LocalRows {

  private LocalRows() {}

  /**
   * A row whose cells can be asked for by name, which Spark's public {@code RowFactory} cannot
   * make.
   */
  public static Row named(Object[] cells, StructType type) {
    return new GenericRowWithSchema(cells, type);
  }

  /** A day or an instant as rows have it for programs; any other value as it is. */
  static Object outer(Object value, DataType type) {
    if (value == null) {
      return null;
    } else if (type.equals(DataTypes.DateType)) {
      return Date.valueOf(Days.date((Integer) value));
    } else if (type.equals(DataTypes.TimestampType)) {
      return Timestamp.from(Days.instant((Long) value));
    }
    return value;
  }

  /** The rows of a frame that Spark can plan without a job; with one if not. */
  public static List<InternalRow> collected(Dataset<Row> rows) {
    return Arrays.asList(rows.queryExecution().executedPlan().executeCollect());
  }

  /** The plan of rows at hand, which needs no job. */
  public static LogicalPlan plan(SparkSession spark, List<Row> rows, StructType type) {
    return spark.createDataFrame(rows, type).queryExecution().logical();
  }
}
