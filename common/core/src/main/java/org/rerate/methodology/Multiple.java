package org.rerate.methodology;

import static org.rerate.domain.Metric.BOOK_VALUE;
import static org.rerate.domain.Metric.DIVIDENDS;
import static org.rerate.domain.Metric.EBIT;
import static org.rerate.domain.Metric.EBITDA;
import static org.rerate.domain.Metric.FCF;
import static org.rerate.domain.Metric.NET_DEBT;
import static org.rerate.domain.Metric.REVENUE;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rerate.domain.Metric;

/**
 * A multiple besides the P/E (methodology 10.2): what a member adds to the numerator and to the
 * denominator of its basket.
 *
 * <p>Worked: cap 100, net debt 20, revenue 60, free cash flow 5: {@code price_to_sales = 100/60},
 * {@code ev_to_sales = (100 + 20)/60 = 2}, {@code fcf_yield = 5/100}.
 */
public enum Multiple {
  /** Cap / revenue. */
  PRICE_TO_SALES(Form.PRICE, REVENUE),
  /** Cap / book value. */
  PRICE_TO_BOOK(Form.PRICE, BOOK_VALUE),
  /** Enterprise value / EBITDA. */
  EV_TO_EBITDA(Form.ENTERPRISE_VALUE, EBITDA),
  /** Enterprise value / EBIT. */
  EV_TO_EBIT(Form.ENTERPRISE_VALUE, EBIT),
  /** Enterprise value / revenue. */
  EV_TO_SALES(Form.ENTERPRISE_VALUE, REVENUE),
  /** Free cash flow / cap. */
  FCF_YIELD(Form.YIELD, FCF),
  /** Dividends / cap. */
  DIVIDEND_YIELD(Form.YIELD, DIVIDENDS);

  /** What stands over what. */
  private enum Form {
    PRICE,
    ENTERPRISE_VALUE,
    YIELD
  }

  private final Form form;
  private final Metric figure;

  Multiple(Form form, Metric figure) {
    this.form = form;
    this.figure = figure;
  }

  /** The name in rows and in methodologies: {@code ev_to_ebitda}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The multiple of that {@link #word}.
   *
   * @throws IllegalArgumentException naming the word and what is known
   */
  public static Multiple parse(String word) {
    List<String> known = new ArrayList<>();
    for (Multiple multiple : values()) {
      if (multiple.word().equals(word)) {
        return multiple;
      }
      known.add(multiple.word());
    }
    throw new IllegalArgumentException(
        "unknown multiple '" + word + "'; known are " + String.join(", ", known));
  }

  /** The figure that cap or enterprise value is held against. */
  public Metric figure() {
    return figure;
  }

  /** True if net debt is needed besides. */
  public boolean isOfEnterpriseValue() {
    return form == Form.ENTERPRISE_VALUE;
  }

  /** True for a fraction of the cap, false for a number of times. */
  public boolean isYield() {
    return form == Form.YIELD;
  }

  /** Every metric that the multiple needs. */
  public List<Metric> metrics() {
    return isOfEnterpriseValue() ? List.of(figure, NET_DEBT) : List.of(figure);
  }

  /** What a member adds to the numerator, USD; NaN if a part is missing. */
  public double numerator(double cap, double ownFigure, double netDebt) {
    return switch (form) {
      case PRICE -> cap;
      case ENTERPRISE_VALUE -> cap + netDebt;
      case YIELD -> ownFigure;
    };
  }

  /** What a member adds to the denominator, USD; NaN if it is missing. */
  public double denominator(double cap, double ownFigure) {
    return form == Form.YIELD ? cap : ownFigure;
  }
}
