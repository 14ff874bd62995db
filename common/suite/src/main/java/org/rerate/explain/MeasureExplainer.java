package org.rerate.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.rerate.blocks.ReadLog;
import org.rerate.domain.Days;
import org.rerate.explain.MeasureExplanation.MeasureInput;
import org.rerate.measure.Measure;
import org.rerate.measure.MeasureRequest;
import org.rerate.measure.MeasureResult;
import org.rerate.measure.Measures;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.valuation.ResultVariant;

/**
 * Takes a measure apart: computes it once more while a log keeps every market row that it looks at,
 * and compares the outcome with the stored rows. Market capitalisations that a measure divides by
 * are explained by {@link BasketExplainer}.
 */
public final class MeasureExplainer {

  private MeasureExplainer() {}

  /**
   * The measure and what it is made of; nothing is written.
   *
   * @param request must have a log
   */
  public static MeasureExplanation explain(Measure measure, MeasureRequest request) {
    MeasureResult fresh = Measures.compute(measure, request);
    TableSpec table = fresh.table();
    Map<List<Object>, Row> stored = new HashMap<>();
    request
        .warehouse()
        .read(table)
        .where(new ResultVariant(request.methodology().name(), request.asOf()).filter().sql())
        .where(fresh.scope().sql())
        .collectAsList()
        .forEach(row -> stored.put(key(table, row), row));
    List<String> doubts = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    int found = 0;
    for (Row row : fresh.rows()) {
      rows.add(cells(row, fresh.columns()));
      Row before = stored.remove(key(table, row));
      if (before != null) {
        found++;
        differences(table, fresh.columns(), before, row, doubts);
      }
    }
    stored.keySet().forEach(key -> doubts.add(key + " is stored, the rows do not give it"));
    return new MeasureExplanation(
        measure.name(),
        table.fullName(),
        fresh.columns(),
        rows,
        found,
        inputs(request.log()),
        doubts);
  }

  private static List<Object> key(TableSpec table, Row row) {
    List<Object> key = new ArrayList<>();
    for (String column : table.key()) {
      if (!ValuationTables.VARIANT.contains(column)) {
        Object value = row.getAs(column);
        key.add(value == null ? "" : value.toString());
      }
    }
    return key;
  }

  private static List<Object> cells(Row row, List<String> columns) {
    List<Object> cells = new ArrayList<>();
    columns.forEach(column -> cells.add(row.getAs(column)));
    return cells;
  }

  private static void differences(
      TableSpec table, List<String> columns, Row stored, Row fresh, List<String> doubts) {
    for (String column : columns) {
      Object before = stored.getAs(column);
      Object now = fresh.getAs(column);
      if (!same(before, now)) {
        doubts.add(
            key(table, fresh)
                + ": "
                + column
                + " is stored as "
                + before
                + ", the rows give "
                + now);
      }
    }
  }

  private static boolean same(Object stored, Object fresh) {
    if (stored instanceof Double a && fresh instanceof Double b) {
      return Agreement.of("", true, a, b).holds();
    }
    return stored == null
        ? fresh == null
        : fresh != null && stored.toString().equals(fresh.toString());
  }

  private static List<MeasureInput> inputs(ReadLog log) {
    List<MeasureInput> inputs = new ArrayList<>();
    for (String table : log.tables()) {
      for (Row row : log.rows(table)) {
        inputs.add(new MeasureInput(values(row), source(table, row)));
      }
    }
    return inputs;
  }

  /** The columns of the feed; those of provenance come last. */
  private static Map<String, Object> values(Row row) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < row.size() - ReadLog.PROVENANCE.size(); i++) {
      if (!row.isNullAt(i) && !Boolean.FALSE.equals(row.get(i))) {
        Object value = row.get(i);
        values.put(
            row.schema().fieldNames()[i], value instanceof Number ? value : value.toString());
      }
    }
    return values;
  }

  private static RowOrigin source(String table, Row row) {
    return new RowOrigin(
        "market." + table,
        row.getAs("source_file"),
        row.<Long>getAs("source_line"),
        row.getAs("source_mapping"),
        row.getAs("run_id"),
        Days.instant(row.<Long>getAs("known")),
        Days.instant(row.<Long>getAs("ingested")));
  }
}
