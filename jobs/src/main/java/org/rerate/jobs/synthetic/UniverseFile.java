package org.rerate.jobs.synthetic;

import java.util.List;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/** The files of a made-up feed: their columns, who writes their rows, and how many those are. */
@SuppressWarnings("ImmutableEnumChecker") // all of it is, but not annotated so
enum UniverseFile {
  ISSUERS(
      MarketTables.ISSUERS,
      CompanyFile::issuers,
      0,
      "issuer_id",
      "name",
      "region",
      "domicile",
      "reporting_currency",
      "fiscal_year_end_month"),
  SECURITIES(
      MarketTables.SECURITIES,
      CompanyFile::securities,
      0,
      "security_id",
      "issuer_id",
      "ticker",
      "mic",
      "currency",
      "share_class",
      "ordinary_per_unit",
      "is_primary",
      "listed_on",
      "delisted_on"),
  CORPORATE_ACTIONS(
      MarketTables.CORPORATE_ACTIONS,
      CompanyFile::actions,
      1,
      "security_id",
      "ex_date",
      "action",
      "value"),
  SHARES(
      MarketTables.SHARES,
      CompanyFile::shares,
      4,
      "security_id",
      "effective_date",
      "shares_outstanding"),
  PRICES(MarketTables.PRICES, CompanyFile::prices, 260, "security_id", "trade_date", "close"),
  ESTIMATES(
      MarketTables.ESTIMATES,
      CompanyFile::estimates,
      160,
      "issuer_id",
      "metric",
      "period_end",
      "as_of_date",
      "mean",
      "analyst_count",
      "currency"),
  ACTUALS(
      MarketTables.ACTUALS,
      CompanyFile::actuals,
      5,
      "issuer_id",
      "metric",
      "period_type",
      "period_end",
      "value",
      "currency",
      "reported_on"),
  FX(MarketTables.FX, WorldFile::fx, "currency", "rate_date", "usd_per_unit"),
  BASKETS(
      MarketTables.BASKETS, WorldFile::baskets, "basket_id", "name", "description", "base_date"),
  MEMBERS(
      MarketTables.MEMBERS,
      (WorldFile) null,
      "basket_id",
      "issuer_id",
      "subsector",
      "valid_from",
      "valid_to",
      "inclusion_factor");

  private final FeedSpec spec;
  private final CompanyFile ofCompany;
  private final WorldFile ofWorld;
  private final int rowsOfLineYear;
  private final List<String> columns;

  UniverseFile(FeedSpec spec, CompanyFile ofCompany, int rowsOfLineYear, String... columns) {
    this.spec = spec;
    this.ofCompany = ofCompany;
    this.ofWorld = null;
    this.rowsOfLineYear = rowsOfLineYear;
    this.columns = List.of(columns);
  }

  UniverseFile(FeedSpec spec, WorldFile ofWorld, String... columns) {
    this.spec = spec;
    this.ofCompany = null;
    this.ofWorld = ofWorld;
    this.rowsOfLineYear = 0;
    this.columns = List.of(columns);
  }

  FeedSpec spec() {
    return spec;
  }

  List<String> columns() {
    return columns;
  }

  /** True if its rows belong to companies, false if to the world. */
  boolean isOfCompany() {
    return ofCompany != null;
  }

  CompanyFile ofCompany() {
    return ofCompany;
  }

  /** Who writes the rows that belong to no company, for companies in [{@code from}, {@code to}). */
  WorldFile ofWorld(int from, int to) {
    return this == MEMBERS ? WorldFile.members(from, to) : ofWorld;
  }

  /** True if the rows are in the first part of a feed only. */
  boolean isOfFirstPart() {
    return this == FX || this == BASKETS;
  }

  /** About how many rows a line has in a year; 0 for a few altogether. */
  int rowsOfLineYear() {
    return rowsOfLineYear;
  }
}
