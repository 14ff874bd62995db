package org.rerate.blocks;

import java.util.List;
import org.rerate.history.FactKind;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.VersionOrder;

/**
 * Which columns of a market table go into which place of a block.
 *
 * @param kind the kind of block
 * @param feed the market table
 * @param key column that a block belongs to: the line or the issuer
 * @param subKey SQL of the sub-key, such as the metric
 * @param day SQL of the business day
 * @param byYear true if blocks are cut by year of the business day
 * @param integers SQL of the integer columns, in the order of {@link FactKind}
 * @param number SQL of the number column
 * @param deviation SQL of the second number column; null if the kind has none
 * @param texts SQL of the text columns
 * @param where SQL of the rows that matter
 */
record PackQuery(
    FactKind kind,
    FeedSpec feed,
    String key,
    String subKey,
    String day,
    boolean byYear,
    List<String> integers,
    String number,
    String deviation,
    List<String> texts,
    String where) {

  private static final String NONE = String.valueOf(FactKind.NONE);

  private static final String PERIOD_TYPE =
      "CASE period_type WHEN 'FY' THEN 0 WHEN 'FQ' THEN 1 ELSE 2 END";

  private static final String MONTHS = "coalesce(period_months, " + NONE + ")";

  static final List<PackQuery> ALL =
      List.of(
          new PackQuery(
              FactKind.SECURITIES,
              MarketTables.SECURITIES,
              "security_id",
              "''",
              "0",
              false,
              List.of("int(coalesce(is_primary, false))", date("listed_on"), date("delisted_on")),
              "ordinary_per_unit",
              null,
              List.of("currency", "issuer_id"),
              "true"),
          new PackQuery(
              FactKind.PRICES,
              MarketTables.PRICES,
              "security_id",
              "''",
              "unix_date(trade_date)",
              true,
              List.of(
                  "CASE basis WHEN 'AS_TRADED' THEN 1 WHEN 'SPLIT_ADJUSTED' THEN 0 ELSE -1 END",
                  date("adjusted_to")),
              "close",
              null,
              List.of("currency"),
              "true"),
          new PackQuery(
              FactKind.SHARES,
              MarketTables.SHARES,
              "security_id",
              "''",
              "unix_date(effective_date)",
              false,
              List.of(
                  "CASE basis WHEN 'SPLIT_ADJUSTED' THEN "
                      + date("adjusted_to")
                      + " ELSE "
                      + NONE
                      + " END"),
              "shares_outstanding",
              null,
              List.of(),
              "true"),
          new PackQuery(
              FactKind.ACTIONS,
              MarketTables.CORPORATE_ACTIONS,
              "security_id",
              "''",
              "unix_date(ex_date)",
              false,
              List.of(
                  "CASE action WHEN 'split' THEN "
                      + FactKind.SPLIT
                      + " WHEN 'unit_ratio' THEN "
                      + FactKind.UNIT_RATIO
                      + " WHEN 'cash_dividend' THEN "
                      + FactKind.CASH_DIVIDEND
                      + " ELSE "
                      + FactKind.PRICE_ADJUSTMENT
                      + " END"),
              "value",
              null,
              List.of("currency"),
              "true"),
          new PackQuery(
              FactKind.MARKET_CAPS,
              MarketTables.MARKET_CAPS,
              "issuer_id",
              "''",
              "unix_date(trade_date)",
              true,
              List.of(),
              "market_cap",
              null,
              List.of("currency"),
              "true"),
          new PackQuery(
              FactKind.ESTIMATES,
              MarketTables.ESTIMATES,
              "issuer_id",
              "metric",
              "unix_date(as_of_date)",
              true,
              List.of(
                  PERIOD_TYPE,
                  date("period_end"),
                  "coalesce(analyst_count, " + NONE + ")",
                  date("adjusted_to"),
                  MONTHS),
              "mean",
              "std_dev",
              List.of("currency"),
              "true"),
          new PackQuery(
              FactKind.ACTUALS,
              MarketTables.ACTUALS,
              "issuer_id",
              "metric",
              "unix_date(reported_on)",
              false,
              List.of(PERIOD_TYPE, date("period_end"), date("adjusted_to"), MONTHS),
              "value",
              null,
              List.of("currency"),
              "true"));

  private static String date(String column) {
    return "coalesce(unix_date(" + column + "), " + NONE + ")";
  }

  /** The select list in the one shape that all kinds share, see {@link BlockEncoder}. */
  String[] columns() {
    return new String[] {
      "'" + kind.name() + "' AS kind",
      key + " AS series_key",
      subKey + " AS sub_key",
      (byYear ? "year(date_from_unix_date(" + day + "))" : "0") + " AS year",
      day + " AS day",
      "unix_micros(known_at) AS known",
      "unix_micros(ingested_at) AS ingested",
      VersionOrder.DELIVERED_MICROS + " AS delivered",
      "source_line AS line",
      "source_file AS file",
      "int(retracted) AS gone",
      integer(0) + " AS i0",
      integer(1) + " AS i1",
      integer(2) + " AS i2",
      integer(3) + " AS i3",
      integer(4) + " AS i4",
      "double(coalesce(" + number + ", 0)) AS d0",
      (deviation == null ? "CAST(NULL AS DOUBLE)" : "double(" + deviation + ")") + " AS d1",
      text(0) + " AS t0",
      text(1) + " AS t1"
    };
  }

  private String integer(int index) {
    return index < integers.size() ? "int(" + integers.get(index) + ")" : "0";
  }

  private String text(int index) {
    return index < texts.size() ? texts.get(index) : "CAST(NULL AS STRING)";
  }
}
