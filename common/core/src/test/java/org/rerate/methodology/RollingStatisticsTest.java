package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class RollingStatisticsTest {

  private static RollingStatistics after(int window, double... values) {
    RollingStatistics statistics = new RollingStatistics(values, window);
    for (int i = 0; i < values.length; i++) {
      statistics.step();
    }
    return statistics;
  }

  @Test
  void theWorkedExample() {
    RollingStatistics statistics = after(4, 9, 1, 2, 4, 3);
    assertThat(statistics.observations()).isEqualTo(4);
    assertThat(statistics.mean()).isCloseTo(2.5, within(1e-12));
    assertThat(statistics.deviation()).isCloseTo(Math.sqrt(5.0 / 3), within(1e-12));
    assertThat(statistics.zScore()).isCloseTo(0.5 / Math.sqrt(5.0 / 3), within(1e-12));
    assertThat(statistics.percentile()).isEqualTo(0.75);
    assertThat(statistics.drawdown()).isEqualTo(-0.25);
    assertThat(statistics.rebound()).isEqualTo(2);
  }

  @Test
  void aMissingValueTakesAPlaceButIsNoObservation() {
    RollingStatistics statistics = after(3, 5, Double.NaN, 7, Double.NaN);
    assertThat(statistics.observations()).isEqualTo(1);
    assertThat(statistics.isEnough()).isFalse();
    assertThat(statistics.percentile()).isNaN();
    assertThat(statistics.maximum()).isEqualTo(7);
  }

  @Test
  void aFlatSeriesHasNoScore() {
    RollingStatistics statistics = after(3, 1e13, 0.1, 0.1, 0.1);
    assertThat(statistics.deviation()).isZero();
    assertThat(statistics.zScore()).isNaN();
    assertThat(statistics.mean()).isEqualTo(0.1);
    assertThat(statistics.percentile()).isEqualTo(1);
  }

  @Test
  void valuesThatDifferInTheLastBitAreEqual() {
    assertThat(after(2, 20, Math.nextDown(20.0)).percentile()).isEqualTo(1);
  }

  @RepeatedTest(30)
  void itAgreesWithTheDefinition(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int window = 1 + random.nextInt(40);
    double[] values = new double[200];
    double level = 1e12;
    for (int i = 0; i < values.length; i++) {
      level *= Math.exp(random.nextGaussian() * 0.01);
      values[i] = random.nextInt(6) == 0 ? Double.NaN : Math.rint(level / 1e10) * 1e10;
    }
    RollingStatistics statistics = new RollingStatistics(values, window);
    for (int i = 0; i < values.length; i++) {
      statistics.step();
      double[] seen =
          Arrays.stream(values, Math.max(0, i - window + 1), i + 1)
              .filter(v -> !Double.isNaN(v))
              .toArray();
      assertThat(statistics.observations()).isEqualTo(seen.length);
      if (seen.length < 2) {
        continue;
      }
      double mean = Arrays.stream(seen).sum() / seen.length;
      double squares = Arrays.stream(seen).map(v -> (v - mean) * (v - mean)).sum();
      assertThat(statistics.mean()).isCloseTo(mean, within(1e-9 * Math.abs(mean)));
      double deviation = Math.sqrt(squares / (seen.length - 1));
      assertThat(statistics.deviation()).isCloseTo(deviation, within(1e-9 * deviation + 1e-3));
      assertThat(statistics.minimum()).isEqualTo(Arrays.stream(seen).min().orElseThrow());
      assertThat(statistics.maximum()).isEqualTo(Arrays.stream(seen).max().orElseThrow());
      double today = values[i];
      if (!Double.isNaN(today)) {
        double rank = Arrays.stream(seen).filter(v -> v <= today).count();
        assertThat(statistics.percentile()).isEqualTo(rank / seen.length);
      }
    }
  }

  @RepeatedTest(10)
  void aWalkThatStartsLaterFindsTheSame(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int window = 1 + random.nextInt(300);
    double[] values = new double[900];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(6) == 0 ? Double.NaN : 20 + random.nextGaussian();
    }
    // For the last few dates the window is looked at, not kept in order.
    boolean isFew = repetition.getCurrentRepetition() % 2 == 0;
    int first = isFew ? values.length - 1 - random.nextInt(60) : random.nextInt(values.length);
    double[] cut = values.clone();
    Arrays.fill(cut, 0, Math.max(0, first - RollingStatistics.reach(window)), Double.NaN);
    RollingStatistics whole = new RollingStatistics(values, window);
    for (int i = 0; i < first; i++) {
      whole.step();
    }
    RollingStatistics later = new RollingStatistics(cut, window, first);
    for (int i = first; i < values.length; i++) {
      whole.step();
      later.step();
      assertThat(numbers(later)).as("date %s of window %s", i, window).isEqualTo(numbers(whole));
    }
  }

  private static double[] numbers(RollingStatistics at) {
    return new double[] {
      at.observations(),
      at.mean(),
      at.deviation(),
      at.zScore(),
      at.percentile(),
      at.minimum(),
      at.maximum(),
      at.drawdown(),
      at.rebound()
    };
  }
}
