package org.rerate.jobs.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rerate.report.Headline;
import org.rerate.report.Headline.Part;
import org.rerate.report.Headline.Point;
import org.rerate.report.ReportBridge;

/** A report held against an earlier one as flat rows for CSV, headline by headline. */
final class BridgeRows {

  static final List<String> COLUMNS =
      List.of(
          "measure",
          "basket",
          "against",
          "basis",
          "since",
          "kind",
          "name",
          "date",
          "value",
          "coverage",
          "status");

  private final List<List<Object>> rows = new ArrayList<>();

  private BridgeRows() {}

  static List<List<Object>> of(ReportBridge bridge) {
    BridgeRows made = new BridgeRows();
    for (Headline headline : bridge.headlines()) {
      made.point(headline, "published", headline.published());
      headline.restatements().forEach(part -> made.part(headline, "restatement", part));
      made.point(headline, "restated", headline.restated());
      headline.parts().forEach(part -> made.part(headline, "part", part));
      made.point(headline, "now", headline.now());
    }
    return made.rows;
  }

  private void point(Headline of, String name, Point point) {
    add(of, "value", name, point.day(), point.value(), point.coverage(), point.status());
  }

  private void part(Headline of, String kind, Part part) {
    add(of, kind, part.name(), null, part.effect(), null, part.status());
  }

  private void add(Headline of, Object... cells) {
    List<Object> row =
        new ArrayList<>(
            Arrays.asList(of.measure(), of.basket(), of.against(), of.basis(), of.since()));
    row.addAll(Arrays.asList(cells));
    rows.add(row);
  }
}
