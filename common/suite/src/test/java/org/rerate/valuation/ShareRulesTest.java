package org.rerate.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.check.Suspicions;
import org.rerate.domain.Knowledge;
import org.rerate.engine.delta.Warehouse;
import org.rerate.history.AsOf;
import org.rerate.methodology.ShareRules;
import org.rerate.methodology.ShareRules.SuspectSplits;
import org.rerate.testing.SparkTestBase;

/**
 * How old share counts are, and what becomes of caps that rest on old ones or on a suspected split.
 * The line has 10 shares since 2 January 2024; its close is 100 until 5 January and 25 from the 8th
 * on.
 */
class ShareRulesTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final LocalDate FIRST = LocalDate.of(2024, 1, 4);
  private static final int DAYS = 30;

  @TempDir transient Path folder;
  private transient Warehouse warehouse;
  private int loads;

  @BeforeEach
  void load() throws IOException {
    warehouse = warehouse(folder.resolve("w"));
    StringBuilder closes = new StringBuilder("security_id,trade_date,close\n");
    for (int i = 0; i < DAYS; i++) {
      LocalDate day = FIRST.plusDays(i);
      closes.append("A.1," + day + "," + (i < 4 ? 100 : 25) + "\n");
    }
    load("issuers", "issuer_id,name,region\nA,A,US\nV,V,US\n");
    load("securities", "security_id,issuer_id,ticker,currency\nA.1,A,A,USD\n");
    load("shares", "security_id,effective_date,shares_outstanding\nA.1,2024-01-02,10\n");
    load("prices", closes.toString());
    load("market_caps", "issuer_id,trade_date,market_cap,currency\nV,2024-01-08,7,USD\n");
  }

  private void load(String file, String content) throws IOException {
    Path feed = Files.createDirectories(folder.resolve("feed" + loads));
    Files.writeString(feed.resolve(file + ".csv"), content);
    WorldLoads.load(warehouse, feed, loads++);
  }

  private List<String> caps(ShareRules rules, int from, int to) {
    String name = rules.toString().replaceAll("\\W+", "-") + loads;
    WorldLoads.value(
        warehouse,
        Methods.trusting(name, rules),
        new AsOf(Knowledge.parse("latest"), null),
        RecomputeScope.EVERYTHING);
    return warehouse
        .spark()
        .sql(
            "SELECT concat_ws(' ', day(valuation_date), coalesce(string(cap_usd), '-'),"
                + " coalesce(string(shares_age_days), '-'), status) FROM valuation.issuer_caps WHERE"
                + " methodology = '"
                + name
                + "' AND issuer_id = 'A' AND valuation_date BETWEEN DATE'2024-01-01' + "
                + (from - 1)
                + " AND DATE'2024-01-01' + "
                + (to - 1)
                + " ORDER BY valuation_date")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void theAgeIsThatOfTheOldestCountAndHarmsNothingByDefault() {
    assertThat(caps(ShareRules.DEFAULT, 7, 8)).containsExactly("7 1000.0 5 OK", "8 250.0 6 OK");
    assertThat(
            warehouse
                .spark()
                .sql(
                    "SELECT DISTINCT status FROM valuation.issuer_caps WHERE issuer_id = 'V' AND"
                        + " shares_age_days IS NULL AND cap_usd = 7")
                .collectAsList()
                .toString())
        .isEqualTo("[[VENDOR_CAP]]");
  }

  @Test
  void aCountOlderThanTheLimitMakesTheCapMissing() {
    assertThat(caps(new ShareRules(5, SuspectSplits.WARN), 7, 8))
        .containsExactly("7 1000.0 5 OK", "8 - 6 STALE_SHARES");
  }

  @Test
  void aSuspectedSplitIsFlaggedForTwentySessions() {
    ShareRules flag = new ShareRules(Integer.MAX_VALUE, SuspectSplits.FLAG);
    assertThat(caps(flag, 7, 8)).containsExactly("7 1000.0 5 OK", "8 250.0 6 SUSPECT_SPLIT");
    assertThat(caps(flag, 27, 28)).containsExactly("27 250.0 25 SUSPECT_SPLIT", "28 250.0 26 OK");
  }

  @Test
  void orSilencedUntilAnActionExplainsIt() throws IOException {
    ShareRules silence = new ShareRules(Integer.MAX_VALUE, SuspectSplits.SILENCE);
    assertThat(caps(silence, 7, 8)).containsExactly("7 1000.0 5 OK", "8 - 6 SUSPECT_SPLIT");
    load("corporate_actions", "security_id,ex_date,action,value\nA.1,2024-01-08,split,4\n");
    assertThat(caps(silence, 7, 8)).containsExactly("7 1000.0 5 OK", "8 1000.0 6 OK");
  }

  private List<String> open() {
    return new Suspicions(warehouse)
        .open().stream()
            .map(one -> String.join(" ", one.rule(), one.subject(), one.before(), one.after()))
            .toList();
  }

  @Test
  void whatIsOddIsOpenUntilItIsCorrectedOrExplained() throws IOException {
    load("shares", "security_id,effective_date,shares_outstanding\nA.1,2024-01-20,60\n");
    caps(ShareRules.DEFAULT, 1, 2);
    assertThat(open())
        .as("60 shares for 10; not the fall to a quarter on the 8th, which the close made")
        .contains(
            "CAP_JUMP A 250.0 1500.0", "SHARE_COUNT_JUMP A.1 10 60", "SUSPECT_SPLIT A.1 100 25")
        .doesNotContain("CAP_JUMP A 1000.0 250.0");
    load(
        "shares",
        """
        security_id,effective_date,shares_outstanding,known_at
        A.1,2024-01-20,11,2024-02-01T00:00:00Z
        """);
    load("corporate_actions", "security_id,ex_date,action,value\nA.1,2024-01-08,split,4\n");
    assertThat(open())
        .noneMatch(one -> one.startsWith("SHARE_COUNT_JUMP") || one.startsWith("SUSPECT_SPLIT"));
  }

  @Test
  void aJumpOfACapIsKeptOnceHoweverOftenItIsFound() throws IOException {
    load("shares", "security_id,effective_date,shares_outstanding\nA.1,2024-01-20,60\n");
    caps(ShareRules.DEFAULT, 1, 2);
    Suspicions suspicions = new Suspicions(warehouse);
    suspicions.keep(suspicions.open(), "first");
    suspicions.keep(suspicions.open(), "second");
    assertThat(
            warehouse
                .spark()
                .sql(
                    "SELECT concat_ws('|', run_id, key, before, after) FROM ops.warnings WHERE rule"
                        + " = 'CAP_JUMP'")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0)))
        .containsExactly("first|A 2024-01-20|250.0|1500.0");
  }

  /** Only an action between a row and the one before it can have moved it. */
  @Test
  void anActionBeforeBothRowsExplainsNothing() throws IOException {
    load("shares", "security_id,effective_date,shares_outstanding\nA.1,2024-01-20,60\n");
    load("corporate_actions", "security_id,ex_date,action,value\nA.1,2024-01-01,split,4\n");
    assertThat(open())
        .contains(
            "SHARE_COUNT_JUMP A.1 10 60", "SUSPECT_SPLIT A.1 10 60", "SUSPECT_SPLIT A.1 100 25");
    load("corporate_actions", "security_id,ex_date,action,value\nA.1,2024-01-08,split,4\n");
    assertThat(open()).noneMatch(one -> one.startsWith("SHARE") || one.startsWith("SUSPECT"));
  }

  @Test
  void aRepeatedSplitIsSettledByTakingBackEither() throws IOException {
    load(
        "corporate_actions",
        """
        security_id,ex_date,action,value
        A.1,2024-01-07,split,4
        A.1,2024-01-08,split,4
        """);
    assertThat(open())
        .anyMatch(one -> one.startsWith("REPEATED_SPLIT"))
        .anyMatch(one -> one.startsWith("SPLIT_WITHOUT_MOVE"));
    load(
        "corporate_actions",
        """
        security_id,ex_date,action,value,known_at,retracted
        A.1,2024-01-07,split,4,2024-02-01T00:00:00Z,true
        """);
    assertThat(open()).noneMatch(one -> one.contains("_SPLIT") || one.contains("SPLIT_"));
  }
}
