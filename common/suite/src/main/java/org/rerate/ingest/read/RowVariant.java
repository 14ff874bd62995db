package org.rerate.ingest.read;

import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One row that a record yields; a wide record yields several.
 *
 * @param value the vendor's column without which the record yields no such row, or null
 * @param where which texts some of the vendor's columns must have
 * @param skipWithout feed columns without which the record yields no such row
 * @param columns how each feed column is made; those not named are missing
 * @param isOneOfSeveral true if a file without the value column just has no such rows
 */
record RowVariant(
    String value,
    Map<String, TextLimit> where,
    Set<String> skipWithout,
    Map<String, ColumnMapping> columns,
    boolean isOneOfSeveral)
    implements Serializable {

  boolean isIn(Header header) {
    return !isOneOfSeveral || value == null || header.place(value) >= 0;
  }

  /** The same with words put in for their {names}. */
  RowVariant with(Map<String, String> words) {
    Map<String, ColumnMapping> put = new HashMap<>();
    columns.forEach((name, column) -> put.put(name, column.with(words)));
    Map<String, TextLimit> limits = new LinkedHashMap<>();
    where.forEach(
        (column, limit) -> limits.put(ColumnMapping.filled(column, words), limit.with(words)));
    return new RowVariant(ColumnMapping.filled(value, words), limits, skipWithout, put, true);
  }

  /** The vendor's columns that a file must have. */
  Stream<String> needed() {
    Stream<String> from =
        columns.values().stream()
            .filter(column -> column.from() != null && !column.optional())
            .map(ColumnMapping::from);
    Stream<String> on =
        columns.values().stream()
            .flatMap(column -> Stream.of(column.on(), column.direction()))
            .filter(column -> column != null);
    Stream<String> own = value == null || isOneOfSeveral ? Stream.of() : Stream.of(value);
    return Stream.of(from, on, own, where.keySet().stream()).flatMap(names -> names);
  }

  /** Every column of the vendor's that is read. */
  Stream<String> fields() {
    List<String> own = value == null ? List.of() : List.of(value);
    return Stream.of(
            columns.values().stream().flatMap(ColumnMapping::columns),
            own.stream(),
            where.keySet().stream())
        .flatMap(names -> names);
  }
}
