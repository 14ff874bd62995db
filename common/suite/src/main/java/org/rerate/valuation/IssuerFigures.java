package org.rerate.valuation;

import java.util.List;
import java.util.Queue;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.Knowledge;
import org.rerate.domain.Metric;
import org.rerate.history.FiscalBook;
import org.rerate.history.IssuerHistory;
import org.rerate.history.Rates;
import org.rerate.methodology.Methodology;
import org.rerate.value.DayChunk;
import org.rerate.value.IssuerEarnings;
import org.rerate.value.IssuerStocks;
import org.rerate.value.IssuerValues;
import org.rerate.value.ResultCode;
import org.rerate.value.ValuationTrace;

/**
 * The figures of one issuer besides cap and earnings over a chunk of days, as blocks ({@link
 * MemberFigures}). A metric of which the issuer has no row has no block.
 */
record IssuerFigures(Plan plan, Rates rates) {

  /**
   * The blocks of {@code history} in a chunk, into {@code blocks}.
   *
   * @param values its caps and earnings, those of the chunk's bases first
   */
  void value(
      IssuerHistory history, DayChunk chunk, IssuerValues values, Queue<IssuerBlock> blocks) {
    MemberFigures figures = plan.figures();
    if (chunk.size() == 0 || !figures.members().contains(history.issuerId())) {
      return;
    }
    if (!figures.index().isEmpty()) {
      new IssuerReturns(plan, chunk, history).value(values, blocks);
    }
    if (!figures.earlier().horizons().isEmpty()) {
      new IssuerRevisions(plan, rates, chunk, history).value(values, blocks);
    }
    int year = Days.date(plan.days()[chunk.from()]).getYear();
    for (Metric metric : figures.metrics()) {
      FiscalBook book = history.book(metric);
      if (book == null) {
        continue;
      }
      if (metric.isStock()) {
        stock(history.issuerId(), metric, book, chunk, blocks);
      } else {
        flow(
            history.issuerId(),
            metric,
            book,
            chunk,
            figures.bases(metric, chunk.bases(), year),
            blocks);
      }
    }
  }

  private void stock(
      String issuer, Metric metric, FiscalBook book, DayChunk chunk, Queue<IssuerBlock> blocks) {
    IssuerStocks stocks = new IssuerStocks(plan.methodology(), rates, book, ValuationTrace.NOBODY);
    double[] usd = new double[chunk.size()];
    int[] codes = new int[chunk.size()];
    for (int i = 0; i < usd.length; i++) {
      int day = plan.days()[chunk.from() + i];
      stocks.value(day, chunk.from() + i, plan.asOf().knowledge().limit(day));
      usd[i] = stocks.usd;
      codes[i] = ResultCode.of(stocks.status);
    }
    blocks.add(
        IssuerBlock.figure(issuer, chunk.number(), "", metric, plan.days(chunk), usd, codes));
  }

  private void flow(
      String issuer,
      Metric metric,
      FiscalBook book,
      DayChunk chunk,
      List<Basis> bases,
      Queue<IssuerBlock> blocks) {
    Methodology methodology = plan.methodology();
    Knowledge knowledge = plan.asOf().knowledge();
    IssuerEarnings flow = new IssuerEarnings(methodology, rates, book, null, ValuationTrace.NOBODY);
    double[][] usd = new double[bases.size()][chunk.size()];
    int[][] codes = new int[bases.size()][chunk.size()];
    for (int i = 0; i < chunk.size(); i++) {
      int day = plan.days()[chunk.from() + i];
      flow.on(day, chunk.from() + i, knowledge.limit(day));
      for (int b = 0; b < usd.length; b++) {
        flow.value(bases.get(b));
        usd[b][i] = flow.earnings;
        codes[b][i] = ResultCode.of(flow.status);
      }
    }
    for (int b = 0; b < usd.length; b++) {
      blocks.add(
          IssuerBlock.figure(
              issuer,
              chunk.number(),
              bases.get(b).toString(),
              metric,
              plan.days(chunk),
              usd[b],
              codes[b]));
    }
  }
}
