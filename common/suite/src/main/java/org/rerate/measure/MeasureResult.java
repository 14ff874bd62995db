package org.rerate.measure;

import java.util.List;
import org.apache.spark.sql.Row;
import org.rerate.engine.filter.Filter;
import org.rerate.table.TableSpec;

/**
 * What a measure computed.
 *
 * @param table the relation
 * @param columns names of the rows' columns: those of the relation without provenance
 * @param rows the rows, in the order in which the measure lists them; cells can be asked for by
 *     name
 * @param scope the rows of the relation that these replace, within their variant
 */
public record MeasureResult(TableSpec table, List<String> columns, List<Row> rows, Filter scope) {}
