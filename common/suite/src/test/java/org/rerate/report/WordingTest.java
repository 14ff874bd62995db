package org.rerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rerate.domain.Basis;
import org.rerate.report.document.Unit;
import org.rerate.report.document.Words;

@Tag("fast")
class WordingTest {

  @ParameterizedTest
  @CsvSource({
    "CY2026, earnings of calendar 2026",
    "NTM, earnings of the next twelve months (NTM)",
    "FY1, earnings of the current fiscal year (FY1)",
    "FY2, earnings of the next fiscal year (FY2)",
    "LFY, earnings of the last reported fiscal year (LFY)",
    "TTM, earnings of the last four reported quarters (TTM)"
  })
  void aBasisIsSaidInWords(String basis, String words) {
    assertThat(Wording.earnings(Words.ENGLISH, Basis.parse(basis))).isEqualTo(words);
  }

  @Test
  void aRegionIsACountryWhereItsCodeIsOne() {
    assertThat(Wording.region(Words.ENGLISH, "US")).isEqualTo("the United States");
    assertThat(Wording.region(Words.ENGLISH, "CN")).isEqualTo("China");
    assertThat(Wording.region(Words.ENGLISH, "EMEA")).isEqualTo("EMEA");
  }

  @Test
  void namesAreListedAsInASentence() {
    assertThat(Words.ENGLISH.list(List.of("a"))).isEqualTo("a");
    assertThat(Words.ENGLISH.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
  }

  @Test
  void anEarlierValueIsNotTakenForThatOfTheEnd() {
    List<Object> first = Arrays.asList(LocalDate.of(2025, 10, 1), 15.8);
    List<Object> last = Arrays.asList(LocalDate.of(2025, 10, 2), null);
    assertThat(SeriesEnd.words(Words.ENGLISH, List.of(first), 1, Unit.MULTIPLE))
        .isEqualTo("at the end 15.8x");
    assertThat(SeriesEnd.words(Words.ENGLISH, List.of(first, last), 1, Unit.MULTIPLE))
        .isEqualTo("none at the end, the last is 15.8x of 2025-10-01");
    assertThat(SeriesEnd.words(Words.ENGLISH, List.of(last), 1, Unit.MULTIPLE))
        .isEqualTo("no value on any day");
  }
}
