package org.rerate.jobs.explain;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rerate.explain.MeasureExplanation;
import org.rerate.explain.MeasureExplanation.MeasureInput;
import org.rerate.jobs.command.TextTable;

/** A measure taken apart, for people. */
final class MeasureText {

  /** Rows of a table that are shown; CSV and JSON have all of them. */
  private static final int SHOWN = 40;

  private final PrintStream out;
  private final MeasureExplanation measure;

  MeasureText(PrintStream out, MeasureExplanation measure) {
    this.out = out;
    this.measure = measure;
  }

  void print() {
    out.println(
        measure.measure() + ": " + measure.rows().size() + " rows of " + measure.relation());
    out.println();
    TextTable table = new TextTable("  ", "l".repeat(measure.columns().size()));
    table.row(measure.columns().toArray());
    measure.rows().stream().limit(SHOWN).forEach(row -> table.row(row.toArray()));
    table.print(out);
    more(measure.rows().size());
    out.println();
    verdict();
    Map<String, List<MeasureInput>> byTable =
        measure.inputs().stream()
            .collect(
                Collectors.groupingBy(i -> i.source().table(), TreeMap::new, Collectors.toList()));
    byTable.forEach(this::inputs);
  }

  private void verdict() {
    if (!measure.agrees()) {
      out.println("  DOES NOT AGREE with what is stored:");
      measure.doubts().forEach(doubt -> out.println("    " + doubt));
    } else if (measure.storedRows() == 0) {
      out.println("  Not stored; rerate measure " + measure.measure() + " stores it.");
    } else {
      out.println(
          "  "
              + measure.storedRows()
              + " of these rows are stored; computed again from the rows below they are the same to"
              + " 1e-12.");
    }
  }

  private void inputs(String name, List<MeasureInput> rows) {
    out.println();
    out.println(name + ": " + rows.size() + " rows looked at");
    TextTable table = new TextTable("  ", "lll");
    rows.stream()
        .limit(SHOWN)
        .forEach(
            row ->
                table.row(
                    row.values().entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .collect(Collectors.joining(", ")),
                    row.source().file() + ":" + row.source().line(),
                    "known " + row.source().knownAt() + "  run " + row.source().runId()));
    table.print(out);
    more(rows.size());
  }

  private void more(int rows) {
    if (rows > SHOWN) {
      out.println("  ... and " + (rows - SHOWN) + " more; --format csv and json have all");
    }
  }
}
