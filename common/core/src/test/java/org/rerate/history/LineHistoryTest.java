package org.rerate.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.domain.Days;

/** Closes, counts and EPS brought to the share basis of a day (methodology 2.2, 2.3, 2.7, 3.3). */
@Tag("fast")
class LineHistoryTest {

  private static final long ALL = Long.MAX_VALUE;

  private final FactColumns prices = new FactColumns(FactKind.PRICES, 4);
  private final FactColumns shares = new FactColumns(FactKind.SHARES, 4);
  private final FactColumns actions = new FactColumns(FactKind.ACTIONS, 4);

  private static int day(String date) {
    return Days.of(LocalDate.parse(date));
  }

  private static int row(FactColumns rows, String date, double number) {
    int at = rows.add();
    rows.day[at] = day(date);
    rows.knownAt[at] = Days.endOf(rows.day[at]);
    rows.deliveredAt[at] = rows.knownAt[at];
    rows.numbers[0][at] = number;
    return at;
  }

  private void close(String date, double close, String adjustedTo) {
    int at = row(prices, date, close);
    boolean adjusted = adjustedTo != null;
    prices.integers[0][at] = adjusted ? LineHistory.SPLIT_ADJUSTED : LineHistory.AS_TRADED;
    prices.integers[1][at] = adjusted ? day(adjustedTo) : FactKind.NONE;
  }

  private void count(String date, double count, String adjustedTo) {
    shares.integers[0][row(shares, date, count)] =
        adjustedTo == null ? FactKind.NONE : day(adjustedTo);
  }

  private void action(String exDate, int kind, double ratio) {
    actions.integers[0][row(actions, exDate, ratio)] = kind;
  }

  private LineHistory line() {
    return new LineHistory(
        "L",
        "I",
        versions(FactKind.SECURITIES, new FactColumns(FactKind.SECURITIES, 0)),
        versions(FactKind.PRICES, prices),
        versions(FactKind.SHARES, shares),
        versions(FactKind.ACTIONS, actions));
  }

  private static FactHistory versions(FactKind kind, FactColumns rows) {
    return new FactHistory(kind, rows, -1, ALL, false);
  }

  @Test
  void aSpinOffDividesEarlierClosesAndNothingElse() {
    close("2026-03-02", 100, null);
    count("2026-03-02", 1000, null);
    action("2026-03-09", FactKind.PRICE_ADJUSTMENT, 1.25);

    assertThat(line().closeOn(0, day("2026-03-06"), ALL)).isEqualTo(100);
    assertThat(line().closeOn(0, day("2026-03-09"), ALL)).isEqualTo(80);
    assertThat(line().sharesOn(0, day("2026-03-09"), ALL)).isEqualTo(1000);
    assertThat(line().perShareOn(5, day("2026-03-02"), day("2026-03-09"), ALL)).isEqualTo(5);
    assertThat(line().unitRatio(day("2026-03-09"), ALL)).isEqualTo(-1);
  }

  /** 20 on the basis of June is 20 x 2 x 1.25 = 50 as it traded in February. */
  @Test
  void anAdjustedCloseIsBroughtBackAcrossSplitsAndSpinOffs() {
    close("2026-02-02", 20, "2026-06-30");
    action("2026-03-09", FactKind.PRICE_ADJUSTMENT, 1.25);
    action("2026-05-06", FactKind.SPLIT, 2);

    assertThat(line().closeOn(0, day("2026-02-02"), ALL)).isEqualTo(50);
    assertThat(line().closeOn(0, day("2026-03-09"), ALL)).isEqualTo(40);
    assertThat(line().closeOn(0, day("2026-05-06"), ALL)).isEqualTo(20);
  }

  /** 3,000 shares on the basis after a split of three were 1,000 when they were counted. */
  @Test
  void anAdjustedCountIsBroughtBackToItsDay() {
    count("2026-02-02", 3000, "2026-07-27");
    action("2026-04-14", FactKind.SPLIT, 3);

    assertThat(line().sharesOn(0, day("2026-04-13"), ALL)).isEqualTo(1000);
    assertThat(line().sharesOn(0, day("2026-04-14"), ALL)).isEqualTo(3000);
  }

  /** Whoever adjusted a count knew the splits of the day that it is adjusted to. */
  @Test
  void aSplitThatWasKnownWhenTheCountWasAdjustedIsUndoneForWhoeverSeesTheCount() {
    count("2026-02-02", 3000, "2026-07-27");
    action("2026-04-14", FactKind.SPLIT, 3);

    assertThat(line().sharesOn(0, day("2026-03-02"), Days.endOf(day("2026-03-02"))))
        .isEqualTo(1000);
  }

  /** 2.00 before a split of ten is 0.20 after it, and 0.20 restated is 2.00 before it. */
  @Test
  void earningsPerShareFollowTheirShareBasis() {
    action("2026-04-06", FactKind.SPLIT, 10);

    assertThat(line().perShareOn(2, day("2026-02-20"), day("2026-04-06"), ALL)).isEqualTo(0.2);
    assertThat(line().perShareOn(0.2, day("2026-04-10"), day("2026-04-05"), ALL)).isEqualTo(2);
    assertThat(line().perShareOn(0.2, day("2026-04-10"), day("2026-05-01"), ALL)).isEqualTo(0.2);
  }

  @Test
  void aCashDividendExplainsNoSplit() {
    close("2026-01-05", 100, null);
    close("2026-01-06", 50, null);
    action("2026-01-06", FactKind.CASH_DIVIDEND, 0.1);
    assertThat(line().hasSuspectSplit(day("2026-01-06"), ALL)).isTrue();
    action("2026-01-06", FactKind.PRICE_ADJUSTMENT, 2);
    assertThat(line().hasSuspectSplit(day("2026-01-06"), ALL)).isFalse();
  }
}
