package org.rerate.report.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fast")
class UnitTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "USD | 1.7601e12 | US$1.76trn",
        "USD | 999.6e9 | US$1.00trn",
        "USD | 732.4e9 | US$732bn",
        "USD | 3.456e9 | US$3.46bn",
        "USD | 999499 | US$999,000",
        "USD | 0 | US$0",
        "USD | -12.34e6 | -US$12.3m",
        "USD_CHANGE | 732.4e9 | +US$732bn",
        "MULTIPLE | 24.06 | 24.1x",
        "MULTIPLE | 253.04 | 253x",
        "MULTIPLE_CHANGE | 0.31 | +0.3x",
        "MULTIPLE_CHANGE | -1250.04 | -1,250.0x",
        "MULTIPLE_CHANGE | 0.01 | 0.0x",
        "PERCENT_POINTS | 0.0213 | +2.1 pts",
        "CHANGE | -0.0604 | -6.0 %",
        "CHANGE | 0.42 | +42.0 %",
        "CHANGE | -0.00001 | 0.0 %",
        "FRACTION | 0.065 | 6.5 %",
        "FRACTION | 1 | 100.0 %",
        "FRACTION | 0.9999999999 | 100.0 %",
        "FRACTION | 0.9994 | 99.9 %",
        "FRACTION | 0.9996 | >99.9 %",
        "CHANGE | 10.667 | +1,066.7 %",
        "COUNT | 1234 | 1,234",
        "AMOUNT | -2023017000 | -2.02bn"
      })
  void numbersAreWrittenForReaders(Unit unit, double value, String written) {
    assertThat(unit.display(value)).isEqualTo(written);
  }

  @Test
  void sentencesLeaveOutDecimalsThatOnlyDistract() {
    assertThat(Unit.CHANGE.brief(0.42)).isEqualTo("+42 %");
    assertThat(Unit.CHANGE.brief(-0.0604)).isEqualTo("-6.0 %");
    assertThat(Unit.MULTIPLE.brief(35.04)).isEqualTo("35x");
    assertThat(Unit.MULTIPLE.brief(24.06)).isEqualTo("24.1x");
  }

  @Test
  void onlyTheWholeIsRoundedToIt() {
    assertThat(Unit.FRACTION.brief(1.0)).isEqualTo("100 %");
    assertThat(Unit.FRACTION.brief(0.994)).isEqualTo("99 %");
    assertThat(Unit.FRACTION.brief(0.996)).isEqualTo("99.6 %");
    assertThat(Unit.FRACTION.brief(0.9999)).isEqualTo(">99.9 %");
  }

  @Test
  void aNumberThatIsNotMeaningfulIsMarked() {
    assertThat(Unit.MULTIPLE.display(new Doubtful(326.3, "losses"))).isEqualTo("326x n.m.");
  }

  @Test
  void aMissingNumberIsADashAndItsReasonAreWords() {
    assertThat(Unit.USD.display(null)).isEqualTo("–");
    assertThat(Unit.USD.display(new Absence("NO_FX"))).isEqualTo("–");
    assertThat(new Absence("NO_FX").reason()).isEqualTo("no exchange rate is known");
    assertThat(Absence.reason("SOME_NEW_CODE")).isEqualTo("some new code");
  }
}
