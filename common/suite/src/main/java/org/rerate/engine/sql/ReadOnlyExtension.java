package org.rerate.engine.sql;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.catalog.CatalogDatabase;
import org.rerate.engine.delta.ListedScans;
import org.rerate.engine.delta.WarehouseCatalog;
import org.rerate.engine.filter.Filter;
import org.rerate.table.SqlFunction;
import org.rerate.table.SqlFunctions;
import scala.Option;
import scala.Tuple3;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Makes a session answer questions only and gives it the table functions; sessions that are opened
 * from it, for instance by a server for its clients, are the same.
 */
public final class ReadOnlyExtension extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

  private static final String REACH = "spark.rerate.reach";

  private final String root;
  private final Filter variant;
  private final String seen;
  private final Reach reach;
  private final ComputedRows computed;

  private ReadOnlyExtension(
      String root, Filter variant, String seen, Reach reach, ComputedRows computed) {
    this.root = root;
    this.variant = variant;
    this.seen = seen;
    this.reach = reach;
    this.computed = computed;
  }

  /**
   * A session beside {@code spark}, on the same tables and with its settings, that answers
   * questions only.
   *
   * @param variant the results that the table functions answer from
   * @param seen SQL of the market rows that they may see, see {@link SqlFunction#of}
   * @param reach what may be read
   * @param computed rows of table functions that are not stored
   */
  static SparkSession close(
      SparkSession spark, Filter variant, String seen, Reach reach, ComputedRows computed) {
    var open = (org.apache.spark.sql.classic.SparkSession) spark;
    SparkSessionExtensions extensions = new SparkSessionExtensions();
    new io.delta.sql.DeltaSparkSessionExtension().apply(extensions);
    new ListedScans().apply(extensions);
    String root = spark.conf().get(WarehouseCatalog.ROOT);
    // After Delta's, so that what its parser makes is seen too.
    new ReadOnlyExtension(root, variant, seen, reach, computed).apply(extensions);
    Map<String, String> settings =
        new HashMap<>(CollectionConverters.asJava(spark.conf().getAll()));
    // ${env:HOME} in a query's text would be the environment of this process.
    settings.put("spark.sql.variable.substitute", "false");
    settings.put(REACH, reach.name());
    nameSchemas(open);
    return new org.apache.spark.sql.classic.SparkSession(
        spark.sparkContext(),
        Option.apply(open.sharedState()),
        Option.empty(),
        extensions,
        scala.collection.immutable.Map.from(CollectionConverters.asScala(settings)),
        Map$.MODULE$.empty());
  }

  /**
   * So that {@code USE market} finds it; the tables in it are found by {@link WarehouseCatalog}.
   */
  private static void nameSchemas(org.apache.spark.sql.classic.SparkSession spark) {
    // Spark makes the folder of a schema, so it is one that there is already.
    URI folder = new Path(spark.conf().get("spark.sql.warehouse.dir")).toUri();
    for (String schema : Relations.SCHEMAS) {
      spark
          .sharedState()
          .externalCatalog()
          .createDatabase(new CatalogDatabase(schema, "", folder, Map$.MODULE$.empty()), true);
    }
  }

  /** What the session may read; everything if it is not closed. */
  public static Reach reach(SparkSession spark) {
    return Reach.valueOf(spark.conf().get(REACH, Reach.FILES.name()));
  }

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectParser((spark, parser) -> new QuestionParser(parser, rule(spark)));
    extensions.injectCheckRule(spark -> rule(spark)::check);
    ClosedFunctions.inject(extensions);
    for (SqlFunction function : SqlFunctions.ALL) {
      extensions.injectTableFunction(
          new Tuple3<>(
              new FunctionIdentifier(function.name()),
              Functions.info(function),
              arguments ->
                  Functions.plan(
                      SparkSession.active(),
                      function,
                      CollectionConverters.asJava(arguments),
                      variant.sql(),
                      seen,
                      computed)));
    }
    extensions.injectFunction(CurrencyFunction.of(computed));
    return BoxedUnit.UNIT;
  }

  private ReadOnlyRule rule(SparkSession spark) {
    return new ReadOnlyRule(root, reach, spark.sparkContext().hadoopConfiguration());
  }
}
