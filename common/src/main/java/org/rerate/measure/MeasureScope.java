package org.rerate.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.rerate.domain.Days;
import org.rerate.storage.Warehouse;

/** Which rows of a relation a request speaks of, as SQL. */
final class MeasureScope {

  private final List<String> conditions = new ArrayList<>();

  MeasureScope is(String column, String value) {
    conditions.add(value == null ? column + " IS NULL" : Warehouse.anyOf(column, List.of(value)));
    return this;
  }

  /** One of the values; no row at all if there are none. */
  MeasureScope in(String column, Collection<String> values) {
    conditions.add(Warehouse.anyOf(column, List.copyOf(values)));
    return this;
  }

  MeasureScope on(String column, int... days) {
    conditions.add(
        Arrays.stream(days)
            .mapToObj(day -> "DATE'" + Days.date(day) + "'")
            .collect(Collectors.joining(", ", column + " IN (", ")")));
    return this;
  }

  MeasureScope between(String column, int from, int to) {
    conditions.add(
        column + " BETWEEN DATE'" + Days.date(from) + "' AND DATE'" + Days.date(to) + "'");
    return this;
  }

  MeasureScope atLeast(String column, String value) {
    conditions.add(column + " >= '" + value + "'");
    return this;
  }

  MeasureScope atMost(String column, String value) {
    conditions.add(column + " <= '" + value + "'");
    return this;
  }

  MeasureScope equal(String column, int number) {
    conditions.add(column + " = " + number);
    return this;
  }

  String condition() {
    return String.join(" AND ", conditions);
  }
}
