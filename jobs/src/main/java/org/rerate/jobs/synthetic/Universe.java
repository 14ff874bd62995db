package org.rerate.jobs.synthetic;

import java.io.Serializable;
import java.time.LocalDate;
import org.rerate.domain.Days;

/**
 * What a made-up universe is: these five values decide every row of it.
 *
 * <p>Of each twenty lines fifteen are the only one of their company, two are share classes of one
 * company, and three an ordinary share with its depositary receipt and a listing abroad, which are
 * not counted a second time. So 20 lines make 17 companies.
 *
 * @param securities listed lines
 * @param years years of history that end with {@code lastDay}
 * @param baskets baskets
 * @param seed any number
 * @param lastDay last day of the history
 */
public record Universe(int securities, int years, int baskets, long seed, LocalDate lastDay)
    implements Serializable {

  static final int LINES_OF_BLOCK = 20;
  static final int COMPANIES_OF_BLOCK = 17;

  /** Members of a basket on a day. */
  static final int MEMBERS = 100;

  /** Companies. */
  public int companies() {
    return securities / LINES_OF_BLOCK * COMPANIES_OF_BLOCK + securities % LINES_OF_BLOCK;
  }

  /** First day of the history, days since 1970-01-01. */
  public int firstDay() {
    return Days.of(lastDay.minusYears(years).plusDays(1));
  }

  /** Last day of the history, days since 1970-01-01. */
  public int finalDay() {
    return Days.of(lastDay);
  }
}
