package org.rerate.valuation;

import java.util.Comparator;
import java.util.Map;
import org.rerate.methodology.Restatement.Value;

/**
 * Most effect first: rows by what their input made of the P/E through the members that they
 * concern, then of the cap and the earnings; of the same members the newest day first.
 */
final class RestatedRowOrder implements Comparator<RestatedRow> {

  private final Comparator<RestatedRow> order;

  /**
   * An order by effects.
   *
   * @param alone by issuer, what the input made of the group through that member alone
   */
  RestatedRowOrder(Map<String, Value> alone) {
    order =
        Comparator.<RestatedRow>comparingDouble(row -> -most(row, alone, Size.PE))
            .thenComparingDouble(row -> -most(row, alone, Size.CAP))
            .thenComparingDouble(row -> -most(row, alone, Size.EARNINGS))
            .thenComparing(RestatedRow::id)
            .thenComparing(RestatedRow::date, Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(RestatedRow::file)
            .thenComparingLong(RestatedRow::line);
  }

  private enum Size {
    PE,
    CAP,
    EARNINGS;

    double of(Value value) {
      double number =
          switch (this) {
            case PE -> value.pe();
            case CAP -> value.cap();
            case EARNINGS -> value.earnings();
          };
      return Double.isNaN(number) ? 0 : Math.abs(number);
    }
  }

  private static double most(RestatedRow row, Map<String, Value> alone, Size size) {
    return row.members().stream()
        .filter(alone::containsKey)
        .mapToDouble(member -> size.of(alone.get(member)))
        .max()
        .orElse(0);
  }

  @Override
  public int compare(RestatedRow one, RestatedRow other) {
    return order.compare(one, other);
  }
}
