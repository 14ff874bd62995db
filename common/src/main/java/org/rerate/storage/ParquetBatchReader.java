package org.rerate.storage;

import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.defaults.internal.data.DefaultColumnarBatch;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapred.FileSplit;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.parquet.VectorizedParquetRecordReader;
import scala.Option;

/**
 * The columns of a Parquet file, as Spark's reader makes them, for Kernel, whose own reader makes
 * every value by several calls. A batch is overwritten by the next one.
 */
final class ParquetBatchReader implements CloseableIterator<ColumnarBatch> {

  private static final int ROWS = 4096;

  private final StructType schema;
  private final Path path;
  private final VectorizedParquetRecordReader reader =
      new VectorizedParquetRecordReader(false, ROWS);
  private boolean isRead;
  private boolean isThere;

  /** The columns of {@code file} that {@code asked} names. */
  ParquetBatchReader(ReadSettings asked, FileStatus file) {
    this.schema = asked.schema();
    this.path = new Path(file.getPath());
    try {
      open(asked);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while opening " + path, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private void open(ReadSettings asked) throws IOException, InterruptedException {
    Configuration settings = asked.settings();
    HadoopInputFile input = HadoopInputFile.fromPath(path, settings);
    SeekableInputStream in = input.newStream();
    try {
      ParquetMetadata footer =
          ParquetFileReader.readFooter(
              input, HadoopReadOptions.builder(settings, path).build(), in);
      reader.initialize(
          new FileSplit(path, 0, input.getLength(), new String[0]),
          new TaskAttemptContextImpl(
              asked.of(footer.getFileMetaData().getSchema()), new TaskAttemptID()),
          Option.apply(input),
          Option.apply(in),
          Option.apply(footer));
      reader.initBatch(new org.apache.spark.sql.types.StructType(), InternalRow.empty());
    } catch (IOException | InterruptedException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public boolean hasNext() {
    if (!isRead) {
      try {
        isThere = reader.nextBatch();
        isRead = true;
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + path, e);
      }
    }
    return isThere;
  }

  @Override
  public ColumnarBatch next() {
    org.apache.spark.sql.vectorized.ColumnarBatch batch = nextOfSpark();
    KernelVector[] vectors = new KernelVector[schema.length()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = new KernelVector(schema.at(i).getDataType(), batch.numRows(), batch.column(i));
    }
    return new DefaultColumnarBatch(batch.numRows(), schema, vectors);
  }

  private org.apache.spark.sql.vectorized.ColumnarBatch nextOfSpark() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    isRead = false;
    return reader.resultBatch();
  }

  /** The same batches as Spark made them, instead of these. */
  Iterator<org.apache.spark.sql.vectorized.ColumnarBatch> ofSpark() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return ParquetBatchReader.this.hasNext();
      }

      @Override
      public org.apache.spark.sql.vectorized.ColumnarBatch next() {
        return nextOfSpark();
      }
    };
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
