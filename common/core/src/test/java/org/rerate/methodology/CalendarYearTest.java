package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.domain.FiscalPeriod;

@Tag("fast")
class CalendarYearTest {

  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  @Test
  void aMarchYearEndGivesAQuarterToTheFirstLeg() {
    double weight = CalendarYear.TIME_WEIGHTED.weightOfSameYear(3);
    assertThat(weight * 100 + (1 - weight) * 140).isCloseTo(130, within(1e-12));
  }

  @Test
  void aDecemberYearEndNeedsNoSecondLeg() {
    assertThat(CalendarYear.TIME_WEIGHTED.weightOfSameYear(12)).isEqualTo(1);
  }

  @Test
  void aBucketTakesYearsThatEndInMayFromTheNextYear() {
    assertThat(CalendarYear.FISCAL_BUCKET.weightOfSameYear(5)).isZero();
    assertThat(CalendarYear.FISCAL_BUCKET.weightOfSameYear(6)).isEqualTo(1);
  }

  @Test
  void aYearThatEndsInTheFirstWeekBelongsToTheMonthBefore() {
    assertThat(FiscalPeriod.of(day("2027-01-02"))).isEqualTo(FiscalPeriod.of(2026, 12));
    assertThat(FiscalPeriod.snap(day("2027-01-02"))).isEqualTo(day("2026-12-31"));
    assertThat(FiscalPeriod.snap(day("2026-12-27"))).isEqualTo(day("2026-12-27"));
    assertThat(FiscalPeriod.of(day("2027-01-08"))).isEqualTo(FiscalPeriod.of(2027, 1));
  }

  @Test
  void theNextTwelveMonthsLeanOnTheDaysLeft() {
    assertThat(NextTwelveMonths.weightOfFirst(day("2026-12-31"), day("2026-10-19")))
        .isCloseTo(0.2, within(1e-12));
    assertThat(NextTwelveMonths.weightOfFirst(day("2027-12-31"), day("2026-10-19"))).isEqualTo(1);
  }
}
