package org.rerate.ingest.read;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;

/**
 * How rows of one feed file are made from a vendor's records.
 *
 * @param file the feed file, such as {@code prices}
 * @param stub true if its rows are made up to name what other rows are about, see {@link
 *     SourceMapping#isStub}
 * @param once true if a whole file yields one row, that of its first record
 * @param records where the records of a JSON document are
 * @param prefer which of several records stand
 * @param remainder which records are made of longer ones, or null
 * @param parallel lists that stand side by side in a record, by the fields that their items become
 * @param wide which columns of a wide table are rows of their own, or null
 * @param variants the rows that a record yields; of a wide table the one that each column makes
 */
record TargetMapping(
    String file,
    boolean stub,
    boolean once,
    List<RecordPath> records,
    List<Preference> prefer,
    Remainder remainder,
    Map<String, String> parallel,
    ColumnPattern wide,
    List<RowVariant> variants)
    implements Serializable {

  /** The canonical feed: each column from the one of its name. */
  static TargetMapping canonical(FeedSpec spec) {
    Map<String, ColumnMapping> columns =
        spec.feedColumns().stream()
            .map(ColumnSpec::name)
            .collect(Collectors.toMap(Function.identity(), name -> ColumnMapping.same(name, true)));
    RowVariant row = new RowVariant(null, Map.of(), Set.of(), columns, false);
    return new TargetMapping(
        spec.name(), false, false, List.of(), List.of(), null, Map.of(), null, List.of(row));
  }

  /** Which records of a document are made of longer ones. */
  Optional<Remainder> rest() {
    return Optional.ofNullable(remainder);
  }

  /** The rows that a record of a file with this header yields. */
  List<RowVariant> variants(Header header) {
    return wide == null
        ? variants
        : wide.in(header).stream().map(words -> variants.get(0).with(words)).toList();
  }

  /** The vendor's columns that a file must have. */
  List<String> needed() {
    return variants.stream()
        .flatMap(RowVariant::needed)
        .filter(column -> wide == null || !column.contains("{"))
        .distinct()
        .sorted()
        .toList();
  }

  /** The schemes of identifiers that it resolves. */
  Set<String> schemes() {
    return variants.stream()
        .flatMap(variant -> variant.columns().values().stream())
        .filter(column -> column.link() != null)
        .map(column -> column.link().scheme())
        .collect(Collectors.toSet());
  }

  /** Every column of the vendor's that is read. */
  List<String> fields() {
    return variants.stream().flatMap(RowVariant::fields).distinct().sorted().toList();
  }
}
