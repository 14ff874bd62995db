package org.rerate.engine.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.rerate.table.ColumnSpec;
import org.rerate.table.TableSpec;

/**
 * One Parquet file of a table, filled value by value from arrays: a row object per result would
 * cost more than computing it. Values come row by row, or many rows column by column, in the order
 * of the table's columns without those that separate files; the file counts once {@link
 * Warehouse#replaceFiles} has committed it.
 */
public final class DataFileWriter implements AutoCloseable {

  /**
   * Most rows of a row group: what is held in memory before it is written, and the least that
   * {@link RowGroupCopier} can spare.
   */
  static final int GROUP = 1 << 14;

  /** More bytes of a row group than any has. */
  static final long BLOCK = 128L << 20;

  private final TableSpec table;
  private final int groupRows;
  private final Path path;
  private final MessageType schema;
  private final ParquetProperties properties;
  private final ParquetFileWriter file;
  private final CodecFactory codecs;
  private final ColumnWriter[] writers;
  private ColumnChunkPageWriteStore pages;
  private ColumnWriteStore columns;
  private int column;
  private int rows;
  private long total;

  /** A text as the file holds it; made once, written many times. */
  public static final class Word {

    /** The word for a text in UTF-8, which is not to change. */
    public static Word of(byte[] text) {
      return new Word(Binary.fromConstantByteArray(text));
    }

    private final Binary bytes;

    private Word(Binary bytes) {
      this.bytes = bytes;
    }

    /** The word for {@code text}; null for null. */
    public static Word of(String text) {
      return text == null ? null : of(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private DataFileWriter(TableSpec table, Path path, Configuration configuration, int groupRows)
      throws IOException {
    this.table = table;
    this.groupRows = groupRows;
    this.path = path;
    this.schema = schema(table);
    this.properties = properties(table);
    this.file =
        new ParquetFileWriter(
            HadoopOutputFile.fromPath(path, configuration),
            schema,
            ParquetFileWriter.Mode.CREATE,
            BLOCK,
            0,
            null,
            properties);
    this.codecs = new CodecFactory(configuration, properties.getPageSizeThreshold());
    this.writers = new ColumnWriter[schema.getColumns().size()];
    file.start();
    startGroup();
  }

  static DataFileWriter create(
      TableSpec table, Path path, Configuration configuration, int groupRows) {
    try {
      return new DataFileWriter(table, path, configuration, groupRows);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + path, e);
    }
  }

  /**
   * Numbers hardly repeat; and only keys and runs are searched for, so only they need least and
   * greatest.
   */
  private static ParquetProperties properties(TableSpec table) {
    ParquetProperties.Builder builder =
        ParquetProperties.builder()
            .withAllocator(new HeapByteBufferAllocator())
            .withPageSize(1 << 20)
            .withPageRowCountLimit(20_000)
            .withSizeStatisticsEnabled(false)
            .withValuesWriterFactory(new RepeatedTexts.Factory());
    for (ColumnSpec column : table.columns()) {
      DataType type = column.kind().type();
      if (type.equals(DataTypes.DoubleType)
          || type.equals(DataTypes.LongType)
          || type.equals(DataTypes.BinaryType)) {
        builder.withDictionaryEncoding(column.name(), false);
      }
      builder.withStatisticsEnabled(column.name(), DataFile.isSearchedFor(table, column));
    }
    return builder.build();
  }

  public static MessageType schema(TableSpec table) {
    Types.MessageTypeBuilder builder = Types.buildMessage();
    for (ColumnSpec column : table.columns()) {
      if (!table.partitionBy().contains(column.name())) {
        builder.addField(field(column.name(), column.kind().type()));
      }
    }
    return builder.named("spark_schema");
  }

  private static Type field(String name, DataType type) {
    if (type.equals(DataTypes.StringType)) {
      return Types.primitive(PrimitiveTypeName.BINARY, Repetition.OPTIONAL)
          .as(LogicalTypeAnnotation.stringType())
          .named(name);
    }
    if (type.equals(DataTypes.BinaryType)) {
      return Types.primitive(PrimitiveTypeName.BINARY, Repetition.OPTIONAL).named(name);
    }
    if (type.equals(DataTypes.DateType)) {
      return Types.primitive(PrimitiveTypeName.INT32, Repetition.OPTIONAL)
          .as(LogicalTypeAnnotation.dateType())
          .named(name);
    }
    if (type.equals(DataTypes.DoubleType)) {
      return Types.primitive(PrimitiveTypeName.DOUBLE, Repetition.OPTIONAL).named(name);
    }
    if (type.equals(DataTypes.TimestampType)) {
      return Types.primitive(PrimitiveTypeName.INT64, Repetition.OPTIONAL)
          .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
          .named(name);
    }
    if (type.equals(DataTypes.LongType)) {
      return Types.primitive(PrimitiveTypeName.INT64, Repetition.OPTIONAL).named(name);
    }
    if (type.equals(DataTypes.BooleanType)) {
      return Types.primitive(PrimitiveTypeName.BOOLEAN, Repetition.OPTIONAL).named(name);
    }
    if (type.equals(DataTypes.IntegerType)) {
      return Types.primitive(PrimitiveTypeName.INT32, Repetition.OPTIONAL).named(name);
    }
    throw new IllegalArgumentException("column " + name + " has the type " + type);
  }

  private void startGroup() {
    CompressionCodecFactory.BytesInputCompressor zstd =
        codecs.getCompressor(CompressionCodecName.ZSTD);
    pages =
        new ColumnChunkPageWriteStore(
            zstd,
            schema,
            properties.getAllocator(),
            properties.getColumnIndexTruncateLength(),
            properties.getPageWriteChecksumEnabled());
    columns = properties.newColumnWriteStore(schema, pages);
    int at = 0;
    for (ColumnDescriptor descriptor : schema.getColumns()) {
      writers[at++] = columns.getColumnWriter(descriptor);
    }
    rows = 0;
  }

  /** The next value, a text; null if missing. */
  public DataFileWriter text(Word value) {
    if (value == null) {
      return missing();
    }
    writers[column++].write(value.bytes, 0, 1);
    return this;
  }

  /** The next value, a number; NaN if missing. */
  public DataFileWriter number(double value) {
    if (Double.isNaN(value)) {
      return missing();
    }
    writers[column++].write(value, 0, 1);
    return this;
  }

  /** The next value, a whole number or a day. */
  public DataFileWriter whole(int value) {
    writers[column++].write(value, 0, 1);
    return this;
  }

  /** The next value, a whole number or an instant. */
  public DataFileWriter whole(long value) {
    writers[column++].write(value, 0, 1);
    return this;
  }

  /** The next value, a truth value. */
  public DataFileWriter truth(boolean value) {
    writers[column++].write(value, 0, 1);
    return this;
  }

  /** The next value is missing. */
  public DataFileWriter missing() {
    writers[column++].writeNull(0, 0);
    return this;
  }

  /** Values of many rows, column by column. */
  public interface Columns {

    /** Writes those of a column from one place on up to another, one each. */
    void put(int column, ColumnWriter to, int from, int end);
  }

  /** Adds {@code count} rows. */
  public void rows(Columns values, int count) {
    int end = 0;
    for (int from = 0; from < count; from = end) {
      end = Math.min(count, from + groupRows - rows);
      for (int c = 0; c < writers.length; c++) {
        values.put(c, writers[c], from, end);
      }
      for (int row = from; row < end; row++) {
        endRow();
      }
    }
  }

  /** Ends a row, all of whose values must have come. */
  public void end() {
    if (column != writers.length) {
      throw new IllegalStateException(column + " values of " + writers.length);
    }
    column = 0;
    endRow();
  }

  private void endRow() {
    columns.endRecord();
    if (++rows == groupRows) {
      endGroup();
      startGroup();
    }
  }

  private void endGroup() {
    try {
      columns.flush();
      if (rows > 0) {
        file.startBlock(rows);
        pages.flushToFileWriter(file);
        file.endBlock();
        total += rows;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    } finally {
      columns.close();
      pages.close();
    }
  }

  /** Finishes the file and says what is in it. */
  public DataFile finish() {
    endGroup();
    try {
      file.end(Map.of());
      return DataFile.of(table, path, file.getPos(), total, file.getFooter());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot finish " + path, e);
    } finally {
      codecs.release();
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + path, e);
    }
  }
}
