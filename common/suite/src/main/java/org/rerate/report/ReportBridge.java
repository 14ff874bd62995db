package org.rerate.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A report held against an earlier one of its name, headline by headline: what was restated of the
 * earlier date, then what came between the dates.
 *
 * @param report its name
 * @param against date of the earlier one
 * @param on date of the later one
 * @param publishedBy run that measured the earlier one; null if none is known
 * @param recordedFrom rows recorded by then made the earlier one
 * @param recordedTo rows recorded by then make the later one
 * @param methodology name of the methodology
 * @param knowledge what was known
 * @param otherRules by which rules of now its number is computed that were others when the earlier
 *     report was made, such as "min_coverage is 0.4 and was 0.5": the number may not be the one
 *     that was printed
 * @param headlines the numbers
 */
public record ReportBridge(
    String report,
    LocalDate against,
    LocalDate on,
    String publishedBy,
    Instant recordedFrom,
    Instant recordedTo,
    String methodology,
    String knowledge,
    List<String> otherRules,
    List<Headline> headlines) {}
