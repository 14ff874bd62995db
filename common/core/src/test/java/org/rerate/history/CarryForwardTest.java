package org.rerate.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rerate.domain.Days;
import org.rerate.domain.Knowledge;

/** What is carried over answers every later question as all rows do. */
@Tag("fast")
class CarryForwardTest {

  private static final int YEAR = 2022;
  private static final int FIRST = Days.startOf(2015);

  @ParameterizedTest
  @EnumSource(names = {"PRICES", "MARKET_CAPS"})
  void theLastCloseIsTheSame(FactKind kind) {
    for (int seed = 0; seed < 200; seed++) {
      FactColumns all = random(kind, new Random(seed));
      FactColumns carried = carried(kind, all);
      for (Knowledge knowledge : new Knowledge[] {Knowledge.LATEST, Knowledge.AS_WAS}) {
        FactHistory whole = versions(kind, all, knowledge);
        FactHistory part = versions(kind, carried, knowledge);
        for (int day = Days.startOf(YEAR); day < Days.startOf(YEAR + 2); day += 13) {
          assertThat(last(part, day, knowledge))
              .as("seed %d, %s, %s", seed, knowledge, Days.date(day))
              .isEqualTo(last(whole, day, knowledge));
        }
      }
    }
  }

  @RepeatedTest(50)
  void fiscalPeriodsAreTheSame(RepetitionInfo repetition) {
    FactColumns all = random(FactKind.ESTIMATES, new Random(repetition.getCurrentRepetition()));
    FactColumns carried = carried(FactKind.ESTIMATES, all);
    for (Knowledge knowledge : new Knowledge[] {Knowledge.LATEST, Knowledge.AS_WAS}) {
      FiscalBook whole = book(all, knowledge);
      FiscalBook part = book(carried, knowledge);
      for (int day = Days.startOf(YEAR); day < Days.startOf(YEAR + 2); day += 29) {
        long limit = knowledge.limit(day);
        assertThat(part.newestYear(day, limit)).isEqualTo(whole.newestYear(day, limit));
        assertThat(part.hasYearsOfOtherLengths(day, limit))
            .isEqualTo(whole.hasYearsOfOtherLengths(day, limit));
        for (int month = 0; month < 36; month++) {
          int period = whole.newestYear(day, limit) - month;
          assertThat(part.year(period).snappedEnd(day, limit))
              .isEqualTo(whole.year(period).snappedEnd(day, limit));
        }
      }
    }
  }

  @Test
  void nearlyNothingIsKept() {
    FactColumns all = new FactColumns(FactKind.PRICES, 8);
    for (int i = 0; i < 1000; i++) {
      row(all, FIRST + i, Days.endOf(FIRST + i), 1.0 + i, false);
    }
    FactColumns carried = CarryForward.of(FactKind.PRICES, all, YEAR);
    assertThat(carried.size).isEqualTo(1);
    assertThat(carried.numbers[0][0]).isEqualTo(1000);
  }

  private static int row(
      FactColumns rows, int day, long knownAt, double number, boolean retracted) {
    int at = rows.add();
    rows.day[at] = day;
    rows.knownAt[at] = knownAt;
    rows.numbers[0][at] = number;
    rows.retracted[at] = retracted ? 1 : 0;
    return at;
  }

  /** Few facts of eight years, with corrections and retractions known at any time. */
  private static FactColumns random(FactKind kind, Random random) {
    FactColumns rows = new FactColumns(kind, 8);
    int count = 1 + random.nextInt(25);
    for (int i = 0; i < count; i++) {
      int day = FIRST + random.nextInt(8) * 365 + random.nextInt(4) * 50;
      long knownAt = Days.endOf(day + random.nextInt(4) * random.nextInt(900));
      int at = row(rows, day, knownAt, 1 + random.nextInt(1000), random.nextInt(4) == 0);
      rows.deliveredAt[at] = i;
      if (kind == FactKind.PRICES) {
        rows.integers[0][at] = random.nextInt(3) - 1;
      } else if (kind == FactKind.ESTIMATES) {
        rows.integers[0][at] = random.nextInt(2);
        rows.integers[1][at] =
            Days.of(LocalDate.of(2016 + random.nextInt(8), 12, 20 + random.nextInt(12)));
        rows.integers[3][at] = FactKind.NONE;
        rows.integers[4][at] = random.nextInt(3) == 0 ? 6 : FactKind.NONE;
      }
    }
    return rows;
  }

  /** Older rows carried, later ones whole. */
  private static FactColumns carried(FactKind kind, FactColumns all) {
    FactColumns older = new FactColumns(kind, 8);
    FactColumns later = new FactColumns(kind, 8);
    for (int i = 0; i < all.size; i++) {
      (all.day[i] < Days.startOf(YEAR) ? older : later).addFrom(all, i);
    }
    FactColumns carried = CarryForward.of(kind, older, YEAR);
    for (int i = 0; i < later.size; i++) {
      carried.addFrom(later, i);
    }
    return carried;
  }

  private static FactHistory versions(FactKind kind, FactColumns rows, Knowledge knowledge) {
    FactColumns counting = new FactColumns(kind, 8);
    for (int i = 0; i < rows.size; i++) {
      if (kind != FactKind.PRICES || rows.integers[0][i] != LineHistory.TOTAL_RETURN) {
        counting.addFrom(rows, i);
      }
    }
    return new AsOf(knowledge, null).versions(kind, counting, kind == FactKind.PRICES ? 0 : -1);
  }

  private static String last(FactHistory versions, int day, Knowledge knowledge) {
    int row = versions.last(day, knowledge.limit(day));
    return row < 0 ? "none" : versions.day(row) + " " + versions.number(row);
  }

  private static FiscalBook book(FactColumns rows, Knowledge knowledge) {
    FiscalBook.Builder builder = new FiscalBook.Builder(new AsOf(knowledge, null));
    builder.file(FactKind.ESTIMATES, false, rows);
    return builder.build();
  }
}
