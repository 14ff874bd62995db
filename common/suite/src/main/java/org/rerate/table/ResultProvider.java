package org.rerate.table;

/**
 * What brings a table of results of its own: a measure, here or in a jar that names its class in
 * {@code META-INF/services/org.rerate.table.ResultProvider}.
 */
public interface ResultProvider {

  /** The table, declared by {@link ValuationTables#result}; the same each time. */
  TableSpec table();
}
