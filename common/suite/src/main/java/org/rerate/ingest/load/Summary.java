package org.rerate.ingest.load;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A file's outcome in one line. */
final class Summary {

  private static final int NAMES = 30;

  private Summary() {}

  private static String some(List<String> names) {
    return names.size() <= NAMES
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, NAMES)) + " and " + (names.size() - NAMES) + " more";
  }

  static String of(FileOutcome outcome) {
    if (outcome.refused().isPresent()) {
      return outcome.refused().get();
    }
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %d read = %d accepted + %d unchanged + %d quarantined",
            outcome.file(),
            outcome.read(),
            outcome.accepted(),
            outcome.unchanged(),
            outcome.quarantined()));
    if (outcome.overLimit()) {
      text.append(" + ").append(outcome.withheld());
      text.append(" withheld: too many bad rows, nothing of this file landed; first ");
      text.append(String.join("; ", outcome.firstBad()));
    }
    int refused = outcome.refusals().size();
    if (refused > 0) {
      text.append("; ").append(refused).append(refused == 1 ? " part" : " parts");
      text.append(" refused");
    }
    if (outcome.emptyRows() > 0) {
      text.append("; ").append(outcome.sourceRows()).append(" source rows, ");
      text.append(outcome.emptyRows()).append(" without a value");
    }
    if (!outcome.unknownColumns().isEmpty()) {
      text.append("; unknown columns: ").append(some(outcome.unknownColumns()));
    }
    if (!outcome.warnings().isEmpty()) {
      text.append("; warnings: ");
      text.append(
          outcome.warnings().entrySet().stream()
              .map(warning -> warning.getKey() + " " + warning.getValue())
              .collect(Collectors.joining(", ")));
    }
    return text.toString();
  }
}
