package org.rerate.jobs.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows with aligned columns, for people. */
public final class TextTable {

  private final String indent;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Boolean> right = new ArrayList<>();

  /**
   * A table.
   *
   * @param indent what every line starts with
   * @param alignment one letter a column: {@code l} for words, {@code r} for numbers
   */
  public TextTable(String indent, String alignment) {
    this.indent = indent;
    alignment.chars().forEach(c -> right.add(c == 'r'));
  }

  /** Adds a row; a null cell is empty. */
  public TextTable row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell == null ? "" : cell.toString());
    }
    rows.add(row);
    return this;
  }

  /** True before the first row. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Prints all rows. */
  public void print(PrintStream out) {
    int[] widths = new int[right.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < widths.length; i++) {
        String space = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? "" : "  ");
        line.append(right.get(i) ? space + row.get(i) : row.get(i) + space);
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
