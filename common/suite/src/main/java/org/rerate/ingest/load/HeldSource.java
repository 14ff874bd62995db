package org.rerate.ingest.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.exchange.Exchange.Sent;
import org.rerate.ingest.check.RejectedRow;
import org.rerate.ingest.check.RowValidationRules;
import org.rerate.ingest.read.ParsedRecord;
import org.rerate.table.MarketTables;

/**
 * Rows that were held back, each as delivered when it was held. Filled by one thread, then read.
 */
final class HeldSource implements LoadSource {

  private final String feedFile;
  private final ArrayList<RowSource.Delivered> rows = new ArrayList<>();
  private final Map<Place, Set<RecordKey>> records = new HashMap<>();

  /** No rows yet of a feed file. */
  HeldSource(String feedFile) {
    this.feedFile = feedFile;
  }

  /** What a record is told by within its feed. */
  record RecordKey(String file, long line, String text) {}

  /** Where a record stood that was held at an instant. */
  private record Place(String file, long line, long deliveredAt) {}

  /**
   * Adds the rows of a record.
   *
   * @param text the record's
   * @param deliveredAt when it was held, microseconds of UTC
   * @param parsed its rows
   */
  void add(String text, long deliveredAt, List<ParsedRecord.Row> parsed) {
    for (ParsedRecord.Row row : parsed) {
      rows.add(new RowSource.Delivered(row, deliveredAt));
      RecordKey record = new RecordKey(row.file(), row.line(), text);
      records
          .computeIfAbsent(
              new Place(record.file(), record.line(), deliveredAt), at -> new LinkedHashSet<>())
          .add(record);
    }
  }

  /** The records none of whose rows is bad: one that yields several is held as long as any is. */
  Set<RecordKey> without(List<RejectedRow> bad) {
    Map<Place, Set<RecordKey>> good = new HashMap<>(records);
    bad.forEach(row -> good.remove(new Place(row.file(), row.line(), row.deliveredAt())));
    Set<RecordKey> all = new LinkedHashSet<>();
    good.values().forEach(all::addAll);
    return all;
  }

  @Override
  public long expectedRows() {
    return rows.size();
  }

  @Override
  public Sent rows(
      LoadTransport transport, RowValidationRules rules, int parts, LoadTransport.RowCounter read) {
    String name = feedFile;
    return transport.send(
        List.of(rows),
        some ->
            new RowSource.OfRows(
                some.iterator(),
                new BatchSchema(MarketTables.named(name).orElseThrow()),
                parts,
                rules.judge(),
                read::add),
        PartitionedWriter.partitions(parts));
  }

  /** Nobody asks: the texts are where the rows come from. */
  @Override
  public Sent records(LoadTransport transport, Places places, int partitions) {
    throw new UnsupportedOperationException("rows held back have their texts");
  }

  /** They are not divided. */
  @Override
  public LoadSource undivided() {
    return this;
  }
}
