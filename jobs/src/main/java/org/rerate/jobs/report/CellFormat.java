package org.rerate.jobs.report;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.rerate.report.document.Doubtful;
import org.rerate.report.document.Unit;

/**
 * How a workbook shows the numbers of a column. The format alone scales money to millions or
 * billions, by the largest amount of the column; the cell keeps the exact number.
 */
final class CellFormat {

  private static final double BILLION = 1e9;
  private static final double MILLION = 1e6;

  private CellFormat() {}

  /** The format of numbers or dates; empty for words. */
  static Optional<String> of(Unit unit, List<?> cells) {
    return switch (unit) {
      case USD -> Optional.of(signed("", "\"US$\"" + money(cells)));
      case USD_CHANGE -> Optional.of(signed("+", "\"US$\"" + money(cells)));
      case AMOUNT -> Optional.of(money(cells));
      case MULTIPLE -> Optional.of("#,##0.0\"x\"");
      case MULTIPLE_CHANGE -> Optional.of(signed("+", "#,##0.0\"x\""));
      case FRACTION -> Optional.of("0.0%");
      case CHANGE -> Optional.of(signed("+", "#,##0.0%"));
      case PERCENT_POINTS -> Optional.of(signed("+", "0.0%\" pts\""));
      case POINTS -> Optional.of("0.0");
      case COUNT -> Optional.of("#,##0");
      case DATE -> Optional.of("yyyy-mm-dd");
      case TEXT -> Optional.empty();
    };
  }

  /** The format of one number. */
  static Optional<String> of(Unit unit, Double value) {
    return of(unit, Arrays.asList(value));
  }

  private static String signed(String plus, String format) {
    return plus + format + ";-" + format + ";" + format;
  }

  private static String money(List<?> cells) {
    double largest =
        cells.stream()
            .flatMap(CellFormat::number)
            .mapToDouble(number -> Math.abs(number.doubleValue()))
            .max()
            .orElse(0);
    return largest >= BILLION
        ? "#,##0.00,,,\"bn\""
        : largest >= MILLION ? "#,##0.00,,\"m\"" : "#,##0";
  }

  private static Stream<Number> number(Object cell) {
    return Stream.of(
            cell instanceof Doubtful doubtful
                ? (Double) doubtful.value()
                : cell instanceof Number number ? number : null)
        .filter(Objects::nonNull);
  }
}
