package org.rerate.jobs.serve;

import java.util.Optional;
import org.rerate.engine.filter.Filter;

/** The questions on baskets that every door offers by name, as SQL over the table functions. */
public final class BasketQueries {

  /** The baskets. */
  public static final String BASKETS =
      "SELECT basket_id, name, description, base_date FROM market.baskets_current ORDER BY 1";

  private BasketQueries() {}

  /**
   * A day's values by sub-sector, ALL first.
   *
   * @param day the day; the last valued one if empty
   * @param subsector one sub-sector alone
   * @param variant the results that the functions read
   */
  public static String values(
      String basket,
      Optional<String> day,
      String basis,
      Optional<String> subsector,
      Filter variant) {
    String all =
        call(
            "basket_pe",
            Filter.quoted(basket),
            day.map(Filter::quoted).orElseGet(() -> lastDay(basket, variant)),
            Filter.quoted(basis));
    return subsector.map(one -> all + " WHERE " + Filter.is("subsector", one).sql()).orElse(all);
  }

  /** The last day that a basket has results of this variant on, as a query in brackets. */
  public static String lastDay(String basket, Filter variant) {
    return "(SELECT max(valuation_date) FROM valuation.basket_valuations WHERE "
        + Filter.and(Filter.is("basket_id", basket), variant).sql()
        + ")";
  }

  /** The values of one sub-sector, oldest first; without an end as far as there are values. */
  public static String history(
      String basket, String subsector, Optional<String> from, Optional<String> to, String basis) {
    return call(
        "basket_history",
        Filter.quoted(basket),
        Filter.quoted(subsector),
        Filter.quoted(from.orElse("1900-01-01")),
        Filter.quoted(to.orElse("9999-12-31")),
        Filter.quoted(basis));
  }

  /** All rows of a table function. */
  static String call(String function, String... arguments) {
    return "SELECT * FROM " + function + "(" + String.join(", ", arguments) + ")";
  }
}
