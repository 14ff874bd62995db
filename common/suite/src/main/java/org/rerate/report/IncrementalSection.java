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
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/** What the market paid for each new dollar of expected earnings. */
final class IncrementalSection {

  private static final TableSpec CHANGES = ValuationTables.BASKET_CHANGES;

  static final Column SPAN =
      new Column("span", "Basket and base", Unit.TEXT, "the basket and the name of its base date");

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
    return new Section("incremental", "Incremental P/E", remarks(), blocks);
  }

  private Table table() {
    List<List<Object>> cells = new ArrayList<>();
    for (BasketPart basket : Narrative.inOrder(note)) {
      for (SpanPart span : basket.spans()) {
        cells.add(cells(basket, span));
      }
    }
    String basis = Wording.earnings(rows.spec().basis());
    return new Table(
        "incremental-pe",
        "Change in cap over change in expected " + basis,
        "The same calendar year at both ends, each as known at its own end, over the matched"
            + " members, those with cap and earnings at both ends. Missing when they are too small a"
            + " part of the cap, or expected earnings did not rise, or rose by less than 0.1 %. n.m."
            + " (not meaningful): earnings rose in dollars only, so that the exchange rate made it.",
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
                basket.name() + " since " + span.name(),
                span.from(),
                basket.end(),
                span.counts().both() + " of " + span.counts().members(),
                span.change(),
                span.changePct(),
                span.entries(),
                span.exits()));
      }
    }
    return new Table(
        "like-for-like",
        "Change in cap, like for like",
        "Over the members of the end date that have a cap at both ends. Additions have one at the"
            + " end only, deletions at the start only; they are not part of the change.",
        List.of(
            SPAN,
            Definitions.of(CHANGES, "from_date", "From", Unit.DATE),
            Definitions.of(CHANGES, "to_date", "To", Unit.DATE),
            new Column("counted", "Members", Unit.TEXT, "with a cap at both ends, of all"),
            Definitions.of(CHANGES, "lfl_cap_change_usd", "Change in cap", Unit.USD_CHANGE),
            Definitions.of(CHANGES, "lfl_cap_change_pct", "in %", Unit.CHANGE),
            Definitions.of(CHANGES, "entries_usd", "Additions", Unit.USD),
            Definitions.of(CHANGES, "exits_usd", "Deletions", Unit.USD)),
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

  private static List<Object> cells(BasketPart basket, SpanPart span) {
    boolean known = span.status().equals("OK");
    return Arrays.asList(
        basket.name() + " since " + span.name(),
        span.counts().matched() + " of " + span.counts().both(),
        span.matchedCoverage(),
        span.matchedChange(),
        span.earningsChange(),
        span.earningsChangePct(),
        span.peFrom(),
        span.peTo(),
        known ? paid(span) : new Absence(span.status()),
        atConstantRates(span),
        known ? "" : Absence.reason(span.status()));
  }

  static Object paid(SpanPart span) {
    return span.isMadeByExchangeRates()
        ? new Doubtful(span.incrementalPe(), "the exchange rate made the rise in earnings")
        : span.incrementalPe();
  }

  private static Object atConstantRates(SpanPart span) {
    Double paid = span.incrementalPeConstantRates();
    String status = span.statusConstantRates();
    return paid == null ? new Absence(status == null ? "NO_COVERAGE" : status) : paid;
  }

  private static List<Column> columns() {
    return List.of(
        SPAN,
        new Column(
            "matched",
            "Matched members",
            Unit.TEXT,
            "those with earnings at both ends, of those with a cap at both ends; all that follows is"
                + " theirs"),
        Definitions.of(CHANGES, "incremental_coverage", "Part of cap", Unit.FRACTION),
        Definitions.of(
            CHANGES, "incremental_cap_change_usd", "Their change in cap", Unit.USD_CHANGE),
        Definitions.of(CHANGES, "earnings_change_usd", "Change in earnings (dE)", Unit.USD_CHANGE),
        Definitions.of(CHANGES, "earnings_change_pct", "in % (dE/E0)", Unit.CHANGE),
        Definitions.of(CHANGES, "pe_from", "P/E then", Unit.MULTIPLE),
        Definitions.of(CHANGES, "pe_to", "P/E now", Unit.MULTIPLE),
        Definitions.of(CHANGES, "incremental_pe", "Incremental P/E", Unit.MULTIPLE),
        Definitions.of(
            CHANGES, "incremental_pe_constant_fx", "at constant exchange rates", Unit.MULTIPLE),
        Definitions.REASON);
  }

  /** What must be said beside each number. */
  private List<Sentence> remarks() {
    List<Sentence> remarks = new ArrayList<>();
    for (BasketPart basket : Narrative.inOrder(note)) {
      for (SpanPart span : basket.spans()) {
        if (!span.remarks().isEmpty()) {
          remarks.add(
              Sentence.of(
                  basket.name()
                      + " since "
                      + span.name()
                      + ". "
                      + String.join(" ", span.remarks())));
        }
      }
    }
    return remarks;
  }

  private static Chart chart(Table table) {
    Table data =
        new Table(
            "incremental-pe-chart",
            "P/E then, P/E now, and incremental P/E",
            table.about(),
            table.columns(),
            table.rows(),
            false,
            table.source());
    return new Chart(
        Chart.Kind.BARS,
        "The P/E at both ends and the change in cap over the change in earnings between, all of the"
            + " matched members. n.m.: not meaningful, because earnings rose in dollars only.",
        data,
        "span",
        Unit.MULTIPLE,
        List.of(
            new Series("pe_from", "P/E then", Role.MEAN),
            new Series("pe_to", "P/E now", Role.OTHER),
            new Series("incremental_pe", "incremental P/E", Role.FOCUS)),
        List.of());
  }
}
