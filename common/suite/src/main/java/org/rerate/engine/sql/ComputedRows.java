package org.rerate.engine.sql;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * What functions of SQL answer that is computed when they are asked, not stored. Called on the
 * thread that analyses a query.
 */
public interface ComputedRows {

  /** Of sessions that compute nothing: no row of any function, no rate of any currency. */
  ComputedRows NONE =
      new ComputedRows() {
        @Override
        public Computed of(String function, List<Object> arguments) {
          return new Computed(new StructType().add("nothing", "int"), List.of());
        }

        @Override
        public NavigableMap<Integer, Double> unitsPerDollar(String currency) {
          return new TreeMap<>();
        }
      };

  /**
   * The rows of a call.
   *
   * @param type their columns
   * @param rows the rows, in the order in which they are shown
   */
  record Computed(StructType type, List<Row> rows) {}

  /**
   * The rows of a call.
   *
   * @param function name of the function
   * @param arguments what the call names, in the order of the parameters: texts, dates, lists of
   *     texts
   * @throws org.rerate.domain.RerateException with {@code USAGE} for an argument that is wrong
   */
  Computed of(String function, List<Object> arguments);

  /**
   * Units of a currency per US dollar, by day since 1970-01-01; a day without a usable rate is left
   * out.
   *
   * @throws org.rerate.domain.RerateException with {@code USAGE} for a currency of which no rate is
   *     on file
   */
  NavigableMap<Integer, Double> unitsPerDollar(String currency);
}
