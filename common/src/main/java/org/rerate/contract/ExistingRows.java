package org.rerate.contract;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.storage.Filter;
import org.rerate.storage.TableScan;
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
public record ExistingRows(Warehouse warehouse, FeedSpec spec, String without) {

  /** All of it, for Spark. */
  public Dataset<Row> rows() {
    return scan().rows();
  }

  /** A question to it about the feed's columns, and about {@code further} ones after them. */
  TableScan scan(String... further) {
    List<String> columns = new ArrayList<>();
    spec.feedColumns().stream().map(ColumnSpec::name).forEach(columns::add);
    columns.addAll(List.of(further));
    return asking(columns);
  }

  /** A question to it about these columns. */
  TableScan asking(List<String> columns) {
    TableScan scan = warehouse.scan(spec.table(), columns.toArray(String[]::new));
    return without == null ? scan : scan.where(Filter.notIn("run_id", List.of(without)));
  }
}
