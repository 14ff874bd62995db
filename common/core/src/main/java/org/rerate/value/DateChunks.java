package org.rerate.value;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.rerate.domain.Days;

/** Cuts the days of a backfill into stretches that are valued one after the other. */
public final class DateChunks {

  /**
   * A stretch of valued days.
   *
   * @param from first of them
   * @param to last of them
   * @param days how many they are
   */
  public record Stretch(LocalDate from, LocalDate to, int days) {}

  private DateChunks() {}

  /**
   * The stretches of {@code days}, ascending.
   *
   * @param chunk {@code year}, {@code month}, {@code all}, or a number of days
   * @throws IllegalArgumentException if it is none of these
   */
  public static List<Stretch> of(int[] days, String chunk) {
    IntUnaryOperator number = number(days, chunk);
    List<Stretch> stretches = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= days.length; i++) {
      if (i == days.length || number.applyAsInt(i) != number.applyAsInt(from)) {
        stretches.add(new Stretch(Days.date(days[from]), Days.date(days[i - 1]), i - from));
        from = i;
      }
    }
    return stretches;
  }

  /** The number of the stretch that a place belongs to. */
  private static IntUnaryOperator number(int[] days, String chunk) {
    if (chunk.matches("[1-9][0-9]{0,5}")) {
      int size = Integer.parseInt(chunk);
      return place -> place / size;
    }
    return switch (chunk) {
      case "all" -> place -> 0;
      case "year" -> place -> Days.date(days[place]).getYear();
      case "month" ->
          place -> Days.date(days[place]).getYear() * 12 + Days.date(days[place]).getMonthValue();
      default ->
          throw new IllegalArgumentException(
              "unknown chunk '" + chunk + "'; known are year, month, all and a number of days");
    };
  }
}
