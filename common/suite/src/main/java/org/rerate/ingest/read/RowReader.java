package org.rerate.ingest.read;

import java.time.LocalDate;
import java.util.List;
import org.rerate.domain.Days;
import org.rerate.domain.RuleCode;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;

/**
 * Makes a typed row of the texts of its columns: reads each, applies defaults, and notes what is
 * wrong. A retraction needs only its key.
 */
final class RowReader {

  private final List<ColumnSpec> columns;
  private final List<String> key;
  private final String dayColumn;
  private final int businessDay;
  private final int knownAt;
  private final int retracted;
  private final CellReader cells;
  private final long ingestedAt;
  private boolean isKnownByIngest;

  RowReader(FeedSpec spec, LocalDate runDay, long ingestedAt) {
    columns = spec.feedColumns();
    key = spec.key();
    dayColumn = spec.businessDay();
    List<String> names = columns.stream().map(ColumnSpec::name).toList();
    businessDay = names.indexOf(dayColumn);
    knownAt = names.indexOf("known_at");
    retracted = names.indexOf("retracted");
    cells = new CellReader(runDay);
    this.ingestedAt = ingestedAt;
  }

  /** The values of the feed's columns in order; those that cannot be read are null. */
  Object[] read(String[] texts, Complaints complaints) {
    boolean isRetraction = texts[retracted].equalsIgnoreCase("true");
    Object[] row = new Object[columns.size()];
    for (int i = 0; i < columns.size(); i++) {
      ColumnSpec column = columns.get(i);
      String text = texts[i];
      if (text.isEmpty() && column.defaultValue() != null) {
        text = column.defaultValue();
      }
      if (text.startsWith(CellText.UNRESOLVED)) {
        complaints.add(RuleCode.UNKNOWN_IDENTIFIER, column.name(), text.substring(1));
      } else if (!text.isEmpty()) {
        row[i] = cells.read(column, text, complaints);
      } else if (column.required() && (!isRetraction || key.contains(column.name()))) {
        complaints.add(RuleCode.MISSING_VALUE, column.name(), "");
      }
    }
    isKnownByIngest = isRetraction && texts[knownAt].isEmpty();
    if (texts[knownAt].isEmpty()) {
      row[knownAt] = isRetraction ? (Long) ingestedAt : defaultKnownAt(row);
    }
    return row;
  }

  /** True if the row just read is a retraction without {@code known_at}. */
  boolean isKnownByIngest() {
    return isKnownByIngest;
  }

  private Long defaultKnownAt(Object[] row) {
    if (dayColumn == null) {
      return Days.SINCE_EVER;
    }
    Integer day = (Integer) row[businessDay];
    if (day == null) {
      return null;
    }
    if (dayColumn.equals("month")) {
      LocalDate date = Days.date(day);
      return Days.endOf(Days.of(date.withDayOfMonth(date.lengthOfMonth())));
    }
    return Days.endOf(day);
  }
}
