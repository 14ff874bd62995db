package org.rerate.feed;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;

/**
 * How rows of one feed file are made from a vendor's records.
 *
 * @param file the feed file, such as {@code prices}
 * @param value the vendor's column without which a record yields no row, or null: all do
 * @param once true if a whole file yields one row, that of its first record
 * @param columns how each feed column is made; those not named are missing
 */
record TargetMapping(String file, String value, boolean once, Map<String, ColumnMapping> columns)
    implements Serializable {

  /** The canonical feed: each column from the one of its name. */
  static TargetMapping canonical(FeedSpec spec) {
    return new TargetMapping(
        spec.name(),
        null,
        false,
        spec.feedColumns().stream()
            .map(ColumnSpec::name)
            .collect(Collectors.toMap(Function.identity(), ColumnMapping::same)));
  }

  /** The vendor's columns that a file must have. */
  List<String> needed() {
    return columns.values().stream()
        .filter(column -> column.from() != null && !column.optional())
        .map(ColumnMapping::from)
        .distinct()
        .sorted()
        .toList();
  }
}
