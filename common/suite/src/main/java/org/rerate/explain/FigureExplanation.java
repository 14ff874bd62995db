package org.rerate.explain;

import java.time.LocalDate;
import java.util.List;

/**
 * A basket's multiples, growth, revisions or index on a day, taken apart into what each member
 * brings.
 *
 * @param table the relation that holds them
 * @param basketId the basket
 * @param subsector a sub-sector, ALL, or a composite
 * @param valuationDate the day
 * @param membership point_in_time or backcast:DATE
 * @param first what the first number of a member is
 * @param second what the second is
 * @param figures one per row of the relation
 */
public record FigureExplanation(
    String table,
    String basketId,
    String subsector,
    LocalDate valuationDate,
    String membership,
    String first,
    String second,
    List<Figure> figures) {

  /**
   * A row of the relation.
   *
   * @param name the rest of its key: a multiple, a metric and its bases, a horizon, a weighting
   * @param runId the run that stored it; null if it is not stored
   * @param storedStatus the stored status; null if it is not stored
   * @param numbers the stored numbers beside those calculated again from the members
   * @param members what each member brings, by issuer
   */
  public record Figure(
      String name,
      String runId,
      String storedStatus,
      List<Agreement> numbers,
      List<Member> members) {

    /** Members that are not counted. */
    public List<Member> missing() {
      return members.stream().filter(member -> !member.status().equals("OK")).toList();
    }
  }

  /**
   * What a member brings; numbers are null where missing, inclusion factor applied to sums.
   *
   * @param issuerId the member
   * @param subsector its sub-sector
   * @param factor inclusion factor
   * @param weight cap in USD; of an index that of the close before, 1 for equal weights
   * @param first see the explanation
   * @param second likewise
   * @param status OK, or why it is not counted
   */
  public record Member(
      String issuerId,
      String subsector,
      double factor,
      Double weight,
      Double first,
      Double second,
      String status) {}

  /** True unless a stored number differs from the one calculated again. */
  public boolean agrees() {
    return figures.stream().flatMap(one -> one.numbers().stream()).allMatch(Agreement::holds);
  }
}
