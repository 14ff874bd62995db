package org.rerate.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.domain.FixedConversion;
import org.rerate.domain.Knowledge;
import org.rerate.domain.Status;

/** A currency that ceased is converted at its fixed rate once its last quoted rate is stale. */
@Tag("fast")
class FixedConversionsTest {

  private static final AsOf LATEST = new AsOf(Knowledge.parse("latest"), null);

  private final Rates.Builder rows = new Rates.Builder();

  private void rate(String currency, String day, double usd) {
    rows.add(currency, day(day), usd, 0, 0, false);
  }

  private static int day(String day) {
    return (int) LocalDate.parse(day).toEpochDay();
  }

  private Rates rates(String... days) {
    int[] valued = new int[days.length];
    for (int i = 0; i < days.length; i++) {
      valued[i] = day(days[i]);
    }
    return rows.build(valued, LATEST, 10);
  }

  @Test
  void theKunaAfterItsLastQuotedRate() {
    rate("HRK", "2022-12-30", 0.1415);
    rate("EUR", "2023-01-05", 1.0601);
    rate("EUR", "2023-01-20", 1.0826);
    Rates rates = rates("2023-01-05", "2023-01-20");
    assertThat(rates.usd("HRK", 0)).as("its own rate is fresh").isEqualTo(0.1415);
    assertThat(rates.usd("HRK", 1)).isCloseTo(1.0826 / 7.5345, within(1e-15));
    assertThat(rates.status("HRK", 1)).isEqualTo(Status.OK);
  }

  @Test
  void notBeforeItCeased() {
    rate("HRK", "2022-11-30", 0.1415);
    rate("EUR", "2022-12-30", 1.0666);
    assertThat(rates("2022-12-30").status("HRK", 0)).isEqualTo(Status.STALE_FX);
  }

  @Test
  void aCurrencyThatWasNeverQuotedAndOneThatCeasedTwice() {
    rate("EUR", "2026-01-05", 1.17);
    rate("TRY", "2026-01-05", 0.0232);
    Rates rates = rates("2026-01-05");
    assertThat(rates.usd("DEM", 0)).isCloseTo(1.17 / 1.95583, within(1e-15));
    assertThat(rates.usd("BGL", 0)).isCloseTo(1.17 / 1.95583 / 1000, within(1e-15));
    assertThat(rates.usd("TRL", 0)).isCloseTo(0.0232e-6, within(1e-18));
  }

  /** The guilder at par since 2025; 1,000 old for one in Suriname, 100 in Sudan. */
  @Test
  void currenciesThatWereRenamed() {
    rate("XCG", "2025-05-05", 0.55);
    rate("SRD", "2025-05-05", 0.027);
    rate("SDG", "2025-05-05", 0.0017);
    Rates rates = rates("2025-05-05");
    assertThat(rates.usd("ANG", 0)).isEqualTo(0.55);
    assertThat(rates.usd("SRG", 0)).isCloseTo(0.000027, within(1e-18));
    assertThat(rates.usd("SDD", 0)).isCloseTo(0.000017, within(1e-18));
  }

  @Test
  void aStaleSuccessorMakesItStale() {
    rate("EUR", "2023-01-05", 1.0601);
    assertThat(rates("2023-02-05").status("HRK", 0)).isEqualTo(Status.STALE_FX);
  }

  @Test
  void eachCurrencyCeasesOnceAndNamesItsSource() {
    assertThat(FixedConversion.ALL.stream().map(FixedConversion::currency)).doesNotHaveDuplicates();
    assertThat(FixedConversion.ALL).allMatch(one -> !one.source().isBlank());
  }
}
