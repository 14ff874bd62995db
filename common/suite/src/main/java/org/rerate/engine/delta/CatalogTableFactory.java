package org.rerate.engine.delta;

import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTable$;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** Builds Spark's 22-field description of a view, all but five of them at their defaults. */
public final class CatalogTableFactory {

  private CatalogTableFactory() {}

  public static CatalogTable view(String schema, String name, StructType type, String text) {
    CatalogTable$ defaults = CatalogTable$.MODULE$;
    return new CatalogTable(
        new TableIdentifier(name, Option.apply(schema), Option.apply("spark_catalog")),
        CatalogTableType.VIEW(),
        CatalogStorageFormat.empty(),
        type,
        defaults.apply$default$5(),
        defaults.apply$default$6(),
        defaults.apply$default$7(),
        defaults.apply$default$8(),
        defaults.apply$default$9(),
        defaults.apply$default$10(),
        defaults.apply$default$11(),
        defaults.apply$default$12(),
        defaults.apply$default$13(),
        Option.apply(text),
        defaults.apply$default$15(),
        defaults.apply$default$16(),
        defaults.apply$default$17(),
        defaults.apply$default$18(),
        defaults.apply$default$19(),
        defaults.apply$default$20(),
        defaults.apply$default$21(),
        defaults.apply$default$22());
  }
}
