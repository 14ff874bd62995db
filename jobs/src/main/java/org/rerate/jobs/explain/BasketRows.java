package org.rerate.jobs.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.rerate.explain.Agreement;
import org.rerate.explain.BasketExplanation;
import org.rerate.explain.ChangeExplanation;
import org.rerate.explain.Input;
import org.rerate.explain.LegPart;
import org.rerate.explain.LinePart;
import org.rerate.explain.MemberPart;
import org.rerate.explain.MemberSpan;

/**
 * A basket's number taken apart, as flat rows for CSV: results (with the stored number beside),
 * then what they were made of, down to the rows of the files.
 */
final class BasketRows {

  static final List<String> COLUMNS =
      List.of(
          "issuer_id",
          "subsector",
          "part",
          "item",
          "date",
          "age_days",
          "weight",
          "value",
          "unit",
          "detail",
          "stored",
          "agrees",
          "status",
          "source_table",
          "source_file",
          "source_line",
          "source_mapping",
          "run_id",
          "known_at",
          "ingested_at");

  private static final int RESULT = 13;

  private final List<List<Object>> rows = new ArrayList<>();

  static List<List<Object>> of(BasketExplanation number) {
    BasketRows made = new BasketRows();
    for (Agreement figure : number.figures()) {
      made.result(null, number.subsector(), "basket", figure, number.status());
    }
    number.members().forEach(made::member);
    return made.rows;
  }

  /** A change: its figures, then every member at the start, then at the end, by {@code date}. */
  static List<List<Object>> of(ChangeExplanation change) {
    BasketRows made = new BasketRows();
    for (Agreement figure : change.figures()) {
      made.result(null, change.subsector(), "change", figure, statusOf(change, figure));
    }
    for (MemberSpan member : change.members()) {
      made.matched(member);
      made.member(member.from());
      made.member(member.to());
    }
    return made.rows;
  }

  private static String statusOf(ChangeExplanation change, Agreement figure) {
    return figure.figure().equals("incremental_pe_constant_fx")
        ? change.statusConstantFx()
        : change.status();
  }

  /** What of a member counts at both ends; the detail says why it is not matched. */
  private void matched(MemberSpan member) {
    String issuer = member.issuerId();
    String subsector = member.subsector();
    String why = member.matched() ? "matched" : member.leftOut();
    both(issuer, subsector, "cap_from_usd", member.capFromUsd(), "USD", why);
    both(issuer, subsector, "cap_to_usd", member.capToUsd(), "USD", why);
    both(issuer, subsector, "earnings_from_usd", member.earningsFromUsd(), "USD", why);
    both(issuer, subsector, "earnings_to_usd", member.earningsToUsd(), "USD", why);
    if (member.currency() != null) {
      String unit = "USD per " + member.currency();
      both(issuer, subsector, "rate_from", member.rateFrom(), unit, why);
      both(issuer, subsector, "rate_to", member.rateTo(), unit, why);
    }
  }

  private void both(
      String issuer, String subsector, String item, Double value, String unit, String why) {
    List<Object> row = start(issuer, subsector, "both ends", item);
    row.set(7, value);
    row.set(8, unit);
    row.set(9, why);
  }

  private void member(MemberPart member) {
    String issuer = member.issuerId();
    String subsector = member.subsector();
    result(issuer, subsector, "member", member.agreements().get(0), member.capStatus());
    result(issuer, subsector, "member", member.agreements().get(1), member.earningsStatus());
    member.inputs().forEach(input -> input(issuer, subsector, "membership", null, input));
    for (LinePart line : member.lines()) {
      String part = "line " + line.securityId();
      value(issuer, subsector, part, null, "cap_usd", line.capUsd(), line.status().name());
      line.inputs().forEach(input -> input(issuer, subsector, part, null, input));
    }
    if (member.vendorCap() != null) {
      member
          .vendorCap()
          .inputs()
          .forEach(input -> input(issuer, subsector, "vendor cap", null, input));
    }
    for (LegPart leg : member.legs()) {
      String part = "earnings " + leg.period();
      Double earnings = leg.earningsUsd();
      value(issuer, subsector, part, leg.weight(), "earnings_usd", earnings, leg.status());
      leg.inputs().forEach(input -> input(issuer, subsector, part, leg.weight(), input));
    }
  }

  private void result(
      String issuer, String subsector, String part, Agreement figure, String status) {
    List<Object> row = start(issuer, subsector, part, figure.figure());
    row.set(7, figure.recalculated());
    row.set(10, figure.stored());
    row.set(11, figure.agrees());
    row.set(12, status);
  }

  private void value(
      String issuer,
      String subsector,
      String part,
      Double weight,
      String item,
      Double value,
      String status) {
    List<Object> row = start(issuer, subsector, part, item);
    row.set(6, weight);
    row.set(7, value);
    row.set(8, "USD");
    row.set(12, status);
  }

  private void input(String issuer, String subsector, String part, Double weight, Input input) {
    List<Object> row = start(issuer, subsector, part, input.what());
    row.set(4, input.date());
    row.set(5, input.ageDays());
    row.set(6, weight);
    row.set(7, input.value());
    row.set(8, filled(input.unit()));
    row.set(9, filled(input.detail()));
    row.set(RESULT, input.source().table());
    row.set(RESULT + 1, input.source().file());
    row.set(RESULT + 2, input.source().line());
    row.set(RESULT + 3, input.source().mapping());
    row.set(RESULT + 4, input.source().runId());
    row.set(RESULT + 5, input.source().knownAt());
    row.set(RESULT + 6, input.source().ingestedAt());
  }

  private static String filled(String text) {
    return text.isEmpty() ? null : text;
  }

  private List<Object> start(String issuer, String subsector, String part, String item) {
    List<Object> row = new ArrayList<>(Collections.nCopies(COLUMNS.size(), null));
    row.set(0, issuer);
    row.set(1, subsector);
    row.set(2, part);
    row.set(3, item);
    rows.add(row);
    return row;
  }
}
