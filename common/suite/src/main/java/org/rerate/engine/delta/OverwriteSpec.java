package org.rerate.engine.delta;

import java.io.Serializable;
import java.util.Map;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.Period;

/**
 * Which rows of a table are replaced.
 *
 * @param where those rows; it names the partition as well
 * @param partition values of the columns that separate the table's files; null where missing
 * @param period by which the rows that stay of files of both are cut
 * @param firstDay no row before it is replaced
 * @param lastDay no row after it is replaced
 */
public record OverwriteSpec(
    Filter where, Map<String, String> partition, Period period, int firstDay, int lastDay)
    implements Serializable {

  /** Rows of any day: what stays of the files that hold them is a file for five years. */
  static OverwriteSpec anyDay(Filter where, Map<String, String> partition) {
    return new OverwriteSpec(
        where, partition, Period.FIVE_YEARS, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }
}
