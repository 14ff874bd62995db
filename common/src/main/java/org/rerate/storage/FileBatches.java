package org.rerate.storage;

import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.defaults.internal.data.DefaultColumnarBatch;
import io.delta.kernel.defaults.internal.parquet.ParquetFilterUtils;
import io.delta.kernel.expressions.Predicate;
import io.delta.kernel.internal.types.DataTypeJsonSerDe;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapred.FileSplit;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetInputFormat;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.parquet.ParquetReadSupport;
import org.apache.spark.sql.execution.datasources.parquet.VectorizedParquetRecordReader;
import org.apache.spark.sql.internal.SQLConf;
import scala.Option;

/**
 * The columns of a Parquet file, as Spark's reader makes them, for Kernel, whose own reader makes
 * every value by several calls. A batch is overwritten by the next one.
 */
final class FileBatches implements CloseableIterator<ColumnarBatch> {

  private static final int ROWS = 4096;

  private final StructType schema;
  private final Path path;
  private final VectorizedParquetRecordReader reader =
      new VectorizedParquetRecordReader(false, ROWS);
  private boolean isRead;
  private boolean isThere;

  /**
   * @param schema what is read, as it stands in the file; what does not is missing
   * @param skip row groups and pages without a row that meets it are left out
   */
  FileBatches(
      Configuration settings, FileStatus file, StructType schema, Optional<Predicate> skip) {
    this.schema = schema;
    this.path = new Path(file.getPath());
    try {
      open(asked(settings), skip);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while opening " + path, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /** What Spark's scan of a file sets besides. */
  private Configuration asked(Configuration settings) {
    Configuration asked = new Configuration(settings);
    asked.set(ParquetInputFormat.READ_SUPPORT_CLASS, ParquetReadSupport.class.getName());
    asked.set(
        ParquetReadSupport.SPARK_ROW_REQUESTED_SCHEMA(),
        DataTypeJsonSerDe.serializeStructType(schema));
    asked.setBoolean(SQLConf.PARQUET_BINARY_AS_STRING().key(), false);
    asked.setBoolean(SQLConf.PARQUET_INT96_AS_TIMESTAMP().key(), true);
    asked.setBoolean(SQLConf.CASE_SENSITIVE().key(), true);
    asked.setBoolean(SQLConf.PARQUET_INFER_TIMESTAMP_NTZ_ENABLED().key(), false);
    asked.setBoolean(SQLConf.LEGACY_PARQUET_NANOS_AS_LONG().key(), false);
    return asked;
  }

  private void open(Configuration asked, Optional<Predicate> skip)
      throws IOException, InterruptedException {
    HadoopInputFile input = HadoopInputFile.fromPath(path, asked);
    SeekableInputStream in = input.newStream();
    try {
      ParquetMetadata footer =
          ParquetFileReader.readFooter(input, HadoopReadOptions.builder(asked, path).build(), in);
      MessageType held = footer.getFileMetaData().getSchema();
      skip.flatMap(condition -> ParquetFilterUtils.toParquetFilter(read(held, schema), condition))
          .ifPresent(filter -> ParquetInputFormat.setFilterPredicate(asked, filter));
      reader.initialize(
          new FileSplit(path, 0, input.getLength(), new String[0]),
          new TaskAttemptContextImpl(asked, new TaskAttemptID()),
          Option.apply(input),
          Option.apply(in),
          Option.apply(footer));
      reader.initBatch(new org.apache.spark.sql.types.StructType(), InternalRow.empty());
    } catch (IOException | InterruptedException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Of a column that is not read, as a partition's may be, Parquet takes all values for missing.
   */
  private static MessageType read(MessageType held, StructType schema) {
    List<Type> read =
        held.getFields().stream().filter(f -> schema.fieldNames().contains(f.getName())).toList();
    return new MessageType(held.getName(), read);
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
        return FileBatches.this.hasNext();
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
