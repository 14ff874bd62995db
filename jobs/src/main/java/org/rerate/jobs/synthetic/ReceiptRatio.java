package org.rerate.jobs.synthetic;

/** When a depositary receipt comes to stand for twice as many shares. */
final class ReceiptRatio {

  private ReceiptRatio() {}

  /** Place of the day of the change among the trading days; -1 if there is none. */
  static int changeOf(Company company, ListedLine line, ShareLife path) {
    boolean changes =
        line.ordinaryPerUnit() > 1 && path.price.length > 300 && company.draws("ratio").chance(0.3);
    return changes ? path.from + path.price.length * 3 / 5 : -1;
  }
}
