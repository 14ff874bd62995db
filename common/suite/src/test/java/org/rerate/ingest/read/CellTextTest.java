package org.rerate.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rerate.domain.RerateException;
import org.rerate.table.ColumnSpec;
import org.rerate.table.MarketTables;

/** What the keys of a column make of a vendor's text. */
@Tag("fast")
class CellTextTest {

  private static final DayLimits LIMITS = DayLimits.of(LocalDate.of(2026, 11, 30));

  private static ColumnSpec spec(String column) {
    return MarketTables.PRICES.table().column(column).orElseThrow();
  }

  private static String made(String column, String keys, String text) {
    return cell(column, keys).of(List.of(text));
  }

  /** Why a text is no date; null if it is one. */
  private static String fault(String column, String keys, String text) {
    CellText cell = cell(column, keys);
    assertThat(cell.of(List.of(text))).as("it stays as it is").isEqualTo(text);
    return cell.fault();
  }

  private static CellText cell(String column, String keys) {
    SourceMapping mapping =
        MappingFile.parse(
            "acme",
            """
            files = "*.csv"
            targets.prices.columns {
              security_id = Id, trade_date = Date, close = Close, known_at = Known
              %s = { from = Text, %s }
            }
            """
                .formatted(column, keys));
    ColumnMapping made = mapping.target("prices").variants().get(0).columns().get(column);
    return new CellText(
        made,
        Header.given(List.of("Text")),
        Map.of(),
        Set.of(),
        IdentifierLinks.NONE,
        spec(column),
        LIMITS);
  }

  /** The session of 10 August in Frankfurt begins at 22:00 UTC of the day before. */
  @ParameterizedTest
  @CsvSource({
    "2023-08-09 22:00:00+00:00, Europe/Berlin, 2023-08-10",
    "2023-08-13 22:00:00+00:00, Europe/Berlin, 2023-08-14",
    "2023-08-10 00:00:00+02:00, Europe/Berlin, 2023-08-10",
    "2023-03-27 00:00:00+01:00, Europe/London, 2023-03-27"
  })
  void aTimeBelongsToTheDayOfItsZone(String text, String zone, String day) {
    String keys = "date_format = \"yyyy-MM-dd HH:mm:ssxxx\", zone = \"" + zone + "\"";
    assertThat(made("trade_date", keys, text)).isEqualTo(day);
  }

  @Test
  void daysAreAddedToTimesToo() {
    assertThat(made("known_at", "plus_days = 2", "2026-01-13")).isEqualTo("2026-01-15");
    assertThat(made("known_at", "plus_days = 2", "2026-01-13T16:00:00Z"))
        .isEqualTo("2026-01-15T16:00:00Z");
    assertThat(made("known_at", "plus_days = 2", "yesterday")).isEqualTo("yesterday plus 2 days");
  }

  @Test
  void isoTimesNeedNoFormat() {
    String zone = "zone = \"Asia/Tokyo\"";
    assertThat(made("trade_date", zone, "2023-08-09T15:00:00Z")).isEqualTo("2023-08-10");
    assertThat(made("trade_date", zone, "2023-08-09")).isEqualTo("2023-08-09");
  }

  /** 1643173200 is 2022-01-26 05:00 UTC, midnight in New York. */
  @ParameterizedTest
  @CsvSource({"s, 1643173200", "ms, 1643173200000", "us, 1643173200000000"})
  void aNumberCountsSince1970(String epoch, String text) {
    String keys = "epoch = " + epoch + ", zone = \"America/New_York\"";
    assertThat(made("trade_date", keys, text)).isEqualTo("2022-01-26");
    assertThat(made("known_at", keys, text)).isEqualTo("2022-01-26T05:00:00Z");
    assertThat(made("trade_date", keys, "soon")).isEqualTo("soon");
  }

  /** Half a second after 2022-01-26 05:00 UTC; programs write fractions and exponents. */
  @ParameterizedTest
  @CsvSource({"s, 1643173200.5", "ms, 1643173200500.0", "ms, 1.6431732005E12"})
  void aNumberSince1970MayHaveAFraction(String epoch, String text) {
    assertThat(made("known_at", "epoch = " + epoch, text)).isEqualTo("2022-01-26T05:00:00.500Z");
  }

  /**
   * 1643173200 seconds are 2022-01-26; as milliseconds they are 19 days of January 1970. The serial
   * 44587 is the same day, and twelve hours of 1970 in seconds.
   */
  @ParameterizedTest
  @CsvSource({
    "ms, 1643173200, 1970-01-20, 2022-01-26, s",
    "us, 1643173200000, 1970-01-20, 2022-01-26, ms",
    "us, 1643173200, 1970-01-01, 2022-01-26, s",
    "ms, -1000000000, 1969-12-20, 1938-04-24, s",
    "s, 1643173200000, +54040-02-01, 2022-01-26, ms",
    "s, 44587, 1970-01-01, 2022-01-26, excel",
    "excel, 1643173200, +4500755-06-01, 2022-01-26, s"
  })
  void anEpochThatCannotBeMeantIsRefusedWithTheOneThatMayBe(
      String epoch, String text, String wrong, String right, String other) {
    assertThat(fault("trade_date", "epoch = " + epoch, text))
        .isEqualTo(
            "epoch = %s makes it %s; if it is %s, say epoch = %s"
                .formatted(epoch, wrong, right, other));
    assertThat(fault("known_at", "epoch = " + epoch, text)).contains("say epoch = " + other);
  }

  /** 1970-01-01 by any epoch; the first day of 1900; the last, ten years ahead. */
  @ParameterizedTest
  @CsvSource({
    "s, 0, 1970-01-01",
    "ms, 0, 1970-01-01",
    "us, -1, 1969-12-31",
    "s, -2208988800, 1900-01-01",
    "ms, 2111616000000, 2036-11-30",
    "s, 31536000, 1971-01-01"
  })
  void daysWithinLimitsAreDates(String epoch, String text, String day) {
    assertThat(made("trade_date", "epoch = " + epoch, text)).isEqualTo(day);
  }

  @Test
  void aNumberThatIsNoDateByAnyEpochSaysSo() {
    String none = "before 1900 or too far ahead by epoch = %s, and no better by another epoch";
    assertThat(fault("trade_date", "epoch = excel", "1e17")).isEqualTo(none.formatted("excel"));
    assertThat(fault("trade_date", "epoch = ms", "2111702400000")).isEqualTo(none.formatted("ms"));
    assertThat(fault("trade_date", "epoch = s", "soon"))
        .isEqualTo("not a number, which epoch = s asks for");
  }

  /** 45292 is 2024-01-01; three quarters of a day are 18:00, in the zone that is said. */
  @ParameterizedTest
  @CsvSource({
    "trade_date, 45292, 2024-01-01",
    "trade_date, 45292.0, 2024-01-01",
    "trade_date, 61, 1900-03-01",
    "known_at, 45292.75, 2024-01-01T17:00:00Z",
    "known_at, 45292.520833333333, 2024-01-01T11:30:00Z",
    "known_at, 45291.9999999999, 2023-12-31T23:00:00Z"
  })
  void excelCountsDaysAndTheirFractions(String column, String text, String time) {
    assertThat(made(column, "epoch = excel, zone = \"Europe/Berlin\"", text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"60", "1", "0", "-5", "60.99"})
  void excelIsWrongBeforeMarch1900(String serial) {
    assertThat(fault("trade_date", "epoch = excel", serial))
        .isEqualTo("below 61, from where on epoch = excel is right, 1900-03-01");
  }

  @Test
  void aDateOfAnotherFormThanTheMappingsSaysWhich() {
    assertThat(fault("trade_date", "date_format = \"dd.MM.yyyy\"", "2024-01-01"))
        .isEqualTo("not a date of the form dd.MM.yyyy, as date_format says");
    assertThat(fault("trade_date", "zone = \"Asia/Tokyo\"", "1/2/2024"))
        .contains("say date_format besides zone");
    assertThat(fault("trade_date", "missing = [x]", "1/2/2024")).isNull();
  }

  /** A divisor has the marks of the number that it divides: 12.5 / 2.5 = 5. */
  @Test
  void marksOfADivisorAreReadToo() {
    SourceMapping mapping =
        MappingFile.parse(
            "acme",
            """
            files = "*.csv"
            targets.prices.columns {
              security_id = Id, trade_date = Date
              close { from = Text, decimal = ",", divided_by = Units }
            }
            """);
    ColumnMapping close = mapping.target("prices").variants().get(0).columns().get("close");
    CellText text =
        new CellText(
            close,
            Header.given(List.of("Text", "Units")),
            Map.of(),
            Set.of(),
            IdentifierLinks.NONE,
            spec("close"),
            LIMITS);
    assertThat(Double.parseDouble(text.of(List.of("12,5", "2,5")))).isEqualTo(5);
  }

  @Test
  void aLocalTimeIsOneOfItsZone() {
    String keys = "date_format = \"dd.MM.yyyy HH:mm\", zone = \"Europe/Berlin\"";
    assertThat(made("known_at", keys, "10.08.2023 18:30")).isEqualTo("2023-08-10T16:30:00Z");
  }

  @Test
  void shortCodesAreFilledUp() {
    assertThat(made("security_id", "pad = 4", "700")).isEqualTo("0700");
    assertThat(made("security_id", "pad = 4", "09988")).isEqualTo("09988");
    assertThat(made("security_id", "pad = 4, append = \".HK\"", "5")).isEqualTo("0005.HK");
  }

  @Test
  void piecesAreReplacedInTheOrderOfAList() {
    String list = "replace = [{ \" \" = \"-\" }, { \"--\" = \"-\" }]";
    assertThat(made("security_id", list, "BRK  B")).isEqualTo("BRK-B");
    String object = "replace { \"US\" = \"\", \" US Equity\" = \".N\" }";
    assertThat(made("security_id", object, "IBM US Equity")).isEqualTo("IBM.N");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zone = Berlin|is no time zone such as Europe/Berlin",
        "epoch = days|epoch = days is unknown; known are excel, ms, s, us",
        "epoch = s, date_format = yyyy|has both epoch and date_format"
      })
  void aWrongKeyIsNamed(String keys, String message) {
    assertThatThrownBy(() -> made("trade_date", keys, ""))
        .isInstanceOf(RerateException.class)
        .hasMessageContaining(message);
  }
}
