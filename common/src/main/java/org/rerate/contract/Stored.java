package org.rerate.contract;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.storage.Condition;
import org.rerate.storage.Lookup;
import org.rerate.storage.Warehouse;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;

/**
 * What is stored of a feed file.
 *
 * @param warehouse where
 * @param spec the feed file
 * @param without the run whose rows are left out; null for none
 */
public record Stored(Warehouse warehouse, FeedSpec spec, String without) {

  /** All of it, for Spark. */
  public Dataset<Row> rows() {
    return lookup().rows();
  }

  /** A question to it about the feed's columns, and about {@code further} ones after them. */
  Lookup lookup(String... further) {
    List<String> columns = new ArrayList<>();
    spec.feedColumns().stream().map(ColumnSpec::name).forEach(columns::add);
    columns.addAll(List.of(further));
    return asking(columns);
  }

  /** A question to it about these columns. */
  Lookup asking(List<String> columns) {
    Lookup lookup = warehouse.lookup(spec.table(), columns.toArray(String[]::new));
    return without == null ? lookup : lookup.where(Condition.notIn("run_id", List.of(without)));
  }
}
