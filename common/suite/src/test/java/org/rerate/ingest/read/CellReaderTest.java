package org.rerate.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rerate.domain.RuleCode;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/** Values as text, and what each becomes or breaks. */
@Tag("fast")
class CellReaderTest {

  private final CellReader reader = new CellReader(LocalDate.of(2026, 11, 21));
  private final Complaints complaints = new Complaints("f.csv");

  private Object read(FeedSpec spec, String column, String text) {
    ColumnSpec found = spec.table().column(column).orElseThrow();
    complaints.reset(7);
    return reader.read(found, text, complaints);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "-2.5", "+3", ".5", "5.", "1e3", "1E-3"})
  void numbers(String text) {
    assertThat(read(MarketTables.PRICES, "open", text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @CsvSource({
    "0x1A,BAD_NUMBER", "1d,BAD_NUMBER", "1_000,BAD_NUMBER", "1.2.3,BAD_NUMBER", "--,BAD_NUMBER",
    "e5,BAD_NUMBER", "1e,BAD_NUMBER", ".,BAD_NUMBER", "1e400,NOT_FINITE", "NaN,NOT_FINITE",
    "-Infinity,NOT_FINITE", "inf,NOT_FINITE", "٣,BAD_NUMBER"
  })
  void numbersThatAreNone(String text, RuleCode code) {
    assertThat(read(MarketTables.PRICES, "open", text)).isNull();
    assertThat(complaints.codes()).containsExactly(code.name());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-30,BAD_DATE",
    "2026-1-5,BAD_DATE",
    "31/12/2025,BAD_DATE",
    "2026-00-10,BAD_DATE",
    "1899-12-31,DATE_OUT_OF_RANGE",
    "2036-11-22,DATE_OUT_OF_RANGE",
    "9999-12-31,DATE_OUT_OF_RANGE"
  })
  void datesThatAreNone(String text, RuleCode code) {
    assertThat(read(MarketTables.PRICES, "trade_date", text)).isNull();
    assertThat(complaints.codes()).containsExactly(code.name());
  }

  @Test
  void exactlyTenAndFifteenYearsAheadAreDates() {
    assertThat(read(MarketTables.PRICES, "trade_date", "2036-11-21")).isEqualTo(24431);
    assertThat(read(MarketTables.ESTIMATES, "period_end", "2041-11-21")).isNotNull();
    assertThat(read(MarketTables.ESTIMATES, "period_end", "2041-11-22")).isNull();
  }

  @Test
  void theLastDayThereIsMeansOpen() {
    assertThat(read(MarketTables.MEMBERS, "valid_to", "9999-12-31")).isNull();
    assertThat(complaints.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-11-05T18:00:00Z", "2026-11-05T18:00", "2026-11-05T20:00:00.000+02:00"})
  void instantsAreUtcUnlessTheySay(String text) {
    assertThat(read(MarketTables.FX, "known_at", text)).isEqualTo(1_793_901_600_000_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-05", "yesterday", "2026-13-01T00:00:00Z"})
  void instantsThatAreNone(String text) {
    assertThat(read(MarketTables.FX, "known_at", text)).isNull();
    assertThat(complaints.codes()).containsExactly("BAD_INSTANT");
  }

  @Test
  void currenciesAreCaseSensitiveAndHistoric() {
    assertThat(read(MarketTables.FX, "currency", "DEM")).isEqualTo("DEM");
    assertThat(read(MarketTables.FX, "currency", "GBp")).isEqualTo("GBp");
    assertThat(read(MarketTables.FX, "currency", "usd")).isNull();
    assertThat(complaints.messages())
        .containsExactly(
            "UNKNOWN_CURRENCY: f.csv line 7, column currency, value 'usd': neither an ISO 4217"
                + " currency nor one of GBX, GBp, ILA, ZAC, ZAc, KWF");
  }
}
