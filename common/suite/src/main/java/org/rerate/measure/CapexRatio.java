package org.rerate.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.rerate.domain.Days;
import org.rerate.domain.Status;
import org.rerate.history.MembershipHistory;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.methodology.CalendarYear;
import org.rerate.methodology.SumRatio;
import org.rerate.table.MeasureTables;
import org.rerate.table.TableSpec;
import org.rerate.value.Groups;

/**
 * Sums of a metric over years, basket A over basket B (methodology section 7). A member counts in
 * the total only with every year, and in a year only with that year; who does not is named.
 */
public final class CapexRatio implements Measure {

  private static final List<String> METRICS =
      List.of("capex", "revenue", "net_income", "ebitda", "fcf");

  /** Members of one basket with their figures: per member one per year. */
  private record Side(List<Member> members, List<ReportedFigure[]> figures) {

    double[] year(int year) {
      double[] values = new double[members.size()];
      Arrays.setAll(values, i -> figures.get(i)[year].usd() * members.get(i).factor());
      return values;
    }

    double[] total(int years) {
      double[] sums = new double[members.size()];
      for (int year = 0; year < years; year++) {
        double[] values = year(year);
        Arrays.setAll(sums, i -> sums[i] + values[i]);
      }
      return sums;
    }
  }

  @Override
  public String name() {
    return "capex-ratio";
  }

  @Override
  public String help() {
    return "Capex of basket A over that of basket B, per year and over all years.";
  }

  @Override
  public List<MeasureOption> options() {
    return List.of(
        MeasureOption.required("basket", "BASKET", "the basket above the line"),
        MeasureOption.required("basket-b", "BASKET", "the basket below the line"),
        MeasureOption.ON,
        MeasureOption.of("years", "YEARS", "years to sum, such as 2023-2025", "the last three"),
        MeasureOption.of("year-type", "TYPE", "calendar (time weighted) or fiscal", "calendar"),
        MeasureOption.of("subsectors", "NAME,...", "sub-sectors or composites to count", "ALL"),
        MeasureOption.of("metric", "METRIC", String.join(", ", METRICS), "capex"),
        MeasureOption.MEMBERSHIP);
  }

  @Override
  public TableSpec table() {
    return MeasureTables.CAPEX_RATIOS;
  }

  @Override
  public MeasureResult compute(MeasureRequest request) {
    String metric = request.choice("metric", upper(METRICS)).toLowerCase(Locale.ROOT);
    String yearType = request.choice("year-type", "CALENDAR", "FISCAL");
    int day = request.pricedDay();
    int last = Days.date(day).getYear() - 1;
    int[] years = request.years("years", last - 2, last);
    List<String> baskets = List.of(request.required("basket"), request.required("basket-b"));
    MembershipHistory memberships = request.references().memberships();
    List<List<Member>> members = new ArrayList<>();
    Set<String> groups = new TreeSet<>(List.of(Groups.ALL));
    for (String basket : baskets) {
      members.add(request.members(memberships, basket, day));
      groups.addAll(Groups.of(members.get(members.size() - 1), request.methodology()).keySet());
    }
    List<String> wanted =
        request.list("subsectors").isEmpty()
            ? List.of(Groups.ALL)
            : request.chosen("subsectors", groups).stream().sorted().toList();
    CalendarYear rule =
        yearType.equals("FISCAL")
            ? CalendarYear.FISCAL_BUCKET
            : request.methodology().calendarisation();
    List<Member> inA = of(members.get(0), wanted, request);
    List<Member> inB = of(members.get(1), wanted, request);
    Set<String> issuers = new TreeSet<>();
    inA.forEach(member -> issuers.add(member.issuerId()));
    inB.forEach(member -> issuers.add(member.issuerId()));
    ReportedFigures figures = new ReportedFigures(request, metric, issuers, years[0], day);
    Side a = side(inA, figures, years, rule);
    Side b = side(inB, figures, years, rule);

    String span = years[0] == years[1] ? String.valueOf(years[0]) : years[0] + "-" + years[1];
    String subsectors = String.join(",", wanted);
    MeasureRows rows = new MeasureRows(table());
    int count = years[1] - years[0] + 1;
    for (int year = 0; year <= count; year++) {
      boolean total = year == count;
      if (total && count == 1) {
        continue;
      }
      SumRatio ratio =
          total
              ? SumRatio.of(a.total(count), b.total(count), request.methodology())
              : SumRatio.of(a.year(year), b.year(year), request.methodology());
      rows.row()
          .set("basket_a", baskets.get(0))
          .set("basket_b", baskets.get(1))
          .set("subsectors", subsectors)
          .set("metric", metric)
          .set("year_type", yearType)
          .set("years", span)
          .set("period", total ? span : String.valueOf(years[0] + year))
          .set("valuation_date", day)
          .set("membership", request.membership())
          .set("amount_a_usd", ratio.amountA())
          .set("amount_b_usd", ratio.amountB())
          .set("ratio", ratio.ratio())
          .set("member_count_a", a.members().size())
          .set("covered_count_a", ratio.coveredA())
          .set("member_count_b", b.members().size())
          .set("covered_count_b", ratio.coveredB())
          .set("missing", missing(List.of(a, b), total ? 0 : year, total ? count : year + 1))
          .set("status", ratio.status())
          .add();
    }
    return rows.within(
        new MeasureScope()
            .is("basket_a", baskets.get(0))
            .is("basket_b", baskets.get(1))
            .is("subsectors", subsectors)
            .is("metric", metric)
            .is("year_type", yearType)
            .is("years", span)
            .on("valuation_date", day)
            .is("membership", request.membership().toString()));
  }

  private static String[] upper(List<String> words) {
    return words.stream().map(w -> w.toUpperCase(Locale.ROOT)).toArray(String[]::new);
  }

  private static List<Member> of(
      List<Member> members, List<String> groups, MeasureRequest request) {
    Map<String, int[]> positions = Groups.of(members, request.methodology());
    Set<Integer> chosen = new TreeSet<>();
    for (String group : groups) {
      Arrays.stream(positions.getOrDefault(group, new int[0])).forEach(chosen::add);
    }
    return chosen.stream().map(members::get).toList();
  }

  private static Side side(
      List<Member> members, ReportedFigures figures, int[] years, CalendarYear rule) {
    List<ReportedFigure[]> perMember = new ArrayList<>();
    for (Member member : members) {
      ReportedFigure[] perYear = new ReportedFigure[years[1] - years[0] + 1];
      Arrays.setAll(perYear, i -> figures.year(member.issuerId(), years[0] + i, rule));
      perMember.add(perYear);
    }
    return new Side(members, perMember);
  }

  /** {@code KC NO_ESTIMATE, ...}: whoever lacks one of the years, with the first reason. */
  private static String missing(List<Side> sides, int from, int to) {
    List<String> reasons = new ArrayList<>();
    for (Side side : sides) {
      for (int i = 0; i < side.members().size(); i++) {
        Status status = Status.OK;
        for (int year = from; year < to && status == Status.OK; year++) {
          status = side.figures().get(i)[year].status();
        }
        if (status != Status.OK) {
          reasons.add(side.members().get(i).issuerId() + " " + status);
        }
      }
    }
    return reasons.isEmpty() ? null : String.join(", ", reasons);
  }
}
