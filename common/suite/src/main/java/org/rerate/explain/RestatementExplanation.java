package org.rerate.explain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rerate.domain.Days;
import org.rerate.domain.RestatedInput;
import org.rerate.methodology.Restatement.Value;
import org.rerate.valuation.RestatedGroup;
import org.rerate.valuation.RestatedRow;
import org.rerate.valuation.RestatementRequest;
import org.rerate.valuation.ResultVariant;

/**
 * Why a number of a past day is another now, for people and programs; numbers are null where
 * missing.
 *
 * @param basketId the basket
 * @param subsector a sub-sector, ALL, or a composite
 * @param valuationDate the day valued
 * @param basis earnings basis
 * @param membership rule of membership
 * @param methodology name of the methodology
 * @param knowledge what was known
 * @param recordedFrom published: rows taken in by then
 * @param recordedTo now: rows taken in by then
 * @param runId run that stored it; null if it is not stored
 * @param published the number then
 * @param now the number now
 * @param effects what each input made of it, in the order in which they were exchanged
 */
public record RestatementExplanation(
    String basketId,
    String subsector,
    LocalDate valuationDate,
    String basis,
    String membership,
    String methodology,
    String knowledge,
    Instant recordedFrom,
    Instant recordedTo,
    String runId,
    Figures published,
    Figures now,
    List<Effect> effects) {

  /**
   * A number, or a difference.
   *
   * @param capUsd the cap
   * @param earningsUsd the earnings
   * @param pe P/E
   * @param status OK, or why the P/E is missing
   */
  public record Figures(Double capUsd, Double earningsUsd, Double pe, String status) {

    static Figures of(Value value) {
      return new Figures(
          number(value.cap()), number(value.earnings()), number(value.pe()), value.status().name());
    }

    private static Double number(double value) {
      return Double.isNaN(value) ? null : (Double) value;
    }

    /** True if nothing moved, or nothing can be said. */
    public boolean isNothing() {
      return Stream.of(capUsd, earningsUsd, pe).allMatch(n -> n == null || n == 0);
    }
  }

  /**
   * What an input made of the number.
   *
   * @param input the input
   * @param rowCount its rows that came in between
   * @param figures the difference
   * @param members what it made through one member alone, those that moved it, most effect first
   * @param rows its rows, most effect first
   */
  public record Effect(
      RestatedInput input,
      int rowCount,
      Figures figures,
      List<MemberEffect> members,
      List<RestatedRow> rows) {}

  /**
   * What an input made of the number through one member alone.
   *
   * @param issuerId the member
   * @param figures the difference
   */
  public record MemberEffect(String issuerId, Figures figures) {}

  /** What is told of a group. */
  public static RestatementExplanation of(
      RestatementRequest request, RestatedGroup group, ResultVariant variant, String runId) {
    List<Value> effects = group.effects();
    List<Effect> told = new ArrayList<>();
    for (RestatedInput input : RestatedInput.values()) {
      List<RestatedRow> rows = group.rows(input);
      told.add(
          new Effect(
              input,
              rows.size(),
              Figures.of(effects.get(input.ordinal())),
              members(group.alone().get(input)),
              rows));
    }
    return new RestatementExplanation(
        request.basket().basketId(),
        group.group(),
        Days.date(request.day()),
        group.basis().toString(),
        request.basket().membership().toString(),
        variant.methodology(),
        variant.asOf().knowledge().toString(),
        request.before(),
        request.after(),
        runId,
        Figures.of(group.published()),
        Figures.of(group.now()),
        told);
  }

  private static List<MemberEffect> members(Map<String, Value> alone) {
    return alone.entrySet().stream()
        .map(member -> new MemberEffect(member.getKey(), Figures.of(member.getValue())))
        .filter(member -> !member.figures().isNothing())
        .sorted(
            Comparator.<MemberEffect>comparingDouble(m -> -size(m.figures().pe()))
                .thenComparingDouble(m -> -size(m.figures().capUsd()))
                .thenComparing(MemberEffect::issuerId))
        .toList();
  }

  private static double size(Double number) {
    return number == null ? 0 : Math.abs(number);
  }
}
