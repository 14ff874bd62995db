package org.rerate.ingest;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.contract.Stored;
import org.rerate.feed.FeedReader;
import org.rerate.storage.Warehouse;
import org.rerate.table.FeedSpec;

/**
 * What the loads of a feed's files share.
 *
 * @param warehouse where rows go
 * @param options what the load was told
 * @param reader reads the feed's files
 * @param knownIds what rows may name
 * @param quarantine where bad rows go
 * @param progress is told how a large file gets on
 */
record Loading(
    Warehouse warehouse,
    IngestOptions options,
    FeedReader reader,
    KnownIds knownIds,
    Quarantine quarantine,
    Progress progress) {

  /** What earlier runs stored of a feed file, if its table was there before {@code sequence}. */
  Optional<Dataset<Row>> storedBefore(FeedSpec spec, long sequence) {
    return factsBefore(spec, sequence).map(Stored::rows);
  }

  /** What is stored of a feed file, to be looked up; empty if nothing is. */
  Optional<Stored> facts(FeedSpec spec) {
    return warehouse.exists(spec.table())
        ? Optional.of(new Stored(warehouse, spec, null))
        : Optional.empty();
  }

  /** What earlier runs stored of it, if its table was there before {@code sequence}. */
  Optional<Stored> factsBefore(FeedSpec spec, long sequence) {
    return sequence == 0
        ? Optional.empty()
        : Optional.of(new Stored(warehouse, spec, options.runId()));
  }

  /** What is stored of a feed file; empty if nothing is. */
  Optional<Dataset<Row>> stored(FeedSpec spec) {
    return facts(spec).map(Stored::rows);
  }
}
