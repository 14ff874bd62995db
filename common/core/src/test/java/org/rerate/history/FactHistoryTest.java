package org.rerate.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.domain.Days;
import org.rerate.domain.Knowledge;

@Tag("fast")
class FactHistoryTest {

  private static final long ALL = Long.MAX_VALUE;

  private final FactColumns rows = new FactColumns(FactKind.SHARES, 4);

  private void row(int day, long knownAt, double number, boolean retracted) {
    int at = rows.add();
    rows.day[at] = day;
    rows.knownAt[at] = knownAt;
    rows.numbers[0][at] = number;
    rows.retracted[at] = retracted ? 1 : 0;
  }

  private FactHistory versions() {
    return new FactHistory(FactKind.SHARES, rows, -1, ALL, false);
  }

  private static double number(FactHistory versions, int day, long limit) {
    int row = versions.last(day, limit);
    return row < 0 ? Double.NaN : versions.number(row);
  }

  @Test
  void theLastFactOfTheDayOrBeforeCounts() {
    row(10, 1, 1.0, false);
    row(20, 1, 2.0, false);
    assertThat(number(versions(), 9, ALL)).isNaN();
    assertThat(number(versions(), 19, ALL)).isEqualTo(1);
    assertThat(number(versions(), 20, ALL)).isEqualTo(2);
  }

  @Test
  void aCorrectionCountsOnceItIsKnown() {
    row(10, 5, 1.0, false);
    row(10, 8, 9.0, false);
    assertThat(number(versions(), 10, 4)).isNaN();
    assertThat(number(versions(), 10, 7)).isEqualTo(1);
    assertThat(number(versions(), 10, 8)).isEqualTo(9);
  }

  @Test
  void aRetractionBringsBackTheFactBefore() {
    row(10, 1, 1.0, false);
    row(20, 2, 2.0, false);
    row(20, 7, 0.0, true);
    assertThat(number(versions(), 25, 6)).isEqualTo(2);
    assertThat(number(versions(), 25, 7)).isEqualTo(1);
  }

  @Test
  void aLaterVersionBringsARetractedFactBack() {
    row(20, 2, 2.0, false);
    row(20, 7, 0.0, true);
    row(20, 9, 3.0, false);
    assertThat(number(versions(), 25, 8)).isNaN();
    assertThat(number(versions(), 25, 9)).isEqualTo(3);
  }

  @Test
  void onEqualKnowledgeTheRowTakenInLastWins() {
    row(10, 5, 1.0, false);
    row(10, 5, 2.0, false);
    rows.deliveredAt[0] = 9;
    rows.deliveredAt[1] = 3;
    assertThat(number(versions(), 10, ALL)).isEqualTo(1);
  }

  @Test
  void passingOverARowSkipsItsOtherVersionsToo() {
    row(10, 1, 1.0, false);
    row(20, 2, 2.0, false);
    row(20, 3, 3.0, false);
    FactHistory versions = versions();
    int last = versions.last(30, ALL);
    assertThat(versions.number(versions.before(last, ALL))).isEqualTo(1);
  }

  /** The walk, with its cursor and its thinning, against the definition read aloud. */
  @RepeatedTest(100)
  void theWalkAgreesWithTheDefinition(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int count = random.nextInt(40);
    for (int i = 0; i < count; i++) {
      row(random.nextInt(15), random.nextInt(20) * Days.MICROS, i, random.nextInt(5) == 0);
      rows.deliveredAt[i] = i;
    }
    FactColumns copy = new FactColumns(FactKind.SHARES, count);
    for (int i = 0; i < count; i++) {
      copy.addFrom(rows, i);
    }
    FactHistory versions = versions();
    for (int step = 0; step < 60; step++) {
      int day = random.nextInt(17);
      long limit = random.nextInt(21) * Days.MICROS;
      FactHistory thinned = new FactHistory(FactKind.SHARES, copy, -1, limit, true);
      double defined = defined(copy, day, limit);
      assertThat(number(versions, day, limit)).isEqualTo(Double.valueOf(defined));
      assertThat(number(thinned, day, ALL)).isEqualTo(Double.valueOf(defined));
    }
  }

  private static double defined(FactColumns rows, int day, long limit) {
    for (int d = day; d >= 0; d--) {
      int winner = -1;
      for (int i = 0; i < rows.size(); i++) {
        boolean visible = rows.day[i] == d && rows.knownAt[i] <= limit;
        if (visible
            && (winner < 0
                || rows.knownAt[i] > rows.knownAt[winner]
                || (rows.knownAt[i] == rows.knownAt[winner]
                    && rows.deliveredAt[i] > rows.deliveredAt[winner]))) {
          winner = i;
        }
      }
      if (winner >= 0 && rows.retracted[winner] == 0) {
        return rows.numbers[0][winner];
      }
    }
    return Double.NaN;
  }

  @Test
  void asWasSeesTheWholeDayAndNothingOfTheNext() {
    int day = 20_000;
    assertThat(Knowledge.AS_WAS.limit(day)).isEqualTo((day + 1L) * Days.MICROS - 1);
    assertThat(Knowledge.LATEST.limit(day)).isEqualTo(Long.MAX_VALUE);
  }

  /** As the tasks of one process share what was sent to it. */
  @Test
  void severalMayAskAtTheSameTime() {
    for (int day = 0; day < 1000; day++) {
      row(day, 1, day, false);
    }
    FactHistory versions = versions();
    long wrong =
        IntStream.range(0, 400_000)
            .parallel()
            .map(i -> (int) (i * 7919L % 1000))
            .filter(day -> versions.last(day, ALL) != day)
            .count();
    assertThat(wrong).isZero();
  }
}
