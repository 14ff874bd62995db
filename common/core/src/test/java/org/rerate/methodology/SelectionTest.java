package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class SelectionTest {

  @Test
  void everyRankIsAsSorted() {
    Random random = new Random(1);
    for (int round = 0; round < 2000; round++) {
      int count = 1 + random.nextInt(40);
      double[] values = random.doubles(count + 3).map(v -> Math.floor(v * 12)).toArray();
      double[] sorted = Arrays.copyOf(values, count);
      Arrays.sort(sorted);
      int rank = random.nextInt(count);
      assertThat(Selection.smallest(values, count, rank)).isEqualTo(sorted[rank]);
      assertThat(Arrays.stream(values, 0, rank)).allMatch(v -> v <= sorted[rank]);
    }
  }
}
