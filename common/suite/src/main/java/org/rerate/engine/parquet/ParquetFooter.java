package org.rerate.engine.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/**
 * What the end of a Parquet file says of it.
 *
 * @param schema its columns and their types; files with the same can be read together
 * @param columns the names of its columns, in order
 * @param nanoseconds columns that hold nanoseconds since 1970, which Spark reads as numbers
 * @param rows how many rows it has
 */
public record ParquetFooter(
    String schema, List<String> columns, Set<String> nanoseconds, long rows) {

  /**
   * Reads it.
   *
   * @throws IOException if the file cannot be opened, or is no whole Parquet file
   */
  public static ParquetFooter of(Configuration conf, String uri) throws IOException {
    HadoopInputFile file = HadoopInputFile.fromPath(new Path(uri), conf);
    try (ParquetFileReader reader = ParquetFileReader.open(file)) {
      return of(reader.getFooter());
    } catch (RuntimeException e) {
      // "... is not a Parquet file", "... is not a Parquet file (length is too low: 3)"
      throw new IOException(e.getMessage(), e);
    }
  }

  private static ParquetFooter of(ParquetMetadata footer) {
    List<String> columns = new ArrayList<>();
    Set<String> nanoseconds = new TreeSet<>();
    for (Type field : footer.getFileMetaData().getSchema().getFields()) {
      columns.add(field.getName());
      if (isNanoseconds(field)) {
        nanoseconds.add(field.getName());
      }
    }
    return new ParquetFooter(
        footer.getFileMetaData().getSchema().toString(),
        List.copyOf(columns),
        Set.copyOf(nanoseconds),
        footer.getBlocks().stream().mapToLong(BlockMetaData::getRowCount).sum());
  }

  private static boolean isNanoseconds(Type field) {
    return field.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time
        && time.getUnit() == LogicalTypeAnnotation.TimeUnit.NANOS;
  }
}
