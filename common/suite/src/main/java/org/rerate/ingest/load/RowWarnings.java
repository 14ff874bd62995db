package org.rerate.ingest.load;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rerate.domain.RuleCode;
import org.rerate.ingest.check.Warning;
import org.rerate.ingest.read.FeedReader;
import org.rerate.ingest.read.ParsedRecord;

/** What is odd about the rows of one file by themselves, whether they land or are looked at. */
final class RowWarnings {

  private RowWarnings() {}

  /**
   * Tells what is odd about a file, and returns how often, by rule.
   *
   * @param headers what the parts' headers said
   * @param overLimit true if the file is withheld: then nothing is said of its rows
   */
  static Map<RuleCode, Long> tell(
      Loading loading, Reconciled rows, FeedReader.Headers headers, boolean overLimit) {
    Map<RuleCode, Long> counts = new EnumMap<>(RuleCode.class);
    List<Warning> named = new ArrayList<>();
    if (!overLimit && rows.accepted() > 0) {
      counts.putAll(rows.warnings());
      named.addAll(rows.namedWarnings());
      addDroppedTimes(rows.counts(), counts, named);
    }
    // So that a scheduler can tell "nothing new" from "nothing came".
    List<String> empty = cameEmpty(rows) ? List.of(rows.spec().name()) : headers.emptyParts();
    for (String name : empty) {
      counts.merge(RuleCode.EMPTY_FILE, 1L, Long::sum);
      named.add(new Warning(RuleCode.EMPTY_FILE, name, 1, name, null, null));
    }
    loading.warnings().add(rows.spec(), counts, named);
    return counts;
  }

  /** True for a file with a header and no record in any of its parts. */
  static boolean cameEmpty(Reconciled rows) {
    return rows.counts().read == 0 && rows.counts().sourceRows == 0;
  }

  private static void addDroppedTimes(
      ReadCounts counts, Map<RuleCode, Long> all, List<Warning> named) {
    ParsedRecord.DroppedTime first = counts.firstDropped();
    if (counts.droppedTimes() > 0) {
      all.put(RuleCode.DROPPED_TIME, counts.droppedTimes());
    }
    if (first != null) {
      named.add(
          new Warning(
              RuleCode.DROPPED_TIME,
              first.file(),
              first.line(),
              first.text(),
              first.text(),
              first.day()));
    }
  }
}
