package org.rerate.report;

import org.apache.spark.sql.Row;
import org.rerate.report.ReportData.BasketPart;
import org.rerate.report.ReportData.Driver;
import org.rerate.report.ReportData.SpanPart;
import org.rerate.report.ReportData.SubsectorPart;
import org.rerate.report.ReportRows.Part;
import org.rerate.report.document.Provenance;
import org.rerate.report.document.QuotedNumber;
import org.rerate.report.document.Unit;
import org.rerate.table.MeasureTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/** The figures that sentences name, each with its definition and where it comes from. */
final class NarrativeFigures {

  private static final TableSpec VALUATIONS = ValuationTables.BASKET_VALUATIONS;
  private static final TableSpec CHANGES = ValuationTables.BASKET_CHANGES;
  private static final TableSpec COMPARISONS = ValuationTables.COMPARISONS;
  private static final TableSpec ROLLING = ValuationTables.ROLLING;

  private final ReportRows rows;
  private final ReportSpec spec;

  NarrativeFigures(ReportRows rows) {
    this.rows = rows;
    this.spec = rows.spec();
  }

  QuotedNumber cap(BasketPart basket) {
    return valued(
        basket, "cap_usd", rows.words().text("headline.cap"), Unit.USD, basket.capUsd(), "ALL");
  }

  QuotedNumber pe(BasketPart basket) {
    return valued(basket, "pe", rows.words().text("forward.pe"), Unit.MULTIPLE, basket.pe(), "ALL")
        .doubted(basket.isMadeByLosses() ? losses() : "");
  }

  QuotedNumber peWithout(BasketPart basket) {
    return valued(
        basket,
        "pe",
        rows.words().text("forward.pe"),
        Unit.MULTIPLE,
        basket.peWithout(),
        spec.without());
  }

  QuotedNumber median(BasketPart basket) {
    return valued(
        basket,
        "pe_median",
        rows.words().text("narrativefigures.median-pe"),
        Unit.MULTIPLE,
        basket.peMedian(),
        "ALL");
  }

  QuotedNumber coverage(BasketPart basket) {
    return valued(
        basket,
        "coverage",
        rows.words().text("narrativefigures.coverage"),
        Unit.FRACTION,
        basket.coverage(),
        "ALL");
  }

  private QuotedNumber valued(
      BasketPart basket, String column, String what, Unit unit, Double value, String group) {
    return new QuotedNumber(
        id(column, basket.basket(), group),
        rows.words()
            .text(
                "narrativefigures.on",
                basket.name(),
                what,
                (group.equals("ALL")
                    ? ""
                    : rows.words().text("narrativefigures.of", Wording.code(group))),
                basket.end()),
        unit,
        value,
        basket.status(),
        Definitions.meaning(rows.words(), VALUATIONS, column),
        explained(Part.VALUATIONS, basket.basket(), group));
  }

  private Provenance explained(Part part, String basket, String group) {
    return new Provenance(
        rows.of(part).query(),
        "rerate explain --basket "
            + basket
            + " --on "
            + spec.span(basket).end()
            + " --basis "
            + spec.basis()
            + (group.equals("ALL") ? "" : " --subsector " + group)
            + variant());
  }

  private String variant() {
    String knowledge = rows.asOf().knowledge().toString();
    return (rows.methodology().name().equals("default")
            ? ""
            : " --methodology " + rows.methodology().name())
        + (knowledge.equals("latest") ? "" : " --knowledge " + knowledge)
        + (rows.asOf().recordedBy() == null ? "" : " --recorded-by " + rows.asOf().recordedBy());
  }

  QuotedNumber change(BasketPart basket, SpanPart span) {
    return changed(basket, span, "lfl_cap_change_usd", Unit.USD_CHANGE, span.change());
  }

  QuotedNumber changePct(BasketPart basket, SpanPart span) {
    return changed(basket, span, "lfl_cap_change_pct", Unit.CHANGE, span.changePct());
  }

  QuotedNumber incremental(BasketPart basket, SpanPart span) {
    QuotedNumber paid =
        changed(basket, span, "incremental_pe", Unit.MULTIPLE, span.incrementalPe());
    return span.isMadeByExchangeRates()
        ? paid.named(
            rows.words().text("narrativefigures.in-dollars-only-the-exchange-rate", paid.name()))
        : paid;
  }

  QuotedNumber peFrom(BasketPart basket, SpanPart span) {
    return changed(basket, span, "pe_from", Unit.MULTIPLE, span.peFrom());
  }

  QuotedNumber peTo(BasketPart basket, SpanPart span) {
    return changed(basket, span, "pe_to", Unit.MULTIPLE, span.peTo());
  }

  QuotedNumber earnings(BasketPart basket, SpanPart span) {
    return changed(basket, span, "earnings_change_usd", Unit.USD_CHANGE, span.earningsChange());
  }

  QuotedNumber earningsPct(BasketPart basket, SpanPart span) {
    return changed(basket, span, "earnings_change_pct", Unit.CHANGE, span.earningsChangePct());
  }

  private QuotedNumber changed(
      BasketPart basket, SpanPart span, String column, Unit unit, Double value) {
    return new QuotedNumber(
        id(column, basket.basket(), span.from().toString()),
        rows.words()
            .text(
                "narrativefigures.to",
                basket.name(),
                Definitions.description(rows.words(), CHANGES, column),
                span.from(),
                basket.end()),
        unit,
        value,
        span.status(),
        Definitions.meaning(rows.words(), CHANGES, column),
        ofChange(basket, span));
  }

  QuotedNumber driver(BasketPart basket, SpanPart span, Driver driver) {
    return new QuotedNumber(
        id("driver", basket.basket(), span.from() + "-" + driver.subsector()),
        rows.words()
            .text(
                "narrativefigures.change-in-cap-of-to",
                basket.name(),
                Wording.code(driver.subsector()),
                span.from(),
                basket.end()),
        Unit.CHANGE,
        driver.changePct(),
        "OK",
        Definitions.meaning(rows.words(), CHANGES, "lfl_cap_change_pct"),
        ofChange(basket, span));
  }

  private Provenance ofChange(BasketPart basket, SpanPart span) {
    return new Provenance(
        rows.of(Part.CHANGES).query(),
        "rerate change --basket "
            + basket.basket()
            + " --from "
            + span.from()
            + " --to "
            + basket.end()
            + " --bases "
            + spec.basis()
            + " --membership backcast:"
            + basket.end()
            + variant());
  }

  QuotedNumber forward(ReportSpec.Span span, Double pe) {
    return new QuotedNumber(
        id("forward-pe", span.basket(), span.end().toString()),
        rows.words()
            .text(
                "narrativefigures.pe-on-on",
                rows.name(span.basket()),
                spec.details().forward(),
                span.end()),
        Unit.MULTIPLE,
        pe,
        "OK",
        Definitions.meaning(rows.words(), VALUATIONS, "pe"),
        explained(Part.VALUATIONS, span.basket(), "ALL"));
  }

  QuotedNumber percentile(ReportSpec.Span span, Double percentile) {
    return rolling(span, "percentile", Unit.FRACTION, percentile);
  }

  QuotedNumber mean(ReportSpec.Span span, Double mean) {
    return rolling(span, "mean", Unit.MULTIPLE, mean);
  }

  private QuotedNumber rolling(ReportSpec.Span span, String column, Unit unit, Double value) {
    return new QuotedNumber(
        id("rolling-" + column, span.basket(), span.end().toString()),
        rows.words()
            .text(
                "narrativefigures.of-the-pe-on-over-valuation",
                rows.name(span.basket()),
                rows.words().text("rolling." + column),
                spec.details().forward(),
                ReportRows.window(spec, rows.methodology()),
                span.end()),
        unit,
        value,
        "OK",
        Definitions.meaning(rows.words(), ROLLING, column),
        new Provenance(rows.of(Part.ROLLING).query(), ""));
  }

  QuotedNumber ratio(Double ratio) {
    return compared(
        "cap_ratio", "ALL", rows.words().text("narrativefigures.cap-ratio"), Unit.FRACTION, ratio);
  }

  QuotedNumber ratioPrivate(Double ratio) {
    return compared(
        "cap_ratio_private_a",
        "ALL",
        rows.words().text("narrativefigures.cap-ratio-with-as-unlisted"),
        Unit.FRACTION,
        ratio);
  }

  QuotedNumber premium(SubsectorPart part) {
    return compared(
            "pe_premium",
            part.group(),
            rows.words().text("narrativefigures.pe-premium-in", Wording.code(part.group())),
            Unit.CHANGE,
            part.premium())
        .doubted(part.isMadeByLosses() ? losses() : "");
  }

  QuotedNumber premiumExLosses(SubsectorPart part) {
    return compared(
        "pe_premium_ex_losses",
        part.group(),
        rows.words()
            .text(
                "narrativefigures.pe-premium-without-members-that-lose",
                Wording.code(part.group())),
        Unit.CHANGE,
        part.premiumExLosses());
  }

  private QuotedNumber compared(String column, String group, String what, Unit unit, Double value) {
    return new QuotedNumber(
        id(column, spec.basketA(), group),
        rows.words()
            .text(
                "narrativefigures.against-on",
                rows.name(spec.basketA()),
                rows.name(spec.basketB()),
                what,
                spec.comparedOn()),
        unit,
        value,
        "OK",
        Definitions.meaning(rows.words(), COMPARISONS, column),
        new Provenance(
            rows.of(Part.COMPARISONS).query(),
            "rerate compare "
                + spec.basketA()
                + " "
                + spec.basketB()
                + " --on "
                + spec.comparedOn()
                + " --bases "
                + spec.basis()
                + " --membership backcast:"
                + spec.comparedOn()
                + variant()));
  }

  QuotedNumber capex(Answer total) {
    return new QuotedNumber(
        "capex-ratio",
        rows.words()
            .text(
                "narrativefigures.capex-of-over-that-of",
                rows.name(spec.basketA()),
                rows.name(spec.basketB()),
                new MeasureQuestions(rows.plan()).capexYears()),
        Unit.FRACTION,
        total.number("ratio"),
        total.status(),
        Definitions.meaning(rows.words(), MeasureTables.CAPEX_RATIOS, "ratio"),
        new Provenance(total.query(), ""));
  }

  QuotedNumber gap(Row row) {
    return new QuotedNumber(
        "model-gap-now",
        rows.words().text("narrativefigures.model-gap-on", Answer.date(row, "valuation_date")),
        Unit.FRACTION,
        Answer.number(row, "gap"),
        Answer.text(row, "status"),
        Definitions.meaning(rows.words(), MeasureTables.MODEL_GAPS, "gap"),
        new Provenance(rows.of(Part.MODELS).query(), ""));
  }

  /** Letters, digits and dashes only: it becomes an address on the page. */
  private static String id(String column, String basket, String more) {
    return (column + "-" + basket + "-" + more).replaceAll("[^A-Za-z0-9-]+", "-");
  }

  private String losses() {
    return rows.words().text("common.losses-of-members-have-made-it");
  }
}
