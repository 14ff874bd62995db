package org.rerate.engine.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
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
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.parquet.VectorizedParquetRecordReader;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.rerate.engine.filter.FilterValues;
import scala.Option;

/**
 * Columns of a data file as Spark's reader makes them, in the order in which they are asked for,
 * those of the partition among them. A batch is overwritten by the next one.
 */
public final class ParquetBatchReader implements Iterator<ColumnarBatch>, Closeable {

  private static final int ROWS = 4096;

  private final Path path;
  private final VectorizedParquetRecordReader reader =
      new VectorizedParquetRecordReader(false, ROWS);
  private ColumnarBatch batch;
  private boolean isRead;
  private boolean isThere;

  public ParquetBatchReader(ReadSettings asked, ScanFile file) {
    this.path = new Path(file.path());
    try {
      open(asked, file);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while opening " + path, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private void open(ReadSettings asked, ScanFile file) throws IOException, InterruptedException {
    Configuration settings = asked.settings();
    HadoopInputFile input = HadoopInputFile.fromPath(path, settings);
    SeekableInputStream in = input.newStream();
    try {
      ParquetMetadata footer =
          ParquetFileReader.readFooter(
              input,
              HadoopReadOptions.builder(settings, path)
                  .withRange(file.start(), file.start() + file.bytes())
                  .build(),
              in);
      reader.initialize(
          new FileSplit(path, file.start(), file.bytes(), new String[0]),
          new TaskAttemptContextImpl(
              asked.of(footer.getFileMetaData().getSchema(), file), new TaskAttemptID()),
          Option.apply(input),
          Option.apply(in),
          Option.apply(footer));
      batch = inOrder(asked.columns(), asked.inFiles(file.partition()), file.partition());
    } catch (IOException | InterruptedException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private ColumnarBatch inOrder(
      StructType asked, StructType inFile, Map<String, Object> partition) {
    StructField[] known =
        Arrays.stream(asked.fields())
            .filter(field -> partition.containsKey(field.name()))
            .toArray(StructField[]::new);
    Object[] values =
        Arrays.stream(known)
            .map(field -> partition.get(field.name()))
            .map(value -> value == null ? null : FilterValues.stored(value))
            .toArray();
    reader.initBatch(new StructType(known), new GenericInternalRow(values));
    StructType read = inFile;
    for (StructField field : known) {
      read = read.add(field);
    }
    ColumnarBatch all = reader.resultBatch();
    StructType order = read;
    return new ColumnarBatch(
        Arrays.stream(asked.fieldNames())
            .map(name -> all.column(order.fieldIndex(name)))
            .toArray(ColumnVector[]::new));
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
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    isRead = false;
    batch.setNumRows(reader.resultBatch().numRows());
    return batch;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
