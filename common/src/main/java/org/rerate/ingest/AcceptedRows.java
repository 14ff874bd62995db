package org.rerate.ingest;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.contract.ValidatedRow;
import org.rerate.feed.ParsedRows;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/** Stores accepted rows that are in memory, with where they came from. */
final class AcceptedRows {

  private final Loading loading;
  private final FeedSpec spec;

  AcceptedRows(Loading loading, FeedSpec spec) {
    this.loading = loading;
    this.spec = spec;
  }

  /** Stores them; returns the table version that has them. */
  long store(List<ValidatedRow> accepted, long sequence) {
    loading.knownIds().beforeAdding(spec);
    List<Row> rows = accepted.stream().map(this::row).toList();
    long version =
        loading.warehouse().appendRows(spec.table(), rows, loading.options().runId(), sequence);
    if (MarketTables.isReference(spec.name())) {
      loading.knownIds().add(spec, accepted.stream().map(row -> (String) row.value(0)).toList());
    }
    return version;
  }

  private Row row(ValidatedRow judged) {
    List<ColumnSpec> columns = spec.feedColumns();
    List<Object> cells = new ArrayList<>(columns.size() + MarketTables.PROVENANCE.size());
    for (int i = 0; i < columns.size(); i++) {
      cells.add(ParsedRows.external(columns.get(i), judged.value(i)));
    }
    cells.add(loading.options().mapping().name());
    cells.add(judged.file());
    cells.add(judged.line());
    cells.add(loading.options().runId());
    cells.add(loading.options().ingestedAt());
    cells.add(judged.storedDeliveredAt());
    return RowFactory.create(cells.toArray());
  }
}
