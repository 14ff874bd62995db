package org.rerate.jobs.mcp;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.rerate.domain.Basis;
import org.rerate.jobs.serve.Questions;
import org.rerate.report.ComparisonRemarks;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.ValuationTables;
import org.rerate.valuation.Comparison;
import org.rerate.valuation.SpanRows;

/** One basket against another on a day. */
record CompareTool(ToolContext context) implements AnalystTool {

  private static final List<ColumnSpec> COLUMNS =
      ToolColumns.of(
          ValuationTables.COMPARISONS,
          "basket_a",
          "basket_b",
          "subsector",
          "valuation_date",
          "basis",
          "membership",
          "pe_a",
          "pe_b",
          "pe_premium",
          "pe_premium_ex_losses",
          "cap_share_a",
          "cap_share_b",
          "cap_ratio",
          "cap_ratio_private_a",
          "cap_ratio_private_both",
          "member_count_a",
          "capped_count_a",
          "member_count_b",
          "capped_count_b",
          "status");

  @Override
  public String name() {
    return "compare";
  }

  @Override
  public String title() {
    return "One basket against another";
  }

  @Override
  public String description() {
    return "Compares basket A with basket B on a day, by sub-sector, ALL first, computed now: both"
        + " P/Es, the premium of A, each sub-sector's share of its basket's cap, and the ratio of"
        + " the caps with and without unlisted companies.";
  }

  @Override
  public List<ToolParameter> parameters() {
    return List.of(
        ToolParameter.required("basket_a", "the basket compared"),
        ToolParameter.required("basket_b", "the basket it is compared with"),
        ToolParameter.optional("on", "the day; default: the last that both are valued on"),
        ToolParameter.BASIS,
        ToolParameter.MEMBERSHIP);
  }

  @Override
  public List<ColumnSpec> columns() {
    return COLUMNS;
  }

  @Override
  public ToolAnswer answer(ToolArguments given, Questions.Asked asked) {
    String a = given.text("basket_a");
    String b = given.text("basket_b");
    Basis basis = given.basis("NTM");
    LocalDate lastOfA = ToolDays.last(given.date("on"), asked, a);
    LocalDate lastOfB = ToolDays.last(given.date("on"), asked, b);
    LocalDate day = lastOfA.isBefore(lastOfB) ? lastOfA : lastOfB;
    List<Comparison> compared =
        context.alone(
            () ->
                context
                    .rerate()
                    .compare(a, b)
                    .on(day)
                    .bases(List.of(basis))
                    .membership(given.membership())
                    .compute());
    List<Row> rows =
        SpanRows.comparisons(compared, a, b, given.membership().toString()).stream()
            .sorted(
                Comparator.comparing((Row row) -> !"ALL".equals(row.getAs("subsector")))
                    .thenComparing(row -> row.<String>getAs("subsector")))
            .toList();
    ToolAnswer answer =
        new ToolAnswer(
                "%s against %s on %s, %s earnings, members %s"
                    .formatted(a, b, day, basis, given.membership()),
                ToolRows.plain(rows))
            .shown(
                ToolColumns.of(
                    COLUMNS,
                    "subsector",
                    "pe_a",
                    "pe_b",
                    "pe_premium",
                    "pe_premium_ex_losses",
                    "cap_share_a",
                    "cap_share_b",
                    "cap_ratio",
                    "status"))
            .ofBaskets(a, b)
            .valuedOn(day)
            .from(MarketTables.ALL.stream().map(FeedSpec::table).toList());
    if (!rows.isEmpty()) {
      Map<String, Object> all = answer.rows().get(0);
      answer
          .covers(
              sum(all, "member_count_a", "member_count_b"),
              sum(all, "capped_count_a", "capped_count_b"),
              null,
              null)
          .remark(ComparisonRemarks.of(rows.get(0)));
    }
    return answer;
  }

  private static int sum(Map<String, Object> row, String a, String b) {
    return ((Number) row.get(a)).intValue() + ((Number) row.get(b)).intValue();
  }
}
