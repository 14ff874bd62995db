package org.rerate.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class DailyReturnsTest {

  /** A pass over the days of an index may compute some that a pass before it had. */
  @Test
  void everyDayComesOnceInOrderWithWhatWasAddedLast() {
    DailyReturns returns = new DailyReturns();
    for (int day : new int[] {5, 3, 9, 4, 5, 3}) {
      returns.add(day, returns.size(), day / 10.0, Double.NaN);
    }
    List<String> taken = new ArrayList<>();
    returns.inOrder(
        (day, counted, price, total) -> taken.add(day + " " + counted + " " + price + " " + total));
    assertThat(taken).containsExactly("3 5 0.3 NaN", "4 3 0.4 NaN", "5 4 0.5 NaN", "9 2 0.9 NaN");
  }
}
