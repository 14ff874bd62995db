package org.rerate.explain;

import java.time.Instant;

/**
 * Where a row came from.
 *
 * @param table the market table that holds it
 * @param file the file that it was read from
 * @param line its first physical line there, the header is 1; row number for Parquet
 * @param mapping the mapping that read it, or canonical
 * @param runId the run that took it in
 * @param knownAt from when it could be known
 * @param ingestedAt when we took it in
 */
public record RowOrigin(
    String table,
    String file,
    long line,
    String mapping,
    String runId,
    Instant knownAt,
    Instant ingestedAt) {}
