package org.rerate.storage;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows as the scan of a table's files hands them out, each a view of the columns that were read.
 * Spark would test and copy every row twice before handing it over; whoever knows that neighbouring
 * rows are alike tests them by the run. An iterator's row is overwritten by the next one.
 */
public final class ScannedRows {

  private static final String COMPILED = "spark.sql.codegen.wholeStage";

  private final JavaRDD<InternalRow> rows;
  private final int[] places;

  private ScannedRows(JavaRDD<InternalRow> rows, int[] places) {
    this.rows = rows;
    this.places = places;
  }

  /**
   * The rows. Conditions have left out partitions, files and row groups: rows that do not meet them
   * may be among these, but for conditions on partition columns.
   */
  public JavaRDD<InternalRow> rows() {
    return rows;
  }

  /** Where each column of the question stands in a row. */
  public int[] places() {
    return places.clone();
  }

  /** Of the rows of one table that meet conditions, these columns. */
  public static ScannedRows of(Dataset<Row> met, String... columns) {
    // Spark scans by columns only if the plan that follows is to be compiled; here it is ours.
    RuntimeConfig settings = met.sparkSession().conf();
    String compiled = settings.get(COMPILED);
    settings.set(COMPILED, "true");
    try {
      return scanned(met, columns);
    } finally {
      settings.set(COMPILED, compiled);
    }
  }

  private static ScannedRows scanned(Dataset<Row> met, String... columns) {
    Dataset<Row> asked =
        met.select(Arrays.stream(columns).map(functions::col).toArray(Column[]::new));
    List<SparkPlan> leaves =
        CollectionConverters.asJava(asked.queryExecution().executedPlan().collectLeaves());
    if (leaves.size() == 1
        && leaves.get(0) instanceof FileSourceScanExec scan
        && scan.supportsColumnar()) {
      List<String> names =
          CollectionConverters.asJava(scan.output()).stream().map(Attribute::name).toList();
      List<String> declared = List.of(met.columns());
      // A table that another program deletes rows from by marking them scans the marks too.
      if (names.containsAll(List.of(columns)) && declared.containsAll(names)) {
        return new ScannedRows(
            scan.executeColumnar().toJavaRDD().mapPartitions(ScannedRows::views),
            Arrays.stream(columns).mapToInt(names::indexOf).toArray());
      }
    }
    return new ScannedRows(InternalRows.of(asked), IntStream.range(0, columns.length).toArray());
  }

  private static Iterator<InternalRow> views(Iterator<ColumnarBatch> batches) {
    return new Iterator<>() {
      private Iterator<InternalRow> batch = List.<InternalRow>of().iterator();

      @Override
      public boolean hasNext() {
        while (!batch.hasNext() && batches.hasNext()) {
          batch = batches.next().rowIterator();
        }
        return batch.hasNext();
      }

      @Override
      public InternalRow next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return batch.next();
      }
    };
  }
}
