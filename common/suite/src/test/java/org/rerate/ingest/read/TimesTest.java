package org.rerate.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rerate.domain.Days;

/** Dates, against those of the JDK. */
@Tag("fast")
class TimesTest {

  @Test
  void everyMonthsFirstAndLastDay() {
    for (YearMonth month = YearMonth.of(0, 1);
        month.isBefore(YearMonth.of(10_000, 1));
        month = month.plusMonths(1)) {
      for (LocalDate day : new LocalDate[] {month.atDay(1), month.atEndOfMonth()}) {
        assertThat(Times.day(day.toString())).as(day.toString()).hasValue(Days.of(day));
      }
      String after = month + "-" + (month.lengthOfMonth() + 1);
      assertThat(Times.day(after)).as(after).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-1-05",
        "2026-01-5 ",
        "2026/01/05",
        "20260105",
        "2026-00-05",
        "2026-13-05",
        "2026-01-00",
        "+026-01-05",
        "٢٠٢٦-٠١-٠٥",
        ""
      })
  void nothingElseIsADay(String text) {
    assertThat(Times.day(text)).isEmpty();
  }
}
