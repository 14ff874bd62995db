package org.rerate.explain;

import java.util.List;
import java.util.Map;

/**
 * A measure computed afresh, beside what is stored of it, with every row that it looked at.
 *
 * @param measure name of the measure
 * @param relation the relation that holds it
 * @param columns the relation's columns without provenance
 * @param rows the fresh rows
 * @param storedRows how many of them are stored
 * @param inputs the rows of the market tables that were looked at, by table
 * @param doubts stored rows that differ from the fresh ones, in words
 */
public record MeasureExplanation(
    String measure,
    String relation,
    List<String> columns,
    List<List<Object>> rows,
    int storedRows,
    List<MeasureInput> inputs,
    List<String> doubts) {

  /**
   * A row that was looked at.
   *
   * @param values its columns that are not missing
   * @param source where it came from
   */
  public record MeasureInput(Map<String, Object> values, RowOrigin source) {}

  /** True unless a stored row differs from the fresh one. */
  public boolean agrees() {
    return doubts.isEmpty();
  }
}
