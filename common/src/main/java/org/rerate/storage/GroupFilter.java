package org.rerate.storage;

import java.util.List;
import java.util.Optional;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.util.RebaseDateTime.RebaseSpec;
import org.apache.spark.sql.execution.datasources.DataSourceStrategy$;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFilters;
import org.apache.spark.sql.internal.LegacyBehaviorPolicy$;
import scala.Option;

/**
 * A condition as Parquet can hold it against the bounds of a row group: what Spark makes of it for
 * its own reader.
 */
final class GroupFilter {

  /**
   * Longer lists of values are held against a group's bounds as a whole: one condition a value
   * nests as deep as the list is long, and is sent to tasks.
   */
  private static final int MOST_VALUES = 200;

  private GroupFilter() {}

  /**
   * The filter.
   *
   * @param parts conditions all of which must hold; those on columns that the file does not have,
   *     or that Parquet does not know, are left out: more groups seem to match, never fewer
   * @return empty if nothing is left of it
   */
  static Optional<FilterPredicate> of(List<Expression> parts, MessageType schema) {
    ParquetFilters filters =
        new ParquetFilters(
            schema,
            true,
            true,
            true,
            true,
            MOST_VALUES,
            true,
            new RebaseSpec(LegacyBehaviorPolicy$.MODULE$.CORRECTED(), Option.empty()));
    return parts.stream()
        .map(part -> DataSourceStrategy$.MODULE$.translateFilter(part, false))
        .filter(Option::isDefined)
        .map(filter -> filters.createFilter(filter.get()))
        .filter(Option::isDefined)
        .map(Option::get)
        .reduce(FilterApi::and);
  }
}
