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
 * @param once true if a whole file yields one row, that of its first record
 * @param variants the rows that a record yields
 */
record TargetMapping(String file, boolean once, List<RowVariant> variants) implements Serializable {

  /** The canonical feed: each column from the one of its name. */
  static TargetMapping canonical(FeedSpec spec) {
    Map<String, ColumnMapping> columns =
        spec.feedColumns().stream()
            .map(ColumnSpec::name)
            .collect(Collectors.toMap(Function.identity(), ColumnMapping::same));
    return new TargetMapping(spec.name(), false, List.of(new RowVariant(null, columns, false)));
  }

  /** The vendor's columns that a file must have. */
  List<String> needed() {
    return variants.stream()
        .flatMap(variant -> variant.needed().stream())
        .distinct()
        .sorted()
        .toList();
  }
}
