package org.rerate.valuation;

import java.util.Queue;
import org.rerate.domain.Basis;
import org.rerate.domain.Knowledge;
import org.rerate.history.IssuerHistory;
import org.rerate.history.Rates;
import org.rerate.value.DayChunk;
import org.rerate.value.IssuerCaps;
import org.rerate.value.IssuerEarnings;
import org.rerate.value.IssuerValues;
import org.rerate.value.ResultCode;
import org.rerate.value.ValuationTrace;

/**
 * What an issuer was expected to earn as seen on earlier days, at the rates and on the shares of
 * each day of a chunk (methodology section 11), and how far its analysts disagree: one pass over
 * the days, and no earlier day valued twice unless earnings per share need the shares of the day.
 */
final class IssuerRevisions {

  private final Plan plan;
  private final Rates rates;
  private final EarlierDays earlier;
  private final DayChunk chunk;
  private final IssuerHistory history;
  private final IssuerCaps caps;
  private final IssuerEarnings then;
  private final double[][] known;
  private final State[][] states;

  /** What is known of earnings as seen on an earlier day. */
  private enum State {
    /** They do not depend on shares. */
    OF_MONEY,
    /** They depend on the shares of the day that looks back. */
    OF_SHARES
  }

  IssuerRevisions(Plan plan, Rates rates, DayChunk chunk, IssuerHistory history) {
    this.plan = plan;
    this.rates = rates;
    this.earlier = plan.figures().earlier();
    this.chunk = chunk;
    this.history = history;
    this.caps = new IssuerCaps(plan.methodology(), rates, history, ValuationTrace.NOBODY);
    this.then =
        new IssuerEarnings(
            plan.methodology(), earlier.rates(), history.book(), caps, ValuationTrace.NOBODY);
    this.known = new double[chunk.bases().size()][earlier.days().length];
    this.states = new State[chunk.bases().size()][earlier.days().length];
  }

  /**
   * The blocks of every calendar year and horizon, and of the dispersion, into {@code blocks}.
   *
   * @param now the values of the days of the chunk, on its bases
   */
  void value(IssuerValues now, Queue<IssuerBlock> blocks) {
    for (int b = 0; b < chunk.bases().size(); b++) {
      Basis basis = chunk.bases().get(b);
      for (int h = 0; h < earlier.horizons().size() && basis.isCalendarYear(); h++) {
        double[] usd = new double[chunk.size()];
        for (int i = 0; i < usd.length; i++) {
          usd[i] = at(now, b, i, earlier.places()[h][chunk.from() + i]);
        }
        add(MemberFigures.then(basis, earlier.horizons().get(h)), usd, blocks);
      }
    }
    double[] dispersion = new double[chunk.size()];
    IssuerEarnings today =
        new IssuerEarnings(plan.methodology(), rates, history.book(), caps, ValuationTrace.NOBODY);
    for (int i = 0; i < dispersion.length; i++) {
      int day = plan.days()[chunk.from() + i];
      today.on(day, chunk.from() + i, plan.asOf().knowledge().limit(day));
      dispersion[i] = today.dispersion();
    }
    add(MemberFigures.DISPERSION, dispersion, blocks);
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

  /** Earnings as seen on the earlier day at {@code place}, at the rate of the day; NaN if none. */
  private double at(IssuerValues now, int basis, int i, int place) {
    if (place < 0 || Double.isNaN(now.earnings[basis][i])) {
      return Double.NaN;
    }
    double usd = usd(basis, i, place);
    int currency = ResultCode.currency(now.earningsCodes[basis][i]);
    return Double.isNaN(usd)
        ? Double.NaN
        : usd / earlier.rates().usd(currency, place) * rates.usd(currency, chunk.from() + i);
  }

  private double usd(int basis, int i, int place) {
    if (states[basis][place] == State.OF_MONEY) {
      return known[basis][place];
    }
    Knowledge knowledge = plan.asOf().knowledge();
    int day = plan.days()[chunk.from() + i];
    int before = earlier.days()[place];
    if (caps.day() != day) {
      caps.value(day, chunk.from() + i, knowledge.limit(day));
    }
    then.on(before, place, knowledge.limit(before));
    then.onSharesOf(day, knowledge.limit(day));
    then.value(chunk.bases().get(basis));
    states[basis][place] = then.usesShares() ? State.OF_SHARES : State.OF_MONEY;
    known[basis][place] = then.earnings;
    return then.earnings;
  }
}
