package org.rerate.ingest.load;

import java.util.List;
import java.util.Set;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.parquet.DataFile;
import org.rerate.ingest.read.FeedReader;
import org.rerate.table.FeedSpec;

/**
 * What the loads of a feed's files share.
 *
 * @param warehouse where rows go
 * @param options what the load was told
 * @param reader reads the feed's files
 * @param knownIds what rows may name
 * @param quarantine where bad rows go
 * @param warnings where warnings that name a row go
 * @param progress is told how a large file gets on
 */
record Loading(
    Warehouse warehouse,
    IngestOptions options,
    FeedReader reader,
    KnownIds knownIds,
    Quarantine quarantine,
    WarningLog warnings,
    Progress progress) {

  /** See {@link KnownIds#taken}. */
  Set<String> taken(FeedSpec spec) {
    return knownIds.taken(spec, options.mapping());
  }

  /**
   * Stores accepted rows, which are written already.
   *
   * @param sequence of their table, read before stored rows were
   * @return the table version that has them
   */
  long append(Reconciled rows, long sequence) {
    FeedSpec spec = rows.spec();
    knownIds.beforeAdding(spec);
    List<DataFile> files = rows.files();
    try {
      long version = warehouse.appendFiles(spec.table(), files, options.runId(), sequence);
      knownIds.add(spec, rows.ids());
      return version;
    } catch (RuntimeException e) {
      warehouse.discard(spec.table(), files);
      throw e;
    }
  }
}
