package org.rerate.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.rerate.engine.filter.Filter;

/** Which rows of a relation a request speaks of. */
public final class MeasureScope {

  private final List<Filter> conditions = new ArrayList<>();

  private MeasureScope and(Filter condition) {
    conditions.add(condition);
    return this;
  }

  /** This text, or none for null. */
  public MeasureScope is(String column, String value) {
    return and(Filter.is(column, value));
  }

  /** One of the values; no row at all if there are none. */
  public MeasureScope in(String column, Collection<String> values) {
    return and(Filter.in(column, values));
  }

  /** One of these days. */
  public MeasureScope on(String column, int... days) {
    return and(Filter.days(column, Arrays.stream(days).boxed().toList()));
  }

  /** From a day to a day, both included. */
  public MeasureScope between(String column, int from, int to) {
    return and(Filter.days(column, from, to));
  }

  /** This text or a later one. */
  public MeasureScope atLeast(String column, String value) {
    return and(new Filter.Range(column, value, null));
  }

  /** This text or an earlier one. */
  public MeasureScope atMost(String column, String value) {
    return and(new Filter.Range(column, null, value));
  }

  /** This number. */
  public MeasureScope equal(String column, int number) {
    return and(Filter.is(column, number));
  }

  /** The condition. */
  public Filter filter() {
    return Filter.and(conditions);
  }
}
