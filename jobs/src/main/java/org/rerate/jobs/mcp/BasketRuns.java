package org.rerate.jobs.mcp;

import java.util.List;
import java.util.Optional;
import org.rerate.domain.KnownNames;
import org.rerate.domain.RerateException;
import org.rerate.engine.filter.Filter;
import org.rerate.jobs.serve.Questions;

/** What else is to be said of stored values of a basket: who stored them, and what there is. */
final class BasketRuns {

  private BasketRuns() {}

  /** The runs that stored the values of a basket, on a day or on all. */
  static List<String> of(
      ToolContext context,
      Questions.Asked asked,
      String basket,
      String basis,
      Optional<String> day) {
    String where =
        Filter.and(
                context.action().variant().filter(),
                Filter.is("basket_id", basket),
                Filter.is("basis", basis),
                Filter.is("membership", "point_in_time"))
            .sql();
    return ToolRows.all(
            asked,
            "SELECT DISTINCT run_id FROM valuation.basket_valuations WHERE "
                + where
                + day.map(one -> " AND valuation_date = DATE'" + one + "'").orElse("")
                + " ORDER BY run_id")
        .stream()
        .map(row -> row.get("run_id").toString())
        .toList();
  }

  /** What to tell of a sub-sector that a basket does not have. */
  static RerateException noSubsector(String basket, String asked, String when, List<String> known) {
    return RerateException.usage(
        basket + " has no sub-sector '" + asked + "' " + when, KnownNames.said(asked, known));
  }
}
