package org.rerate.engine.delta;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.delta.catalog.DeltaCatalog;
import org.rerate.engine.sql.Reach;
import org.rerate.engine.sql.ReadOnlyExtension;
import org.rerate.engine.sql.ReadOnlyRule;
import org.rerate.engine.sql.Relations;
import org.rerate.engine.sql.Views;
import org.rerate.table.Dictionary;

/**
 * Finds {@code schema.table} at {@code warehouse/schema/table} when it is first named, instead of
 * registering every table when the session starts: a cold {@code sql} then opens only what the
 * query names. Views, and tables that no run has written yet, are answered from their declaration.
 */
@SuppressWarnings("overrides") // Scala compiles varargs of a Java interface to an array
public class WarehouseCatalog extends DeltaCatalog {

  /** Session setting that holds the warehouse's root. */
  public static final String ROOT = "spark.rerate.warehouse";

  /** Where Spark looks for a name without a schema. */
  private static final String DEFAULT = "default";

  @Override
  public Table loadTable(Identifier identifier) {
    String[] namespace = identifier.namespace();
    if (namespace.length == 1 && Views.isSchema(namespace[0])) {
      SparkSession spark = SparkSession.active();
      String path = spark.conf().get(ROOT) + "/" + namespace[0] + "/" + identifier.name();
      if (DeltaTables.isTable(spark, path)) {
        Table stored = super.loadTable(Identifier.of(new String[] {"delta"}, path));
        return Views.complete(namespace[0], identifier.name(), path, stored);
      }
      Optional<Table> view = Views.find(namespace[0], identifier.name());
      if (view.isPresent()) {
        return view.get();
      }
    }
    requireName(identifier);
    return super.loadTable(identifier);
  }

  @Override
  public Table loadTable(Identifier identifier, String version) {
    requireName(identifier);
    return super.loadTable(identifier, version);
  }

  @Override
  public Table loadTable(Identifier identifier, long timestamp) {
    requireName(identifier);
    return super.loadTable(identifier, timestamp);
  }

  @Override
  public boolean tableExists(Identifier identifier) {
    return isName(identifier) && super.tableExists(identifier);
  }

  /**
   * To Spark {@code text.`/etc/passwd`} is a table until it is not found; then it opens the file,
   * and tells of its columns in errors.
   */
  private static void requireName(Identifier identifier) {
    if (!isName(identifier)) {
      throw ReadOnlyRule.refused(
          "reading %s, which is no table of the schemas %s,"
              .formatted(identifier, String.join(", ", Relations.SCHEMAS)));
    }
  }

  /** True for all where files may be read, and for names of the catalog elsewhere. */
  private static boolean isName(Identifier identifier) {
    String[] namespace = identifier.namespace();
    return ReadOnlyExtension.reach(SparkSession.active()) == Reach.FILES
        || (namespace.length == 1
            && (Views.isSchema(namespace[0])
                || namespace[0].equals(DEFAULT)
                || isOurs(namespace[0], identifier.name())));
  }

  /** True for the path of a declared table: one that lacks columns is a view of its path. */
  private static boolean isOurs(String format, String path) {
    String root = SparkSession.active().conf().get(ROOT, "") + "/";
    return format.equals("delta")
        && Dictionary.tables().stream()
            .anyMatch(table -> path.equals(root + table.schema() + "/" + table.name()));
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
