package org.rerate.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class CsvLineTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd",
        "@SUM(A1)",
        "\t=1",
        "+1-1",
        "-",
        "-1.5x",
        "\uFF1D1+1",
        "\uFF0B1",
        "\uFF0D1",
        "\uFF20A1"
      })
  void aTextThatASpreadsheetWouldRunIsMadeOne(String text) {
    assertThat(CsvLine.of(List.of(text))).isEqualTo("'" + text + "\r\n");
  }

  @Test
  void soIsOneBehindAnEndOfLine() {
    assertThat(CsvLine.of(List.of("\r=1", "\n=1"))).isEqualTo("\"'\r=1\",\"'\n=1\"\r\n");
  }

  @Test
  void numbersReadBackExactly() {
    List<Number> numbers =
        List.of(-1.5, -1e-300, Double.NEGATIVE_INFINITY, -7L, new BigDecimal("-0.10"));
    assertThat(CsvLine.of(numbers)).isEqualTo("-1.5,-1.0E-300,-Infinity,-7,-0.10\r\n");
    assertThat(CsvLine.of(List.of("-1.5", "+2", "-1.0E-300"))).isEqualTo("-1.5,+2,-1.0E-300\r\n");
  }

  @Test
  void programsGetTextsAsTheyAre() {
    assertThat(CsvLine.exact(Arrays.asList("=A1", "@home", null, "a,b")))
        .isEqualTo("=A1,@home,,\"a,b\"\r\n");
  }

  @Test
  void otherTextsStayAsTheyAre() {
    assertThat(CsvLine.of(Arrays.asList("a=b", "x-1", "'=1", "", null, "a,\"b\"")))
        .isEqualTo("a=b,x-1,'=1,\"\",,\"a,\"\"b\"\"\"\r\n");
  }
}
