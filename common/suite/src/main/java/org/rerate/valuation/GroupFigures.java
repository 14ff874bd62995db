package org.rerate.valuation;

import java.util.ArrayList;
import java.util.List;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.Metric;
import org.rerate.domain.Status;
import org.rerate.methodology.BasketReturn;
import org.rerate.methodology.BasketValue;
import org.rerate.methodology.GrowthValue;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.Multiple;
import org.rerate.methodology.MultipleValue;
import org.rerate.methodology.RevisionValue;
import org.rerate.table.FigureTables;
import org.rerate.value.DayChunk;

/** Multiples, growth and revisions of one group of a basket over one chunk of days. */
final class GroupFigures {

  /** Column of the price return among the numbers that {@link IndexSeries} takes. */
  static final int PRICE_RETURN = 0;

  /** Column of the return with dividends. */
  static final int TOTAL_RETURN = 1;

  private final Methodology methodology;
  private final List<OfMultiple> multiples = new ArrayList<>();
  private final List<OfGrowth> growths = new ArrayList<>();
  private final List<OfRevision> revisions = new ArrayList<>();
  private final RevisionValue revision = new RevisionValue();
  private final List<OfIndex> indexes = new ArrayList<>();
  private final BasketReturn returned = new BasketReturn();
  private final MultipleValue multiple = new MultipleValue();
  private final GrowthValue growth = new GrowthValue();
  private final BasketValue ahead = new BasketValue();

  /** A multiple on a basis: where its inputs lie and its rows go. */
  private record OfMultiple(Multiple multiple, int figure, int netDebt, FigureBlock rows) {}

  /** A metric between two bases; the slot of the NTM earnings of its PEG is -1 if it has none. */
  private record OfGrowth(int from, int to, int ahead, FigureBlock rows) {}

  /** A weighting of the index; the slot of the weights is -1 for equal ones. */
  private record OfIndex(int weight, int price, int total, FigureBlock rows) {}

  /** The earnings of a year as seen before and now. */
  private record OfRevision(int horizon, int then, int now, int dispersion, FigureBlock rows) {}

  /** No day yet. */
  GroupFigures(
      Plan plan, DayChunk chunk, MemberNumbers numbers, BasketRequest request, String group) {
    this.methodology = plan.methodology();
    MemberFigures figures = plan.figures();
    String membership = request.membership().toString();
    for (Basis basis : chunk.bases()) {
      for (Multiple one : figures.multiples()) {
        multiples.add(
            new OfMultiple(
                one,
                one.figure().isStock()
                    ? numbers.slot(one.figure())
                    : numbers.slot(basis, one.figure()),
                one.isOfEnterpriseValue() ? numbers.slot(Metric.NET_DEBT) : MemberNumbers.CAP,
                new FigureBlock(
                    FigureTables.BASKET_MULTIPLES,
                    request.basketId(),
                    group,
                    List.of(basis.toString(), membership, one.word()),
                    4,
                    1,
                    chunk.size())));
      }
    }
    if (!figures.index().isEmpty()) {
      for (String weighting : List.of("cap", "equal")) {
        indexes.add(
            new OfIndex(
                weighting.equals("cap") ? numbers.slot(MemberFigures.WEIGHT) : -1,
                numbers.slot(MemberFigures.PRICE_RETURN),
                numbers.slot(MemberFigures.TOTAL_RETURN),
                new FigureBlock(
                    FigureTables.BASKET_INDEX,
                    request.basketId(),
                    group,
                    List.of(membership, weighting),
                    2,
                    1,
                    chunk.size())));
      }
    }
    addRevisions(chunk, figures.earlier().horizons(), numbers, request, group);
    for (Metric metric : figures.growing()) {
      for (MemberFigures.Pair pair : MemberFigures.Pair.of(year(plan, chunk))) {
        boolean hasPeg = pair.hasPeg() && metric == Metric.NET_INCOME;
        growths.add(
            new OfGrowth(
                numbers.slot(pair.from(), metric),
                numbers.slot(pair.to(), metric),
                hasPeg ? numbers.slot(MemberFigures.OF_PEG, metric) : -1,
                new FigureBlock(
                    FigureTables.BASKET_GROWTH,
                    request.basketId(),
                    group,
                    List.of(
                        membership, metric.word(), pair.from().toString(), pair.to().toString()),
                    5,
                    1,
                    chunk.size())));
      }
    }
  }

  private void addRevisions(
      DayChunk chunk,
      List<Integer> horizons,
      MemberNumbers numbers,
      BasketRequest request,
      String group) {
    for (Basis basis : chunk.bases().stream().filter(Basis::isCalendarYear).toList()) {
      for (int horizon : horizons) {
        revisions.add(
            new OfRevision(
                horizon,
                numbers.slot(MemberFigures.then(basis, horizon)),
                numbers.slot(basis, Metric.NET_INCOME),
                numbers.slot(MemberFigures.DISPERSION),
                new FigureBlock(
                    FigureTables.BASKET_REVISIONS,
                    request.basketId(),
                    group,
                    List.of(basis.toString(), request.membership().toString()),
                    6,
                    4,
                    chunk.size())));
      }
    }
  }

  private static int year(Plan plan, DayChunk chunk) {
    return Days.date(plan.days()[chunk.from()]).getYear();
  }

  /** Adds the rows of a day, of the group that {@code numbers} has turned to. */
  void take(int day, MemberNumbers numbers, int members) {
    double[] caps = numbers.group(MemberNumbers.CAP);
    for (OfMultiple one : multiples) {
      multiple.of(
          methodology,
          one.multiple(),
          caps,
          numbers.group(one.figure()),
          numbers.group(one.netDebt()),
          members);
      FigureBlock rows = one.rows();
      int at = rows.add(day, multiple.status);
      rows.numbers[0][at] = multiple.value;
      rows.numbers[1][at] = multiple.sums.first;
      rows.numbers[2][at] = multiple.sums.second;
      rows.numbers[3][at] = multiple.sums.coverage;
      rows.counts[0][at] = multiple.sums.matched;
    }
    indexes.forEach(one -> add(day, one, numbers, members));
    revisions.forEach(one -> add(day, one, caps, numbers, members));
    for (OfGrowth one : growths) {
      growth.of(methodology, caps, numbers.group(one.from()), numbers.group(one.to()), members);
      if (one.ahead() >= 0) {
        ahead.of(methodology, caps, numbers.group(one.ahead()), members);
        growth.peg(ahead.pe, ahead.status);
      }
      add(day, one);
    }
  }

  private void add(int day, OfIndex one, MemberNumbers numbers, int members) {
    returned.of(
        one.weight() < 0 ? null : numbers.group(one.weight()),
        numbers.group(one.price()),
        numbers.group(one.total()),
        members);
    FigureBlock rows = one.rows();
    int at = rows.add(day, returned.counted == 0 ? Status.NO_COVERAGE : Status.OK);
    rows.numbers[PRICE_RETURN][at] = returned.price;
    rows.numbers[TOTAL_RETURN][at] = returned.total;
    rows.counts[0][at] = returned.counted;
  }

  private void add(int day, OfRevision one, double[] caps, MemberNumbers numbers, int members) {
    revision.of(methodology, caps, numbers.group(one.then()), numbers.group(one.now()), members);
    FigureBlock rows = one.rows();
    int at = rows.add(day, revision.status);
    rows.numbers[0][at] = revision.sums.first;
    rows.numbers[1][at] = revision.sums.second;
    rows.numbers[2][at] = revision.revision;
    rows.numbers[3][at] = revision.breadth;
    rows.numbers[4][at] = RevisionValue.dispersion(caps, numbers.group(one.dispersion()), members);
    rows.numbers[5][at] = revision.sums.coverage;
    rows.counts[0][at] = one.horizon();
    rows.counts[1][at] = revision.up;
    rows.counts[2][at] = revision.down;
    rows.counts[3][at] = revision.unchanged;
  }

  private void add(int day, OfGrowth one) {
    boolean pegIsMissing = one.ahead() >= 0 && growth.status == Status.OK;
    FigureBlock rows = one.rows();
    int at = rows.add(day, pegIsMissing ? growth.pegStatus : growth.status);
    rows.numbers[0][at] = growth.sums.first;
    rows.numbers[1][at] = growth.sums.second;
    rows.numbers[2][at] = growth.growth;
    rows.numbers[3][at] = growth.peg;
    rows.numbers[4][at] = growth.sums.coverage;
    rows.counts[0][at] = growth.sums.matched;
  }

  /** The rows so far. */
  List<FigureBlock> blocks() {
    List<FigureBlock> blocks = new ArrayList<>();
    multiples.forEach(one -> blocks.add(one.rows()));
    growths.forEach(one -> blocks.add(one.rows()));
    revisions.forEach(one -> blocks.add(one.rows()));
    indexes.forEach(one -> blocks.add(one.rows()));
    return blocks;
  }
}
