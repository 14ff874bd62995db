package org.rerate.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.domain.Days;
import org.rerate.value.DateChunks.Stretch;

@Tag("fast")
class DateChunksTest {

  /** Two days of 2023, three of 2024 in two months. */
  private static final int[] DAYS =
      Stream.of("2023-12-28", "2023-12-29", "2024-01-02", "2024-01-31", "2024-02-01")
          .mapToInt(date -> Days.of(LocalDate.parse(date)))
          .toArray();

  private static Stretch stretch(String from, String to, int days) {
    return new Stretch(LocalDate.parse(from), LocalDate.parse(to), days);
  }

  @Test
  void byYear() {
    assertThat(DateChunks.of(DAYS, "year"))
        .containsExactly(
            stretch("2023-12-28", "2023-12-29", 2), stretch("2024-01-02", "2024-02-01", 3));
  }

  @Test
  void byMonth() {
    assertThat(DateChunks.of(DAYS, "month"))
        .containsExactly(
            stretch("2023-12-28", "2023-12-29", 2),
            stretch("2024-01-02", "2024-01-31", 2),
            stretch("2024-02-01", "2024-02-01", 1));
  }

  @Test
  void byNumberOfDays() {
    assertThat(DateChunks.of(DAYS, "4"))
        .containsExactly(
            stretch("2023-12-28", "2024-01-31", 4), stretch("2024-02-01", "2024-02-01", 1));
  }

  @Test
  void allAtOnce() {
    assertThat(DateChunks.of(DAYS, "all")).containsExactly(stretch("2023-12-28", "2024-02-01", 5));
  }

  @Test
  void anythingElseIsAnError() {
    assertThatThrownBy(() -> DateChunks.of(DAYS, "0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown chunk '0'; known are year, month, all and a number of days");
  }
}
