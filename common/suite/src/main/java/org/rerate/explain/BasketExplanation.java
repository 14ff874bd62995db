package org.rerate.explain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * A basket's number taken apart.
 *
 * @param basketId the basket
 * @param subsector a sub-sector, ALL, or a composite
 * @param valuationDate the day
 * @param basis earnings basis
 * @param membership point_in_time or backcast:DATE
 * @param methodology name of the methodology
 * @param knowledge latest, as_was or an instant
 * @param recordedBy rows loaded later were ignored; null for no cut
 * @param runId the run that stored the number; null if it is not stored
 * @param status status calculated again: OK, or why pe is missing
 * @param storedStatus the stored status; null if it is not stored
 * @param figures the stored numbers beside those calculated again
 * @param members the members that the number is over, by issuer
 * @param doubts what does not agree, in words; empty if everything does
 */
public record BasketExplanation(
    String basketId,
    String subsector,
    LocalDate valuationDate,
    String basis,
    String membership,
    String methodology,
    String knowledge,
    Instant recordedBy,
    String runId,
    String status,
    String storedStatus,
    List<Agreement> figures,
    List<MemberPart> members,
    List<String> doubts) {

  /** True if the number is in the result tables. */
  public boolean isStored() {
    return runId != null;
  }

  /** True unless a stored number differs from the one calculated again. */
  public boolean agrees() {
    return doubts.isEmpty();
  }

  /** The same with one member's details only; the numbers stay those of the whole set. */
  public BasketExplanation of(String issuerId) {
    return new BasketExplanation(
        basketId,
        subsector,
        valuationDate,
        basis,
        membership,
        methodology,
        knowledge,
        recordedBy,
        runId,
        status,
        storedStatus,
        figures,
        members.stream().filter(member -> member.issuerId().equals(issuerId)).toList(),
        doubts);
  }

  /** Every row that the number rests on, member by member. */
  public Stream<Input> inputs() {
    return members.stream().flatMap(BasketExplanation::inputs);
  }

  /** Every row that a member's numbers rest on. */
  public static Stream<Input> inputs(MemberPart member) {
    Stream<Input> vendorCap =
        member.vendorCap() == null ? Stream.empty() : member.vendorCap().inputs().stream();
    return Stream.of(
            member.inputs().stream(),
            member.lines().stream().flatMap(line -> line.inputs().stream()),
            vendorCap,
            member.legs().stream().flatMap(leg -> leg.inputs().stream()))
        .flatMap(inputs -> inputs);
  }
}
