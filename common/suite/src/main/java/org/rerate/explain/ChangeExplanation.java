package org.rerate.explain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A basket's change and its incremental P/E taken apart.
 *
 * @param basketId the basket
 * @param subsector a sub-sector, ALL, or a composite
 * @param fromDate start
 * @param toDate end
 * @param basis calendar year of the earnings
 * @param membership point_in_time or backcast:DATE
 * @param methodology name of the methodology
 * @param knowledge latest, as_was or an instant
 * @param recordedBy rows loaded later were ignored; null for no cut
 * @param runId the run that stored the change; null if it is not stored
 * @param status calculated again: OK, or why incremental_pe is missing
 * @param storedStatus the stored one; null if it is not stored
 * @param statusConstantFx calculated again: OK, or why incremental_pe_constant_fx is missing
 * @param storedStatusConstantFx the stored one; null if it is not stored
 * @param figures the stored numbers beside those calculated again, by column of basket_changes
 * @param members the members of the end, by issuer
 * @param doubts what does not agree, in words; empty if everything does
 */
public record ChangeExplanation(
    String basketId,
    String subsector,
    LocalDate fromDate,
    LocalDate toDate,
    String basis,
    String membership,
    String methodology,
    String knowledge,
    Instant recordedBy,
    String runId,
    String status,
    String storedStatus,
    String statusConstantFx,
    String storedStatusConstantFx,
    List<Agreement> figures,
    List<MemberSpan> members,
    List<String> doubts) {

  /** True if the change is in the result tables. */
  public boolean isStored() {
    return runId != null;
  }

  /** True unless a stored number differs from the one calculated again. */
  public boolean agrees() {
    return doubts.isEmpty();
  }

  /** A figure calculated again; null if it is missing. */
  public Double figure(String column) {
    return figures.stream()
        .filter(figure -> figure.figure().equals(column))
        .findFirst()
        .map(Agreement::recalculated)
        .orElse(null);
  }

  /** The same with one member's details only; the numbers stay those of the whole set. */
  public ChangeExplanation of(String issuerId) {
    return new ChangeExplanation(
        basketId,
        subsector,
        fromDate,
        toDate,
        basis,
        membership,
        methodology,
        knowledge,
        recordedBy,
        runId,
        status,
        storedStatus,
        statusConstantFx,
        storedStatusConstantFx,
        figures,
        members.stream().filter(member -> member.issuerId().equals(issuerId)).toList(),
        doubts);
  }
}
