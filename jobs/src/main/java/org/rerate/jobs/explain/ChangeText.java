package org.rerate.jobs.explain;

import java.io.PrintStream;
import java.util.List;
import org.rerate.explain.Agreement;
import org.rerate.explain.ChangeExplanation;
import org.rerate.explain.MemberSpan;
import org.rerate.jobs.command.TextTable;
import org.rerate.report.ChangeRemarks;

/** A change and its incremental P/E taken apart, for people. */
public final class ChangeText {

  private final PrintStream out;
  private final ChangeExplanation change;

  /** A change to print to {@code out}. */
  public ChangeText(PrintStream out, ChangeExplanation change) {
    this.out = out;
    this.change = change;
  }

  /** Prints it with every row that it rests on. */
  public void print() {
    printSummary();
    MemberText text = new MemberText(out);
    for (MemberSpan member : change.members()) {
      out.println();
      text.print(member.from(), " on " + change.fromDate());
      out.println();
      text.print(member.to(), " on " + change.toDate());
    }
  }

  /** Prints it with a line for each member. */
  public void printSummary() {
    out.println(
        change.basketId()
            + " "
            + change.subsector()
            + " from "
            + change.fromDate()
            + " to "
            + change.toDate()
            + ", "
            + change.basis()
            + ", members "
            + change.membership()
            + " of the end, methodology "
            + change.methodology()
            + ", knowledge "
            + change.knowledge()
            + (change.recordedBy() == null ? "" : ", recorded by " + change.recordedBy()));
    out.println();
    figures();
    remarks();
    verdict();
    members("Matched: in the incremental P/E", true);
    members("Not matched", false);
  }

  private void figures() {
    TextTable table = new TextTable("  ", "lrrl");
    table.row("figure", "stored", "from the rows", "agrees");
    for (Agreement figure : change.figures()) {
      table.row(
          figure.figure(),
          ExactNumbers.of(figure.stored()),
          ExactNumbers.of(figure.recalculated()),
          figure.agrees() == null ? "" : figure.agrees() ? "yes" : "NO");
    }
    table.row("status", change.storedStatus(), change.status(), "");
    table.row("status_constant_fx", change.storedStatusConstantFx(), change.statusConstantFx(), "");
    table.print(out);
  }

  private void remarks() {
    List<String> remarks =
        new ChangeRemarks(change::figure, change.status(), change.statusConstantFx()).sentences();
    if (!remarks.isEmpty()) {
      out.println();
      remarks.forEach(remark -> out.println("  " + remark));
    }
  }

  private void verdict() {
    out.println();
    if (!change.isStored()) {
      out.println(
          "  Not stored under this methodology, knowledge and cut: rerate change stores it.");
    } else if (change.agrees()) {
      out.println(
          "  Stored by run "
              + change.runId()
              + "; calculated again from the rows below it is the same to 1e-12.");
    } else {
      out.println("  DOES NOT AGREE with what run " + change.runId() + " stored:");
      change.doubts().forEach(doubt -> out.println("    " + doubt));
      out.println("  " + MemberText.remedy("change", change.recordedBy()));
    }
  }

  private void members(String heading, boolean matched) {
    List<MemberSpan> some = change.members().stream().filter(m -> m.matched() == matched).toList();
    if (some.isEmpty()) {
      return;
    }
    out.println();
    out.println(heading + " (" + some.size() + ")");
    TextTable table = new TextTable("  ", "llrrrrrlrrl");
    table.row(
        "issuer",
        "sub-sector",
        "factor",
        "cap then USD",
        "cap now USD",
        "E then USD",
        "E now USD",
        "in",
        "rate then",
        "rate now",
        matched ? "" : "why not");
    for (MemberSpan member : some) {
      table.row(
          member.issuerId(),
          member.subsector(),
          ExactNumbers.of(member.inclusionFactor()),
          ExactNumbers.of(member.capFromUsd()),
          ExactNumbers.of(member.capToUsd()),
          ExactNumbers.of(member.earningsFromUsd()),
          ExactNumbers.of(member.earningsToUsd()),
          member.currency(),
          ExactNumbers.of(member.rateFrom()),
          ExactNumbers.of(member.rateTo()),
          member.leftOut());
    }
    table.print(out);
  }
}
