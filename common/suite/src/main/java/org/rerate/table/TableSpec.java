package org.rerate.table;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * One table, declared once; schema, comments, dictionary and tests come from it.
 *
 * @param schema {@code raw}, {@code market}, {@code valuation}, {@code ops} or {@code series}
 * @param name name without schema
 * @param description what a row is
 * @param columns the columns in order
 * @param key the columns that tell rows apart
 * @param partitionBy columns that separate files, or empty
 */
public record TableSpec(
    String schema,
    String name,
    String description,
    List<ColumnSpec> columns,
    List<String> key,
    List<String> partitionBy)
    implements Serializable {

  /** {@code schema.name}, as in SQL. */
  public String fullName() {
    return schema + "." + name;
  }

  /** The Spark schema with comments. */
  public StructType structType() {
    StructType type = new StructType();
    for (ColumnSpec column : columns) {
      type = type.add(column.field());
    }
    return type;
  }

  /** The column of that name. */
  public Optional<ColumnSpec> column(String column) {
    return columns.stream().filter(c -> c.name().equals(column)).findFirst();
  }

  /** The declared columns that are not among {@code stored}: those of an older version. */
  public List<ColumnSpec> missingIn(Collection<String> stored) {
    return columns.stream().filter(column -> !stored.contains(column.name())).toList();
  }

  /** Column names in order. */
  public List<String> columnNames() {
    return columns.stream().map(ColumnSpec::name).toList();
  }
}
