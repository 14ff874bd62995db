package org.rerate.ingest.load;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rerate.domain.RuleCode;
import org.rerate.engine.parquet.DataFile;
import org.rerate.ingest.check.FiscalFigure;
import org.rerate.ingest.check.RejectedRow;
import org.rerate.ingest.check.Warning;
import org.rerate.table.FeedSpec;

/**
 * The rows of a load, each with what becomes of it; it is let go of once all has been asked.
 *
 * @param counts what was counted as they were read
 * @param parts what became of those that were compared
 * @param results the same and each {@link RejectedRow}
 * @param records finds the texts of those that lack it
 */
record Reconciled(
    FeedSpec spec,
    ReadCounts counts,
    List<ReconcileResult> parts,
    LoadTransport.Results<Serializable> results,
    RecordLookup records) {

  /** Rows of a file that cannot be read to its end: none of them is compared. */
  static Reconciled refused(FeedSpec spec, ReadCounts counts) {
    return new Reconciled(spec, counts, List.of(), null, null);
  }

  /** Why a part of the file cannot be read to its end, if so; nothing else holds then. */
  Optional<String> refused() {
    return counts.refusals().values().stream().findFirst();
  }

  long accepted() {
    return parts.stream().mapToLong(ReconcileResult::accepted).sum();
  }

  long unchanged() {
    return counts.unchanged + parts.stream().mapToLong(ReconcileResult::unchanged).sum();
  }

  long bad() {
    return counts.bad + parts.stream().mapToLong(ReconcileResult::conflicting).sum();
  }

  /** The accepted rows, written. */
  List<DataFile> files() {
    return parts.stream().flatMap(part -> part.files().stream()).toList();
  }

  /** The first parts of the keys of accepted rows, of a file that others refer to. */
  List<String> ids() {
    return parts.stream().flatMap(part -> part.ids().stream()).toList();
  }

  /** What is odd about accepted rows, counts by code. */
  Map<RuleCode, Long> warnings() {
    Map<RuleCode, Long> counted = new EnumMap<>(RuleCode.class);
    parts.forEach(part -> part.warnings().forEach((code, n) -> counted.merge(code, n, Long::sum)));
    Map<RuleCode, Long> warnings = new LinkedHashMap<>();
    for (RuleCode code : List.of(RuleCode.CHANGED_WITHOUT_KNOWN_AT, RuleCode.MEAN_OUTSIDE_RANGE)) {
      if (counted.containsKey(code)) {
        warnings.put(code, counted.remove(code));
      }
    }
    warnings.putAll(counted);
    return warnings;
  }

  /** The first of them, each with its row. */
  List<Warning> namedWarnings() {
    return parts.stream().flatMap(part -> part.named().stream()).toList();
  }

  /** Accepted figures that were not stored, to be looked at beside each other. */
  List<FiscalFigure> figures() {
    return parts.stream().flatMap(part -> part.figures().stream()).toList();
  }

  /** All bad rows, brought here. */
  List<RejectedRow> rejected() {
    return results
        .each(
            some -> {
              ArrayList<RejectedRow> rejected = new ArrayList<>();
              some.forEachRemaining(
                  result -> {
                    if (result instanceof RejectedRow row) {
                      rejected.add(row);
                    }
                  });
              return rejected;
            })
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  /** The result if it is a rejected row that has its text. */
  static Optional<RejectedRow> complete(Serializable result) {
    return result instanceof RejectedRow row && row.record() != null
        ? Optional.of(row)
        : Optional.empty();
  }
}
