package org.rerate.storage;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.rerate.table.SqlFunction;
import org.rerate.table.SqlFunctions;
import scala.Function1;
import scala.Tuple3;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Makes every session of a process read-only and gives it the table functions. Sessions that a
 * server opens for its clients have it too.
 */
public final class ReadOnlyExtension extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

  private static final String VARIANT = "spark.rerate.variant";

  private static final String SEEN = "spark.rerate.seen";

  /**
   * The settings that put it in force, to be given when the session is opened.
   *
   * @param variant SQL of the results that the table functions answer from
   * @param seen SQL of the market rows that they may see, see {@link SqlFunction#of}
   */
  public static Map<String, String> settings(String variant, String seen) {
    Map<String, String> settings = new HashMap<>();
    settings.put(
        "spark.sql.extensions", Sessions.DELTA_EXTENSION + "," + ReadOnlyExtension.class.getName());
    settings.put(VARIANT, variant);
    settings.put(SEEN, seen);
    return settings;
  }

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectCheckRule(ReadOnlyExtension::rule);
    for (SqlFunction function : SqlFunctions.ALL) {
      extensions.injectTableFunction(
          new Tuple3<>(
              new FunctionIdentifier(function.name()),
              Functions.info(function),
              arguments -> {
                SparkSession spark = SparkSession.active();
                return Functions.plan(
                    spark,
                    function,
                    CollectionConverters.asJava(arguments),
                    of(spark, VARIANT),
                    of(spark, SEEN));
              }));
    }
    return BoxedUnit.UNIT;
  }

  /** The process's setting: a session's own might have been changed. */
  private static String of(SparkSession spark, String key) {
    return spark.sparkContext().conf().get(key);
  }

  private static Function1<LogicalPlan, BoxedUnit> rule(SparkSession spark) {
    SparkContext context = spark.sparkContext();
    ReadOnlyRule rule =
        new ReadOnlyRule(context.conf().get(WarehouseCatalog.ROOT), context.hadoopConfiguration());
    return rule::check;
  }
}
