package org.rerate.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Marks between thousands and before decimals are read where a number has them, or not at all. */
@Tag("fast")
class NumberMarksTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.234.567 | 1234567",
        "-1.234,5  | -1234.5",
        "12,5      | 12.5",
        "1234567   | 1234567",
        "0,5       | 0.5",
        "1.234e3   | 1234e3"
      })
  void theContinentsNumbers(String text, String plain) {
    assertThat(NumberMarks.plain(text, ",", ".")).isEqualTo(plain);
  }

  /** India groups by twos up to the thousands. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1,234.50 | 1234.50", "12,34,567.5 | 1234567.5", "+1,000 | +1000", "1.5 | 1.5"})
  void englishNumbers(String text, String plain) {
    assertThat(NumberMarks.plain(text, ".", ",")).isEqualTo(plain);
  }

  /** 1,23 is 1.23 written with another mark, not 123; 0,500 is a half, not 500. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,23",
        "1,234,5",
        "1.5,000",
        "0,500",
        "1234,567",
        "1,,234",
        "1,234,",
        ",123",
        "1,2_3"
      })
  void marksThatStandElsewhereMakeNoNumber(String text) {
    String plain = NumberMarks.plain(text, ".", ",");
    assertThat(plain).startsWith(text);
    assertThat(DecimalText.isNumber(plain)).isFalse();
  }

  /** With a comma before decimals, 1.234 may be a thousand times more; nobody said which. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1.234", "1.5", "1.234,5", "1 234.5"})
  void aPointThatNobodySpokeOfMakesNoNumber(String text) {
    assertThat(DecimalText.isNumber(NumberMarks.plain(text, ",", ""))).isFalse();
    assertThat(DecimalText.isNumber(NumberMarks.plain(text, ",", " "))).isFalse();
  }

  @Test
  void theMappingIsNamed() {
    assertThat(NumberMarks.plain("1.234", ",", "")).isEqualTo("1.234 (decimal mark ,)");
    assertThat(NumberMarks.plain("1,23", ".", ",")).isEqualTo("1,23 (decimal mark ., thousands ,)");
  }
}
