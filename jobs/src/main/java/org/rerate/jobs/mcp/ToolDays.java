package org.rerate.jobs.mcp;

import java.time.LocalDate;
import java.util.Optional;
import org.rerate.domain.RerateException;
import org.rerate.engine.filter.Filter;
import org.rerate.jobs.serve.Questions;

/** The day that is meant where none is named. */
final class ToolDays {

  private ToolDays() {}

  /**
   * The day named, or the last that the basket is valued on.
   *
   * @throws RerateException with {@code USAGE} if there is neither, also for an unknown basket
   */
  static LocalDate last(Optional<LocalDate> named, Questions.Asked asked, String basket) {
    if (named.isPresent()) {
      return named.get();
    }
    Optional<String> day = ToolRows.lastDay(asked, basket);
    if (day.isEmpty()) {
      // The function tells which baskets there are.
      ToolRows.all(asked, "SELECT * FROM members_on(" + Filter.quoted(basket) + ", '9999-12-31')");
      throw RerateException.usage(
          basket + " is valued on no day", "Name a day, or have it valued by rerate value");
    }
    return LocalDate.parse(day.get());
  }
}
