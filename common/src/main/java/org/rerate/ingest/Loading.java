package org.rerate.ingest;

import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.contract.Contract;
import org.rerate.contract.ContractInMemory;
import org.rerate.contract.ExistingRows;
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

  /** Judges rows of a small file. */
  ContractInMemory contractInMemory(FeedSpec spec) {
    return new ContractInMemory(
        warehouse.spark(), spec, knownIds::references, options.runDay(), taken(spec));
  }

  /** Judges rows of a large file. */
  Contract contract(FeedSpec spec) {
    return new Contract(spec, knownIds::references, options.runDay(), taken(spec));
  }

  /** See {@link KnownIds#taken}. */
  Set<String> taken(FeedSpec spec) {
    return knownIds.taken(spec, options.mapping());
  }

  /** What earlier runs stored of a feed file, if its table was there before {@code sequence}. */
  Optional<Dataset<Row>> storedBefore(FeedSpec spec, long sequence) {
    return factsBefore(spec, sequence).map(ExistingRows::rows);
  }

  /** What is stored of a feed file, to be looked up; empty if nothing is. */
  Optional<ExistingRows> facts(FeedSpec spec) {
    return warehouse.exists(spec.table())
        ? Optional.of(new ExistingRows(warehouse, spec, null))
        : Optional.empty();
  }

  /** What earlier runs stored of it, if its table was there before {@code sequence}. */
  Optional<ExistingRows> factsBefore(FeedSpec spec, long sequence) {
    return sequence == 0
        ? Optional.empty()
        : Optional.of(new ExistingRows(warehouse, spec, options.runId()));
  }

  /** What is stored of a feed file; empty if nothing is. */
  Optional<Dataset<Row>> stored(FeedSpec spec) {
    return facts(spec).map(ExistingRows::rows);
  }
}
