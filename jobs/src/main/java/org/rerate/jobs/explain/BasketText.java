package org.rerate.jobs.explain;

import java.io.PrintStream;
import java.util.List;
import org.rerate.jobs.door.TextTable;
import org.rerate.lineage.Agreement;
import org.rerate.lineage.BasketExplanation;
import org.rerate.lineage.Input;
import org.rerate.lineage.LegPart;
import org.rerate.lineage.LinePart;
import org.rerate.lineage.MemberPart;

/** A basket's number taken apart, for people. */
final class BasketText {

  private final PrintStream out;
  private final BasketExplanation number;

  BasketText(PrintStream out, BasketExplanation number) {
    this.out = out;
    this.number = number;
  }

  void print() {
    out.println(
        number.basketId()
            + " "
            + number.subsector()
            + " on "
            + number.valuationDate()
            + ", "
            + number.basis()
            + ", members "
            + number.membership()
            + ", methodology "
            + number.methodology()
            + ", knowledge "
            + number.knowledge()
            + (number.recordedBy() == null ? "" : ", recorded by " + number.recordedBy()));
    out.println();
    figures();
    verdict();
    members();
    leftOut();
    number.members().forEach(this::member);
  }

  private void figures() {
    TextTable table = new TextTable("  ", "lrrl");
    table.row("figure", "stored", "from the rows", "agrees");
    for (Agreement figure : number.figures()) {
      table.row(
          figure.figure(),
          Numbers.of(figure.stored()),
          Numbers.of(figure.recalculated()),
          figure.agrees() == null ? "" : figure.agrees() ? "yes" : "NO");
    }
    table.row("status", number.storedStatus(), number.status(), "");
    table.print(out);
  }

  private void verdict() {
    out.println();
    if (!number.isStored()) {
      out.println(
          "  Not stored. rerate value stores a basket on every day that has a close, on the bases"
              + " of the");
      out.println("  methodology and under the memberships that it is asked for.");
    } else if (number.agrees()) {
      out.println(
          "  Stored by run "
              + number.runId()
              + "; calculated again from the rows below it is the same to 1e-12.");
    } else {
      out.println("  DOES NOT AGREE with what run " + number.runId() + " stored:");
      number.doubts().forEach(doubt -> out.println("    " + doubt));
      out.println(
          "  If data came in since, rerate value brings the stored numbers up to date;"
              + " if not, they were changed.");
    }
  }

  private void members() {
    List<MemberPart> matched = number.members().stream().filter(MemberPart::matched).toList();
    if (matched.isEmpty()) {
      return;
    }
    out.println();
    out.println("In the P/E (" + matched.size() + ")");
    TextTable table = new TextTable("  ", "lllrrrrlr");
    table.row(
        "issuer", "name", "sub-sector", "factor", "cap USD", "earnings USD", "P/E", "from", "age");
    for (MemberPart member : matched) {
      table.row(
          member.issuerId(),
          member.name(),
          member.subsector(),
          Numbers.of(member.inclusionFactor()),
          Numbers.of(member.capUsd()),
          Numbers.of(member.earningsUsd()),
          Numbers.multiple(member.pe()),
          member.earningsSource(),
          member.estimateAgeDays() == null ? "" : member.estimateAgeDays() + " days");
    }
    table.print(out);
  }

  private void leftOut() {
    List<MemberPart> out = number.members().stream().filter(m -> !m.matched()).toList();
    if (out.isEmpty()) {
      return;
    }
    this.out.println();
    this.out.println("Left out of the P/E (" + out.size() + ")");
    TextTable table = new TextTable("  ", "lllrlrl");
    table.row("issuer", "name", "sub-sector", "cap USD", "", "earnings USD", "");
    for (MemberPart member : out) {
      table.row(
          member.issuerId(),
          member.name(),
          member.subsector(),
          Numbers.of(member.capUsd()),
          member.capStatus(),
          Numbers.of(member.earningsUsd()),
          member.earningsStatus());
    }
    table.print(this.out);
  }

  private void member(MemberPart member) {
    out.println();
    out.println(
        member.issuerId()
            + (member.name() == null ? "" : "  " + member.name())
            + "  ("
            + member.subsector()
            + ")");
    TextTable table = new TextTable("    ", "lllrlll");
    // A rate that serves price and earnings alike is one row.
    BasketExplanation.inputs(member).distinct().forEach(input -> row(table, input));
    member.lines().forEach(line -> out.println("  " + formula(line)));
    if (member.vendorCap() != null) {
      out.println(
          "  cap by the vendor: "
              + Numbers.of(member.vendorCap().amount())
              + " "
              + member.vendorCap().currency()
              + " x "
              + Numbers.of(member.vendorCap().usdPerUnit())
              + " = "
              + Numbers.of(member.vendorCap().capUsd())
              + " USD");
    }
    if (!member.capStatus().equals("OK")) {
      out.println("  cap: " + member.capStatus());
    }
    member.legs().forEach(leg -> out.println("  " + formula(leg)));
    if (!member.earningsStatus().equals("OK")) {
      out.println("  earnings: " + member.earningsStatus());
    }
    table.print(out);
  }

  private static String formula(LinePart line) {
    String name = "line " + line.securityId() + (line.isPrimary() ? " (primary)" : "") + ": ";
    if (line.shares() == null) {
      return name + "no share count, so it adds nothing";
    }
    if (line.capUsd() == null) {
      return name
          + Numbers.of(line.shares())
          + " shares"
          + (line.priceStatus().name().equals("OK") ? "" : ", " + line.priceStatus());
    }
    return name
        + Numbers.of(line.price())
        + " "
        + line.currency()
        + (line.ordinaryPerUnit() == 1 ? "" : " / " + Numbers.of(line.ordinaryPerUnit()))
        + " x "
        + Numbers.of(line.shares())
        + " shares"
        + (line.usdPerUnit() == 1 ? "" : " x " + Numbers.of(line.usdPerUnit()))
        + " = "
        + Numbers.of(line.capUsd())
        + " USD";
  }

  private static String formula(LegPart leg) {
    String name = "earnings " + leg.period() + ": ";
    if (leg.figure() == null) {
      return name + leg.status() + ", weight " + Numbers.of(leg.weight());
    }
    return name
        + leg.figure()
        + " "
        + Numbers.of(leg.amount())
        + " "
        + leg.currency()
        + (leg.weight() == 1 ? "" : " x " + Numbers.of(leg.weight()))
        + (leg.usdPerUnit() == null || leg.usdPerUnit() == 1
            ? ""
            : " x " + Numbers.of(leg.usdPerUnit()))
        + " = "
        + (leg.earningsUsd() == null
            ? leg.status().toString()
            : Numbers.of(leg.earningsUsd()) + " USD");
  }

  private static void row(TextTable table, Input input) {
    table.row(
        input.what(),
        input.id(),
        input.date() == null ? "" : input.date() + age(input),
        Numbers.of(input.value()),
        input.unit(),
        input.detail(),
        input.source().file()
            + ":"
            + input.source().line()
            + "  known "
            + input.source().knownAt()
            + "  run "
            + input.source().runId());
  }

  private static String age(Input input) {
    return input.ageDays() == 0 ? "" : " (" + input.ageDays() + " days)";
  }
}
