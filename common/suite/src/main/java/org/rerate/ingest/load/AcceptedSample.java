package org.rerate.ingest.load;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.batch.BatchStore;
import org.rerate.engine.batch.ValueText;
import org.rerate.table.ColumnSpec;

/** Keeps the first of accepted rows, by file and line, as texts. One thread uses it. */
final class AcceptedSample {

  private static final int MOST = 5;

  private static final Comparator<Line> ORDER =
      Comparator.comparing(Line::file).thenComparingLong(Line::line).thenComparing(Line::key);

  /**
   * An accepted row.
   *
   * @param cells a text per feed column; null where missing
   */
  record Line(String file, long line, List<String> cells) implements Serializable {

    /** Rows of one record are told apart by it. */
    private String key() {
      return String.valueOf(cells);
    }
  }

  private final BatchStore rows;
  private final List<Line> first = new ArrayList<>();

  AcceptedSample(BatchStore rows) {
    this.rows = rows;
  }

  /** Takes an accepted row. */
  void add(int row) {
    BatchSchema shape = rows.shape();
    String file = rows.texts().word((int) rows.value(shape.file(), row)).toString();
    long line = rows.value(shape.line(), row);
    boolean isAfter =
        first.size() == MOST
            && (file.compareTo(first.get(MOST - 1).file()) > 0
                || (file.equals(first.get(MOST - 1).file()) && line > first.get(MOST - 1).line()));
    if (!isAfter) {
      first.add(new Line(file, line, cells(row)));
      first.sort(ORDER);
      first.subList(Math.min(MOST, first.size()), first.size()).clear();
    }
  }

  private List<String> cells(int row) {
    List<ColumnSpec> columns = rows.shape().spec().feedColumns();
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      cells.add(
          rows.isMissing(i, row)
              ? null
              : ValueText.of(columns.get(i).kind(), rows.value(i, row), rows.texts()));
    }
    return cells;
  }

  /** The first of them, in order. */
  List<Line> lines() {
    return List.copyOf(first);
  }

  /** The first of several samples together. */
  static List<Line> merged(Stream<Line> lines) {
    return lines.sorted(ORDER).limit(MOST).toList();
  }
}
