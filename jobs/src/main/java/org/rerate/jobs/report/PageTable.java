package org.rerate.jobs.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.rerate.report.document.Absence;
import org.rerate.report.document.Column;
import org.rerate.report.document.Doubtful;
import org.rerate.report.document.Table;
import org.rerate.report.document.Unit;
import org.rerate.report.document.Words;

/** The cells of a table as the page's template fills them in. */
final class PageTable {

  /** Columns for those who look something up on the screen; paper has no room for them. */
  private static final Set<String> UNPRINTED = Set.of("issuer_id", "arguments", "input_versions");

  /** Changes, whose sign is what readers look for first; a premium is none. */
  private static final Pattern OF_CHANGES =
      Pattern.compile("revision.*|breadth.*|.*change.*|.*return.*");

  /**
   * Texts up to so many characters are not broken on paper; those of the first column are names.
   */
  private static final int SHORT = 18;

  private static final int SHORT_NAME = 24;

  private final Words words;
  private final Table table;

  PageTable(Words words, Table table) {
    this.words = words;
    this.table = table;
  }

  /** All columns, for the explanation below the table. */
  List<Map<String, Object>> columns() {
    return table.columns().stream()
        .filter(column -> !column.filesOnly())
        .map(column -> head(column, ""))
        .toList();
  }

  /** The headings of the columns that have something to tell. */
  List<Map<String, Object>> heads() {
    return told().stream().map(i -> head(table.columns().get(i), classes(i))).toList();
  }

  /** The rows, of the same columns. */
  List<Map<String, Object>> rows() {
    List<Integer> told = told();
    Map<Integer, String> classes = new HashMap<>();
    told.forEach(i -> classes.put(i, classes(i)));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (List<Object> row : table.rows()) {
      List<Map<String, Object>> cells = new ArrayList<>();
      for (int i : told) {
        cells.add(cell(table.columns().get(i), row.get(i), classes.get(i), i == 0));
      }
      rows.add(Map.of("cells", cells));
    }
    return rows;
  }

  /** No column of reasons where nothing is missing. */
  private List<Integer> told() {
    return IntStream.range(0, table.columns().size())
        .filter(i -> !table.columns().get(i).filesOnly())
        .filter(
            i ->
                table.columns().get(i).unit().isNumber()
                    || table.rows().isEmpty()
                    || table.rows().stream().anyMatch(row -> isSome(row.get(i))))
        .boxed()
        .toList();
  }

  private static boolean isSome(Object cell) {
    return cell != null && !cell.toString().isEmpty();
  }

  /** n: a number; d: a date; s: a short text; u: not on paper. */
  private String classes(int place) {
    Column column = table.columns().get(place);
    List<String> classes = new ArrayList<>();
    if (column.unit().isNumber()) {
      classes.add("n");
    } else if (column.unit() == Unit.DATE) {
      classes.add("d");
    } else if (isShort(place)) {
      classes.add("s");
    }
    if (UNPRINTED.contains(column.name())) {
      classes.add("u");
    }
    return String.join(" ", classes);
  }

  private boolean isShort(int place) {
    int longest = place == 0 ? SHORT_NAME : SHORT;
    return table.rows().stream()
        .map(row -> row.get(place))
        .allMatch(cell -> cell == null || cell.toString().length() <= longest);
  }

  private static Map<String, Object> head(Column column, String classes) {
    return Map.of(
        "columnTitle", column.title(),
        "columnName", column.name(),
        "meaning", column.meaning(),
        "classes", classes);
  }

  private Map<String, Object> cell(Column column, Object value, String classes, boolean first) {
    boolean missing = value == null || value instanceof Absence;
    Object plain = value instanceof Doubtful doubtful ? (Double) doubtful.value() : value;
    String exact =
        value instanceof Absence absence
            ? words.reason(absence.status())
            : value instanceof Doubtful doubtful
                ? words.text(
                    "page.with",
                    doubtful.value(),
                    words.text("page.not-meaningful", doubtful.reason()))
                : value instanceof Number ? value.toString() : "";
    boolean numeric = column.unit().isNumber();
    return Map.of(
        "shown",
        shown(column, value),
        "exact",
        exact,
        "value",
        plain instanceof Number ? plain.toString() : "",
        "numeric",
        numeric,
        "classes",
        numeric && missing ? classes + " none" : classes + sign(column, value),
        "hasClass",
        !classes.isEmpty(),
        "first",
        first);
  }

  /** What gives a change its arrow and colour; nothing to one that is shown as none. */
  private String sign(Column column, Object value) {
    boolean isChange =
        switch (column.unit()) {
          case USD_CHANGE, MULTIPLE_CHANGE, PERCENT_POINTS -> true;
          case CHANGE -> OF_CHANGES.matcher(column.name()).matches();
          default -> false;
        };
    if (!isChange
        || !(value instanceof Number number)
        || !shown(column, value).matches(".*[1-9].*")) {
      return "";
    }
    return number.doubleValue() > 0 ? " up" : " down";
  }

  /** Dates in tables are ISO in every language: they are sorted and copied. */
  private String shown(Column column, Object value) {
    return words.show(column.unit(), value);
  }
}
