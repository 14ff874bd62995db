package org.rerate.jobs.explain;

import java.io.PrintStream;
import java.time.Instant;
import org.rerate.explain.BasketExplanation;
import org.rerate.explain.Input;
import org.rerate.explain.LegPart;
import org.rerate.explain.LinePart;
import org.rerate.explain.MemberPart;
import org.rerate.jobs.command.TextTable;

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
              + ExactNumbers.of(member.vendorCap().amount())
              + " "
              + member.vendorCap().currency()
              + " x "
              + ExactNumbers.of(member.vendorCap().usdPerUnit())
              + " = "
              + ExactNumbers.of(member.vendorCap().capUsd())
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

  /**
   * Why a stored number can differ from its rows, and what to do.
   *
   * @param command what stores such numbers
   * @param recordedBy rows loaded later do not count; null if all do
   */
  static String remedy(String command, Instant recordedBy) {
    String loaded =
        recordedBy == null
            ? "If data came in since"
            : "If rows recorded by " + recordedBy + " came in since";
    return loaded
        + ", rerate "
        + command
        + " brings the stored numbers up to date; if not, they were changed.";
  }

  private static String formula(LinePart line) {
    String name = "line " + line.securityId() + (line.isPrimary() ? " (primary)" : "") + ": ";
    if (line.shares() == null) {
      return name + "no share count, so it adds nothing";
    }
    if (line.capUsd() == null) {
      return name
          + ExactNumbers.of(line.shares())
          + " shares"
          + (line.priceStatus().name().equals("OK") ? "" : ", " + line.priceStatus());
    }
    return name
        + ExactNumbers.of(line.price())
        + " "
        + line.currency()
        + (line.ordinaryPerUnit() == 1 ? "" : " / " + ExactNumbers.of(line.ordinaryPerUnit()))
        + " x "
        + ExactNumbers.of(line.shares())
        + " shares"
        + (line.usdPerUnit() == 1 ? "" : " x " + ExactNumbers.of(line.usdPerUnit()))
        + " = "
        + ExactNumbers.of(line.capUsd())
        + " USD";
  }

  private static String formula(LegPart leg) {
    String name = "earnings " + leg.period() + ": ";
    if (leg.figure() == null) {
      return name + leg.status() + ", weight " + ExactNumbers.of(leg.weight());
    }
    return name
        + leg.figure()
        + " "
        + ExactNumbers.of(leg.amount())
        + " "
        + leg.currency()
        + (leg.weight() == 1 ? "" : " x " + ExactNumbers.of(leg.weight()))
        + (leg.usdPerUnit() == null || leg.usdPerUnit() == 1
            ? ""
            : " x " + ExactNumbers.of(leg.usdPerUnit()))
        + " = "
        + (leg.earningsUsd() == null
            ? leg.status().toString()
            : ExactNumbers.of(leg.earningsUsd()) + " USD");
  }

  private static void row(TextTable table, Input input) {
    table.row(
        input.what(),
        input.id(),
        input.date() == null ? "" : input.date() + age(input),
        ExactNumbers.of(input.value()),
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
