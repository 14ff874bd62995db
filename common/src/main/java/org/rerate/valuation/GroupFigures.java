package org.rerate.valuation;

import java.util.ArrayList;
import java.util.List;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.Metric;
import org.rerate.domain.Status;
import org.rerate.methodology.BasketValue;
import org.rerate.methodology.GrowthValue;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.Multiple;
import org.rerate.methodology.MultipleValue;
import org.rerate.table.ValuationTables;

/** Multiples and growth of one group of a basket over one chunk of days. */
final class GroupFigures {

  private final Methodology methodology;
  private final List<OfMultiple> multiples = new ArrayList<>();
  private final List<OfGrowth> growths = new ArrayList<>();
  private final MultipleValue multiple = new MultipleValue();
  private final GrowthValue growth = new GrowthValue();
  private final BasketValue ahead = new BasketValue();

  /** A multiple on a basis: where its inputs lie and its rows go. */
  private record OfMultiple(Multiple multiple, int figure, int netDebt, FigureBlock rows) {}

  /** A metric between two bases; the slot of the NTM earnings of its PEG is -1 if it has none. */
  private record OfGrowth(int from, int to, int ahead, FigureBlock rows) {}

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
                    ValuationTables.BASKET_MULTIPLES,
                    request.basketId(),
                    group,
                    List.of(basis.toString(), membership, one.word()),
                    4,
                    1,
                    chunk.size())));
      }
    }
    for (Metric metric : figures.growing()) {
      for (MemberFigures.Pair pair : MemberFigures.Pair.of(year(plan, chunk))) {
        boolean hasPeg = pair.hasPeg() && metric == Metric.NET_INCOME;
        growths.add(
            new OfGrowth(
                numbers.slot(pair.from(), metric),
                numbers.slot(pair.to(), metric),
                hasPeg ? numbers.slot(MemberFigures.OF_PEG, metric) : -1,
                new FigureBlock(
                    ValuationTables.BASKET_GROWTH,
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
    for (OfGrowth one : growths) {
      growth.of(methodology, caps, numbers.group(one.from()), numbers.group(one.to()), members);
      if (one.ahead() >= 0) {
        ahead.of(methodology, caps, numbers.group(one.ahead()), members);
        growth.peg(ahead.pe, ahead.status);
      }
      add(day, one);
    }
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
    return blocks;
  }
}
