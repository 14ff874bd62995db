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
   * @param rows those of its relation
   */
  public record Question(
      ReportRows.Part part, String measure, Map<String, String> options, Filter rows) {}

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
        Filter.and(
            Filter.is("basket_a", spec.basketA()),
            Filter.is("basket_b", spec.basketB()),
            Filter.is("metric", "capex"),
            Filter.is("year_type", "CALENDAR"),
            Filter.is("subsectors", subsectors),
            Filter.is("years", capexYears()),
            Filter.is("membership", Membership.backcast(on).toString()),
            Filter.is("valuation_date", on)));
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
        Filter.and(
            Filter.in("group_name", List.of(spec.basketA(), spec.basketB())),
            Filter.is("from_year", Integer.parseInt(years[0])),
            Filter.is("to_year", Integer.parseInt(years[years.length - 1])),
            Filter.is("valuation_date", on)));
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
        Filter.and(
            Filter.is("benchmark", details.benchmark()),
            Filter.is("region_a", regionA),
            Filter.is("region_b", regionB),
            Filter.days("valuation_date", Days.of(first), Days.of(on))));
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
        Filter.and(
            details.channels().isEmpty() ? Filter.all() : Filter.in("channel", details.channels()),
            Filter.days("trade_date", Days.of(first), Days.of(on))));
  }
}
