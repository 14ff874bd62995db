package org.rerate.jobs.explain;

import java.io.PrintStream;
import org.rerate.jobs.door.TextTable;
import org.rerate.lineage.BasketExplanation;
import org.rerate.lineage.Input;
import org.rerate.lineage.LegPart;
import org.rerate.lineage.LinePart;
import org.rerate.lineage.MemberPart;

/** A member's cap and earnings on a day, with every row that they rest on, for people. */
final class MemberText {

  private final PrintStream out;

  MemberText(PrintStream out) {
    this.out = out;
  }

  /** Prints the member under a heading that goes on with {@code about}. */
  void print(MemberPart member, String about) {
    out.println(member.issuerId() + about + "  (" + member.subsector() + ")");
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
