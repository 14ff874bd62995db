package org.rerate.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rerate.domain.RerateException;

/** What the keys of a column make of a vendor's text. */
@Tag("fast")
class CellTextTest {

  private static String made(String column, String keys, String text) {
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
            made, Header.given(List.of("Text")), Map.of(), Set.of(), IdentifierLinks.NONE, false)
        .of(List.of(text));
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
            false);
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
        "epoch = days|epoch = days is unknown; known are ms, s, us",
        "epoch = s, date_format = yyyy|has both epoch and date_format"
      })
  void aWrongKeyIsNamed(String keys, String message) {
    assertThatThrownBy(() -> made("trade_date", keys, ""))
        .isInstanceOf(RerateException.class)
        .hasMessageContaining(message);
  }
}
