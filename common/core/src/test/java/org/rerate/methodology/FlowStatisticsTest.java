package org.rerate.methodology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.domain.Status;

@Tag("fast")
class FlowStatisticsTest {

  private static final double[] FLOWS = {5, -2, Double.NaN, 9, 4};

  @Test
  void theWindowHoldsTheLastSessions() {
    FlowStatistics last = FlowStatistics.ofLast(FLOWS, 5, 0, 3);
    assertThat(last.rolling()).isEqualTo(13);
    assertThat(last.observed()).isEqualTo(2);
    assertThat(last.status()).isEqualTo(Status.OK);
  }

  @Test
  void theRecordIsTheLargestToDate() {
    FlowStatistics last = FlowStatistics.ofLast(FLOWS, 5, 0, 3);
    assertThat(last.record()).isEqualTo(3);
    assertThat(last.rank()).isEqualTo(3);
    assertThat(last.sessions()).isEqualTo(4);
  }

  @Test
  void laterSessionsDoNotCount() {
    FlowStatistics second = FlowStatistics.ofLast(FLOWS, 2, 0, 2);
    assertThat(second.record()).isZero();
    assertThat(second.rank()).isEqualTo(2);
    assertThat(second.rolling()).isEqualTo(3);
  }

  @Test
  void theYearStartsAtItsFirstSessionWithAFigure() {
    FlowStatistics last = FlowStatistics.ofLast(FLOWS, 5, 2, 3);
    assertThat(last.yearToDate()).isEqualTo(13);
    assertThat(last.yearFrom()).isEqualTo(3);
  }

  @Test
  void fewerSessionsThanTheWindowMakeNoSum() {
    FlowStatistics last = FlowStatistics.ofLast(FLOWS, 5, 0, 6);
    assertThat(last.status()).isEqualTo(Status.INSUFFICIENT_HISTORY);
    assertThat(last.rolling()).isNaN();
  }

  @Test
  void figuresInFewerThanHalfTheSessionsMakeNoSum() {
    double[] gaps = {1, Double.NaN, Double.NaN, Double.NaN, 2, 3};
    assertThat(FlowStatistics.ofLast(gaps, 5, 0, 4).status())
        .isEqualTo(Status.INSUFFICIENT_HISTORY);
    assertThat(FlowStatistics.ofLast(gaps, 6, 0, 4).rolling()).isEqualTo(5);
  }

  @Test
  void equalsShareTheBetterRankAndTheFirstOfThemIsTheRecord() {
    FlowStatistics last = FlowStatistics.ofLast(new double[] {7, 3, 7}, 3, 0, 1);
    assertThat(last.rank()).isEqualTo(1);
    assertThat(last.record()).isZero();
  }
}
