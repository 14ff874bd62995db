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
 * @param prefer which of several records stands, or null
 * @param remainder which records are made of longer ones, or null
 * @param variants the rows that a record yields
 */
record TargetMapping(
    String file,
    boolean stub,
    boolean once,
    List<RecordPath> records,
    Preference prefer,
    Remainder remainder,
    List<RowVariant> variants)
    implements Serializable {

  /** The canonical feed: each column from the one of its name. */
  static TargetMapping canonical(FeedSpec spec) {
    Map<String, ColumnMapping> columns =
        spec.feedColumns().stream()
            .map(ColumnSpec::name)
            .collect(Collectors.toMap(Function.identity(), name -> ColumnMapping.same(name, true)));
    RowVariant row = new RowVariant(null, Map.of(), Set.of(), columns, false);
    return new TargetMapping(spec.name(), false, false, List.of(), null, null, List.of(row));
  }

  /** Which of several records of a document stands. */
  Optional<Preference> preference() {
    return Optional.ofNullable(prefer);
  }

  /** Which records of a document are made of longer ones. */
  Optional<Remainder> rest() {
    return Optional.ofNullable(remainder);
  }

  /** The vendor's columns that a file must have. */
  List<String> needed() {
    return variants.stream().flatMap(RowVariant::needed).distinct().sorted().toList();
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
