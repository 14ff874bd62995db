package org.rerate.table;

import static org.rerate.table.ColumnKind.BOOLEAN;
import static org.rerate.table.ColumnKind.CURRENCY;
import static org.rerate.table.ColumnKind.DATE;
import static org.rerate.table.ColumnKind.INTEGER;
import static org.rerate.table.ColumnKind.NUMBER;
import static org.rerate.table.ColumnKind.OPEN_END;
import static org.rerate.table.ColumnKind.PERIOD_END;
import static org.rerate.table.ColumnKind.POSITIVE;
import static org.rerate.table.ColumnKind.TEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rerate.domain.Metric;

/**
 * The accepted facts: one append-only table per file of the feed, all knowledge kept. A correction
 * is a new row with a later {@code known_at}; nothing is ever updated.
 */
public final class MarketTables {

  /** Where every market row came from; the last columns of each market table. */
  public static final List<ColumnSpec> PROVENANCE =
      new TableBuilder("market", "provenance", "")
          .required("source_mapping", TEXT, "", "mapping that read the row, or canonical")
          .required("source_file", TEXT, "", "file that the row came from")
          .required("source_line", ColumnKind.LONG, "", "first physical line, the header is 1")
          .required("run_id", TEXT, "", "run that took the row in")
          .required("ingested_at", ColumnKind.INSTANT, "UTC", "when we took the row in")
          .optional(
              "delivered_at",
              ColumnKind.INSTANT,
              "UTC",
              "when a row that was held back was delivered; of rows known at one instant the one"
                  + " delivered last wins",
              "delivered when it was taken in, or no other row of its key is known at that instant")
          .build()
          .columns();

  private static final String SHARE_BASIS = "the day whose share basis a per-share figure is on";

  private static final String MONTHS = "months that the period covers";

  private static final String NO_NAME = "not given";

  private static final String COUNTED = ", as the vendor counts over a span of its own";

  /** Companies. */
  public static final FeedSpec ISSUERS =
      reference(
          market("issuers", "A company; it has one or more listed lines.")
              .key("issuer_id")
              .required("issuer_id", TEXT, "", "identifier of the company")
              .required("name", TEXT, "", "name")
              .required("region", TEXT, "", "region tag, such as CN or US")
              .optional("domicile", TEXT, "", "country of domicile, ISO 3166", NO_NAME)
              .optional("reporting_currency", CURRENCY, "", "currency of its reports", NO_NAME)
              .optional(
                  "fiscal_year_end_month",
                  INTEGER,
                  "month",
                  "month in which its fiscal year ends, for information",
                  NO_NAME));

  /** Listed lines. */
  public static final FeedSpec SECURITIES =
      reference(
          market("securities", "A listed line of an issuer.")
              .key("security_id")
              .required("security_id", TEXT, "", "identifier of the line")
              .required("issuer_id", TEXT, "", "the company it is a line of")
              .required("ticker", TEXT, "", "exchange ticker")
              .optional("mic", TEXT, "", "exchange, ISO 10383", NO_NAME)
              .required("currency", CURRENCY, "", "currency or minor unit that closes are in")
              .optional("share_class", TEXT, "", "share class", NO_NAME)
              .defaulted(
                  "ordinary_per_unit",
                  POSITIVE,
                  "1",
                  "ordinary shares per traded unit",
                  "how many ordinary shares one traded unit stands for (8 for an ADR of 8)")
              .defaulted("is_primary", BOOLEAN, "false", "", "true for the issuer's primary line")
              .optional("listed_on", DATE, "", "first day on which the line is live", "always")
              .optional(
                  "delisted_on",
                  OPEN_END,
                  "",
                  "first day on which the line is no longer live",
                  "still listed"));

  /** What vendors call companies and lines. */
  public static final FeedSpec IDENTIFIERS =
      dated(
          "valid_from",
          market(
                  "identifiers",
                  "A vendor's identifier of a company or of a line over [valid_from, valid_to).")
              .key("scheme", "value", "issuer_id", "security_id", "valid_from")
              .required("scheme", TEXT, "", "ISIN, CUSIP, SEDOL, FIGI, PERMNO, CIK, or any word")
              .required("value", TEXT, "", "the identifier")
              .optional("issuer_id", TEXT, "", "the company that it names", "names a line")
              .optional("security_id", TEXT, "", "the line that it names", "names a company")
              .required("valid_from", DATE, "", "first day on which it names it")
              .optional("valid_to", OPEN_END, "", "first day after that", "still"));

  /** Daily closes. */
  public static final FeedSpec PRICES =
      dated(
          "trade_date",
          market("prices", "A daily close of a line.")
              .key("security_id", "trade_date", "basis")
              .required("security_id", TEXT, "", "the line")
              .required("trade_date", DATE, "", "the day that was traded")
              .required("close", POSITIVE, "currency per unit", "closing price")
              .optional("open", NUMBER, "currency per unit", "opening price", NO_NAME)
              .optional("high", NUMBER, "currency per unit", "highest price", NO_NAME)
              .optional("low", NUMBER, "currency per unit", "lowest price", NO_NAME)
              .optional("volume", NUMBER, "units", "units traded", NO_NAME)
              .optional("currency", CURRENCY, "", "currency of this row", "the security's currency")
              .code(
                  "basis",
                  "AS_TRADED",
                  "what the close is adjusted for",
                  "AS_TRADED",
                  "SPLIT_ADJUSTED",
                  "TOTAL_RETURN")
              .optional(
                  "adjusted_to",
                  DATE,
                  "",
                  "the day whose share basis a SPLIT_ADJUSTED close is on",
                  "not SPLIT_ADJUSTED"));

  /** Vendor market capitalisations. */
  public static final FeedSpec MARKET_CAPS =
      dated(
          "trade_date",
          market("market_caps", "A vendor's market capitalisation of a whole company.")
              .key("issuer_id", "trade_date")
              .required("issuer_id", TEXT, "", "the company")
              .required("trade_date", DATE, "", "the day it is for")
              .required("market_cap", POSITIVE, "currency", "capitalisation, in units")
              .required("currency", CURRENCY, "", "its currency"));

  /** Splits, ADR ratio changes, dividends. */
  public static final FeedSpec CORPORATE_ACTIONS =
      dated(
          "ex_date",
          market(
                  "corporate_actions",
                  "A split, a change of an ADR ratio, a cash dividend, or a price adjustment.")
              .key("security_id", "ex_date", "action")
              .required("security_id", TEXT, "", "the line")
              .required("ex_date", DATE, "", "first day on which it is in the price")
              .code(
                  "action",
                  null,
                  "what happens; price_adjustment: a spin-off or rights issue, by which earlier"
                      + " closes are divided and nothing else",
                  "split",
                  "unit_ratio",
                  "cash_dividend",
                  "price_adjustment")
              .required(
                  "value",
                  NUMBER,
                  "",
                  "new shares per old; new ordinary_per_unit; amount per unit; close before over"
                      + " close after")
              .optional(
                  "currency",
                  CURRENCY,
                  "",
                  "currency of a cash_dividend",
                  "the security's currency"));

  /** Share counts. */
  public static final FeedSpec SHARES =
      dated(
          "effective_date",
          market("shares", "A count of ordinary shares of a line.")
              .key("security_id", "effective_date")
              .required("security_id", TEXT, "", "the line")
              .required("effective_date", DATE, "", "the day from which the count holds")
              .required("shares_outstanding", POSITIVE, "ordinary shares", "shares outstanding")
              .code(
                  "basis",
                  "AS_REPORTED",
                  "what the count is adjusted for",
                  "AS_REPORTED",
                  "SPLIT_ADJUSTED")
              .optional(
                  "adjusted_to",
                  DATE,
                  "",
                  "the day whose share basis a SPLIT_ADJUSTED count is on",
                  "not SPLIT_ADJUSTED"));

  /** Exchange rates. */
  public static final FeedSpec FX =
      dated(
          "rate_date",
          market("fx", "A rate of exchange to the US dollar.")
              .key("currency", "rate_date")
              .required("currency", CURRENCY, "", "the currency")
              .required("rate_date", DATE, "", "the day that the rate is for")
              .required("usd_per_unit", POSITIVE, "USD per unit", "dollars for one unit"));

  /** Consensus estimates. */
  public static final FeedSpec ESTIMATES =
      dated(
          "as_of_date",
          market("estimates", "A consensus estimate for a fiscal period.")
              .key("issuer_id", "metric", "period_type", "period_end", "as_of_date")
              .required("issuer_id", TEXT, "", "the company")
              .code("metric", null, "what is estimated", Metric.words(false))
              .code("period_type", "FY", "kind of period", "FY", "FQ", "NTM")
              .optional("period_end", PERIOD_END, "", "end of the fiscal period", "NTM")
              .required("as_of_date", DATE, "", "the day of the consensus")
              .required("mean", NUMBER, "currency, EPS per ordinary share", "mean estimate")
              .optional("median", NUMBER, "currency", "median estimate", NO_NAME)
              .optional("high", NUMBER, "currency", "highest estimate", NO_NAME)
              .optional("low", NUMBER, "currency", "lowest estimate", NO_NAME)
              .optional("std_dev", NUMBER, "currency", "standard deviation", NO_NAME)
              .optional("analyst_count", INTEGER, "analysts", "estimates in the mean", NO_NAME)
              .optional(
                  "up_count", INTEGER, "analysts", "analysts who raised theirs" + COUNTED, NO_NAME)
              .optional(
                  "down_count", INTEGER, "analysts", "analysts who cut theirs" + COUNTED, NO_NAME)
              .required("currency", CURRENCY, "", "currency of the estimate")
              .optional("adjusted_to", DATE, "", SHARE_BASIS, "as_of_date")
              .optional("period_months", INTEGER, "months", MONTHS, "12 for FY and NTM, 3 for FQ"));

  /** Reported figures. */
  public static final FeedSpec ACTUALS =
      dated(
          "reported_on",
          market("actuals", "A reported figure of a fiscal period; a restatement is a new row.")
              .key("issuer_id", "metric", "period_type", "period_end", "reported_on")
              .required("issuer_id", TEXT, "", "the company")
              .code("metric", null, "what is reported", Metric.words(true))
              .code("period_type", "FY", "kind of period", "FY", "FQ")
              .required("period_end", PERIOD_END, "", "end of the fiscal period")
              .required("value", NUMBER, "currency, EPS per ordinary share", "the figure")
              .required("currency", CURRENCY, "", "its currency")
              .required("reported_on", DATE, "", "the day it was reported")
              .optional("adjusted_to", DATE, "", SHARE_BASIS, "reported_on")
              .optional("period_months", INTEGER, "months", MONTHS, "12 for FY, 3 for FQ"));

  /** Baskets. */
  public static final FeedSpec BASKETS =
      reference(
          market("baskets", "A basket of companies.")
              .key("basket_id")
              .required("basket_id", TEXT, "", "identifier of the basket")
              .required("name", TEXT, "", "name")
              .optional("description", TEXT, "", "what it holds", NO_NAME)
              .optional("base_date", DATE, "", "usual date to measure from", NO_NAME));

  /** Memberships. */
  public static final FeedSpec MEMBERS =
      dated(
          "valid_from",
          market("members", "A company's membership of a basket over [valid_from, valid_to).")
              .key("basket_id", "issuer_id", "valid_from")
              .required("basket_id", TEXT, "", "the basket")
              .required("issuer_id", TEXT, "", "the company")
              .required("subsector", TEXT, "", "the basket's sub-sector it counts in")
              .required("valid_from", DATE, "", "first day of membership")
              .optional("valid_to", OPEN_END, "", "first day after membership", "still a member")
              .defaulted(
                  "inclusion_factor",
                  POSITIVE,
                  "1",
                  "fraction",
                  "share of cap and earnings that counts"));

  /** Valuations of unlisted companies. */
  public static final FeedSpec PRIVATE_VALUATIONS =
      dated(
          "valued_on",
          market("private_valuations", "A valuation of an unlisted company.")
              .key("company_id", "valued_on")
              .required("company_id", TEXT, "", "the unlisted company")
              .required("name", TEXT, "", "name")
              .required("region", TEXT, "", "region tag")
              .optional("subsector", TEXT, "", "sub-sector", "counts in ALL only")
              .required("valued_on", DATE, "", "the day of the valuation")
              .required("valuation_usd", POSITIVE, "USD", "valuation")
              .optional("source", TEXT, "", "round or tender", NO_NAME)
              .optional("issuer_id", TEXT, "", "the issuer it became", "not listed"));

  /** Index levels. */
  public static final FeedSpec INDEX_LEVELS =
      dated(
          "level_date",
          market("index_levels", "A closing level of an index.")
              .key("index_id", "level_date")
              .required("index_id", TEXT, "", "the index")
              .required("level_date", DATE, "", "the day")
              .required("level", POSITIVE, "points", "level"));

  /** Flows through a channel. */
  public static final FeedSpec FLOWS =
      dated(
          "trade_date",
          market("flows", "Net buying through a channel on a day.")
              .key("channel", "security_id", "trade_date")
              .required("channel", TEXT, "", "channel, such as SOUTHBOUND")
              .optional("security_id", TEXT, "", "the line", "the whole channel")
              .required("trade_date", DATE, "", "the day")
              .required("net_buy", NUMBER, "currency", "net buying")
              .required("currency", CURRENCY, "", "its currency"));

  /** Benchmark scores of models. */
  public static final FeedSpec MODEL_SCORES =
      dated(
          "observed_on",
          market("model_scores", "A benchmark score of a model.")
              .key("model", "benchmark", "observed_on")
              .required("model", TEXT, "", "the model")
              .required("organisation", TEXT, "", "who made it")
              .required("region", TEXT, "", "region tag")
              .required("released_on", DATE, "", "release date")
              .required("benchmark", TEXT, "", "the benchmark")
              .required("score", NUMBER, "points", "the score")
              .required("observed_on", DATE, "", "the day of the observation"));

  /** Downloads of models. */
  public static final FeedSpec MODEL_DOWNLOADS =
      dated(
          "month",
          market("model_downloads", "Downloads of an organisation's models in a month.")
              .key("organisation", "month")
              .required("organisation", TEXT, "", "the organisation")
              .required("region", TEXT, "", "region tag")
              .required("month", DATE, "", "first day of the month")
              .required("downloads", NUMBER, "downloads", "downloads in the month"));

  /** Segment results. */
  public static final FeedSpec SEGMENTS =
      dated(
          "period_end",
          market("segments", "The profit of a company's segment, with an assigned multiple.")
              .key("issuer_id", "segment", "period_end")
              .required("issuer_id", TEXT, "", "the company")
              .required("segment", TEXT, "", "the segment")
              .required("period_end", PERIOD_END, "", "end of the period")
              .required("profit", NUMBER, "currency", "segment profit")
              .required("currency", CURRENCY, "", "its currency")
              .optional("multiple", NUMBER, "x", "assigned multiple", "left in the stub"));

  /** Every file of the feed, in the order in which they depend on each other. */
  public static final List<FeedSpec> ALL =
      List.of(
          ISSUERS,
          SECURITIES,
          IDENTIFIERS,
          BASKETS,
          FX,
          CORPORATE_ACTIONS,
          SHARES,
          PRICES,
          MARKET_CAPS,
          ESTIMATES,
          ACTUALS,
          MEMBERS,
          PRIVATE_VALUATIONS,
          INDEX_LEVELS,
          FLOWS,
          MODEL_SCORES,
          MODEL_DOWNLOADS,
          SEGMENTS);

  private MarketTables() {}

  /** The feed file of that name. */
  public static Optional<FeedSpec> named(String name) {
    return ALL.stream().filter(feed -> feed.name().equals(name)).findFirst();
  }

  /** True for the files that others name rows of: companies and lines. */
  public static boolean isReference(String name) {
    return name.equals(ISSUERS.name()) || name.equals(SECURITIES.name());
  }

  private static TableBuilder market(String name, String description) {
    return new TableBuilder("market", name, description);
  }

  private static FeedSpec reference(TableBuilder builder) {
    return feed(null, builder, "1900-01-01, that is since ever");
  }

  private static FeedSpec dated(String businessDay, TableBuilder builder) {
    return feed(businessDay, builder, "the end of " + businessDay + " (UTC)");
  }

  private static FeedSpec feed(String businessDay, TableBuilder builder, String knownByDefault) {
    TableSpec declared =
        builder
            .optional(
                "known_at",
                ColumnKind.INSTANT,
                "UTC",
                "from when the row could be known; where the feed is silent, " + knownByDefault,
                "never missing once accepted")
            .defaulted("retracted", BOOLEAN, "false", "", "true takes the key back from then on")
            .build();
    List<ColumnSpec> columns = new ArrayList<>(declared.columns());
    columns.addAll(PROVENANCE);
    TableSpec table =
        new TableSpec(
            declared.schema(),
            declared.name(),
            declared.description(),
            List.copyOf(columns),
            declared.key(),
            List.of());
    return new FeedSpec(table, declared.columns(), businessDay);
  }
}
