package org.rerate.measure;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rerate.blocks.Closes;
import org.rerate.blocks.Fact;
import org.rerate.blocks.ReferenceData;
import org.rerate.blocks.SeriesStore;
import org.rerate.domain.Days;
import org.rerate.domain.RerateException;
import org.rerate.domain.Status;
import org.rerate.history.FactKind;
import org.rerate.history.MembershipHistory;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.methodology.CalendarYear;
import org.rerate.methodology.Growth;
import org.rerate.table.MeasureTables;
import org.rerate.table.TableSpec;
import org.rerate.valuation.IssuerCapSeries;

/**
 * Growth of revenue and net income between two fiscal years against the change of price between the
 * ends of those years: per member, its median in a group, and the group as one company.
 *
 * <p>Fiscal year Y is the one that ends from June of Y to May of Y+1. Companies named in {@code
 * calendar} are taken by calendar years instead: four reported quarters where all are there, else
 * the time-weighted year.
 */
public final class GroupGrowth implements Measure {

  /** The figures of one member; NaN where missing. */
  private record Entry(
      String issuer,
      ReportedFigure revenueFrom,
      ReportedFigure revenueTo,
      ReportedFigure incomeFrom,
      ReportedFigure incomeTo,
      double priceChange,
      Status priceStatus,
      double capFrom) {

    int from() {
      return Math.max(revenueFrom.end(), incomeFrom.end());
    }

    int to() {
      return Math.max(revenueTo.end(), incomeTo.end());
    }
  }

  @Override
  public String name() {
    return "group-growth";
  }

  @Override
  public String help() {
    return "Growth of groups of companies between two fiscal years against their change of price.";
  }

  @Override
  public List<MeasureOption> options() {
    return List.of(
        MeasureOption.required("years", "YEARS", "first and last fiscal year: 2020-2024"),
        MeasureOption.of(
            "groups",
            "GROUPS",
            "groups and their companies: CHINA_7=TENCENT,BABA;MAG_7=AAPL,MSFT",
            "the baskets"),
        MeasureOption.of("basket", "BASKET,...", "baskets whose members are groups", "all"),
        MeasureOption.of(
            "calendar", "ISSUER,...", "companies to take by calendar years, or all", "none"),
        MeasureOption.ON,
        MeasureOption.MEMBERSHIP);
  }

  @Override
  public TableSpec table() {
    return MeasureTables.GROUP_GROWTH;
  }

  @Override
  public MeasureResult compute(MeasureRequest request) {
    int[] years = request.years("years", 0, 0);
    int day = request.pricedDay();
    Map<String, List<String>> groups = groups(request, day);
    Set<String> issuers = new TreeSet<>();
    groups.values().forEach(issuers::addAll);
    Map<String, Entry> entries = entries(request, issuers, years, day);
    MeasureRows rows = new MeasureRows(table());
    groups.forEach(
        (group, names) -> {
          List<Entry> members = names.stream().map(entries::get).toList();
          for (Entry member : members) {
            start(rows, group, "MEMBER", years, day);
            member(rows, member);
          }
          start(rows, group, "MEDIAN", years, day);
          median(rows, members);
          start(rows, group, "AGGREGATE", years, day);
          aggregate(rows, members);
        });
    return rows.within(
        new MeasureScope()
            .in("group_name", groups.keySet())
            .equal("from_year", years[0])
            .equal("to_year", years[1])
            .on("valuation_date", day));
  }

  private static Map<String, List<String>> groups(MeasureRequest request, int day) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (String group : request.text("groups").orElse("").split(";")) {
      String[] parts = group.split("=", -1);
      List<String> names =
          Stream.of(parts[parts.length - 1].split(","))
              .map(String::trim)
              .filter(n -> !n.isEmpty())
              .toList();
      if (parts.length == 2 && !parts[0].isBlank() && !names.isEmpty()) {
        groups.put(parts[0].trim(), names);
      } else if (!group.isBlank()) {
        throw RerateException.usage(
            "--groups has '" + group + "'", "A group is NAME=ISSUER,ISSUER; groups end with ;");
      }
    }
    if (groups.isEmpty()) {
      MembershipHistory memberships = request.references().memberships();
      for (String basket : request.chosen("basket", memberships.baskets())) {
        groups.put(
            basket,
            request.members(memberships, basket, day).stream().map(Member::issuerId).toList());
      }
    }
    return groups;
  }

  private static Map<String, Entry> entries(
      MeasureRequest request, Set<String> issuers, int[] years, int day) {
    ReportedFigures revenue = new ReportedFigures(request, "revenue", issuers, years[0], day);
    ReportedFigures income = new ReportedFigures(request, "net_income", issuers, years[0], day);
    List<String> byCalendar = request.list("calendar");
    Map<String, Entry> bare = new LinkedHashMap<>();
    for (String issuer : issuers) {
      boolean calendar = byCalendar.contains(issuer) || byCalendar.contains("all");
      ReportedFigure revenueFrom = year(revenue, issuer, years[0], calendar);
      ReportedFigure revenueTo = year(revenue, issuer, years[1], calendar);
      ReportedFigure incomeFrom = year(income, issuer, years[0], calendar);
      ReportedFigure incomeTo = year(income, issuer, years[1], calendar);
      boolean ended =
          Math.max(revenueFrom.end(), incomeFrom.end()) != FactKind.NONE
              && Math.max(revenueTo.end(), incomeTo.end()) != FactKind.NONE;
      // A year that is estimated only ends after the day, when there is no price yet.
      Status unpriced = ended ? Status.NO_PRICE : Status.NO_ACTUAL;
      bare.put(
          issuer,
          new Entry(
              issuer,
              revenueFrom,
              revenueTo,
              incomeFrom,
              incomeTo,
              Double.NaN,
              unpriced,
              Double.NaN));
    }
    return priced(request, bare, day);
  }

  private static ReportedFigure year(
      ReportedFigures figures, String issuer, int year, boolean calendar) {
    if (!calendar) {
      return figures.year(issuer, year, CalendarYear.FISCAL_BUCKET);
    }
    ReportedFigure quarters = figures.quartersOf(issuer, year);
    ReportedFigure whole =
        quarters.isKnown() ? quarters : figures.year(issuer, year, CalendarYear.TIME_WEIGHTED);
    int end = Days.of(LocalDate.of(year, 12, 31));
    return whole.isKnown()
        ? new ReportedFigure(whole.amount(), whole.currency(), whole.usd(), end, whole.status())
        : whole;
  }

  /** Adds prices and caps to entries whose year ends are known. */
  private static Map<String, Entry> priced(
      MeasureRequest request, Map<String, Entry> bare, int day) {
    List<Entry> dated =
        bare.values().stream()
            .filter(e -> e.from() != FactKind.NONE && e.to() != FactKind.NONE && e.to() <= day)
            .toList();
    if (dated.isEmpty()) {
      return bare;
    }
    ReferenceData references = request.references();
    int age = request.methodology().priceMaxAgeDays();
    int[] starts = dated.stream().mapToInt(Entry::from).sorted().distinct().toArray();
    int last = dated.stream().mapToInt(Entry::to).max().orElse(day);
    PrimaryLines lines = new PrimaryLines(references, request.asOf(), bare.keySet(), day);
    Closes closes =
        new Closes(references, request.lookingFrom(day), lines.securities(), starts[0], last, age);
    new SeriesStore(request.warehouse()).catchUp(request.runId());
    IssuerCapSeries caps =
        new IssuerCapSeries(
            request.warehouse(),
            request.methodology(),
            request.lookingFrom(day),
            starts,
            bare.keySet());
    Map<String, Entry> priced = new LinkedHashMap<>(bare);
    for (Entry entry : dated) {
      Fact line = lines.of(entry.issuer());
      Closes.Path path =
          line == null
              ? null
              : closes.path(line.text("security_id"), Closes.PRICE_FIRST, entry.from(), entry.to());
      boolean found = path != null && path.status() == Status.OK;
      double change =
          found ? Growth.of(path.prices()[0], path.prices()[path.prices().length - 1]) : Double.NaN;
      priced.put(
          entry.issuer(),
          new Entry(
              entry.issuer(),
              entry.revenueFrom(),
              entry.revenueTo(),
              entry.incomeFrom(),
              entry.incomeTo(),
              change,
              path == null ? Status.NOT_LISTED : path.status(),
              caps.usd(entry.issuer(), entry.from())));
    }
    return priced;
  }

  private static void start(MeasureRows rows, String group, String level, int[] years, int day) {
    rows.row()
        .set("group_name", group)
        .set("level", level)
        .set("from_year", years[0])
        .set("to_year", years[1])
        .set("valuation_date", day);
  }

  private static void member(MeasureRows rows, Entry member) {
    Growths revenue = Growths.of(member.revenueFrom(), member.revenueTo());
    Growths income = Growths.of(member.incomeFrom(), member.incomeTo());
    String currency = revenue.currency() == null ? income.currency() : revenue.currency();
    rows.set("issuer_id", member.issuer())
        .set("from_end", member.from())
        .set("to_end", member.to())
        .set("currency", currency)
        .set("revenue_from", revenue.from())
        .set("revenue_to", revenue.to())
        .set("income_from", income.from())
        .set("income_to", income.to());
    finish(
        rows,
        revenue,
        income,
        member.priceChange(),
        member.priceStatus(),
        new int[] {1, found(revenue), found(income), found(member.priceStatus())});
  }

  private static void median(MeasureRows rows, List<Entry> members) {
    double[] revenue = each(members, e -> Growths.of(e.revenueFrom(), e.revenueTo()).growth());
    double[] income = each(members, e -> Growths.of(e.incomeFrom(), e.incomeTo()).growth());
    double[] price = each(members, Entry::priceChange);
    int[] counts = {members.size(), present(revenue), present(income), present(price)};
    double change = Growth.median(price);
    finish(
        rows,
        Growths.alone(Growth.median(revenue)),
        Growths.alone(Growth.median(income)),
        change,
        Double.isNaN(change) ? Status.NO_COVERAGE : Status.OK,
        counts);
  }

  private static void aggregate(MeasureRows rows, List<Entry> members) {
    Growths revenue =
        Growths.sum(
            members.stream().map(Entry::revenueFrom).toList(),
            members.stream().map(Entry::revenueTo).toList());
    Growths income =
        Growths.sum(
            members.stream().map(Entry::incomeFrom).toList(),
            members.stream().map(Entry::incomeTo).toList());
    double caps = 0;
    double gains = 0;
    int weighed = 0;
    for (Entry member : members) {
      if (member.priceStatus() == Status.OK && !Double.isNaN(member.capFrom())) {
        caps += member.capFrom();
        gains += member.capFrom() * member.priceChange();
        weighed++;
      }
    }
    boolean any = revenue.count() > 0 || income.count() > 0;
    rows.set("currency", any ? "USD" : null)
        .set("revenue_from", revenue.from())
        .set("revenue_to", revenue.to())
        .set("income_from", income.from())
        .set("income_to", income.to());
    finish(
        rows,
        revenue,
        income,
        weighed == 0 ? Double.NaN : gains / caps,
        weighed == 0 ? Status.NO_COVERAGE : Status.OK,
        new int[] {members.size(), revenue.count(), income.count(), weighed});
  }

  private static void finish(
      MeasureRows rows,
      Growths revenue,
      Growths income,
      double price,
      Status priceStatus,
      int[] counts) {
    double multiple = Growth.ofMultiple(price, income.growth());
    Status first = priceStatus == Status.OK ? income.status() : priceStatus;
    rows.set("revenue_growth", revenue.growth())
        .set("income_growth", income.growth())
        .set("price_change", price)
        .set("multiple_change", multiple)
        .set("member_count", counts[0])
        .set("revenue_count", counts[1])
        .set("income_count", counts[2])
        .set("price_count", counts[3])
        .set("revenue_status", revenue.status())
        .set("income_status", income.status())
        .set("price_status", priceStatus)
        .set(
            "multiple_status",
            first == Status.OK && Double.isNaN(multiple) ? Status.NON_POSITIVE_EARNINGS : first)
        .add();
  }

  private static double[] each(List<Entry> members, Function<Entry, Double> number) {
    List<Double> values = new ArrayList<>();
    members.forEach(member -> values.add(number.apply(member)));
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static int present(double[] values) {
    return (int) Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
  }

  private static int found(Growths growth) {
    return found(growth.status());
  }

  private static int found(Status status) {
    return status == Status.OK ? 1 : 0;
  }
}
