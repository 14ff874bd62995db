package org.rerate.engine.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.rerate.domain.RerateException;
import org.rerate.domain.Secrets;

/**
 * A Hive metastore, in which other engines look up tables by name. It is reached by a session
 * beside that of the warehouse, with Delta's own catalog; Hive's classes are the user's, as
 * metastores differ.
 */
public final class HiveMetastore {

  /** By one of these a metastore is named: a server, or a database that this process opens. */
  private static final List<String> NAMES =
      List.of("hive.metastore.uris", "javax.jdo.option.ConnectionURL");

  private static final String MANAGED = "hive.metastore.warehouse.dir";

  private final SparkSession session;
  private final String name;

  private HiveMetastore(SparkSession session, String name) {
    this.session = session;
    this.name = name;
  }

  /**
   * Opens the metastore that {@code hive-site.xml} or the settings of {@code beside} name.
   *
   * @throws RerateException with {@code USAGE} if none is named, or Hive's classes are missing
   */
  public static HiveMetastore open(SparkSession beside) {
    Configuration settings = new Configuration(beside.sparkContext().hadoopConfiguration());
    settings.addResource("hive-site.xml");
    String name =
        NAMES.stream()
            .map(key -> settings.getTrimmed(key, ""))
            .filter(value -> !value.isEmpty())
            .findFirst()
            .map(Secrets::masked)
            .orElseThrow(
                () ->
                    RerateException.usage(
                        "no Hive metastore is named",
                        "Set hive.metastore.uris in a hive-site.xml of HADOOP_CONF_DIR, or"
                            + " \"hadoop.hive.metastore.uris\" in the section spark of"
                            + " conf/rerate.conf; or give --dry-run and run the SQL with the engine"
                            + " that has the catalog"));
    return new HiveMetastore(session(beside, settings.getTrimmed(MANAGED)), name);
  }

  /** A session of its own catalog: that of {@code beside} knows the warehouse alone. */
  private static SparkSession session(SparkSession beside, String managed) {
    SparkSession.clearActiveSession();
    SparkSession.clearDefaultSession();
    try {
      SparkSession.Builder builder =
          SparkSession.builder()
              .config(
                  "spark.sql.catalog.spark_catalog",
                  "org.apache.spark.sql.delta.catalog.DeltaCatalog")
              .enableHiveSupport();
      if (managed != null) {
        builder.config("spark.sql.warehouse.dir", managed);
      }
      return builder.getOrCreate();
    } catch (IllegalArgumentException e) {
      throw RerateException.usage(
          "the classes of Hive are missing",
          "Name spark-hive and what it needs in RERATE_CLASSPATH (a Spark distribution has them in"
              + " its folder jars), or use spark-submit from a Spark home that has them",
          e);
    } finally {
      SparkSession.setDefaultSession(beside);
      SparkSession.setActiveSession(beside);
    }
  }

  /** Its server or database. */
  public String name() {
    return name;
  }

  /**
   * Makes schemas, tables and views; what is there already stays.
   *
   * @param tables where each table lies, by name
   * @throws RerateException with {@code USAGE}, before anything is made, if a table of the name
   *     lies elsewhere; with {@code RETRY} if the metastore does not answer
   */
  public void register(Map<String, String> tables, List<String> statements) {
    try {
      tables.forEach(this::requireSame);
      statements.forEach(session::sql);
    } catch (RerateException e) {
      throw e;
    } catch (Exception e) {
      throw RerateException.retry("the Hive metastore " + name + " failed: " + last(e), e);
    }
  }

  private void requireSame(String table, String place) {
    location(table)
        .filter(known -> !known.equals(place))
        .ifPresent(
            known -> {
              throw RerateException.usage(
                  "the Hive metastore " + name + " knows " + table + " as the table at " + known,
                  "Drop it there (DROP TABLE leaves its files), or use another metastore");
            });
  }

  private Optional<String> location(String table) {
    return session.catalog().tableExists(table)
        ? session
            .sql("DESCRIBE TABLE EXTENDED " + table)
            .where("col_name = 'Location'")
            .collectAsList()
            .stream()
            .map(row -> row.getString(1))
            .findFirst()
        : Optional.empty();
  }

  /** What the innermost failure says. */
  private static String last(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
