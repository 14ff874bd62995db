package org.rerate.storage;

import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;
import org.rerate.table.TableSpec;

/** Where tasks write files of tables; goes with them to the machines that run them. */
public final class RowFolder implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String root;
  private final SerializableConfiguration configuration;

  RowFolder(String root, Configuration configuration) {
    this.root = root;
    this.configuration = new SerializableConfiguration(configuration);
  }

  /** A new file in the table's folder. */
  public RowFile create(TableSpec table) {
    return create(table, RowFile.GROUP);
  }

  /** The same for one of several that are filled at a time: fewer rows are held in memory. */
  RowFile createSmall(TableSpec table) {
    return create(table, RowFile.GROUP / 4);
  }

  private RowFile create(TableSpec table, int groupRows) {
    return RowFile.create(
        table, root + "/" + table.schema() + "/" + table.name(), configuration.value(), groupRows);
  }
}
