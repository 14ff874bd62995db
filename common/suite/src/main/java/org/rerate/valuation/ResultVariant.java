package org.rerate.valuation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.engine.filter.Filter;
import org.rerate.history.AsOf;

/**
 * What tells results of the same thing apart: methodology, knowledge, and the cut by when rows were
 * taken in. A run replaces only rows of its own variant.
 *
 * @param methodology name of the methodology
 * @param asOf what was seen
 */
public record ResultVariant(String methodology, AsOf asOf) {

  /** The rows of this variant. */
  public Filter filter() {
    return Filter.and(
        Filter.is("methodology", methodology),
        Filter.is("knowledge", asOf.knowledge().toString()),
        Filter.is("recorded_by", asOf.recordedBy()));
  }

  /**
   * The market rows that may be seen, as a SQL condition; {@code :day} stands for the valued day.
   */
  public String seen() {
    String known =
        switch (asOf.knowledge().kind()) {
          case LATEST -> "true";
          case AS_WAS -> "known_at < CAST(date_add(:day, 1) AS TIMESTAMP)";
          case INSTANT -> "known_at <= TIMESTAMP'" + asOf.knowledge() + "'";
        };
    return asOf.recordedBy() == null
        ? known
        : known + " AND ingested_at <= TIMESTAMP'" + asOf.recordedBy() + "'";
  }

  /** The columns that separate result files, as Delta's log has them; null where missing. */
  public Map<String, String> partition() {
    Map<String, String> values = new HashMap<>();
    values.put("methodology", methodology);
    values.put("knowledge", asOf.knowledge().toString());
    values.put("recorded_by", asOf.recordedBy() == null ? null : asOf.recordedBy().toString());
    return values;
  }

  /** Rows with the columns that every result row ends with. */
  public List<Row> stamp(List<Row> rows, String runId) {
    Object[] stamp = {methodology, asOf.knowledge().toString(), asOf.recordedBy(), runId};
    List<Row> stamped = new ArrayList<>(rows.size());
    for (Row row : rows) {
      Object[] cells = new Object[row.size() + stamp.length];
      for (int i = 0; i < row.size(); i++) {
        cells[i] = row.get(i);
      }
      System.arraycopy(stamp, 0, cells, row.size(), stamp.length);
      stamped.add(RowFactory.create(cells));
    }
    return stamped;
  }
}
