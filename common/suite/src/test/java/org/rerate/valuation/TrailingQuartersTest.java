package org.rerate.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.Knowledge;
import org.rerate.engine.delta.Warehouse;
import org.rerate.history.AsOf;
import org.rerate.testing.SparkTestBase;

/** TTM is the sum of four quarters of three months, and of nothing else that comes as a quarter. */
class TrailingQuartersTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final String REPORTS =
      "issuer_id,metric,period_type,period_end,value,currency,reported_on,period_months\n";

  @TempDir transient Path folder;
  private transient Warehouse warehouse;
  private int loads;

  @BeforeEach
  void load() throws IOException {
    warehouse = warehouse(folder.resolve("w"));
    load("issuers", "issuer_id,name,region\nA,A,US\n");
    load("securities", "security_id,issuer_id,ticker,currency\nA.1,A,A,USD\n");
    load("prices", "security_id,trade_date,close\nA.1,2025-03-31,20\n");
  }

  private void load(String file, String content) throws IOException {
    Path feed = Files.createDirectories(folder.resolve("feed" + loads));
    Files.writeString(feed.resolve(file + ".csv"), content);
    WorldLoads.load(warehouse, feed, loads++);
  }

  private String trailing() {
    String name = "ttm" + loads;
    WorldLoads.value(
        warehouse,
        Methods.named(name, List.of("TTM"), List.of(63)),
        new AsOf(Knowledge.parse("latest"), null),
        RecomputeScope.EVERYTHING);
    return warehouse
        .spark()
        .sql(
            "SELECT concat_ws(' ', coalesce(string(earnings_usd), '-'), status) FROM"
                + " valuation.issuer_earnings WHERE methodology = '"
                + name
                + "'")
        .collectAsList()
        .get(0)
        .getString(0);
  }

  /** 20 + 25 + 28 + 32 = 105, whether the length is said or not. */
  @Test
  void fourQuartersMakeAYear() throws IOException {
    load(
        "actuals",
        REPORTS
            + """
            A,net_income,FQ,2024-03-31,20,USD,2024-04-30,3
            A,net_income,FQ,2024-06-30,25,USD,2024-07-30,
            A,net_income,FQ,2024-09-30,28,USD,2024-10-30,3
            A,net_income,FQ,2024-12-31,32,USD,2025-02-20,
            """);
    assertThat(trailing()).isEqualTo("105.0 OK");
  }

  /** The year to date, as filings have it: 20 + 45 + 73 + 105 = 243 is no year's income. */
  @Test
  void figuresOfTheYearToDateAreNoQuarters() throws IOException {
    load(
        "actuals",
        REPORTS
            + """
            A,net_income,FQ,2024-03-31,20,USD,2024-04-30,3
            A,net_income,FQ,2024-06-30,45,USD,2024-07-30,6
            A,net_income,FQ,2024-09-30,73,USD,2024-10-30,9
            A,net_income,FQ,2024-12-31,105,USD,2025-02-20,12
            """);
    assertThat(trailing()).isEqualTo("- NO_ACTUAL");
  }

  /** Four quarters up to September are there; the half-year after them does not hide them. */
  @Test
  void aHalfYearIsNotTheNewestQuarter() throws IOException {
    load(
        "actuals",
        REPORTS
            + """
            A,net_income,FQ,2023-12-31,10,USD,2024-02-20,
            A,net_income,FQ,2024-03-31,20,USD,2024-04-30,
            A,net_income,FQ,2024-06-30,25,USD,2024-07-30,
            A,net_income,FQ,2024-09-30,28,USD,2024-10-30,
            A,net_income,FQ,2024-12-31,60,USD,2025-02-20,6
            """);
    assertThat(trailing()).isEqualTo("83.0 OK");
  }
}
