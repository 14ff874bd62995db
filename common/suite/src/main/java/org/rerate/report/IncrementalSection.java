package org.rerate.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rerate.report.ReportData.BasketPart;
import org.rerate.report.ReportData.SpanPart;
import org.rerate.report.ReportRows.Part;
import org.rerate.report.document.Absence;
import org.rerate.report.document.Chart;
import org.rerate.report.document.Chart.Role;
import org.rerate.report.document.Chart.Series;
import org.rerate.report.document.Column;
import org.rerate.report.document.DocumentPart;
import org.rerate.report.document.Doubtful;
import org.rerate.report.document.Provenance;
import org.rerate.report.document.Section;
import org.rerate.report.document.Sentence;
import org.rerate.report.document.Table;
import org.rerate.report.document.Unit;
import org.rerate.report.document.Words;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/** What the market paid for each new dollar of expected earnings. */
final class IncrementalSection {

  private static final TableSpec CHANGES = ValuationTables.BASKET_CHANGES;

  private final ReportRows rows;
  private final ReportData note;

  IncrementalSection(ReportRows rows, ReportData note) {
    this.rows = rows;
    this.note = note;
  }

  Section section() {
    Table table = table();
    List<DocumentPart> blocks = new ArrayList<>();
    if (!table.rows().isEmpty()) {
      blocks.add(chart(table));
    }
    blocks.add(table);
    blocks.add(likeForLike());
    return new Section(
        "incremental", rows.words().text("incremental.incremental-pe"), remarks(), blocks);
  }

  private Table table() {
    List<List<Object>> cells = new ArrayList<>();
    for (BasketPart basket : Narrative.inOrder(note)) {
      for (SpanPart span : basket.spans()) {
        cells.add(cells(basket, span));
      }
    }
    String basis = Wording.earnings(rows.words(), rows.spec().basis());
    return new Table(
        "incremental-pe",
        rows.words().text("incremental.change-in-cap-over-change-in", basis),
        rows.words().text("incremental.the-same-calendar-year-at-both"),
        columns(),
        cells,
        false,
        new Provenance(rows.of(Part.CHANGES).query(), command()));
  }

  /** The change in cap that the matched members' change is a part of. */
  private Table likeForLike() {
    List<List<Object>> cells = new ArrayList<>();
    for (BasketPart basket : Narrative.inOrder(note)) {
      for (SpanPart span : basket.spans()) {
        cells.add(
            Arrays.asList(
                rows.words().text("common.since", basket.name(), span.name()),
                span.from(),
                basket.end(),
                rows.words().text("common.of", span.counts().both(), span.counts().members()),
                span.change(),
                span.changePct(),
                span.entries(),
                span.exits()));
      }
    }
    return new Table(
        "like-for-like",
        rows.words().text("common.change-in-cap-like-for-like"),
        rows.words().text("incremental.over-the-members-of-the-end"),
        List.of(
            span(rows.words()),
            Definitions.of(
                rows.words(), CHANGES, "from_date", rows.words().text("common.from"), Unit.DATE),
            Definitions.of(
                rows.words(), CHANGES, "to_date", rows.words().text("incremental.to"), Unit.DATE),
            new Column(
                "counted",
                rows.words().text("common.members"),
                Unit.TEXT,
                rows.words().text("incremental.with-a-cap-at-both-ends")),
            Definitions.of(
                rows.words(),
                CHANGES,
                "lfl_cap_change_usd",
                rows.words().text("common.change-in-cap"),
                Unit.USD_CHANGE),
            Definitions.of(
                rows.words(),
                CHANGES,
                "lfl_cap_change_pct",
                rows.words().text("incremental.in-pct"),
                Unit.CHANGE),
            Definitions.of(
                rows.words(),
                CHANGES,
                "entries_usd",
                rows.words().text("incremental.additions"),
                Unit.USD),
            Definitions.of(
                rows.words(),
                CHANGES,
                "exits_usd",
                rows.words().text("incremental.deletions"),
                Unit.USD)),
        cells,
        false,
        new Provenance(rows.of(Part.CHANGES).query(), command()));
  }

  private String command() {
    return rows.plan().changes().stream()
        .findFirst()
        .map(
            span ->
                "rerate change --basket "
                    + span.basket().basketId()
                    + " --from "
                    + org.rerate.domain.Days.date(span.from())
                    + " --to "
                    + org.rerate.domain.Days.date(span.to())
                    + " --bases "
                    + rows.spec().basis()
                    + " --membership "
                    + span.basket().membership())
        .orElse("");
  }

  private List<Object> cells(BasketPart basket, SpanPart span) {
    boolean known = span.status().equals("OK");
    return Arrays.asList(
        rows.words().text("common.since", basket.name(), span.name()),
        rows.words().text("common.of", span.counts().matched(), span.counts().both()),
        span.matchedCoverage(),
        span.matchedChange(),
        span.earningsChange(),
        span.earningsChangePct(),
        span.peFrom(),
        span.peTo(),
        known ? paid(rows.words(), span) : new Absence(span.status()),
        atConstantRates(span),
        known ? "" : rows.words().reason(span.status()));
  }

  static Object paid(Words words, SpanPart span) {
    return span.isMadeByExchangeRates()
        ? new Doubtful(
            span.incrementalPe(), words.text("incremental.the-exchange-rate-made-the-rise"))
        : span.incrementalPe();
  }

  private static Object atConstantRates(SpanPart span) {
    Double paid = span.incrementalPeConstantRates();
    String status = span.statusConstantRates();
    return paid == null ? new Absence(status == null ? "NO_COVERAGE" : status) : paid;
  }

  private List<Column> columns() {
    return List.of(
        span(rows.words()),
        new Column(
            "matched",
            rows.words().text("incremental.matched-members"),
            Unit.TEXT,
            rows.words().text("incremental.those-with-earnings-at-both-ends")),
        Definitions.of(
            rows.words(),
            CHANGES,
            "incremental_coverage",
            rows.words().text("incremental.part-of-cap"),
            Unit.FRACTION),
        Definitions.of(
            rows.words(),
            CHANGES,
            "incremental_cap_change_usd",
            rows.words().text("incremental.their-change-in-cap"),
            Unit.USD_CHANGE),
        Definitions.of(
            rows.words(),
            CHANGES,
            "earnings_change_usd",
            rows.words().text("incremental.change-in-earnings-de"),
            Unit.USD_CHANGE),
        Definitions.of(
            rows.words(),
            CHANGES,
            "earnings_change_pct",
            rows.words().text("incremental.in-pct-de-e0"),
            Unit.CHANGE),
        Definitions.of(
            rows.words(),
            CHANGES,
            "pe_from",
            rows.words().text("incremental.pe-then"),
            Unit.MULTIPLE),
        Definitions.of(
            rows.words(), CHANGES, "pe_to", rows.words().text("incremental.pe-now"), Unit.MULTIPLE),
        Definitions.of(
            rows.words(),
            CHANGES,
            "incremental_pe",
            rows.words().text("incremental.incremental-pe"),
            Unit.MULTIPLE),
        Definitions.of(
            rows.words(),
            CHANGES,
            "incremental_pe_constant_fx",
            rows.words().text("incremental.at-constant-exchange-rates"),
            Unit.MULTIPLE),
        Definitions.reason(rows.words()));
  }

  /** What must be said beside each number. */
  private List<Sentence> remarks() {
    List<Sentence> remarks = new ArrayList<>();
    for (BasketPart basket : Narrative.inOrder(note)) {
      for (SpanPart span : basket.spans()) {
        if (!span.remarks().isEmpty()) {
          remarks.add(
              rows.words()
                  .sentence(
                      "common.since-2",
                      basket.name(),
                      span.name(),
                      String.join(rows.words().pattern("joined.sentences"), span.remarks())));
        }
      }
    }
    return remarks;
  }

  private Chart chart(Table table) {
    Table data =
        new Table(
            "incremental-pe-chart",
            rows.words().text("incremental.pe-then-pe-now-and-incremental"),
            table.about(),
            table.columns(),
            table.rows(),
            false,
            table.source());
    return new Chart(
        Chart.Kind.BARS,
        rows.words().text("incremental.the-pe-at-both-ends-and"),
        data,
        "span",
        Unit.MULTIPLE,
        List.of(
            new Series("pe_from", rows.words().text("incremental.pe-then"), Role.MEAN),
            new Series("pe_to", rows.words().text("incremental.pe-now"), Role.OTHER),
            new Series(
                "incremental_pe", rows.words().text("incremental.incremental-pe-2"), Role.FOCUS)),
        List.of());
  }

  static Column span(Words words) {
    return new Column(
        "span",
        words.text("incremental.basket-and-base"),
        Unit.TEXT,
        words.text("incremental.the-basket-and-the-name-of"));
  }
}
