package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;
import org.rerate.engine.delta.Warehouse;

/** Each rule once, as a user meets it: the code, and the message that names the place. */
class RulesTest {

  @TempDir Path folder;

  @Test
  void everyRuleAcrossColumnsRowsAndTables() {
    Path feed = folder.resolve("feed");
    write(feed, "issuers", "issuer_id,name,region,fiscal_year_end_month", "A,A,US,12", "B,B,US,13");
    write(
        feed,
        "securities",
        "security_id,issuer_id,ticker,currency,listed_on,delisted_on",
        "A.1,A,A,USD,,",
        "A.2,A,A,USD,2020-01-02,2020-01-02",
        "C.1,C,C,USD,,");
    write(
        feed,
        "prices",
        "security_id,trade_date,close,high,low,basis,currency",
        "A.1,2026-01-05,10,11,9,,",
        "A.1,2026-11-22,10,,,,",
        "A.1,2026-01-06,10,9,11,,",
        "A.1,2026-01-07,10,9.9,,,",
        "A.1,2026-01-08,10,,,SPLIT_ADJUSTED,",
        "A.1,2026-01-09,10,,,ADJUSTED,",
        "A.1,2026-01-12,-1,,,,RMB",
        "A.9,2026-01-12,1,,,,",
        "A.1,2026-01-13,1,,,,",
        "A.1,2026-01-13,2,,,,",
        "A.1,2026-01-14,1");
    write(
        feed,
        "estimates",
        "issuer_id,metric,period_type,period_end,as_of_date,mean,currency",
        "A,eps,NTM,2026-12-31,2026-01-05,1,USD",
        "A,eps,FY,,2026-01-05,1,USD",
        "A,eps,FY,2024-07-04,2026-01-05,1,USD",
        "A,eps,FY,2024-07-05,2026-01-05,1,USD");
    write(
        feed,
        "members",
        "basket_id,issuer_id,subsector,valid_from,valid_to",
        "b,A,S,2020-01-01,2021-01-01",
        "b,A,S,2020-06-01,",
        "b,A,S,2022-01-01,2022-01-01");
    write(feed, "corporate_actions", "security_id,ex_date,action,value", "A.1,2026-01-05,split,0");
    Warehouse warehouse = SharedSession.warehouse(folder.resolve("warehouse"));
    List<FileOutcome> outcomes = Loads.load(warehouse, feed, "r1", 1.0);
    assertThat(outcomes).allMatch(FileOutcome::isIn);
    assertThat(held(warehouse))
        .containsExactly(
            "corporate_actions 2 [NOT_POSITIVE]",
            "estimates 2 [UNEXPECTED_VALUE]",
            "estimates 3 [MISSING_VALUE]",
            "estimates 4 [PERIOD_LONG_OVER]",
            "issuers 3 [UNEXPECTED_VALUE]",
            "members 3 [OVERLAPPING_MEMBERSHIP]",
            "members 4 [EMPTY_INTERVAL]",
            "prices 10 [CONFLICTING_ROWS]",
            "prices 11 [CONFLICTING_ROWS]",
            "prices 12 [WRONG_FIELD_COUNT]",
            "prices 3 [PRICE_AFTER_RUN_DAY]",
            "prices 4 [HIGH_BELOW_LOW,CLOSE_OUTSIDE_RANGE]",
            "prices 5 [CLOSE_OUTSIDE_RANGE]",
            "prices 6 [MISSING_VALUE]",
            "prices 7 [UNKNOWN_CODE]",
            "prices 8 [NOT_POSITIVE,UNKNOWN_CURRENCY]",
            "prices 9 [UNKNOWN_SECURITY]",
            "securities 3 [EMPTY_INTERVAL]",
            "securities 4 [UNKNOWN_ISSUER]");
    assertThat(message(warehouse, "prices", 5))
        .isEqualTo(
            "CLOSE_OUTSIDE_RANGE: prices.csv line 5, column close, value '10.0': close is outside"
                + " [low, high] by more than 0.5 %");
    assertThat(message(warehouse, "securities", 4))
        .isEqualTo(
            "UNKNOWN_ISSUER: securities.csv line 4, column issuer_id, value 'C': no issuers file,"
                + " in this feed or stored, names it");
    assertThat(message(warehouse, "prices", 12))
        .isEqualTo(
            "WRONG_FIELD_COUNT: prices.csv line 12: the record does not have the fields that the"
                + " header names (3 fields cut, 7 in the header)");
  }

  private static void write(Path feed, String file, String... lines) {
    SharedSession.write(feed, file + ".csv", String.join("\n", lines) + "\n");
  }

  private static List<String> held(Warehouse warehouse) {
    return warehouse
        .spark()
        .sql(
            "SELECT concat(target, ' ', line_number, ' [', array_join(rules, ','), ']')"
                + " FROM raw.quarantine ORDER BY 1")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static String message(Warehouse warehouse, String target, int line) {
    Row row =
        warehouse
            .spark()
            .sql(
                "SELECT message FROM raw.quarantine WHERE target = '"
                    + target
                    + "' AND line_number = "
                    + line)
            .first();
    return row.getString(0);
  }
}
