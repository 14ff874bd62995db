package org.rerate.jobs.explain;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.rerate.explain.Agreement;
import org.rerate.explain.FigureExplanation;
import org.rerate.explain.FigureExplanation.Figure;
import org.rerate.explain.FigureExplanation.Member;
import org.rerate.jobs.command.TextTable;

/** Multiples, growth, revisions or an index taken apart: for people, and as flat rows for CSV. */
final class FigureText {

  static final List<String> COLUMNS =
      List.of(
          "figure",
          "part",
          "name",
          "subsector",
          "factor",
          "weight_usd",
          "first",
          "second",
          "stored",
          "recalculated",
          "status");

  private FigureText() {}

  static void print(PrintStream out, FigureExplanation explained) {
    out.printf(
        "%s of %s %s on %s, members %s%n",
        explained.table(),
        explained.basketId(),
        explained.subsector(),
        explained.valuationDate(),
        explained.membership());
    explained.figures().forEach(figure -> print(out, explained, figure));
    if (explained.figures().isEmpty()) {
      out.println("  No rows are loaded that it could be computed from.");
    }
  }

  private static void print(PrintStream out, FigureExplanation explained, Figure figure) {
    out.printf("%n%s%n", figure.name());
    TextTable numbers = new TextTable("  ", "lrrl");
    numbers.row("figure", "stored", "from the members", "agrees");
    for (Agreement one : figure.numbers()) {
      numbers.row(
          one.figure(),
          one.stored(),
          one.recalculated(),
          one.agrees() == null ? "not stored" : one.agrees() ? "yes" : "NO");
    }
    numbers.print(out);
    out.printf(
        "  status %s%n",
        figure.storedStatus() == null
            ? "not stored; rerate value stores it"
            : figure.storedStatus() + ", by run " + figure.runId());
    TextTable members = new TextTable("  ", "llrrrrl");
    members.row(
        "issuer",
        "sub-sector",
        "factor",
        "weight",
        explained.first(),
        explained.second(),
        "counted");
    for (Member member : figure.members()) {
      members.row(
          member.issuerId(),
          member.subsector(),
          member.factor(),
          member.weight(),
          member.first(),
          member.second(),
          member.status().equals("OK") ? "yes" : member.status());
    }
    members.print(out);
    if (!figure.missing().isEmpty()) {
      out.println(
          "  Not counted: "
              + figure.missing().stream()
                  .map(member -> member.issuerId() + " (" + member.status() + ")")
                  .collect(Collectors.joining(", ")));
    }
  }

  static List<List<Object>> rows(FigureExplanation explained) {
    List<List<Object>> rows = new ArrayList<>();
    for (Figure figure : explained.figures()) {
      for (Agreement one : figure.numbers()) {
        rows.add(
            Arrays.asList(
                figure.name(),
                "number",
                one.figure(),
                null,
                null,
                null,
                null,
                null,
                one.stored(),
                one.recalculated(),
                figure.storedStatus()));
      }
      for (Member member : figure.members()) {
        rows.add(
            Arrays.asList(
                figure.name(),
                "member",
                member.issuerId(),
                member.subsector(),
                member.factor(),
                member.weight(),
                member.first(),
                member.second(),
                null,
                null,
                member.status()));
      }
    }
    return rows;
  }
}
