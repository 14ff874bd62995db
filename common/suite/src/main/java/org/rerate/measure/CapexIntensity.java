package org.rerate.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.rerate.domain.Days;
import org.rerate.domain.Status;
import org.rerate.history.FactKind;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.methodology.Growth;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.SumRatio;
import org.rerate.table.MeasureTables;
import org.rerate.table.TableSpec;
import org.rerate.value.Groups;

/**
 * Capex over revenue of each reported period, and the growth of capex over a year: per member, per
 * sub-sector and for the whole basket. Only what was reported counts. Fiscal periods are put in the
 * calendar quarter in which they end, fiscal years in the year of June to May in which they end.
 */
public final class CapexIntensity implements Measure {

  /** Capex and revenue of one member in one period, and capex a year before. */
  private record Cell(
      ReportedFigure capex, ReportedFigure revenue, ReportedFigure capexBefore, double factor) {

    boolean covered() {
      return capex.status() == Status.OK && revenue.status() == Status.OK;
    }

    boolean reported() {
      return capex.end() != FactKind.NONE || revenue.end() != FactKind.NONE;
    }

    /** The member's own ratio needs no rate where both figures are in one currency. */
    SumRatio intensity(Methodology methodology) {
      boolean same = capex.currency() != null && capex.currency().equals(revenue.currency());
      return SumRatio.of(
          new double[] {same ? capex.amount() : capex.usd()},
          new double[] {same ? revenue.amount() : revenue.usd()},
          methodology);
    }

    /** Growth in the member's own currency where both years have the same, else in dollars. */
    double growth() {
      boolean same = capex.currency() != null && capex.currency().equals(capexBefore.currency());
      return same
          ? Growth.of(capexBefore.amount(), capex.amount())
          : Growth.of(capexBefore.usd(), capex.usd());
    }

    Status growthStatus() {
      boolean same = capex.currency() != null && capex.currency().equals(capexBefore.currency());
      Status missing = capex.status() == Status.OK ? capexBefore.status() : capex.status();
      return same
          ? Growth.status(capexBefore.amount(), capex.amount(), missing)
          : Growth.status(capexBefore.usd(), capex.usd(), missing);
    }
  }

  @Override
  public String name() {
    return "capex-intensity";
  }

  @Override
  public String help() {
    return "Capex over revenue by reported quarter or year, and its growth on the year before.";
  }

  @Override
  public List<MeasureOption> options() {
    return List.of(
        MeasureOption.required("basket", "BASKET", "the basket"),
        MeasureOption.ON,
        MeasureOption.of("period-type", "TYPE", "FQ for quarters, FY for years", "FQ"),
        MeasureOption.of("periods", "N", "how many periods back from the day", "8"),
        MeasureOption.MEMBERSHIP);
  }

  @Override
  public TableSpec table() {
    return MeasureTables.CAPEX_INTENSITY;
  }

  @Override
  public MeasureResult compute(MeasureRequest request) {
    boolean quarters = request.choice("period-type", "FQ", "FY").equals("FQ");
    String basket = request.required("basket");
    int periods = request.count("periods", 8);
    int day = request.pricedDay();
    List<Member> members = request.members(request.references().memberships(), basket, day);
    List<String> issuers = members.stream().map(Member::issuerId).toList();
    int year = Days.date(day).getYear();
    int last = quarters ? year * 4 + (Days.date(day).getMonthValue() - 1) / 3 : year;
    int first = last - periods + 1;
    int firstYear = (quarters ? Math.floorDiv(first, 4) : first) - 1;
    ReportedFigures capex = new ReportedFigures(request, "capex", issuers, firstYear, day);
    ReportedFigures revenue = new ReportedFigures(request, "revenue", issuers, firstYear, day);
    MeasureRows rows = new MeasureRows(table());
    for (int period = first; period <= last; period++) {
      List<Cell> cells = new ArrayList<>();
      for (Member member : members) {
        cells.add(
            new Cell(
                of(capex, member, period, quarters),
                of(revenue, member, period, quarters),
                of(capex, member, period - (quarters ? 4 : 1), quarters),
                member.factor()));
      }
      // A period of which nobody has reported anything yet, or any more, is no row at all.
      if (cells.stream().anyMatch(Cell::reported)) {
        add(rows, request, basket, day, quarters, period, members, cells);
      }
    }
    return rows.within(
        new MeasureScope()
            .is("basket_id", basket)
            .is("period_type", quarters ? "FQ" : "FY")
            .on("valuation_date", day)
            .is("membership", request.membership().toString()));
  }

  private static ReportedFigure of(
      ReportedFigures figures, Member member, int period, boolean quarters) {
    return quarters
        ? figures.reportedQuarter(member.issuerId(), period)
        : figures.reportedYear(member.issuerId(), period);
  }

  private static void add(
      MeasureRows rows,
      MeasureRequest request,
      String basket,
      int day,
      boolean quarters,
      int period,
      List<Member> members,
      List<Cell> cells) {
    String name = quarters ? Math.floorDiv(period, 4) + "Q" + (Math.floorMod(period, 4) + 1) : "";
    Runnable start =
        () ->
            rows.row()
                .set("basket_id", basket)
                .set("period_type", quarters ? "FQ" : "FY")
                .set("period", quarters ? name : String.valueOf(period))
                .set("valuation_date", day)
                .set("membership", request.membership());
    for (int i = 0; i < members.size(); i++) {
      Cell cell = cells.get(i);
      start.run();
      rows.set("subsector", members.get(i).subsector()).set("issuer_id", members.get(i).issuerId());
      member(rows, request, cell);
    }
    Map<String, int[]> groups = Groups.of(members, request.methodology());
    groups.forEach(
        (group, positions) -> {
          List<Cell> inGroup = Arrays.stream(positions).mapToObj(cells::get).toList();
          start.run();
          rows.set("subsector", group);
          double[] sums = growthSums(inGroup);
          Status status = Growth.status(sums[0], sums[1], Status.NO_COVERAGE);
          group(rows, request, inGroup, Growth.of(sums[0], sums[1]), status);
        });
  }

  /** Capex of members with both years, a year before and now, USD; NaN if there are none. */
  private static double[] growthSums(List<Cell> cells) {
    double[] sums = {Double.NaN, Double.NaN};
    for (Cell cell : cells) {
      if (hasBoth(cell)) {
        sums[0] = (Double.isNaN(sums[0]) ? 0 : sums[0]) + cell.capexBefore().usd() * cell.factor();
        sums[1] = (Double.isNaN(sums[1]) ? 0 : sums[1]) + cell.capex().usd() * cell.factor();
      }
    }
    return sums;
  }

  private static boolean hasBoth(Cell cell) {
    return cell.capex().status() == Status.OK && cell.capexBefore().status() == Status.OK;
  }

  private static void member(MeasureRows rows, MeasureRequest request, Cell cell) {
    SumRatio own = cell.intensity(request.methodology());
    Status first =
        cell.capex().status() == Status.OK ? cell.revenue().status() : cell.capex().status();
    rows.set("period_end", Math.max(cell.capex().end(), cell.revenue().end()))
        .set("capex_usd", cell.capex().usd())
        .set("revenue_usd", cell.revenue().usd())
        .set("intensity", own.ratio())
        .set("capex_growth", cell.growth())
        .set("member_count", 1)
        .set("covered_count", own.status() == Status.OK ? 1 : 0)
        .set("growth_count", cell.growthStatus() == Status.OK ? 1 : 0)
        .set("status", own.status() == Status.NO_COVERAGE ? first : own.status())
        .set("growth_status", cell.growthStatus())
        .add();
  }

  private static void group(
      MeasureRows rows, MeasureRequest request, List<Cell> cells, double growth, Status reason) {
    double[] capex = new double[cells.size()];
    double[] revenue = new double[cells.size()];
    for (int i = 0; i < capex.length; i++) {
      Cell cell = cells.get(i);
      capex[i] = cell.covered() ? cell.capex().usd() * cell.factor() : Double.NaN;
      revenue[i] = cell.covered() ? cell.revenue().usd() * cell.factor() : Double.NaN;
    }
    SumRatio sums = SumRatio.of(capex, revenue, request.methodology());
    rows.set("capex_usd", sums.amountA())
        .set("revenue_usd", sums.amountB())
        .set("intensity", sums.ratio())
        .set("capex_growth", growth)
        .set("member_count", cells.size())
        .set("covered_count", sums.coveredA())
        .set("growth_count", (int) cells.stream().filter(CapexIntensity::hasBoth).count())
        .set("status", sums.status())
        .set("growth_status", reason)
        .add();
  }
}
