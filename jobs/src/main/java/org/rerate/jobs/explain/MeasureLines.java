package org.rerate.jobs.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rerate.explain.MeasureExplanation;
import org.rerate.explain.MeasureExplanation.MeasureInput;
import org.rerate.explain.RowOrigin;

/** A measure taken apart, as flat rows for CSV: results first, then what they were made of. */
final class MeasureLines {

  static final List<String> COLUMNS =
      List.of(
          "part",
          "relation",
          "row",
          "source_file",
          "source_line",
          "source_mapping",
          "run_id",
          "known_at",
          "ingested_at");

  private MeasureLines() {}

  static List<List<Object>> of(MeasureExplanation measure) {
    List<List<Object>> lines = new ArrayList<>();
    for (List<Object> row : measure.rows()) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (int i = 0; i < row.size(); i++) {
        if (row.get(i) != null) {
          values.put(measure.columns().get(i), row.get(i));
        }
      }
      lines.add(
          Arrays.asList(
              "result", measure.relation(), text(values), null, null, null, null, null, null));
    }
    for (MeasureInput input : measure.inputs()) {
      RowOrigin source = input.source();
      lines.add(
          Arrays.asList(
              "input",
              source.table(),
              text(input.values()),
              source.file(),
              source.line(),
              source.mapping(),
              source.runId(),
              source.knownAt(),
              source.ingestedAt()));
    }
    return lines;
  }

  private static String text(Map<String, Object> values) {
    List<String> parts = new ArrayList<>();
    values.forEach((name, value) -> parts.add(name + "=" + value));
    return String.join("; ", parts);
  }
}
