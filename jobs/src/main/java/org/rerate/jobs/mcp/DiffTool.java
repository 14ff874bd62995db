package org.rerate.jobs.mcp;

import static org.rerate.jobs.mcp.ToolColumns.own;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rerate.domain.Basis;
import org.rerate.explain.RestatementExplanation;
import org.rerate.explain.RestatementExplanation.Effect;
import org.rerate.explain.RestatementExplanation.Figures;
import org.rerate.jobs.command.Output;
import org.rerate.jobs.diff.DiffText;
import org.rerate.jobs.serve.Questions;
import org.rerate.table.ColumnKind;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/** Why a number of a past day is another now. */
record DiffTool(ToolContext context) implements AnalystTool {

  private static final List<ColumnSpec> COLUMNS =
      List.of(
          own("input", ColumnKind.TEXT, "published, what each input made of it, now"),
          own("row_count", ColumnKind.INTEGER, "rows that came in between; null: not an effect"),
          own("cap_usd", ColumnKind.NUMBER, "cap, or its change, USD"),
          own("earnings_usd", ColumnKind.NUMBER, "earnings, or their change, USD"),
          own("pe", ColumnKind.NUMBER, "P/E, or its change"),
          own("status", ColumnKind.TEXT, "OK, or why the P/E is missing"));

  private static final int MOST = 20;

  @Override
  public String name() {
    return "diff";
  }

  @Override
  public String title() {
    return "Why a number is another now";
  }

  @Override
  public String description() {
    return "Why a basket's number of a past day differs from what it was before later rows came in:"
        + " what each input (prices, share counts, estimates, ...) made of it, which sum to the"
        + " change. details has the members and rows behind each, with file and line. Computed now.";
  }

  @Override
  public List<ToolParameter> parameters() {
    return List.of(
        ToolParameter.BASKET,
        ToolParameter.ON,
        ToolParameter.BASIS,
        ToolParameter.optional("subsector", "a sub-sector, a composite, or ALL (default)"),
        ToolParameter.optional(
            "since",
            "what counts as before: an instant or a run_id; default: the run before the last that"
                + " took rows in"),
        ToolParameter.MEMBERSHIP,
        ToolParameter.count("rows", "rows and members told per input; default 20"));
  }

  @Override
  public List<ColumnSpec> columns() {
    return COLUMNS;
  }

  @Override
  public ToolAnswer answer(ToolArguments given, Questions.Asked asked) {
    String basket = given.text("basket");
    LocalDate day = ToolDays.last(given.date("on"), asked, basket);
    Basis basis = given.basis("NTM");
    String subsector = given.optional("subsector").orElse("ALL");
    int most = given.count("rows", MOST);
    List<RestatementExplanation> groups =
        context.alone(
            () ->
                context
                    .rerate()
                    .diff(basket)
                    .membership(given.membership())
                    .since(given.optional("since").orElse(null))
                    .compute(day, basis));
    RestatementExplanation group =
        groups.stream()
            .filter(one -> one.subsector().equals(subsector))
            .findFirst()
            .orElseThrow(
                () ->
                    BasketRuns.noSubsector(
                        basket,
                        subsector,
                        "on " + day + ", neither then nor now",
                        groups.stream().map(RestatementExplanation::subsector).toList()));
    List<Map<String, Object>> rows = rows(group);
    return new ToolAnswer("Why %s %s on %s is another now".formatted(basket, subsector, day), rows)
        .headline(rows.get(rows.size() - 1))
        .text(AnswerText.printed(out -> new DiffText(out, group, most).print()))
        .details(Output.plainDocument(shortened(group, most)))
        .ofBaskets(basket)
        .valuedOn(day)
        .from(MarketTables.ALL.stream().map(FeedSpec::table).toList());
  }

  private static List<Map<String, Object>> rows(RestatementExplanation group) {
    List<Map<String, Object>> rows = new ArrayList<>();
    rows.add(row("published", null, group.published()));
    group
        .effects()
        .forEach(
            effect ->
                rows.add(row(effect.input().toString(), effect.rowCount(), effect.figures())));
    rows.add(row("now", null, group.now()));
    return rows;
  }

  private static Map<String, Object> row(String input, Integer count, Figures figures) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("input", input);
    row.put("row_count", count);
    row.put("cap_usd", figures.capUsd());
    row.put("earnings_usd", figures.earningsUsd());
    row.put("pe", figures.pe());
    row.put("status", figures.status());
    return row;
  }

  private static RestatementExplanation shortened(RestatementExplanation group, int most) {
    return new RestatementExplanation(
        group.basketId(),
        group.subsector(),
        group.valuationDate(),
        group.basis(),
        group.membership(),
        group.methodology(),
        group.knowledge(),
        group.recordedFrom(),
        group.recordedTo(),
        group.runId(),
        group.published(),
        group.now(),
        group.effects().stream()
            .map(
                effect ->
                    new Effect(
                        effect.input(),
                        effect.rowCount(),
                        effect.figures(),
                        effect.members().stream().limit(most).toList(),
                        effect.rows().stream().limit(most).toList()))
            .toList());
  }
}
