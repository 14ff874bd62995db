package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;
import org.rerate.check.Suspicions;
import org.rerate.engine.delta.Warehouse;
import org.rerate.table.OpsTables;

/**
 * Rows that look like a split nobody told of, a unit mistaken or a total counted twice are
 * accepted, and each is named in {@code ops.warnings} with file, line, key, before and after.
 */
class SuspectRowsTest {

  private static final String CLOSES = "security_id,trade_date,close\n";
  private static final String COUNTS = "security_id,effective_date,shares_outstanding\n";
  private static final String ACTIONS = "security_id,ex_date,action,value\n";
  private static final String EPS =
      "issuer_id,metric,period_end,as_of_date,mean,currency,adjusted_to,known_at\n";

  @TempDir Path folder;
  private Warehouse warehouse;
  private int run;

  @BeforeEach
  void open() {
    warehouse = SharedSession.warehouse(folder.resolve("warehouse"));
    write("house", "issuers", "issuer_id,name,region\nA,A,US\nG,G,US\n");
    write(
        "house",
        "securities",
        "security_id,issuer_id,ticker,currency\nA.1,A,A,USD\nG.A,G,GA,USD\nG.C,G,GC,USD\n");
    load("house");
  }

  private void write(String feed, String file, String content) {
    SharedSession.write(folder, feed + "/" + file + ".csv", content);
  }

  private List<FileOutcome> load(String feed) {
    run++;
    return Loads.load(warehouse, folder.resolve(feed), "r" + run, 1);
  }

  /** The warnings of the last load: file, line, rule, key, before and after. */
  private List<String> warnings() {
    if (!warehouse.exists(OpsTables.WARNINGS)) {
      return List.of();
    }
    return warehouse
        .spark()
        .sql(
            "SELECT concat_ws('|', file, line_number, rule, key, coalesce(before, '-'),"
                + " coalesce(after, '-')) FROM ops.warnings WHERE run_id = 'r"
                + run
                + "' ORDER BY file, line_number, rule")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void aCloseThatMovesByTheRatioOfASplitNamesTheRow() {
    write("one", "prices", CLOSES + "A.1,2024-05-24,100\nA.1,2024-05-28,24.8\n");
    load("one");
    assertThat(warnings())
        .containsExactly(
            "prices.csv|3|PRICE_MOVE|A.1 2024-05-28 AS_TRADED|100|24.8",
            "prices.csv|3|SUSPECT_SPLIT|A.1 2024-05-28 AS_TRADED|100|24.8");
  }

  @Test
  void theDayAfterIsComparedWithWhatIsStored() {
    write("one", "prices", CLOSES + "A.1,2024-05-24,100\n");
    load("one");
    write("two", "prices", CLOSES + "A.1,2024-05-28,50.5\n");
    load("two");
    assertThat(warnings())
        .containsExactly("prices.csv|2|SUSPECT_SPLIT|A.1 2024-05-28 AS_TRADED|100|50.5");
  }

  @Test
  void aSplitOrAPriceAdjustmentExplainsIt() {
    write("one", "corporate_actions", ACTIONS + "A.1,2024-05-28,split,4\n");
    write("one", "prices", CLOSES + "A.1,2024-05-24,100\nA.1,2024-05-28,24.8\n");
    load("one");
    assertThat(warnings()).isEmpty();
    write("two", "corporate_actions", ACTIONS + "A.1,2024-06-03,price_adjustment,2\n");
    write("two", "prices", CLOSES + "A.1,2024-06-03,12.4\n");
    load("two");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void aSplitToldTwiceIsNamedOnceAsRepeatedAndOnceAsWithoutAMove() {
    write(
        "one",
        "corporate_actions",
        ACTIONS + "A.1,2024-05-26,split,1.4\nA.1,2024-05-27,split,1.4\n");
    write("one", "prices", CLOSES + "A.1,2024-05-25,105\nA.1,2024-05-26,75.5\nA.1,2024-05-27,76\n");
    load("one");
    assertThat(warnings())
        .containsExactly(
            "corporate_actions.csv|3|REPEATED_SPLIT|A.1 2024-05-27 split|ex_date 2024-05-26|1.4",
            "prices.csv|4|SPLIT_WITHOUT_MOVE|A.1 2024-05-27 AS_TRADED|75.5|76");
  }

  @Test
  void aSpinOffToldAsASplitIsNamedByItsRatio() {
    write(
        "one",
        "corporate_actions",
        ACTIONS
            + "A.1,2023-01-04,split,1.281\nA.1,2023-08-01,split,1.5\n"
            + "A.1,2024-04-02,price_adjustment,1.253\n");
    load("one");
    assertThat(warnings())
        .containsExactly("corporate_actions.csv|2|ODD_SPLIT_RATIO|A.1 2023-01-04 split|-|1.281");
  }

  @Test
  void aSplitThatComesAfterTheClosesIsHeldAgainstThem() {
    write("one", "prices", CLOSES + "A.1,2024-05-24,105\nA.1,2024-05-27,104\n");
    load("one");
    write("two", "corporate_actions", ACTIONS + "A.1,2024-05-27,split,4\n");
    load("two");
    assertThat(warnings())
        .containsExactly("corporate_actions.csv|2|SPLIT_WITHOUT_MOVE|A.1 2024-05-27 split|105|104");
  }

  @Test
  void aCountWithAFractionOrTooSmallOrTooFarFromTheLast() {
    write(
        "one",
        "shares",
        COUNTS + "A.1,2023-06-30,2617870993\nA.1,2023-09-30,261787.0993\nA.1,2023-12-31,1000\n");
    load("one");
    assertThat(warnings())
        .containsExactly(
            "shares.csv|3|FRACTIONAL_SHARE_COUNT|A.1 2023-09-30|2617870993|261787.0993",
            "shares.csv|3|SHARE_COUNT_JUMP|A.1 2023-09-30|2617870993|261787.0993",
            "shares.csv|4|SHARE_COUNT_JUMP|A.1 2023-12-31|261787.0993|1000",
            "shares.csv|4|SMALL_SHARE_COUNT|A.1 2023-12-31|261787.0993|1000");
  }

  @Test
  void aCountThatMovesByARatioAwayFromTheExDate() {
    write("one", "corporate_actions", ACTIONS + "A.1,2024-06-10,split,10\n");
    write("one", "shares", COUNTS + "A.1,2024-02-16,2500000000\nA.1,2024-05-24,24600000000\n");
    load("one");
    assertThat(warnings())
        .containsExactly(
            "shares.csv|3|SHARE_COUNT_JUMP|A.1 2024-05-24|2500000000|24600000000",
            "shares.csv|3|SUSPECT_SPLIT|A.1 2024-05-24|2500000000|24600000000");
  }

  @Test
  void theTotalOnBothClassesIsNamedOnEach() {
    write("one", "shares", COUNTS + "G.A,2024-06-30,12116000000\nG.C,2024-07-23,12116000000\n");
    load("one");
    assertThat(warnings())
        .containsExactly(
            "shares.csv|3|EQUAL_SHARE_COUNTS|G.C 2024-07-23|G.A 12116000000|12116000000");
  }

  /**
   * A count of the day after the split on the basis before it; and one after a spin-off that a
   * vendor tells as a split of five for four.
   */
  @Test
  void aCountThatDoesNotMoveByTheSplitBeforeIt() {
    write(
        "one",
        "corporate_actions",
        ACTIONS
            + "A.1,2026-08-14,split,0.033333\nG.A,2023-01-04,split,1.25\n"
            + "G.C,2023-01-04,split,2\nG.C,2023-01-04,price_adjustment,3\n");
    write(
        "one",
        "shares",
        COUNTS
            + "A.1,2026-08-06,460000000\nA.1,2026-08-18,460000000\n"
            + "G.A,2022-10-14,1000000000\nG.A,2023-02-01,1002000000\n"
            + "G.C,2022-10-14,500000000\nG.C,2023-02-01,1001000000\n");
    load("one");
    assertThat(warnings())
        .containsExactly(
            "shares.csv|3|COUNT_WITHOUT_SPLIT|A.1 2026-08-18|460000000|460000000",
            "shares.csv|5|COUNT_WITHOUT_SPLIT|G.A 2023-02-01|1000000000|1002000000");
    Suspicions odd = new Suspicions(warehouse);
    assertThat(odd.open()).hasSize(2);
    write(
        "two",
        "corporate_actions",
        "security_id,ex_date,action,retracted\nG.A,2023-01-04,split,true\n");
    load("two");
    assertThat(odd.open().stream().map(Suspicions.Suspicion::subject)).containsExactly("A.1");
  }

  @Test
  void anEstimateAThousandTimesTooLarge() {
    write(
        "one",
        "estimates",
        EPS
            + "A,net_income,2024-12-31,2024-01-05,5000000,USD,,\n"
            + "A,net_income,2024-12-31,2024-02-05,5100000000,USD,,\n");
    load("one");
    assertThat(warnings())
        .containsExactly(
            "estimates.csv|3|ESTIMATE_MOVE|A net_income FY 2024-12-31 2024-02-05"
                + "|5000000|5100000000");
  }

  @Test
  void anEpsRestatedForASplitUnlessItSaysOnWhichBasisItIs() {
    write("one", "corporate_actions", ACTIONS + "A.1,2024-06-10,split,10\n");
    write("one", "estimates", EPS + "A,eps,2024-12-31,2024-06-05,30,USD,,\n");
    load("one");
    write(
        "told",
        "estimates",
        EPS + "A,eps,2024-12-31,2024-06-05,3,USD,2024-06-10,2024-06-10T20:00:00Z\n");
    load("told");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void anEpsRestatedForASplitThatDoesNotSaySo() {
    write("one", "corporate_actions", ACTIONS + "A.1,2024-06-10,split,10\n");
    write("one", "estimates", EPS + "A,eps,2024-12-31,2024-06-05,30,USD,,\n");
    load("one");
    write("two", "estimates", EPS + "A,eps,2024-12-31,2024-06-05,3,USD,,2024-06-10T20:00:00Z\n");
    load("two");
    assertThat(warnings())
        .containsExactly("estimates.csv|2|ESTIMATE_MOVE|A eps FY 2024-12-31 2024-06-05|30|3");
  }

  private static final String REPORTS =
      "issuer_id,metric,period_end,value,currency,reported_on,adjusted_to,known_at,period_months\n";

  @Test
  void aReportedEpsRestatedForASplitUnlessItSaysOnWhichBasisItIs() {
    write("one", "corporate_actions", ACTIONS + "A.1,2024-06-10,split,10\n");
    write("one", "actuals", REPORTS + "A,eps,2024-01-28,11.9,USD,2024-02-21,,,\n");
    load("one");
    write(
        "told",
        "actuals",
        REPORTS + "A,eps,2024-01-28,1.19,USD,2024-02-21,2024-06-10,2024-06-10T20:00:00Z,\n");
    load("told");
    assertThat(warnings()).isEmpty();
    write(
        "untold",
        "actuals",
        REPORTS + "A,eps,2024-01-28,11.9,USD,2024-02-21,,2024-06-11T20:00:00Z,\n");
    load("untold");
    assertThat(warnings()).as("as of the day of the report again, ten times as much").isEmpty();
    write(
        "two",
        "actuals",
        REPORTS + "A,eps,2024-01-28,1.19,USD,2024-02-21,,2024-06-12T20:00:00Z,\n");
    load("two");
    assertThat(warnings())
        .containsExactly("actuals.csv|2|ACTUAL_MOVE|A eps FY 2024-01-28 2024-02-21|11.9|1.19");
  }

  /** Years that ended in December, then one of June: the half-year between is not told of. */
  @Test
  void aFiscalYearThatEndsInAnotherMonthUnlessTheYearBetweenSaysItsLength() {
    write(
        "one",
        "actuals",
        REPORTS
            + "A,net_income,2023-12-31,90,USD,2024-02-20,,,\n"
            + "A,net_income,2024-12-31,100,USD,2025-02-20,,,\n");
    load("one");
    assertThat(warnings()).isEmpty();
    write("two", "actuals", REPORTS + "A,net_income,2025-06-30,55,USD,2025-08-20,,,\n");
    load("two");
    assertThat(warnings())
        .containsExactly(
            "actuals.csv|2|YEAR_END_MOVED|A net_income FY 2025-06-30 2025-08-20"
                + "|period_end 2024-12-31|period_end 2025-06-30");
    write(
        "three",
        "estimates",
        EPS
            + "A,net_income,2026-06-30,2025-10-01,130,USD,,\n"
            + "A,net_income,2027-06-30,2025-10-01,150,USD,,\n");
    load("three");
    assertThat(warnings()).as("it was told of already").isEmpty();
    write("told", "actuals", REPORTS + "G,net_income,2024-12-31,100,USD,2025-02-20,,,\n");
    load("told");
    write("told", "actuals", REPORTS + "G,net_income,2025-06-30,55,USD,2025-08-20,,,6\n");
    write("told", "estimates", EPS + "G,net_income,2026-06-30,2025-10-01,130,USD,,\n");
    load("told");
    assertThat(warnings()).isEmpty();
  }

  /** Years of 52 and 53 weeks end within a week of the same month's end. */
  @Test
  void yearsOfWeeksEndInOneMonth() {
    write(
        "one",
        "actuals",
        REPORTS
            + "A,net_income,2024-02-03,100,USD,2024-03-20,,,\n"
            + "A,net_income,2025-02-01,120,USD,2025-03-20,,,\n"
            + "A,net_income,2026-01-31,130,USD,2026-03-20,,,\n");
    load("one");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void figuresInThousandsBesideOnesInUnits() {
    write(
        "one",
        "actuals",
        REPORTS
            + "A,net_income,2024-12-31,100000000,USD,2025-02-20,,,\n"
            + "A,ebitda,2024-12-31,200000000,USD,2025-02-20,,,\n");
    write(
        "one",
        "estimates",
        EPS
            + "A,net_income,2025-12-31,2025-03-01,115000,USD,,\n"
            + "A,ebitda,2025-12-31,2025-03-01,600000000,USD,,\n"
            + "A,revenue,2025-12-31,2025-03-01,900,USD,,\n"
            + "A,revenue,2026-12-31,2025-03-01,950000000,USD,,\n");
    load("one");
    assertThat(warnings())
        .containsExactly(
            "estimates.csv|2|SUSPECT_UNIT|A net_income FY 2025-12-31 2025-03-01"
                + "|2024-12-31 100000000|115000",
            "estimates.csv|5|SUSPECT_UNIT|A revenue FY 2026-12-31 2025-03-01"
                + "|2025-12-31 900|950000000");
  }

  /** Sixty days later, beside what is stored. */
  @Test
  void aLaterEstimateInThousands() {
    write("one", "estimates", EPS + "A,revenue,2025-12-31,2025-01-10,115000000,USD,,\n");
    load("one");
    write("two", "estimates", EPS + "A,revenue,2025-12-31,2025-03-12,116000,USD,,\n");
    load("two");
    assertThat(warnings())
        .containsExactly(
            "estimates.csv|2|SUSPECT_UNIT|A revenue FY 2025-12-31 2025-03-12"
                + "|2025-12-31 115000000|116000");
  }

  /** 2024-06-07 was a Friday. In Tel Aviv trading goes from Sunday to Thursday. */
  @Test
  void aCloseOfTheFridayOnTheWeekendAgain() {
    write(
        "one",
        "prices",
        CLOSES
            + "A.1,2024-06-07,10\nA.1,2024-06-08,10\nA.1,2024-06-09,10\nA.1,2024-06-10,10.1\n"
            + "G.A,2024-06-06,10\nG.A,2024-06-09,10\nG.A,2024-06-10,10.1\n"
            + "G.C,2024-06-07,10\nG.C,2024-06-08,10.2\n");
    load("one");
    assertThat(warnings())
        .containsExactly(
            "prices.csv|3|WEEKEND_CLOSE|A.1 2024-06-08 AS_TRADED|10|10",
            "prices.csv|4|WEEKEND_CLOSE|A.1 2024-06-09 AS_TRADED|10|10");
  }

  @Test
  void aRowInAnotherCurrencyIsNoMove() {
    write(
        "one",
        "prices",
        "security_id,trade_date,close,currency\nA.1,2024-05-24,609.6,GBX\nA.1,2024-05-28,6.1,GBP\n");
    load("one");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void aConflictNamesTheKeyAndWhatDiffers() {
    write("one", "prices", CLOSES + "A.1,2024-05-24,100\nA.1,2024-05-24,101\n");
    load("one");
    assertThat(Loads.rows(warehouse, "raw.quarantine", "message").get(0))
        .contains("(key A.1 2024-05-24 AS_TRADED, line 3 differs: close '100.0' and '101.0')");
  }
}
