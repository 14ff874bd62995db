package org.rerate.jobs.diff;

import java.io.PrintStream;
import java.util.List;
import java.util.function.UnaryOperator;
import org.rerate.jobs.command.TextTable;
import org.rerate.report.Headline;
import org.rerate.report.Headline.Part;
import org.rerate.report.Headline.Point;
import org.rerate.report.ReportBridge;
import org.rerate.report.document.Absence;
import org.rerate.report.document.Unit;

/** A report held against an earlier one, for people. */
final class BridgeText {

  private final PrintStream out;
  private final ReportBridge bridge;

  BridgeText(PrintStream out, ReportBridge bridge) {
    this.out = out;
    this.bridge = bridge;
  }

  void print() {
    out.printf(
        "%s of %s against that of %s, methodology %s, knowledge %s%n",
        bridge.report(), bridge.on(), bridge.against(), bridge.methodology(), bridge.knowledge());
    out.printf(
        "Rows recorded by %s (published%s), and by %s (restated, now)%n",
        bridge.recordedFrom(),
        bridge.publishedBy() == null ? "" : " by run " + bridge.publishedBy(),
        bridge.recordedTo());
    if (!bridge.otherRules().isEmpty()) {
      out.printf(
          "Both are computed by the rules of now, so what was printed may differ: %s%n",
          String.join(", ", bridge.otherRules()));
    }
    bridge.headlines().forEach(this::headline);
    out.printf("%nInputs and parts that moved nothing are left out; --format json has them.%n");
    Headline first = bridge.headlines().get(0);
    out.printf(
        "The rows behind a restatement: rerate diff --basket %s --on %s --basis BASIS --membership"
            + " backcast:%s --since %s%n",
        first.basket(), first.published().day(), first.published().day(), bridge.recordedFrom());
  }

  private void headline(Headline headline) {
    out.printf("%n%s%n", headline.words(UnaryOperator.identity()));
    TextTable table = new TextTable("  ", "lrll");
    point(table, "as published, " + headline.published().day(), headline, headline.published());
    parts(table, headline, headline.restatements());
    if (headline.restatements().stream().anyMatch(Part::matters)) {
      point(table, "restated, " + headline.restated().day(), headline, headline.restated());
    }
    parts(table, headline, headline.parts());
    point(table, "now, " + headline.now().day(), headline, headline.now());
    table.print(out);
  }

  private static void parts(TextTable table, Headline headline, List<Part> parts) {
    for (Part part : parts) {
      if (part.matters()) {
        table.row(
            "  " + part.name(),
            headline.unit().ofChange().display(part.effect()),
            "",
            reason(part.effect(), part.status()));
      }
    }
  }

  private static void point(TextTable table, String name, Headline headline, Point point) {
    table.row(
        name,
        headline.unit().display(point.value()),
        point.coverage() == null ? "" : "coverage " + Unit.FRACTION.display(point.coverage()),
        point.madeByLosses()
            ? "not meaningful: losses of members made it"
            : reason(point.value(), point.status()));
  }

  private static String reason(Double value, String status) {
    return value == null ? Absence.reason(status) : "";
  }
}
