package org.rerate.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What companies report and analysts estimate, as feeds name it. Flows are of a period; stocks
 * stand on the balance sheet at its end.
 */
public enum Metric {
  /** Profit attributable to common holders. */
  NET_INCOME(false),
  /** Profit per ordinary share. */
  EPS(false),
  /** Sales. */
  REVENUE(false),
  /** Profit before interest, taxes, depreciation and amortisation. */
  EBITDA(false),
  /** Profit before interest and taxes. */
  EBIT(false),
  /** Spending on plant and equipment. */
  CAPEX(false),
  /** Free cash flow. */
  FCF(false),
  /** Dividends to common holders. */
  DIVIDENDS(false),
  /** Equity attributable to common holders. */
  BOOK_VALUE(true),
  /** Debt, leases, minorities and preferred shares less cash. */
  NET_DEBT(true);

  private final boolean stock;

  Metric(boolean stock) {
    this.stock = stock;
  }

  /** The word of the feed: {@code net_income}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True for what stands on a balance sheet. */
  public boolean isStock() {
    return stock;
  }

  /** True for the two metrics that earnings are made of. */
  public boolean isOfEarnings() {
    return this == NET_INCOME || this == EPS;
  }

  /** The metric of a feed's word; empty for another word. */
  public static Optional<Metric> of(String word) {
    return Arrays.stream(values()).filter(metric -> metric.word().equals(word)).findFirst();
  }

  /** The words of the flows, or of all metrics. */
  public static String[] words(boolean stocksToo) {
    return Arrays.stream(values())
        .filter(metric -> stocksToo || !metric.stock)
        .map(Metric::word)
        .toArray(String[]::new);
  }

  /** The flows whose growth is published: all but those per share. */
  public static List<Metric> growing() {
    return Arrays.stream(values()).filter(metric -> !metric.stock && metric != EPS).toList();
  }
}
