package org.rerate.engine.sql;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.arrow.ArrowBatchStreamWriter;
import org.apache.spark.sql.execution.arrow.ArrowConverters$;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.parquet.ParquetOptions;
import org.apache.spark.sql.execution.datasources.parquet.ParquetUtils$;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;
import scala.collection.immutable.Map$;

/**
 * Writes an answer into one file of this machine, in this process: a data frame's own writer makes
 * a folder of files, by a command, which a session that answers questions only refuses.
 */
public final class AnswerFile {

  private static final long ROWS_OF_BATCH = 10_000;

  private static final String ZONE = "UTC";

  private AnswerFile() {}

  /** Rows as Spark has them, one partition after the other, counted. */
  private static final class CountedRows extends AbstractIterator<InternalRow> {

    private final Iterator<InternalRow> rows;
    private final LongConsumer counted;
    private long count;

    CountedRows(Dataset<Row> answer, LongConsumer counted) {
      this.rows = answer.queryExecution().executedPlan().executeToIterator();
      this.counted = counted;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public InternalRow next() {
      InternalRow row = rows.next();
      counted.accept(++count);
      return row;
    }
  }

  /**
   * Writes a stream of Arrow batches, instants in UTC.
   *
   * @param counted is told before each row is written how many there are; it may throw
   */
  public static void arrow(Dataset<Row> answer, Path file, LongConsumer counted) {
    StructType type = answer.schema();
    try (OutputStream out = Files.newOutputStream(file)) {
      ArrowBatchStreamWriter writer = new ArrowBatchStreamWriter(type, out, ZONE, false, false);
      writer.writeBatches(
          ArrowConverters$.MODULE$.toBatchIterator(
              new CountedRows(answer, counted), type, ROWS_OF_BATCH, ZONE, false, false, null));
      writer.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a Parquet file.
   *
   * @param file does not exist yet
   * @param counted as of {@link #arrow}
   */
  public static void parquet(Dataset<Row> answer, Path file, LongConsumer counted) {
    StructType type = answer.schema();
    var state = ((org.apache.spark.sql.classic.SparkSession) answer.sparkSession()).sessionState();
    SQLConf settings = state.conf();
    try {
      Job job = Job.getInstance(state.newHadoopConf());
      OutputWriter writer =
          ParquetUtils$.MODULE$
              .prepareWrite(settings, job, type, new ParquetOptions(Map$.MODULE$.empty(), settings))
              .newInstance(
                  file.toUri().toString(),
                  type,
                  new TaskAttemptContextImpl(job.getConfiguration(), new TaskAttemptID()));
      try {
        CountedRows rows = new CountedRows(answer, counted);
        while (rows.hasNext()) {
          writer.write(rows.next());
        }
      } finally {
        writer.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
