package org.rerate.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.Knowledge;
import org.rerate.testing.SparkTestBase;

/** A row known later, or dated later, changes no measure of an earlier day. */
class LookAheadTest extends SparkTestBase {

  private static final String DAY = "2024-12-31";

  private static final Map<String, String[]> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put(
        "capex-ratio",
        new String[] {"basket", "east", "basket-b", "west", "years", "2024", "on", DAY});
    COMMANDS.put(
        "capex-intensity", new String[] {"basket", "west", "period-type", "FY", "on", DAY});
    COMMANDS.put("group-growth", new String[] {"groups", "G=A,B", "years", "2022-2023", "on", DAY});
    COMMANDS.put(
        "index-relative",
        new String[] {"basket", "west", "index", "IX", "from", "2023-12-29", "on", DAY});
    COMMANDS.put("flows", new String[] {"to", DAY});
    COMMANDS.put("model-gap", new String[] {"on", DAY});
    COMMANDS.put("model-releases", new String[] {"on", DAY});
    COMMANDS.put("leaderboard-shares", new String[] {"on", DAY});
    COMMANDS.put("download-shares", new String[] {"on", DAY});
    COMMANDS.put("parts", new String[] {"on", DAY});
  }

  @Test
  void whatComesLaterChangesNothing(@TempDir Path folder) {
    MarketFiles files = new MarketFiles(warehouse(folder));
    TinyMarket.load(files);
    files.lines(
        "actuals",
        "issuer_id,metric,period_end,value,currency,reported_on",
        "B,capex,2022-12-31,300,USD,2023-02-01",
        "B,capex,2023-12-31,400,USD,2024-02-01",
        "B,revenue,2022-12-31,900,USD,2023-02-01",
        "B,revenue,2023-12-31,1000,USD,2024-02-01",
        "B,net_income,2022-12-31,90,USD,2023-02-01",
        "B,net_income,2023-12-31,100,USD,2024-02-01",
        "A,capex,2024-03-31,80,USD,2024-05-01");
    files.lines(
        "estimates",
        "issuer_id,metric,period_end,as_of_date,mean,currency",
        "A,capex,2025-03-31,2024-12-31,90,USD",
        "B,capex,2024-12-31,2024-12-31,500,USD");
    Asking asking = new Asking(warehouse(folder)).knowing(Knowledge.AS_WAS);
    Map<String, List<Row>> before = all(asking);
    before.forEach((measure, rows) -> assertThat(rows).as(measure).isNotEmpty());

    addWhatComesLater(files);

    Map<String, List<Row>> after = all(asking);
    before.forEach((measure, rows) -> assertThat(after.get(measure)).as(measure).isEqualTo(rows));
    Map<String, List<Row>> latest = all(new Asking(warehouse(folder)));
    before.forEach(
        (measure, rows) -> assertThat(latest.get(measure)).as(measure).isNotEqualTo(rows));
  }

  /** For each table a correction of an old fact that is known later, and a fact of a later day. */
  private static void addWhatComesLater(MarketFiles files) {
    String later = "2025-02-01T00:00:00Z";
    files.lines(
        "actuals",
        "issuer_id,metric,period_end,value,currency,reported_on,known_at",
        "B,capex,2023-12-31,4000,USD,2024-02-01," + later,
        "B,capex,2023-12-31,4100,USD,2025-01-03,",
        "B,net_income,2023-12-31,1000,USD,2024-02-01," + later,
        "A,capex,2024-03-31,800,USD,2024-05-01," + later);
    files.lines(
        "estimates",
        "issuer_id,metric,period_end,as_of_date,mean,currency,known_at",
        "A,capex,2025-03-31,2024-12-31,9000,USD," + later,
        "B,capex,2024-12-31,2025-01-02,700,USD,");
    files.lines(
        "prices",
        "security_id,trade_date,close,volume,known_at",
        "A1,2024-12-31,44,2000," + later,
        "B1,2024-12-31,111,," + later,
        "B1,2023-12-29,99,," + later);
    files.lines("fx", "currency,rate_date,usd_per_unit,known_at", "CNY,2024-12-31,0.3," + later);
    files.lines(
        "index_levels", "index_id,level_date,level,known_at", "IX,2024-12-31,1500," + later);
    files.lines(
        "shares",
        "security_id,effective_date,shares_outstanding,known_at",
        "A1,2024-12-01,999," + later,
        "B1,2025-01-02,77,");
    files.lines(
        "flows",
        "channel,security_id,trade_date,net_buy,currency,known_at",
        "NORTH,A1,2024-12-31,-7,CNY," + later,
        "NORTH,A1,2024-12-30,99999,CNY," + later);
    files.lines(
        "model_scores",
        "model,organisation,region,released_on,benchmark,score,observed_on,known_at",
        "a9,Alpha,CN,2024-04-15,iq,99,2024-06-01," + later,
        "a1,Alpha,CN,2024-04-01,iq,77,2025-01-02,");
    files.lines(
        "model_downloads",
        "organisation,region,month,downloads,known_at",
        "Alpha,CN,2024-12-01,3000," + later);
    files.lines(
        "segments",
        "issuer_id,segment,period_end,profit,currency,multiple,known_at",
        "A,Trade,2024-03-31,333,CNY,12," + later,
        "A,Trade,2024-09-30,400,CNY,12," + later);
    files.lines(
        "members",
        "basket_id,issuer_id,subsector,valid_from,known_at",
        "west,A,CSP,2020-01-01," + later,
        "east,B,CSP,2025-01-02,");
    files.lines(
        "corporate_actions",
        "security_id,ex_date,action,value,known_at",
        "A1,2024-06-01,split,3," + later);
  }

  private static Map<String, List<Row>> all(Asking asking) {
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    COMMANDS.forEach((measure, options) -> rows.put(measure, asking.rows(measure, options)));
    return rows;
  }
}
