package org.rerate.feed;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One row that a record yields; a wide record yields several.
 *
 * @param value the vendor's column without which the record yields no such row, or null
 * @param columns how each feed column is made; those not named are missing
 * @param isOneOfSeveral true if a file without the value column just has no such rows
 */
record RowVariant(String value, Map<String, ColumnMapping> columns, boolean isOneOfSeveral)
    implements Serializable {

  boolean isIn(Header header) {
    return !isOneOfSeveral || value == null || header.place(value) >= 0;
  }

  /** The same with words put in for their {names}. */
  RowVariant with(Map<String, String> words) {
    Map<String, ColumnMapping> put = new HashMap<>();
    columns.forEach((name, column) -> put.put(name, column.with(words)));
    return new RowVariant(ColumnMapping.filled(value, words), put, true);
  }

  /** The vendor's columns that a file must have. */
  List<String> needed() {
    List<String> needed =
        columns.values().stream()
            .filter(column -> column.from() != null && !column.optional())
            .map(ColumnMapping::from)
            .collect(Collectors.toList());
    if (value != null && !isOneOfSeveral) {
      needed.add(value);
    }
    return needed;
  }
}
