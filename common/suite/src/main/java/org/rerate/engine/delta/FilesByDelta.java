package org.rerate.engine.delta;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.rerate.engine.parquet.DataFile;
import org.rerate.table.TableSpec;

/** Files that tasks wrote, as rows for Delta to write: see {@link StoredFormat}. */
final class FilesByDelta {

  private FilesByDelta() {}

  /**
   * The rows of files.
   *
   * @param path folder of the table
   * @param files each with the values of the table's partition columns, which it does not hold
   */
  static Dataset<Row> rows(
      SparkSession spark, TableSpec table, String path, Map<DataFile, Map<String, String>> files) {
    Map<Map<String, String>, List<String>> partitions =
        files.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getValue,
                    Collectors.mapping(
                        file -> path + "/" + file.getKey().getName(), Collectors.toList())));
    Dataset<Row> all = spark.createDataFrame(List.of(), table.structType());
    for (Map.Entry<Map<String, String>, List<String>> partition : partitions.entrySet()) {
      Dataset<Row> rows =
          spark
              .read()
              .schema(table.structType())
              .parquet(partition.getValue().toArray(String[]::new));
      for (Map.Entry<String, String> value : partition.getKey().entrySet()) {
        DataType type = table.column(value.getKey()).orElseThrow().kind().type();
        Column literal = functions.lit(value.getValue()).cast(type);
        rows = rows.withColumn(value.getKey(), literal);
      }
      all = all.unionByName(rows);
    }
    return all;
  }

  /** Deletes files that are not to be committed. */
  static void discard(Configuration settings, String path, List<DataFile> files) {
    try {
      for (DataFile file : files) {
        Path written = new Path(path, file.getName());
        written.getFileSystem(settings).delete(written, false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete files in " + path, e);
    }
  }
}
