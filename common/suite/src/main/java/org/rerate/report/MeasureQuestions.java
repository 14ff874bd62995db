package org.rerate.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rerate.domain.Days;
import org.rerate.domain.FiscalPeriod;
import org.rerate.domain.Membership;
import org.rerate.engine.filter.Filter;

/**
 * Which measures a report looks at, with which options, and which rows of their relations that
 * gives.
 */
public final class MeasureQuestions {

  /**
   * One measure.
   *
   * @param part where its rows go
   * @param measure its name
   * @param options its options
   * @param relation its relation
   * @param condition its rows
   */
  public record Question(
      ReportRows.Part part,
      String measure,
      Map<String, String> options,
      String relation,
      String condition) {}

  private final ReportSpec spec;
  private final ReportDetails details;
  private final LocalDate on;
  private final LocalDate first;

  /** The measures of {@code plan}. */
  public MeasureQuestions(ReportPlan plan) {
    this.spec = plan.spec();
    this.details = spec.details();
    this.on = spec.comparedOn();
    this.first = Days.date(plan.days()[0]);
  }

  /** All of them. */
  public List<Question> all() {
    List<Question> questions = new ArrayList<>();
    questions.add(capex());
    questions.add(growth());
    if (!details.benchmark().isEmpty()) {
      questions.add(modelGap());
    }
    questions.add(flows());
    return questions;
  }

  /** First and last year of the capex ratio, as the measure takes them. */
  String capexYears() {
    int last = on.getYear() - 1;
    return details.capexYears().isEmpty() ? (last - 2) + "-" + last : details.capexYears();
  }

  /** First and last fiscal year of growth against price. */
  String growthYears() {
    int last = FiscalPeriod.lastEndedYear(on);
    return details.growthYears().isEmpty() ? (last - 1) + "-" + last : details.growthYears();
  }

  private Question capex() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("basket", spec.basketA());
    options.put("basket-b", spec.basketB());
    options.put("on", on.toString());
    options.put("years", capexYears());
    options.put("membership", Membership.backcast(on).toString());
    if (!details.capexSubsectors().isEmpty()) {
      options.put("subsectors", String.join(",", details.capexSubsectors()));
    }
    String subsectors =
        details.capexSubsectors().isEmpty()
            ? "ALL"
            : String.join(",", details.capexSubsectors().stream().sorted().distinct().toList());
    return new Question(
        ReportRows.Part.CAPEX,
        "capex-ratio",
        options,
        "valuation.capex_ratios",
        is("basket_a", spec.basketA())
            + " AND "
            + is("basket_b", spec.basketB())
            + " AND metric = 'capex' AND year_type = 'CALENDAR' AND "
            + is("subsectors", subsectors)
            + " AND "
            + is("years", capexYears())
            + " AND "
            + is("membership", Membership.backcast(on).toString())
            + " AND valuation_date = "
            + date(on));
  }

  private Question growth() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("years", growthYears());
    options.put("basket", spec.basketA() + "," + spec.basketB());
    options.put("on", on.toString());
    options.put("membership", Membership.backcast(on).toString());
    String[] years = growthYears().split("-", -1);
    return new Question(
        ReportRows.Part.GROWTH,
        "group-growth",
        options,
        "valuation.group_growth",
        Filter.in("group_name", List.of(spec.basketA(), spec.basketB())).sql()
            + " AND from_year = "
            + years[0]
            + " AND to_year = "
            + years[years.length - 1]
            + " AND valuation_date = "
            + date(on));
  }

  private Question modelGap() {
    Map<String, String> options = new LinkedHashMap<>();
    String regionA = details.regionA().isEmpty() ? "CN" : details.regionA();
    String regionB = details.regionB().isEmpty() ? "US" : details.regionB();
    options.put("benchmark", details.benchmark());
    options.put("region-a", regionA);
    options.put("region-b", regionB);
    options.put("from", first.toString());
    options.put("to", on.toString());
    return new Question(
        ReportRows.Part.MODELS,
        "model-gap",
        options,
        "valuation.model_gaps",
        is("benchmark", details.benchmark())
            + " AND "
            + is("region_a", regionA)
            + " AND "
            + is("region_b", regionB)
            + " AND valuation_date BETWEEN "
            + date(first)
            + " AND "
            + date(on));
  }

  private Question flows() {
    Map<String, String> options = new LinkedHashMap<>();
    if (!details.channels().isEmpty()) {
      options.put("channel", String.join(",", details.channels()));
    }
    options.put("from", first.toString());
    options.put("to", on.toString());
    return new Question(
        ReportRows.Part.FLOWS,
        "flows",
        options,
        "valuation.flow_statistics",
        (details.channels().isEmpty()
                ? ""
                : Filter.in("channel", details.channels()).sql() + " AND ")
            + "trade_date BETWEEN "
            + date(first)
            + " AND "
            + date(on));
  }

  private static String is(String column, String value) {
    return Filter.in(column, List.of(value)).sql();
  }

  private static String date(LocalDate date) {
    return "DATE'" + date + "'";
  }
}
