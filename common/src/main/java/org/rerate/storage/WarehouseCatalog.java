package org.rerate.storage;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.delta.catalog.DeltaCatalog;

/**
 * Finds {@code schema.table} at {@code warehouse/schema/table} when it is first named, instead of
 * registering every table when the session starts: a cold {@code sql} then opens only what the
 * query names. Views, and tables that no run has written yet, are answered from their declaration.
 */
@SuppressWarnings("overrides") // Scala compiles varargs of a Java interface to an array
public class WarehouseCatalog extends DeltaCatalog {

  /** Session setting that holds the warehouse's root. */
  public static final String ROOT = "spark.rerate.warehouse";

  @Override
  public Table loadTable(Identifier identifier) {
    String[] namespace = identifier.namespace();
    if (namespace.length == 1 && Views.isSchema(namespace[0])) {
      SparkSession spark = SparkSession.active();
      String path = spark.conf().get(ROOT) + "/" + namespace[0] + "/" + identifier.name();
      if (Warehouse.isTable(spark, path)) {
        Table stored = super.loadTable(Identifier.of(new String[] {"delta"}, path));
        return Views.complete(namespace[0], identifier.name(), path, stored);
      }
      Optional<Table> view = Views.find(namespace[0], identifier.name());
      if (view.isPresent()) {
        return view.get();
      }
    }
    return super.loadTable(identifier);
  }

  @Override
  public boolean namespaceExists(String[] namespace) {
    return (namespace.length == 1 && Views.isSchema(namespace[0]))
        || super.namespaceExists(namespace);
  }

  @Override
  public String[][] listNamespaces() {
    return Relations.SCHEMAS.stream().map(schema -> new String[] {schema}).toArray(String[][]::new);
  }

  @Override
  public Identifier[] listTables(String[] namespace) {
    String schema = namespace.length == 1 ? namespace[0] : "";
    return Relations.of(schema).stream()
        .map(relation -> Identifier.of(namespace, relation.name()))
        .toArray(Identifier[]::new);
  }

  @Override
  public Map<String, String> loadNamespaceMetadata(String[] namespace)
      throws NoSuchNamespaceException {
    return namespace.length == 1 && Views.isSchema(namespace[0])
        ? Map.of()
        : super.loadNamespaceMetadata(namespace);
  }
}
