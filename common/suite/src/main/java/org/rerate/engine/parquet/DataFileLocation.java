package org.rerate.engine.parquet;

import java.io.Serializable;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.rerate.table.TableSpec;

/** Where tasks write files of tables; goes with them to the machines that run them. */
public final class DataFileLocation implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String root;
  private final SerializableConfiguration configuration;

  public DataFileLocation(String root, Configuration configuration) {
    this.root = root;
    this.configuration = new SerializableConfiguration(configuration);
  }

  /** A new file in the table's folder. */
  public DataFileWriter create(TableSpec table) {
    return DataFileWriter.create(
        table, newFile(table), configuration.value(), DataFileWriter.GROUP);
  }

  /** A path in the table's folder that no file has. */
  Path newFile(TableSpec table) {
    return new Path(
        root + "/" + table.schema() + "/" + table.name(),
        "part-" + UUID.randomUUID() + ".zstd.parquet");
  }

  /** How to reach the files. */
  public Configuration configuration() {
    return configuration.value();
  }
}
