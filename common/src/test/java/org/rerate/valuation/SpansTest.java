package org.rerate.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SpansTest {

  @Test
  void neighbouringDaysAreOneStretch() {
    assertThat(Spans.of(List.of(7, 5, 6, 9)).edges()).containsExactly(5, 8, 9, 10);
    assertThat(Spans.of(List.of(5, 8, 20)).closed(2).edges()).containsExactly(5, 9, 20, 21);
    assertThat(Spans.of(List.of()).isEmpty()).isTrue();
  }

  @Test
  void openEndsStayOpen() {
    assertThat(Spans.from(5).and(Spans.of(List.of(3))).edges())
        .containsExactly(3, 4, 5, Scope.NEVER);
    assertThat(Spans.from(Scope.ALWAYS)).isEqualTo(Spans.ALL);
    assertThat(Spans.from(Scope.NEVER)).isEqualTo(Spans.NONE);
    assertThat(Spans.from(15).widened(day -> day - day % 10, end -> end + 1).edges())
        .containsExactly(10, Scope.NEVER);
    assertThat(Spans.ALL.covers(Spans.from(3))).isTrue();
    assertThat(Spans.from(3).covers(Spans.ALL)).isFalse();
  }

  @RepeatedTest(50)
  void theyAreSetsOfDays(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Integer> one = days(random);
    List<Integer> other = days(random);
    Spans both = Spans.of(one).and(Spans.of(other));
    List<Integer> all = new ArrayList<>(one);
    all.addAll(other);
    assertThat(both).isEqualTo(Spans.of(all)).hasSameHashCodeAs(Spans.of(all));
    for (int day = -1; day < 41; day++) {
      assertThat(both.has(day)).isEqualTo(one.contains(day) || other.contains(day));
    }
    assertThat(both.covers(Spans.of(one))).isTrue();
    assertThat(Spans.of(one).covers(both)).isEqualTo(one.containsAll(other));
    assertThat(both.first()).isEqualTo(all.stream().min(Integer::compare).orElse(Scope.NEVER));
  }

  private static List<Integer> days(Random random) {
    return random.ints(random.nextInt(12), 0, 40).boxed().toList();
  }
}
