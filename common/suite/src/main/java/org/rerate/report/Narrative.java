package org.rerate.report;

import static org.rerate.report.Answer.number;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.rerate.report.ReportData.BasketPart;
import org.rerate.report.ReportData.Driver;
import org.rerate.report.ReportData.SpanPart;
import org.rerate.report.ReportData.SubsectorPart;
import org.rerate.report.ReportData.Uncapped;
import org.rerate.report.ReportRows.Part;
import org.rerate.report.document.Absence;
import org.rerate.report.document.Sentence;

/** The numbers in words; every number keeps its explanation. */
final class Narrative {

  private static final int NAMED = 2;
  private static final int MISSING_NAMED = 8;

  private final ReportRows rows;
  private final ReportData note;
  private final NarrativeFigures figures;

  Narrative(ReportRows rows, ReportData note) {
    this.rows = rows;
    this.note = note;
    this.figures = new NarrativeFigures(rows);
  }

  /**
   * The baskets in the order in which the note speaks of them: B, against which A is held, first.
   */
  static List<BasketPart> inOrder(ReportData note) {
    return note.baskets().stream()
        .sorted(
            Comparator.comparing((BasketPart p) -> p.basket().equals(note.spec().basketA()))
                .thenComparing(BasketPart::basket))
        .toList();
  }

  /** The one sentence: change of each basket since its last base date, and what was paid. */
  Sentence headline() {
    List<Object> parts = new ArrayList<>();
    for (BasketPart basket : inOrder(note)) {
      if (!parts.isEmpty()) {
        parts.add("; ");
      }
      parts.add(headline(basket));
    }
    return Sentence.of(parts.toArray());
  }

  private Sentence headline(BasketPart basket) {
    if (basket.spans().isEmpty() || basket.capUsd() == null) {
      return basket.capUsd() == null
          ? Sentence.of(basket.name() + " has no member with a cap")
          : Sentence.of(basket.name() + " is worth ", figures.cap(basket));
    }
    SpanPart span = basket.spans().get(basket.spans().size() - 1);
    if (span.changePct() == null) {
      return Sentence.of(basket.name() + " had no member with a cap at " + span.name());
    }
    return Sentence.of(
        basket.name() + " ",
        figures.changePct(basket, span),
        " since " + span.name(),
        span.incrementalPe() == null
            ? Sentence.of(", while " + Absence.reason(span.status()))
            : Sentence.of(
                " at ",
                figures.incremental(basket, span),
                span.isMadeByExchangeRates() ? " incremental, in dollars only" : " incremental"));
  }

  /** What a reader with three minutes should know. */
  List<Sentence> summary() {
    List<Sentence> summary = new ArrayList<>();
    for (BasketPart basket : inOrder(note)) {
      summary.add(level(basket));
      basket.spans().forEach(span -> summary.add(change(basket, span)));
    }
    for (BasketPart basket : inOrder(note)) {
      summary.add(againstHistory(note.spec().span(basket.basket())));
    }
    note.compared().stream()
        .filter(part -> part.group().equals("ALL"))
        .findFirst()
        .ifPresent(whole -> summary.add(ratio(whole)));
    premiums().ifPresent(summary::add);
    gap().ifPresent(summary::add);
    return summary;
  }

  private Sentence level(BasketPart basket) {
    String basis = Wording.earnings(note.spec().basis());
    if (basket.capUsd() == null) {
      return Sentence.of(
          basket.name()
              + ": none of its "
              + basket.members()
              + " members has a cap on "
              + basket.end()
              + ".");
    }
    Sentence pe =
        basket.pe() == null
            ? Sentence.of("; it has no P/E on " + basis + ": " + Absence.reason(basket.status()))
            : Sentence.of(
                ", ",
                figures.pe(basket),
                " " + basis + " (",
                without(basket),
                "median member ",
                figures.median(basket),
                ")");
    return Sentence.of(
        basket.name() + ": ",
        members(basket) + " worth ",
        figures.cap(basket),
        pe,
        "; ",
        figures.coverage(basket),
        " of the cap has estimates.");
  }

  /** The P/E without the composite's sub-sectors, where the basket has members of them. */
  private Sentence without(BasketPart basket) {
    return rows.leavesOut(note.spec().without(), basket.basket())
        ? Sentence.of(Wording.code(note.spec().without()) + " ", figures.peWithout(basket), ", ")
        : Sentence.of();
  }

  /** The members that a sum of caps is of: "46 members", "5 of 7 members". */
  private static String members(BasketPart basket) {
    return basket.capped() < basket.members()
        ? ChangeRemarks.ofMembers(basket.capped(), basket.members())
        : basket.members() == 1 ? "one member" : basket.members() + " members";
  }

  /** What is missing or not meaningful among the numbers of the first screen. */
  List<Sentence> caveats() {
    List<Sentence> caveats = new ArrayList<>();
    for (BasketPart basket : inOrder(note)) {
      if (basket.capUsd() != null && !basket.uncapped().isEmpty()) {
        caveats.add(uncapped(basket));
      }
      basket.spans().stream()
          .skip(Math.max(0, basket.spans().size() - 1))
          .filter(span -> !span.remarks().isEmpty())
          .forEach(
              span ->
                  caveats.add(
                      Sentence.of(
                          basket.name()
                              + " since "
                              + span.name()
                              + ". "
                              + String.join(" ", span.remarks()))));
    }
    return caveats;
  }

  private static Sentence uncapped(BasketPart basket) {
    List<Uncapped> missing = basket.uncapped();
    List<String> named = new ArrayList<>();
    missing.stream()
        .limit(MISSING_NAMED)
        .forEach(m -> named.add(m.name() + " (" + Absence.reason(m.status()) + ")"));
    if (missing.size() > MISSING_NAMED) {
      named.add(missing.size() - MISSING_NAMED + " more, listed under Members");
    }
    return Sentence.of(
        basket.name()
            + " is "
            + members(basket)
            + "; without a cap "
            + (missing.size() == 1 ? "is " : "are ")
            + Wording.list(named)
            + ".");
  }

  private Sentence change(BasketPart basket, SpanPart span) {
    if (span.changePct() == null) {
      return Sentence.of(
          basket.name() + " since " + span.name() + ": no member has a cap at both ends.");
    }
    Sentence paid =
        span.incrementalPe() == null
            ? Sentence.of("; no incremental P/E: " + Absence.reason(span.status()))
            : Sentence.of(
                "; incremental P/E ",
                figures.incremental(basket, span),
                span.isMadeByExchangeRates() ? " in dollars only" : "");
    Sentence multiples =
        span.peFrom() == null || span.peTo() == null
            ? Sentence.of()
            : Sentence.of(
                "; P/E ",
                figures.peFrom(basket, span),
                " then, ",
                figures.peTo(basket, span),
                " now");
    Sentence earned =
        span.earningsChange() == null
            ? Sentence.of()
            : Sentence.of(
                "; expected " + Wording.earnings(note.spec().basis()) + " ",
                figures.earnings(basket, span),
                span.earningsChangePct() == null
                    ? ""
                    : Sentence.of(" (", figures.earningsPct(basket, span), ")"));
    return Sentence.of(
        basket.name() + " since " + span.name() + ": ",
        figures.change(basket, span),
        " (",
        figures.changePct(basket, span),
        ") like for like",
        earned,
        multiples,
        paid,
        drivers(basket, span),
        ".",
        span.remarks().isEmpty() ? "" : " " + String.join(" ", span.remarks()));
  }

  private Sentence drivers(BasketPart basket, SpanPart span) {
    List<Driver> risen =
        span.drivers().stream()
            .filter(d -> d.changePct() != null && d.changePct() > 0)
            .limit(NAMED)
            .toList();
    if (risen.isEmpty()) {
      return Sentence.of();
    }
    List<Object> parts = new ArrayList<>(List.of("; largest rises "));
    for (Driver driver : risen) {
      parts.add((parts.size() > 1 ? " and " : "") + Wording.code(driver.subsector()) + " ");
      parts.add(figures.driver(basket, span, driver));
    }
    return Sentence.of(parts.toArray());
  }

  /** Where a basket's forward P/E stands in its own history. */
  Sentence againstHistory(ReportSpec.Span span) {
    String basis = Wording.earnings(rows.spec().details().forward());
    String name = rows.name(span.basket());
    List<Row> series = ForwardSection.series(rows, span);
    Row last = series.isEmpty() ? null : series.get(series.size() - 1);
    if (last == null || number(last, "pe") == null) {
      String status = last == null ? "NO_COVERAGE" : Answer.text(last, "status");
      return Sentence.of(
          name + " has no P/E on " + basis + " at the end: " + Absence.reason(status) + ".");
    }
    Sentence level =
        Sentence.of(name + " trades at ", figures.forward(span, number(last, "pe")), " " + basis);
    Answer band =
        rows.of(Part.ROLLING)
            .where("basket_id", span.basket())
            .where("valuation_date", Answer.date(last, "valuation_date"));
    if (band.number("percentile") == null) {
      return Sentence.of(level, "; its history is too short to say whether that is usual.");
    }
    return Sentence.of(
        level,
        ", ",
        standing(span, band),
        " (mean ",
        figures.mean(span, band.number("mean")),
        ").");
  }

  /** The lowest of its window, the highest, or what share of the days lay below or at it. */
  private Sentence standing(ReportSpec.Span span, Answer band) {
    double percentile = band.number("percentile");
    long days = Math.round(band.number("observations"));
    String window = " of the last " + days + " trading days";
    if (percentile == 1) {
      return Sentence.of("the highest" + window);
    }
    if (Math.round(percentile * days) == 1) {
      return Sentence.of("the lowest" + window);
    }
    return Sentence.of("at or above its level on ", figures.percentile(span, percentile), window);
  }

  private Sentence ratio(SubsectorPart whole) {
    String nameA = rows.name(note.spec().basketA());
    String nameB = rows.name(note.spec().basketB());
    if (whole.capRatio() == null) {
      return Sentence.of("The caps of " + nameA + " and " + nameB + " cannot be compared.");
    }
    Answer capex = RatioSection.total(rows);
    Sentence against =
        capex.number("ratio") == null
            ? Sentence.of()
            : Sentence.of(
                "; its capex in " + Answer.text(capex.first().orElseThrow(), "period") + " was ",
                figures.capex(capex),
                " of the other's");
    return Sentence.of(
        nameA + " is worth ",
        figures.ratio(whole.capRatio()),
        " of " + nameB + counted(whole),
        whole.capRatio().equals(whole.capRatioPrivateA())
            ? ""
            : Sentence.of(
                ", ",
                figures.ratioPrivate(whole.capRatioPrivateA()),
                " with its unlisted companies"),
        against,
        ".");
  }

  /** The members that both caps are of, unless they are all of them. */
  private static String counted(SubsectorPart whole) {
    return whole.cappedA() == whole.membersA() && whole.cappedB() == whole.membersB()
        ? ""
        : " ("
            + ChangeRemarks.ofMembers(whole.cappedA(), whole.membersA())
            + " against "
            + ChangeRemarks.ofMembers(whole.cappedB(), whole.membersB())
            + ")";
  }

  private Optional<Sentence> premiums() {
    List<SubsectorPart> parts =
        note.compared().stream()
            .filter(part -> !rows.isWhole(part.group()) && part.premium() != null)
            .sorted(Comparator.comparing(SubsectorPart::premium).reversed())
            .toList();
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    List<Object> words = new ArrayList<>();
    words.add(rows.name(note.spec().basketA()) + " is dearer in ");
    list(words, parts, part -> !part.isMadeByLosses() && part.premium() > 0);
    words.add("; cheaper in ");
    list(words, parts, part -> !part.isMadeByLosses() && part.premium() < 0);
    if (parts.stream().anyMatch(SubsectorPart::isMadeByLosses)) {
      words.add("; losses have made the premium in ");
      list(words, parts, SubsectorPart::isMadeByLosses);
    }
    words.add(".");
    return Optional.of(Sentence.of(words.toArray()));
  }

  private void list(List<Object> words, List<SubsectorPart> parts, Predicate<SubsectorPart> which) {
    int before = words.size();
    for (SubsectorPart part : parts) {
      if (which.test(part)) {
        words.add((words.size() > before ? ", " : "") + Wording.code(part.group()) + " (");
        words.add(figures.premium(part));
        if (part.isMadeByLosses()) {
          words.add(", without them ");
          words.add(figures.premiumExLosses(part));
        }
        words.add(")");
      }
    }
    if (words.size() == before) {
      words.add("no sub-sector");
    }
  }

  private Optional<Sentence> gap() {
    return rows.of(Part.MODELS).rows().stream()
        .max(Comparator.comparing(row -> Answer.date(row, "valuation_date")))
        .filter(row -> number(row, "gap") != null)
        .map(
            row ->
                Sentence.of(
                    "On the "
                        + Wording.code(Answer.text(row, "benchmark"))
                        + " the best model from "
                        + Wording.region(Answer.text(row, "region_a"))
                        + " ("
                        + Answer.text(row, "model_a")
                        + ") is ",
                    figures.gap(row),
                    " behind the best from "
                        + Wording.region(Answer.text(row, "region_b"))
                        + " ("
                        + Answer.text(row, "model_b")
                        + ")."));
  }
}
