package org.rerate.engine.exchange;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Rows in Spark's own form, for code that walks many millions of them: an object per row and cell
 * would cost more than all the rest. An iterator's row is overwritten by the next one; copy what is
 * kept.
 */
public final class InternalRows {

  private InternalRows() {}

  /**
   * The rows. They are worked out for each job, but for what lies before the last shuffle: that is
   * done once, and kept on disk while the result is in use.
   */
  public static JavaRDD<InternalRow> of(Dataset<Row> rows) {
    return rows.queryExecution().toRdd().toJavaRDD();
  }
}
