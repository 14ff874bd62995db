package org.rerate.jobs.synthetic;

import java.time.LocalDate;

/** The home markets of companies: how many, in which currency, how dear a share is, when closed. */
enum Market {
  US("XNYS", "USD", "USD", 0.40, 1, 12, "07-04 11-26"),
  CN("XSHG", "CNY", "CNY", 0.14, 4, 12, "10-01 10-02 10-03 10-04 10-05"),
  JP("XTKS", "JPY", "JPY", 0.12, 60, 3, "01-02 01-03 05-03 05-04 05-05"),
  EU("XETR", "EUR", "EUR", 0.12, 1, 12, "05-01 12-26"),
  GB("XLON", "GBP", "GBX", 0.07, 1, 12, "12-26"),
  IN("XNSE", "INR", "INR", 0.05, 20, 3, "01-26 08-15"),
  KR("XKRX", "KRW", "KRW", 0.05, 900, 12, "03-01 06-06 08-15"),
  CA("XTSE", "CAD", "CAD", 0.03, 1, 12, "07-01"),
  CH("XSWX", "CHF", "CHF", 0.02, 3, 12, "08-01");

  final String mic;
  final String currency;
  final String quoted;
  final double share;
  final double dearness;
  final int usualYearEnd;
  private final String closed;

  Market(
      String mic,
      String currency,
      String quoted,
      double share,
      double dearness,
      int usualYearEnd,
      String closed) {
    this.mic = mic;
    this.currency = currency;
    this.quoted = quoted;
    this.share = share;
    this.dearness = dearness;
    this.usualYearEnd = usualYearEnd;
    this.closed = closed;
  }

  /** The market in whose share of the companies {@code place}, in [0, 1), falls. */
  static Market at(double place) {
    double sum = 0;
    for (Market market : values()) {
      sum += market.share;
      if (place < sum) {
        return market;
      }
    }
    return US;
  }

  /** ISO 3166; the euro area's companies are German. */
  String domicile() {
    return this == EU ? "DE" : name();
  }

  boolean isOpen(LocalDate date) {
    return !closed.contains(date.toString().substring(5));
  }
}
