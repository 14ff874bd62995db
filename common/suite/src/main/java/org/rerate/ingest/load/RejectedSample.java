package org.rerate.ingest.load;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rerate.ingest.check.RejectedRow;

/** Counts bad rows by the first rule that each breaks, and keeps the first of each rule. */
final class RejectedSample implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int EXAMPLES = 3;

  private static final Comparator<RejectedRow> ORDER =
      Comparator.comparing(RejectedRow::file)
          .thenComparingLong(RejectedRow::line)
          .thenComparing(row -> row.messages().toString());

  private final TreeMap<String, Long> counts = new TreeMap<>();
  private final HashMap<String, ArrayList<RejectedRow>> first = new HashMap<>();

  private RejectedSample() {}

  /** What would be quarantined of a load. */
  static Map<String, FilePreview.Held> of(Reconciled rows) {
    RejectedSample all = new RejectedSample();
    rows.results().each(RejectedSample::counted).forEach(all::addAll);
    Map<String, FilePreview.Held> held = new TreeMap<>();
    all.counts.forEach(
        (rule, count) ->
            held.put(
                rule,
                new FilePreview.Held(
                    count,
                    rows.records().complete(all.first.get(rule)).stream()
                        .map(RejectedSample::example)
                        .toList())));
    return held;
  }

  /** What is wrong with the first bad rows of a load. */
  static List<String> first(Reconciled rows) {
    RejectedSample all = new RejectedSample();
    rows.results().each(RejectedSample::counted).forEach(all::addAll);
    return all.first.values().stream()
        .flatMap(List::stream)
        .sorted(ORDER)
        .limit(EXAMPLES)
        .map(row -> String.join("; ", row.messages()))
        .toList();
  }

  private static RejectedSample counted(Iterator<Serializable> results) {
    RejectedSample some = new RejectedSample();
    results.forEachRemaining(
        result -> {
          if (result instanceof RejectedRow row) {
            some.counts.merge(row.codes().get(0), 1L, Long::sum);
            some.add(row);
          }
        });
    return some;
  }

  private void add(RejectedRow row) {
    List<RejectedRow> of = first.computeIfAbsent(row.codes().get(0), rule -> new ArrayList<>());
    if (of.size() < EXAMPLES || ORDER.compare(row, of.get(EXAMPLES - 1)) < 0) {
      of.add(row);
      of.sort(ORDER);
      of.subList(Math.min(EXAMPLES, of.size()), of.size()).clear();
    }
  }

  private void addAll(RejectedSample others) {
    others.counts.forEach((rule, count) -> counts.merge(rule, count, Long::sum));
    others.first.values().forEach(rows -> rows.forEach(this::add));
  }

  private static FilePreview.Example example(RejectedRow row) {
    return new FilePreview.Example(
        row.file(),
        row.line(),
        String.join("; ", row.messages()),
        row.record() == null ? "" : row.record());
  }
}
