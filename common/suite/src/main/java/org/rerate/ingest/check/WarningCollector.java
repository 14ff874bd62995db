package org.rerate.ingest.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rerate.domain.RuleCode;
import org.rerate.engine.batch.BatchStore;
import org.rerate.engine.batch.ValueText;
import org.rerate.table.FeedSpec;

/**
 * The warnings about rows of a partition: all are counted, the first of each rule are named with
 * file, line, key, before and after. One thread uses it.
 */
public final class WarningCollector {

  /** So many of a rule are named in each partition. */
  private static final int MOST_NAMED = 5_000;

  private final BatchStore rows;
  private final int[] key;
  private final Map<RuleCode, Long> counts = new EnumMap<>(RuleCode.class);
  private final List<Warning> named = new ArrayList<>();

  /** None yet about {@code rows}. */
  public WarningCollector(BatchStore rows) {
    this.rows = rows;
    key = rows.shape().places(rows.shape().spec().key());
  }

  /** Counts a row; true if it is to be named too. */
  private boolean count(RuleCode rule) {
    return counts.merge(rule, 1L, Long::sum) <= MOST_NAMED;
  }

  void found(RuleCode rule, int row, double before, double after) {
    if (count(rule)) {
      name(rule, row, text(before), text(after));
    }
  }

  /** A row that is odd beside some cells of its own. */
  void found(RuleCode rule, int row, int[] beside, double after) {
    found(rule, row, beside, row, after);
  }

  /** A row that is odd beside some cells of another. */
  void found(RuleCode rule, int row, int[] beside, int other, double after) {
    if (count(rule)) {
      name(rule, row, cells(beside, other), text(after));
    }
  }

  /** A row that replaces, or stands for, another; what differs in {@code values} is named. */
  void changed(RuleCode rule, int other, int row, int[] values) {
    if (count(rule)) {
      int[] differing = differing(rows, values, other, row);
      name(rule, row, cells(differing, other), cells(differing, row));
    }
  }

  private void name(RuleCode rule, int row, String before, String after) {
    named.add(
        new Warning(
            rule,
            rows.texts().word((int) rows.value(rows.shape().file(), row)).toString(),
            rows.value(rows.shape().line(), row),
            key(rows, key, row),
            before,
            after));
  }

  /** The key of a row as a text. */
  public static String key(BatchStore rows, int[] key, int row) {
    List<String> parts = new ArrayList<>();
    for (int column : key) {
      if (!rows.isMissing(column, row)) {
        parts.add(cell(rows, column, row));
      }
    }
    return String.join(" ", parts);
  }

  /** Those columns in which two rows differ. */
  public static int[] differing(BatchStore rows, int[] columns, int one, int other) {
    return Arrays.stream(columns).filter(c -> !rows.isSame(c, one, other)).toArray();
  }

  private String cells(int[] columns, int row) {
    FeedSpec spec = rows.shape().spec();
    List<String> parts = new ArrayList<>();
    for (int column : columns) {
      String value = rows.isMissing(column, row) ? "none" : cell(rows, column, row);
      parts.add(spec.feedColumns().get(column).name() + " " + value);
    }
    return String.join(", ", parts);
  }

  private static String cell(BatchStore rows, int column, int row) {
    return switch (rows.shape().spec().feedColumns().get(column).kind()) {
      case NUMBER, POSITIVE -> text(rows.number(column, row));
      default ->
          ValueText.of(
              rows.shape().spec().feedColumns().get(column).kind(),
              rows.value(column, row),
              rows.texts());
    };
  }

  /** A number as people write it, without an exponent; null for NaN. */
  public static String text(double number) {
    return Double.isNaN(number)
        ? null
        : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** How many rows, by rule. */
  public Map<RuleCode, Long> counts() {
    return counts;
  }

  /** Those that are named. */
  public List<Warning> named() {
    return named;
  }
}
