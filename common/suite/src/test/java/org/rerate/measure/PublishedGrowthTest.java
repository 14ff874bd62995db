package org.rerate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.testing.SparkTestBase;

/**
 * Growth of the China 7 and the Magnificent 7 from the revenues that the companies reported; the
 * quarters of Alibaba are those of its calendar years 2020 and 2024.
 */
class PublishedGrowthTest extends SparkTestBase {

  private static final String GROUPS =
      "CHINA_7=TENCENT,BABA,MEITUAN,PDD,KUAISHOU,JD,XIAOMI;"
          + "MAG_7=AAPL,AMZN,GOOGL,META,NVDA,MSFT,TSLA";

  @Test
  void growthIsWhatTheReportedFiguresGive(@TempDir Path folder) {
    MarketFiles files = new MarketFiles(warehouse(folder));
    files.lines(
        "actuals",
        "issuer_id,metric,period_end,value,currency,reported_on",
        "TENCENT,revenue,2020-12-31,482.1e9,CNY,2021-03-24",
        "TENCENT,revenue,2024-12-31,660.3e9,CNY,2025-03-19",
        "MEITUAN,revenue,2020-12-31,114.8e9,CNY,2021-03-26",
        "MEITUAN,revenue,2024-12-31,337.6e9,CNY,2025-03-21",
        "PDD,revenue,2020-12-31,59.5e9,CNY,2021-03-17",
        "PDD,revenue,2024-12-31,393.8e9,CNY,2025-03-20",
        "KUAISHOU,revenue,2020-12-31,58.8e9,CNY,2021-03-23",
        "KUAISHOU,revenue,2024-12-31,126.9e9,CNY,2025-03-25",
        "JD,revenue,2020-12-31,745.8e9,CNY,2021-03-11",
        "JD,revenue,2024-12-31,1158.8e9,CNY,2025-03-06",
        "XIAOMI,revenue,2020-12-31,245.9e9,CNY,2021-03-24",
        "XIAOMI,revenue,2024-12-31,365.9e9,CNY,2025-03-18",
        "AAPL,revenue,2020-09-26,274.5e9,USD,2020-10-29",
        "AAPL,revenue,2024-09-28,391.0e9,USD,2024-10-31",
        "AMZN,revenue,2020-12-31,386.1e9,USD,2021-02-02",
        "AMZN,revenue,2024-12-31,638.0e9,USD,2025-02-06",
        "GOOGL,revenue,2020-12-31,182.5e9,USD,2021-02-02",
        "GOOGL,revenue,2024-12-31,350.0e9,USD,2025-02-04",
        "META,revenue,2020-12-31,86.0e9,USD,2021-01-27",
        "META,revenue,2024-12-31,164.5e9,USD,2025-01-29",
        "NVDA,revenue,2021-01-31,16.7e9,USD,2021-02-24",
        "NVDA,revenue,2025-01-26,130.5e9,USD,2025-02-26",
        "NVDA,net_income,2021-01-31,4.0e9,USD,2021-02-24",
        "NVDA,net_income,2025-01-26,72.0e9,USD,2025-02-26",
        "MSFT,revenue,2020-06-30,143.0e9,USD,2020-07-22",
        "MSFT,revenue,2024-06-30,245.1e9,USD,2024-07-30",
        "TSLA,revenue,2020-12-31,31.5e9,USD,2021-01-27",
        "TSLA,revenue,2024-12-31,97.7e9,USD,2025-01-29");
    files.lines(
        "actuals",
        "issuer_id,metric,period_end,period_type,value,currency,reported_on",
        "BABA,revenue,2020-03-31,FQ,114.3e9,CNY,2020-05-22",
        "BABA,revenue,2020-06-30,FQ,153.8e9,CNY,2020-08-20",
        "BABA,revenue,2020-09-30,FQ,155.1e9,CNY,2020-11-05",
        "BABA,revenue,2020-12-31,FQ,221.1e9,CNY,2021-02-02",
        "BABA,revenue,2024-03-31,FQ,221.9e9,CNY,2024-05-14",
        "BABA,revenue,2024-06-30,FQ,243.2e9,CNY,2024-08-15",
        "BABA,revenue,2024-09-30,FQ,236.5e9,CNY,2024-11-15",
        "BABA,revenue,2024-12-31,FQ,280.2e9,CNY,2025-02-20");
    files.lines(
        "securities",
        "security_id,issuer_id,ticker,currency,is_primary",
        "NVDA1,NVDA,NVDA,USD,true");
    files.lines(
        "prices",
        "security_id,trade_date,close",
        "NVDA1,2021-01-29,520",
        "NVDA1,2025-01-24,143",
        "NVDA1,2025-03-31,108");
    files.lines(
        "corporate_actions",
        "security_id,ex_date,action,value",
        "NVDA1,2021-07-20,split,4",
        "NVDA1,2024-06-10,split,10");

    List<Row> rows =
        new Asking(warehouse(folder))
            .rows("group-growth", "years", "2020-2024", "groups", GROUPS, "calendar", "BABA");

    assertThat(rows).hasSize(18);
    expect(rows, "TENCENT", 37);
    expect(rows, "BABA", 53);
    expect(rows, "MEITUAN", 194);
    expect(rows, "PDD", 562);
    expect(rows, "KUAISHOU", 116);
    expect(rows, "JD", 55);
    expect(rows, "XIAOMI", 49);
    expect(rows, "AAPL", 42);
    expect(rows, "AMZN", 65);
    expect(rows, "GOOGL", 92);
    expect(rows, "META", 91);
    expect(rows, "NVDA", 681);
    expect(rows, "MSFT", 71);
    expect(rows, "TSLA", 210);
    // The middle of 42, 65, 71, 91, 92, 210, 681.
    assertThat(summary(rows, "MAG_7", "MEDIAN").<Double>getAs("revenue_growth"))
        .isEqualTo(0.91, within(0.01));
    // 2017.0 bn after 1120.3 bn.
    assertThat(summary(rows, "MAG_7", "AGGREGATE").<Double>getAs("revenue_growth"))
        .isEqualTo(2016.8 / 1120.3 - 1, within(1e-9));
    // No rate of the yuan is on file, so the group cannot be summed in dollars.
    assertThat(summary(rows, "CHINA_7", "AGGREGATE").<String>getAs("revenue_status"))
        .isEqualTo("NO_COVERAGE");

    Row nvidia = row(rows, "NVDA");
    // 520 before splits of 4 and 10 is 13: eleven-fold, on earnings up eighteen-fold.
    assertThat(nvidia.<Double>getAs("price_change")).isEqualTo(143.0 / 13 - 1, within(1e-9));
    assertThat(nvidia.<Double>getAs("multiple_change")).isEqualTo(11.0 / 18 - 1, within(1e-9));
    assertThat(row(rows, "AAPL").<String>getAs("price_status")).isEqualTo("NOT_LISTED");
  }

  private static void expect(List<Row> rows, String issuer, int percent) {
    assertThat(row(rows, issuer).<Double>getAs("revenue_growth"))
        .as(issuer)
        .isEqualTo(percent / 100.0, within(0.01));
  }

  private static Row row(List<Row> rows, String issuer) {
    return rows.stream().filter(r -> issuer.equals(r.getAs("issuer_id"))).findFirst().orElseThrow();
  }

  private static Row summary(List<Row> rows, String group, String level) {
    return rows.stream()
        .filter(r -> group.equals(r.getAs("group_name")) && level.equals(r.getAs("level")))
        .findFirst()
        .orElseThrow();
  }
}
