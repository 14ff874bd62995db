package org.rerate.ingest.load;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.rerate.domain.RerateException;
import org.rerate.ingest.read.SourceMapping;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * What a load is told.
 *
 * @param mapping the vendor's format; null for the canonical feed
 * @param only the feed files to load; empty for all that are there
 * @param limit of bad rows, above which a file is withheld
 * @param runId the run
 * @param ingestedAt when the run takes rows in
 * @param runDay the run's day, UTC
 * @param parts so many partitions compare the rows of a file; 0 for as many as its size asks for
 */
public record IngestOptions(
    SourceMapping mapping,
    Set<String> only,
    QuarantineLimit limit,
    String runId,
    Instant ingestedAt,
    LocalDate runDay,
    int parts) {

  /** Options for as many partitions as a file's size asks for. */
  public IngestOptions(
      SourceMapping mapping,
      Set<String> only,
      QuarantineLimit limit,
      String runId,
      Instant ingestedAt,
      LocalDate runDay) {
    this(mapping, only, limit, runId, ingestedAt, runDay, 0);
  }

  /** Checks the options whole. */
  public IngestOptions {
    mapping = mapping == null ? SourceMapping.CANONICAL : mapping;
    only = only == null ? Set.of() : Set.copyOf(only);
    List<String> known = MarketTables.ALL.stream().map(FeedSpec::name).toList();
    List<String> unknown = only.stream().filter(name -> !known.contains(name)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw RerateException.usage(
          "no feed file is called " + String.join(", ", unknown),
          "Known are " + String.join(", ", known));
    }
  }

  /** True if a file with so many bad rows is withheld, by the vendor's own limits if it has any. */
  boolean isOverLimit(long bad, long read) {
    return new QuarantineLimit(
            mapping.maxQuarantineFraction().orElse(limit.fraction()),
            mapping.minQuarantinedRows().orElse(limit.rows()))
        .isExceeded(bad, read);
  }

  boolean wants(String file) {
    return only.isEmpty() || only.contains(file);
  }
}
