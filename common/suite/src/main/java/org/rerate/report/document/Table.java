package org.rerate.report.document;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A table; also the data behind a chart. Cells are {@code Double}, {@code Integer}, {@code String},
 * {@code LocalDate}, a {@link Doubtful} number, an {@link Absence}, or null where a number is
 * missing and another column of the row says why.
 *
 * @param id name of its CSV file and its place on the page
 * @param title heading
 * @param about what it shows and how it was computed, a few sentences
 * @param columns the columns
 * @param rows cells in order of the columns
 * @param filter true if readers are likely to look for some rows of many
 * @param source where its numbers come from
 */
public record Table(
    String id,
    String title,
    String about,
    List<Column> columns,
    List<List<Object>> rows,
    boolean filter,
    Provenance source)
    implements DocumentPart {

  /** Position of the column of that name. */
  public int position(String column) {
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).name().equals(column))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(id + " has no column " + column));
  }

  /** The cells of a column, top down. */
  public List<Object> values(String column) {
    int position = position(column);
    return rows.stream().map(row -> row.get(position)).toList();
  }
}
