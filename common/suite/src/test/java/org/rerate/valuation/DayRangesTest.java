package org.rerate.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class DayRangesTest {

  @Test
  void neighbouringDaysAreOneStretch() {
    assertThat(DayRanges.of(List.of(7, 5, 6, 9)).edges()).containsExactly(5, 8, 9, 10);
    assertThat(DayRanges.of(List.of(5, 8, 20)).closed(2).edges()).containsExactly(5, 9, 20, 21);
    assertThat(DayRanges.of(List.of()).isEmpty()).isTrue();
  }

  @Test
  void openEndsStayOpen() {
    assertThat(DayRanges.from(5).and(DayRanges.of(List.of(3))).edges())
        .containsExactly(3, 4, 5, RecomputeScope.NEVER);
    assertThat(DayRanges.from(RecomputeScope.ALWAYS)).isEqualTo(DayRanges.ALL);
    assertThat(DayRanges.from(RecomputeScope.NEVER)).isEqualTo(DayRanges.NONE);
    assertThat(DayRanges.from(15).widened(day -> day - day % 10, end -> end + 1).edges())
        .containsExactly(10, RecomputeScope.NEVER);
    assertThat(DayRanges.ALL.covers(DayRanges.from(3))).isTrue();
    assertThat(DayRanges.from(3).covers(DayRanges.ALL)).isFalse();
  }

  @RepeatedTest(50)
  void theyAreSetsOfDays(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Integer> one = days(random);
    List<Integer> other = days(random);
    DayRanges both = DayRanges.of(one).and(DayRanges.of(other));
    List<Integer> all = new ArrayList<>(one);
    all.addAll(other);
    assertThat(both).isEqualTo(DayRanges.of(all)).hasSameHashCodeAs(DayRanges.of(all));
    for (int day = -1; day < 41; day++) {
      assertThat(both.has(day)).isEqualTo(one.contains(day) || other.contains(day));
    }
    assertThat(both.covers(DayRanges.of(one))).isTrue();
    assertThat(DayRanges.of(one).covers(both)).isEqualTo(one.containsAll(other));
    assertThat(both.first())
        .isEqualTo(all.stream().min(Integer::compare).orElse(RecomputeScope.NEVER));
  }

  private static List<Integer> days(Random random) {
    return random.ints(random.nextInt(12), 0, 40).boxed().toList();
  }
}
