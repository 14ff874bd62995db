package org.rerate.jobs.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rerate.explain.RestatementExplanation;
import org.rerate.explain.RestatementExplanation.Effect;
import org.rerate.explain.RestatementExplanation.Figures;
import org.rerate.explain.RestatementExplanation.MemberEffect;
import org.rerate.valuation.RestatedRow;

/**
 * A restatement as flat rows for CSV: the number then, each input's effect followed by its members
 * and rows, the number now.
 */
final class DiffRows {

  static final List<String> COLUMNS =
      List.of(
          "input",
          "part",
          "id",
          "row_count",
          "cap_effect_usd",
          "earnings_effect_usd",
          "pe_effect",
          "status",
          "date",
          "detail",
          "source_table",
          "source_file",
          "source_line",
          "run_id",
          "known_at",
          "ingested_at");

  private final List<List<Object>> rows = new ArrayList<>();

  private DiffRows() {}

  static List<List<Object>> of(RestatementExplanation restated) {
    DiffRows made = new DiffRows();
    made.figures("published", "value", null, null, restated.published());
    for (Effect effect : restated.effects()) {
      String input = effect.input().toString();
      made.figures(input, "effect", null, effect.rowCount(), effect.figures());
      for (MemberEffect member : effect.members()) {
        made.figures(input, "member", member.issuerId(), null, member.figures());
      }
      effect.rows().forEach(row -> made.row(input, row));
    }
    made.figures("now", "value", null, null, restated.now());
    return made.rows;
  }

  private void figures(String input, String part, String id, Integer count, Figures figures) {
    add(
        input,
        part,
        id,
        count,
        figures.capUsd(),
        figures.earningsUsd(),
        figures.pe(),
        figures.status());
  }

  private void row(String input, RestatedRow row) {
    add(
        input,
        "row",
        row.id(),
        null,
        null,
        null,
        null,
        null,
        row.date(),
        row.text(),
        row.table(),
        row.file(),
        row.line(),
        row.runId(),
        row.knownAt(),
        row.ingestedAt());
  }

  private void add(Object... cells) {
    rows.add(Arrays.asList(Arrays.copyOf(cells, COLUMNS.size())));
  }
}
