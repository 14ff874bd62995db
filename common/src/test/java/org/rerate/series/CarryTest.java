package org.rerate.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rerate.domain.Days;
import org.rerate.domain.Knowledge;

/** What is carried over answers every later question as all rows do. */
class CarryTest {

  private static final int YEAR = 2022;
  private static final int FIRST = Days.startOf(2015);

  @ParameterizedTest
  @EnumSource(names = {"PRICES", "MARKET_CAPS"})
  void theLastCloseIsTheSame(Kind kind) {
    for (int seed = 0; seed < 200; seed++) {
      Block all = random(kind, new Random(seed));
      Block carried = carried(kind, all);
      for (Knowledge knowledge : new Knowledge[] {Knowledge.LATEST, Knowledge.AS_WAS}) {
        Versions whole = versions(kind, all, knowledge);
        Versions part = versions(kind, carried, knowledge);
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
    Block all = random(Kind.ESTIMATES, new Random(repetition.getCurrentRepetition()));
    Block carried = carried(Kind.ESTIMATES, all);
    for (Knowledge knowledge : new Knowledge[] {Knowledge.LATEST, Knowledge.AS_WAS}) {
      FiscalBook whole = book(all, knowledge);
      FiscalBook part = book(carried, knowledge);
      for (int day = Days.startOf(YEAR); day < Days.startOf(YEAR + 2); day += 29) {
        long limit = knowledge.limit(day);
        assertThat(part.newestYear(day, limit)).isEqualTo(whole.newestYear(day, limit));
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
    Block all = new Block(Kind.PRICES, 8);
    for (int i = 0; i < 1000; i++) {
      row(all, FIRST + i, Days.endOf(FIRST + i), 1.0 + i, false);
    }
    Block carried = Carry.of(Kind.PRICES, all, YEAR);
    assertThat(carried.size).isEqualTo(1);
    assertThat(carried.numbers[0][0]).isEqualTo(1000);
  }

  private static int row(Block rows, int day, long knownAt, double number, boolean retracted) {
    int at = rows.add();
    rows.day[at] = day;
    rows.knownAt[at] = knownAt;
    rows.numbers[0][at] = number;
    rows.retracted[at] = retracted ? 1 : 0;
    return at;
  }

  /** Few facts of eight years, with corrections and retractions known at any time. */
  private static Block random(Kind kind, Random random) {
    Block rows = new Block(kind, 8);
    int count = 1 + random.nextInt(25);
    for (int i = 0; i < count; i++) {
      int day = FIRST + random.nextInt(8) * 365 + random.nextInt(4) * 50;
      long knownAt = Days.endOf(day + random.nextInt(4) * random.nextInt(900));
      int at = row(rows, day, knownAt, 1 + random.nextInt(1000), random.nextInt(4) == 0);
      rows.deliveredAt[at] = i;
      if (kind == Kind.PRICES) {
        rows.integers[0][at] = random.nextInt(3) - 1;
      } else if (kind == Kind.ESTIMATES) {
        rows.integers[0][at] = random.nextInt(2);
        rows.integers[1][at] =
            Days.of(LocalDate.of(2016 + random.nextInt(8), 12, 20 + random.nextInt(12)));
      }
    }
    return rows;
  }

  /** Older rows carried, later ones whole. */
  private static Block carried(Kind kind, Block all) {
    Block older = new Block(kind, 8);
    Block later = new Block(kind, 8);
    for (int i = 0; i < all.size; i++) {
      (all.day[i] < Days.startOf(YEAR) ? older : later).addFrom(all, i);
    }
    Block carried = Carry.of(kind, older, YEAR);
    for (int i = 0; i < later.size; i++) {
      carried.addFrom(later, i);
    }
    return carried;
  }

  private static Versions versions(Kind kind, Block rows, Knowledge knowledge) {
    Block counting = new Block(kind, 8);
    for (int i = 0; i < rows.size; i++) {
      if (kind != Kind.PRICES || rows.integers[0][i] != Line.TOTAL_RETURN) {
        counting.addFrom(rows, i);
      }
    }
    return new Cut(knowledge, null).versions(kind, counting, kind == Kind.PRICES ? 0 : -1);
  }

  private static String last(Versions versions, int day, Knowledge knowledge) {
    int row = versions.last(day, knowledge.limit(day));
    return row < 0 ? "none" : versions.day(row) + " " + versions.number(row);
  }

  private static FiscalBook book(Block rows, Knowledge knowledge) {
    FiscalBook.Builder builder = new FiscalBook.Builder(new Cut(knowledge, null));
    builder.file(Kind.ESTIMATES, false, rows);
    return builder.build();
  }
}
