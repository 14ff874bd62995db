package org.rerate.engine.delta;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.rerate.table.TableSpec;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What another program may have made of a table: its columns under other names, in other types, or
 * further ones. Such a table is read and written by Delta.
 */
final class StoredFormat {

  private static final String MAPPING = "delta.columnMapping.mode";

  private StoredFormat() {}

  /**
   * True if the files hold the declared columns under their names and in their types.
   *
   * @param properties of the table
   * @param types names of the types of the stored columns, as Delta's log calls them
   */
  static boolean isPlain(
      Map<String, String> properties, Map<String, String> types, TableSpec table) {
    return properties.getOrDefault(MAPPING, "none").equalsIgnoreCase("none")
        && table.columns().stream()
            .filter(c -> types.containsKey(c.name()) && !(c.kind().type() instanceof ArrayType))
            .allMatch(c -> types.get(c.name()).equals(c.kind().type().typeName()));
  }

  /** The same of what Delta on Spark says of the table. */
  static boolean isPlain(Metadata stored, TableSpec table) {
    return isPlain(
        CollectionConverters.asJava(stored.configuration()),
        Arrays.stream(stored.schema().fields())
            .collect(Collectors.toMap(StructField::name, field -> field.dataType().typeName())),
        table);
  }

  /** True if the table has no columns but those that are declared. */
  static boolean isDeclared(Metadata stored, TableSpec table) {
    return table.columnNames().containsAll(List.of(stored.schema().fieldNames()));
  }
}
