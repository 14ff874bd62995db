package org.rerate.valuation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.rerate.domain.RestatedInput;

/**
 * A row of a market table that came in between two instants.
 *
 * @param input which input it belongs to
 * @param table the market table that holds it
 * @param id the line, issuer or currency
 * @param members the members that it concerns
 * @param date its business day; null if the table has none
 * @param text what it says
 * @param file the file that it was read from
 * @param line its first physical line there
 * @param runId the run that took it in
 * @param knownAt from when it could be known; null since ever
 * @param ingestedAt when we took it in
 */
public record RestatedRow(
    RestatedInput input,
    String table,
    String id,
    Set<String> members,
    LocalDate date,
    String text,
    String file,
    long line,
    String runId,
    Instant knownAt,
    Instant ingestedAt) {}
