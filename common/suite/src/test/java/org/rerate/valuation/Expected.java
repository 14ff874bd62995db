package org.rerate.valuation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What an independent implementation computed, as a file of CSV without quotes, and how our rows
 * differ from it: numbers by more than a relative 1e-9, words at all.
 */
final class Expected {

  private static final double TOLERANCE = 1e-9;

  /** What "exactly" means. */
  private static final double EXACT = 1e-12;

  /** Differences of a ratio from one: the ratio is what was computed. */
  private static final Set<String> RATIOS_LESS_ONE =
      Set.of("rebound", "drawdown", "pe_premium", "pe_premium_ex_losses", "growth", "revision");

  /** Small parts of a larger number, by whose size they are compared. */
  private static final Map<String, String> PART_OF =
      Map.of("earnings_change_fx_usd", "earnings_from_usd");

  private static final Set<String> EFFECTS =
      Set.of("cap_effect_usd", "earnings_effect_usd", "pe_effect");

  private static final Set<String> KEYS =
      Set.of(
          "issuer_id",
          "basket_id",
          "basket_a",
          "basket_b",
          "subsector",
          "valuation_date",
          "from_date",
          "to_date",
          "basis",
          "membership",
          "measure",
          "window",
          "multiple",
          "metric",
          "basis_from",
          "basis_to",
          "horizon_days",
          "weighting",
          "input");

  private final List<String> columns;
  private final Map<String, String[]> rows = new LinkedHashMap<>();

  Expected(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    columns = List.of(lines.get(0).split(",", -1));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      rows.put(key(List.of(cells)), cells);
    }
  }

  int size() {
    return rows.size();
  }

  private String key(List<String> cells) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      if (KEYS.contains(columns.get(i))) {
        parts.add(cells.get(i));
      }
    }
    return String.join(" ", parts);
  }

  /** One line per row that is missing or differs; empty if all of it came out. */
  List<String> differences(Dataset<Row> actual) {
    Map<String, List<String>> ours = new HashMap<>();
    String select = columns.stream().map(c -> "`" + c + "`").collect(Collectors.joining(","));
    for (Row row : actual.selectExpr(select.split(",")).collectAsList()) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(row.isNullAt(i) ? "" : row.get(i).toString());
      }
      ours.put(key(cells), cells);
    }
    List<String> differences = new ArrayList<>();
    rows.forEach(
        (key, cells) -> {
          List<String> found = ours.get(key);
          if (found == null) {
            differences.add("no row " + key);
            return;
          }
          for (int i = 0; i < cells.length; i++) {
            if (!same(cells[i], found.get(i), columns.get(i), cells)) {
              differences.add(
                  key + ": " + columns.get(i) + " is " + found.get(i) + ", not " + cells[i]);
            }
          }
        });
    return differences;
  }

  /**
   * The values that the effects of a row add up from and to; an effect is compared by their size.
   */
  private double sizeOfEffect(String[] cells, String column) {
    String key = key(List.of(cells));
    String input = cells[columns.indexOf("input")];
    double size = 0;
    for (String value : List.of("published", "now")) {
      String[] row = rows.get(key.substring(0, key.length() - input.length()) + value);
      String cell = row[columns.indexOf(column)];
      size = Math.max(size, cell.isEmpty() ? 0 : Math.abs(Double.parseDouble(cell)));
    }
    return size;
  }

  private boolean same(String expected, String actual, String column, String[] cells) {
    if (expected.equals(actual)) {
      return true;
    }
    try {
      double e = Double.parseDouble(expected);
      double distance = Math.abs(Double.parseDouble(actual) - e);
      String whole = PART_OF.get(column);
      double size = whole == null ? e : Math.max(Math.abs(e), Math.abs(number(cells, whole)));
      size = EFFECTS.contains(column) ? sizeOfEffect(cells, column) : size;
      double offset = RATIOS_LESS_ONE.contains(column) ? 1 : 0;
      return distance <= TOLERANCE * Math.abs(size) || distance <= EXACT * Math.abs(e + offset);
    } catch (NumberFormatException notNumbers) {
      return false;
    }
  }

  private double number(String[] cells, String column) {
    return Double.parseDouble(cells[columns.indexOf(column)]);
  }
}
