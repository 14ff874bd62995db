package org.rerate.valuation;

import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.rerate.domain.Status;
import org.rerate.history.FactHistory;
import org.rerate.history.FactKind;
import org.rerate.history.IssuerHistory;
import org.rerate.history.LineHistory;
import org.rerate.methodology.BasketReturn;
import org.rerate.value.DayChunk;
import org.rerate.value.IssuerCaps;
import org.rerate.value.IssuerValues;
import org.rerate.value.ValuationTrace;

/**
 * What holding the primary line of an issuer returned on each day of a chunk, and what the issuer
 * was worth the day before, whatever the age of closes and rates (methodology section 12).
 */
final class IssuerReturns {

  private final Plan plan;
  private final IndexDays days;
  private final DayChunk chunk;
  private final IssuerHistory history;
  private final IssuerCaps then;
  private final Map<LineHistory, Integer> firstFresh = new HashMap<>();

  IssuerReturns(Plan plan, DayChunk chunk, IssuerHistory history) {
    this.plan = plan;
    this.days = plan.figures().index();
    this.chunk = chunk;
    this.history = history;
    this.then =
        new IssuerCaps(
            plan.methodology(), IndexDays.AGELESS, days.then(), history, ValuationTrace.NOBODY);
  }

  /** The blocks of both returns and of the weight, into {@code blocks}. */
  void value(IssuerValues now, Queue<IssuerBlock> blocks) {
    double[] prices = new double[chunk.size()];
    double[] totals = new double[chunk.size()];
    double[] weights = new double[chunk.size()];
    for (int i = 0; i < prices.length; i++) {
      LineHistory line = now.primaries[i];
      boolean isThere = line != null && days.before()[chunk.from() + i] != IndexDays.NONE_BEFORE;
      prices[i] = Double.NaN;
      totals[i] = Double.NaN;
      weights[i] = Double.NaN;
      if (isThere) {
        returns(line, now.primaryVersions[i], i, prices, totals);
      }
      if (!Double.isNaN(prices[i])) {
        weights[i] = weight(now, i);
      }
    }
    add(MemberFigures.PRICE_RETURN, prices, blocks);
    add(MemberFigures.TOTAL_RETURN, totals, blocks);
    add(MemberFigures.WEIGHT, weights, blocks);
  }

  private void add(String key, double[] numbers, Queue<IssuerBlock> blocks) {
    blocks.add(
        new IssuerBlock(
            history.issuerId(),
            chunk.number(),
            key,
            plan.days(chunk),
            numbers,
            new int[numbers.length]));
  }

  private double weight(IssuerValues now, int i) {
    int place = chunk.from() + i;
    int before = days.before()[place];
    if (i > 0 && plan.days()[place - 1] == before && !Double.isNaN(now.caps[i - 1])) {
      return now.caps[i - 1];
    }
    then.value(before, place, plan.asOf().knowledge().limit(before));
    return then.cap;
  }

  private void returns(LineHistory line, int version, int i, double[] prices, double[] totals) {
    int place = chunk.from() + i;
    int day = plan.days()[place];
    int before = days.before()[place];
    long limit = plan.asOf().knowledge().limit(day);
    int last = line.prices().last(day, limit);
    int first =
        last < 0 || line.prices().day(last) <= before ? last : line.prices().last(before, limit);
    if (first < 0 || firstFresh(line) > before) {
      return;
    }
    double from =
        perShare(line, version, first, day, limit)
            * days.from().usd(line.priceCurrency(version, first), place);
    double to =
        perShare(line, version, last, day, limit)
            * days.at().usd(line.priceCurrency(version, last), place);
    prices[i] = BasketReturn.ofLine(from, to, 0);
    totals[i] = BasketReturn.ofLine(from, to, dividends(line, version, before, day, place, limit));
  }

  /** A close per ordinary share on the basis of {@code day}. */
  private static double perShare(LineHistory line, int version, int row, int day, long limit) {
    return line.closeOn(row, day, limit)
        / line.ordinaryPerUnit(version, line.prices().day(row), limit);
  }

  /** USD per ordinary share on the basis of {@code day}; what has no rate is left out. */
  private double dividends(
      LineHistory line, int version, int before, int day, int place, long limit) {
    FactHistory actions = line.actions();
    double sum = 0;
    int row = actions.size() == 0 ? -1 : actions.last(day, limit);
    for (; row >= 0 && actions.day(row) > before; row = actions.before(row, limit)) {
      if (actions.integer(0, row) == FactKind.CASH_DIVIDEND) {
        int paid = actions.day(row);
        double amount =
            actions.number(row)
                / line.ordinaryPerUnit(version, paid, limit)
                / line.splits(paid, day, limit)
                * days.at().usd(line.dividendCurrency(version, row), place);
        sum += Double.isNaN(amount) ? 0 : amount;
      }
    }
    return sum;
  }

  /** The first valuation date on which a line had a fresh close and rate. */
  private int firstFresh(LineHistory line) {
    return firstFresh.computeIfAbsent(line, this::foundFirstFresh);
  }

  private int foundFirstFresh(LineHistory line) {
    FactHistory prices = line.prices();
    int[] calendar = days.calendar();
    for (int at = 0; at < calendar.length; at++) {
      if (calendar[at] < prices.day(0)) {
        continue;
      }
      long limit = plan.asOf().knowledge().limit(calendar[at]);
      int version = line.attributesAt(limit);
      int price = prices.last(calendar[at], limit);
      if (version >= 0
          && price >= 0
          && calendar[at] - prices.day(price) <= plan.methodology().priceMaxAgeDays()
          && days.fresh().status(line.priceCurrency(version, price), at) == Status.OK) {
        return calendar[at];
      }
    }
    return Integer.MAX_VALUE;
  }
}
