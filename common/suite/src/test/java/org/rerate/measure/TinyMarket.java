package org.rerate.measure;

/** Two companies with a basket each, few facts, every number easy to work with by hand. */
final class TinyMarket {

  private TinyMarket() {}

  /** Companies A (CNY, fiscal year to March) and B (USD, calendar year), prices, rates, shares. */
  static void load(MarketFiles files) {
    files.lines("issuers", "issuer_id,name,region", "A,Alpha,CN", "B,Beta,US");
    files.lines(
        "securities",
        "security_id,issuer_id,ticker,currency,is_primary",
        "A1,A,A,CNY,true",
        "B1,B,B,USD,true");
    files.lines("baskets", "basket_id,name", "east,East", "west,West");
    files.lines(
        "members",
        "basket_id,issuer_id,subsector,valid_from",
        "east,A,CSP,2020-01-01",
        "west,B,CSP,2020-01-01");
    files.lines(
        "shares",
        "security_id,effective_date,shares_outstanding",
        "A1,2020-01-01,100",
        "B1,2020-01-01,10");
    files.lines(
        "prices",
        "security_id,trade_date,close,volume",
        "A1,2023-12-29,50,",
        "A1,2024-12-30,60,1000",
        "A1,2024-12-31,40,1000",
        "A1,2025-01-10,80,500",
        "B1,2023-12-29,100,",
        "B1,2024-12-31,100,",
        "B1,2025-01-10,30,");
    files.lines("corporate_actions", "security_id,ex_date,action,value", "B1,2025-01-02,split,4");
    files.lines(
        "fx",
        "currency,rate_date,usd_per_unit",
        "CNY,2023-12-31,0.10",
        "CNY,2024-12-30,0.20",
        "CNY,2025-01-09,0.20");
    files.lines(
        "index_levels",
        "index_id,level_date,level",
        "IX,2023-12-29,1000",
        "IX,2024-12-31,1000",
        "IX,2025-01-10,1100");
    files.lines(
        "flows",
        "channel,security_id,trade_date,net_buy,currency",
        "NORTH,A1,2024-12-31,1000,CNY",
        "NORTH,,2024-12-31,5000,CNY",
        "NORTH,A1,2025-01-10,4000,CNY");
    files.lines(
        "model_scores",
        "model,organisation,region,released_on,benchmark,score,observed_on",
        "b1,Beta,US,2024-03-01,iq,50,2024-06-01",
        "b2,Beta,US,2024-05-01,iq,40,2024-06-01",
        "a1,Alpha,CN,2024-04-01,iq,45,2024-06-01");
    files.lines(
        "model_downloads",
        "organisation,region,month,downloads",
        "Alpha,CN,2024-12-01,30",
        "Beta,US,2024-12-01,10");
    files.lines(
        "segments",
        "issuer_id,segment,period_end,profit,currency,multiple",
        "A,Trade,2024-03-31,300,CNY,10",
        "A,Cloud,2024-03-31,100,CNY,");
  }
}
