package org.rerate.jobs.explain;

import java.io.PrintStream;
import java.util.List;
import org.rerate.explain.Agreement;
import org.rerate.explain.BasketExplanation;
import org.rerate.explain.MemberPart;
import org.rerate.jobs.command.TextTable;
import org.rerate.report.ChangeRemarks;

/** A basket's number taken apart, for people. */
public final class BasketText {

  private final PrintStream out;
  private final BasketExplanation number;

  /** A number to print to {@code out}. */
  public BasketText(PrintStream out, BasketExplanation number) {
    this.out = out;
    this.number = number;
  }

  /** Prints it with every row that it rests on. */
  public void print() {
    printSummary();
    MemberText text = new MemberText(out);
    for (MemberPart member : number.members()) {
      out.println();
      text.print(member, member.name() == null ? "" : "  " + member.name());
    }
  }

  /** Prints it with a line for each member. */
  public void printSummary() {
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
  }

  private void figures() {
    TextTable table = new TextTable("  ", "lrrl");
    table.row("figure", "stored", "from the rows", "agrees");
    for (Agreement figure : number.figures()) {
      table.row(
          figure.figure(),
          ExactNumbers.of(figure.stored()),
          ExactNumbers.of(figure.recalculated()),
          figure.agrees() == null ? "" : figure.agrees() ? "yes" : "NO");
    }
    table.row("status", number.storedStatus(), number.status(), "");
    table.print(out);
    long capped = number.members().stream().filter(member -> member.capUsd() != null).count();
    out.println();
    out.println(
        "  The cap is of "
            + ChangeRemarks.ofMembers((int) capped, number.members().size())
            + (capped < number.members().size()
                ? "; why the others have none stands below."
                : "."));
  }

  private void verdict() {
    out.println();
    if (!number.isStored()) {
      out.println(
          "  Not stored under this methodology, knowledge and cut. rerate value with the same stores a"
              + " basket on");
      out.println(
          "  every day that has a close, on the bases and under the memberships that it is asked"
              + " for.");
    } else if (number.agrees()) {
      out.println(
          "  Stored by run "
              + number.runId()
              + "; calculated again from the rows below it is the same to 1e-12.");
    } else {
      out.println("  DOES NOT AGREE with what run " + number.runId() + " stored:");
      number.doubts().forEach(doubt -> out.println("    " + doubt));
      out.println("  " + MemberText.remedy("value", number.recordedBy()));
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
          ExactNumbers.of(member.inclusionFactor()),
          ExactNumbers.of(member.capUsd()),
          ExactNumbers.of(member.earningsUsd()),
          ExactNumbers.multiple(member.pe()),
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
          ExactNumbers.of(member.capUsd()),
          member.capStatus(),
          ExactNumbers.of(member.earningsUsd()),
          member.earningsStatus());
    }
    table.print(this.out);
  }
}
