package org.rerate.measure;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.rerate.blocks.Closes;
import org.rerate.blocks.Fact;
import org.rerate.blocks.SeriesStore;
import org.rerate.domain.Days;
import org.rerate.domain.RerateException;
import org.rerate.domain.Status;
import org.rerate.history.AsOf;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.methodology.RelativePerformance;
import org.rerate.table.MeasureTables;
import org.rerate.table.TableSpec;
import org.rerate.valuation.IssuerCapSeries;

/**
 * Change of price of companies and baskets against an index: over a window, since the last close of
 * the year before, and from the lowest close of the window.
 *
 * <p>A company is its primary line, in that line's currency, as the index is in its points. A
 * basket is its members of the last day bought at the start in proportion to their caps then and
 * held; members without a cap or a close at the start do not count. Dividends count where
 * total-return closes are on file.
 */
public final class IndexRelative implements Measure {

  /** A company or a basket with its members. */
  private record Subject(String basket, String issuer, List<Member> members) {}

  /** What the rows of one subject share. */
  private record Asked(
      MeasureRequest request, Market market, Subject subject, String index, int from) {}

  /** What all subjects share. */
  private record Market(
      PrimaryLines lines, Closes closes, IssuerCapSeries caps, IndexLevels index, int day) {

    PricePath path(Subject subject, int from) {
      if (subject.issuer() != null) {
        Fact line = lines.of(subject.issuer());
        return line == null
            ? PricePath.missing(Status.NOT_LISTED)
            : PricePath.of(closes(line, from));
      }
      List<Closes.Path> paths = new ArrayList<>();
      List<Double> weights = new ArrayList<>();
      for (Member member : subject.members()) {
        Fact line = lines.of(member.issuerId());
        double cap = caps.usd(member.issuerId(), from) * member.factor();
        Closes.Path path = line == null ? null : closes(line, from);
        if (path != null && path.status() == Status.OK && !Double.isNaN(cap)) {
          paths.add(path);
          weights.add(cap);
        }
      }
      return PricePath.held(paths, weights, from);
    }

    private Closes.Path closes(Fact line, int from) {
      return closes.path(line.text("security_id"), Closes.TOTAL_RETURN_FIRST, from, day);
    }
  }

  @Override
  public String name() {
    return "index-relative";
  }

  @Override
  public String help() {
    return "Price change of companies or a basket against an index: window, year, from the low.";
  }

  @Override
  public List<MeasureOption> options() {
    return List.of(
        MeasureOption.required("index", "INDEX", "the index"),
        MeasureOption.of("basket", "BASKET", "a basket and its members", "none"),
        MeasureOption.of("issuers", "ISSUER,...", "companies by themselves", "none"),
        MeasureOption.of("from", "DATE", "start of the window", "end of the year before"),
        MeasureOption.ON,
        MeasureOption.MEMBERSHIP);
  }

  @Override
  public TableSpec table() {
    return MeasureTables.INDEX_RELATIVE;
  }

  @Override
  public MeasureResult compute(MeasureRequest request) {
    int day = request.pricedDay();
    int newYear = Days.of(LocalDate.of(Days.date(day).getYear(), 1, 1)) - 1;
    int from = request.day("from", newYear);
    if (from >= day) {
      throw RerateException.usage(
          "--from " + Days.date(from) + " is not before --on " + Days.date(day),
          "A window starts before it ends");
    }
    String index = request.required("index");
    List<Subject> subjects = subjects(request, day);
    Market market = market(request, subjects, index, from, newYear, day);
    MeasureRows rows = new MeasureRows(table());
    for (Subject subject : subjects) {
      PricePath window = market.path(subject, from);
      PricePath year = market.path(subject, newYear);
      int low = RelativePerformance.low(window.prices());
      Asked asked = new Asked(request, market, subject, index, from);
      add(rows, asked, "WINDOW", window, 0, from);
      add(rows, asked, "YEAR_START", year, 0, newYear);
      add(rows, asked, "LOW", window, low, low < 0 ? from : window.days()[low]);
    }
    String basket = request.text("basket").orElse(null);
    MeasureScope scope =
        new MeasureScope()
            .is("index_id", index)
            .on("from_date", from)
            .on("valuation_date", day)
            .is("membership", request.membership().toString())
            .is("basket_id", basket);
    return rows.within(basket == null ? scope.in("issuer_id", request.list("issuers")) : scope);
  }

  private static List<Subject> subjects(MeasureRequest request, int day) {
    List<Subject> subjects = new ArrayList<>();
    List<String> issuers = request.list("issuers");
    if (request.text("basket").isPresent() == !issuers.isEmpty()) {
      throw RerateException.usage(
          "index-relative needs --basket or --issuers, one of them",
          "For example --basket us-ai, or --issuers NVDA,MSFT");
    }
    if (issuers.isEmpty()) {
      String basket = request.required("basket");
      List<Member> members = request.members(request.references().memberships(), basket, day);
      members.forEach(m -> subjects.add(new Subject(basket, m.issuerId(), List.of(m))));
      subjects.add(new Subject(basket, null, members));
    } else {
      issuers.forEach(i -> subjects.add(new Subject(null, i, List.of(new Member(i, "", 1)))));
    }
    return subjects;
  }

  private static Market market(
      MeasureRequest request,
      List<Subject> subjects,
      String index,
      int from,
      int newYear,
      int day) {
    Set<String> issuers = new TreeSet<>();
    subjects.forEach(s -> s.members().forEach(m -> issuers.add(m.issuerId())));
    AsOf seen = request.lookingFrom(day);
    PrimaryLines lines = new PrimaryLines(request.references(), seen, issuers, day);
    if (request.text("basket").isEmpty()) {
      for (String issuer : issuers) {
        if (lines.of(issuer) == null) {
          throw RerateException.usage(
              "no live line of a company '" + issuer + "' is on file on " + Days.date(day),
              "See market.issuers for the companies");
        }
      }
    }
    Closes closes =
        new Closes(
            request.references(),
            seen,
            lines.securities(),
            Math.min(from, newYear),
            day,
            request.methodology().priceMaxAgeDays());
    new SeriesStore(request.warehouse()).catchUp(request.runId());
    int[] starts =
        from == newYear
            ? new int[] {from}
            : new int[] {Math.min(from, newYear), Math.max(from, newYear)};
    boolean basket = request.text("basket").isPresent();
    IssuerCapSeries caps =
        new IssuerCapSeries(
            request.warehouse(), request.methodology(), seen, starts, basket ? issuers : Set.of());
    return new Market(lines, closes, caps, new IndexLevels(request, index, day), day);
  }

  /**
   * Adds a row.
   *
   * @param start index of the price that the change is measured from
   * @param since the day from which the index is measured: the one asked for, or that of the low
   */
  private static void add(
      MeasureRows rows, Asked asked, String span, PricePath path, int start, int since) {
    Subject subject = asked.subject();
    IndexLevels levels = asked.market().index();
    int day = asked.market().day();
    Fact line = subject.issuer() == null ? null : asked.market().lines().of(subject.issuer());
    rows.row()
        .set("basket_id", subject.basket())
        .set("issuer_id", subject.issuer())
        .set("index_id", asked.index())
        .set("span", span)
        .set("from_date", asked.from())
        .set("valuation_date", day)
        .set("membership", asked.request().membership())
        .set("security_id", line == null ? null : line.text("security_id"))
        .set("currency", line == null ? null : line.text("currency"))
        .set("price_basis", path.basis())
        .set("member_count", subject.issuer() == null ? subject.members().size() : 1)
        .set("covered_count", path.covered());
    Status status = path.status();
    if (status == Status.OK) {
      status = levels.status(since) == Status.OK ? levels.status(day) : levels.status(since);
      double from = path.prices()[start];
      double to = path.prices()[path.prices().length - 1];
      RelativePerformance measured =
          RelativePerformance.of(from, to, levels.on(since), levels.on(day));
      rows.set("start_date", path.days()[start])
          .set("price_from", from)
          .set("price_to", to)
          .set("change", measured.change())
          .set("index_from", levels.on(since))
          .set("index_to", levels.on(day))
          .set("index_change", measured.indexChange())
          .set("relative", measured.relative())
          .set("excess", measured.excess());
    }
    rows.set("status", status).add();
  }
}
