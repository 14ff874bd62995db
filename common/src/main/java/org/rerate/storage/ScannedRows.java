package org.rerate.storage;

import java.util.Arrays;
import java.util.Collections;
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
import org.apache.spark.sql.catalyst.optimizer.OptimizeIn$;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.vectorized.ConstantColumnVector;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows as the scan of a table's files hands them out, each a view of the columns that were read.
 * Spark would test and copy every row twice before handing it over; whoever knows that neighbouring
 * rows are alike tests them by the run. An iterator's row is overwritten by the next one.
 */
public final class ScannedRows {

  private static final String COMPILED = "spark.sql.codegen.wholeStage";

  private final JavaRDD<InternalRow> rows;
  private final Seq<Attribute> cells;
  private final int[] places;

  /**
   * @param cells what a row has, in the order of its cells
   * @param places of the asked columns among them
   */
  private ScannedRows(JavaRDD<InternalRow> rows, Seq<Attribute> cells, int[] places) {
    this.rows = rows;
    this.cells = cells;
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

  /**
   * A condition that such a row can be held against.
   *
   * @param all the rows that were asked for
   * @param where of columns that were asked for
   */
  RowTest test(Dataset<Row> all, String where) {
    LogicalPlan filtered = all.where(where).queryExecution().analyzed();
    // A long list of values is looked into by hash, not walked.
    Filter filter = (Filter) OptimizeIn$.MODULE$.apply(filtered);
    return new RowTest(filter.condition(), CollectionConverters.asJava(cells));
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
            scan.output(),
            Arrays.stream(columns).mapToInt(names::indexOf).toArray());
      }
    }
    return new ScannedRows(
        InternalRows.of(asked),
        asked.queryExecution().analyzed().output(),
        IntStream.range(0, columns.length).toArray());
  }

  private static Iterator<InternalRow> views(Iterator<ColumnarBatch> batches) {
    return new Views(batches);
  }

  /** Such rows, one after the other. */
  public static final class Views implements Iterator<InternalRow> {

    private final Iterator<ColumnarBatch> batches;
    private ColumnarBatch batch;
    private Iterator<InternalRow> rows = Collections.emptyIterator();
    private int at;

    /** By column, the first row after those that are known to have the text of one before. */
    private int[] ends = new int[0];

    Views(Iterator<ColumnarBatch> batches) {
      this.batches = batches;
    }

    @Override
    public boolean hasNext() {
      while (!rows.hasNext() && batches.hasNext()) {
        batch = batches.next();
        rows = batch.rowIterator();
        at = -1;
        ends = new int[batch.numCols()];
      }
      return rows.hasNext();
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      at++;
      return rows.next();
    }

    /**
     * How many rows, the one handed out last and those after it, are known to have the same texts
     * in these columns; 1 if they have to be compared.
     */
    public int alike(int[] columns) {
      int end = batch.numRows();
      for (int column : columns) {
        if (ends[column] <= at) {
          ends[column] = end(batch.column(column));
        }
        end = Math.min(end, ends[column]);
      }
      return end - at;
    }

    /** What the row handed out last is a row of. */
    ColumnarBatch batch() {
      return batch;
    }

    /** Which row of its batch was handed out last. */
    int at() {
      return at;
    }

    /** Within a batch, texts that a dictionary holds are the same if their places in it are. */
    private int end(ColumnVector column) {
      int end = batch.numRows();
      if (column instanceof ConstantColumnVector) {
        return end;
      }
      int next = at + 1;
      if (column.isNullAt(at)) {
        while (next < end && column.isNullAt(next)) {
          next++;
        }
      } else if (column instanceof WritableColumnVector texts && texts.hasDictionary()) {
        WritableColumnVector ids = texts.getDictionaryIds();
        int id = ids.getDictId(at);
        while (next < end && !texts.isNullAt(next) && ids.getDictId(next) == id) {
          next++;
        }
      }
      return next;
    }
  }
}
