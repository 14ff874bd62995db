package org.rerate.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fast")
class FiscalPeriodTest {

  /** Fiscal year 2025 ends from June 2025 to May 2026. */
  @ParameterizedTest
  @CsvSource({"2026-01-13, 2024", "2026-05-31, 2024", "2026-06-01, 2025", "2026-12-31, 2025"})
  void theLastFiscalYearHasEndedForEveryCompany(LocalDate on, int year) {
    assertThat(FiscalPeriod.lastEndedYear(on)).isEqualTo(year);
  }
}
