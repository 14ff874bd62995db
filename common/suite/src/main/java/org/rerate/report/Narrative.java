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
        parts.add(rows.words().pattern("joined.halves"));
      }
      parts.add(headline(basket));
    }
    return Sentence.of(parts.toArray());
  }

  private Sentence headline(BasketPart basket) {
    if (basket.spans().isEmpty() || basket.capUsd() == null) {
      return basket.capUsd() == null
          ? rows.words().sentence("narrative.has-no-member-with-a-cap", basket.name())
          : rows.words().sentence("narrative.is-worth", basket.name(), figures.cap(basket));
    }
    SpanPart span = basket.spans().get(basket.spans().size() - 1);
    if (span.changePct() == null) {
      return rows.words()
          .sentence("narrative.had-no-member-with-a-cap", basket.name(), span.name());
    }
    return rows.words()
        .sentence(
            "narrative.since",
            basket.name(),
            figures.changePct(basket, span),
            span.name(),
            span.incrementalPe() == null
                ? rows.words().sentence("narrative.while", rows.words().reason(span.status()))
                : rows.words()
                    .sentence(
                        "narrative.at",
                        figures.incremental(basket, span),
                        span.isMadeByExchangeRates()
                            ? rows.words().text("narrative.incremental-in-dollars-only")
                            : rows.words().text("narrative.incremental")));
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
    String basis = Wording.earnings(rows.words(), note.spec().basis());
    if (basket.capUsd() == null) {
      return rows.words()
          .sentence(
              "narrative.none-of-its-members-has-a", basket.name(), basket.members(), basket.end());
    }
    Sentence pe =
        basket.pe() == null
            ? rows.words()
                .sentence("narrative.it-has-no-pe-on", basis, rows.words().reason(basket.status()))
            : rows.words()
                .sentence(
                    "narrative.median-member",
                    figures.pe(basket),
                    basis,
                    without(basket),
                    figures.median(basket));
    return rows.words()
        .sentence(
            "narrative.worth-of-the-cap-has-estimates",
            basket.name(),
            members(basket),
            figures.cap(basket),
            pe,
            figures.coverage(basket));
  }

  /** The P/E without the composite's sub-sectors, where the basket has members of them. */
  private Sentence without(BasketPart basket) {
    return rows.leavesOut(note.spec().without(), basket.basket())
        ? rows.words()
            .sentence(
                "narrative.without", Wording.code(note.spec().without()), figures.peWithout(basket))
        : Sentence.of();
  }

  /** The members that a sum of caps is of: "46 members", "5 of 7 members". */
  private String members(BasketPart basket) {
    return basket.capped() < basket.members()
        ? ChangeRemarks.ofMembers(rows.words(), basket.capped(), basket.members())
        : basket.members() == 1
            ? rows.words().text("narrative.one-member")
            : rows.words().text("narrative.members", basket.members());
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
                      rows.words()
                          .sentence(
                              "common.since-2",
                              basket.name(),
                              span.name(),
                              String.join(
                                  rows.words().pattern("joined.sentences"), span.remarks()))));
    }
    return caveats;
  }

  private Sentence uncapped(BasketPart basket) {
    List<Uncapped> missing = basket.uncapped();
    List<String> named = new ArrayList<>();
    missing.stream()
        .limit(MISSING_NAMED)
        .forEach(
            m ->
                named.add(
                    m.name()
                        + rows.words()
                            .text("joined.in-brackets", rows.words().reason(m.status()))));
    if (missing.size() > MISSING_NAMED) {
      named.add(rows.words().text("narrative.more-members", missing.size() - MISSING_NAMED));
    }
    return rows.words()
        .sentence(
            "narrative.is-without-a-cap",
            basket.name(),
            members(basket),
            (missing.size() == 1
                ? rows.words().text("narrative.is")
                : rows.words().text("narrative.are")),
            rows.words().list(named));
  }

  private Sentence change(BasketPart basket, SpanPart span) {
    if (span.changePct() == null) {
      return rows.words()
          .sentence("narrative.since-no-member-has-a-cap", basket.name(), span.name());
    }
    Sentence paid =
        span.incrementalPe() == null
            ? rows.words()
                .sentence("narrative.no-incremental-pe", rows.words().reason(span.status()))
            : rows.words()
                .sentence(
                    "narrative.incremental-pe",
                    figures.incremental(basket, span),
                    span.isMadeByExchangeRates()
                        ? rows.words().text("narrative.in-dollars-only")
                        : "");
    Sentence multiples =
        span.peFrom() == null || span.peTo() == null
            ? Sentence.of()
            : rows.words()
                .sentence(
                    "narrative.pe-then-now",
                    figures.peFrom(basket, span),
                    figures.peTo(basket, span));
    Sentence earned =
        span.earningsChange() == null
            ? Sentence.of()
            : rows.words()
                .sentence(
                    "narrative.expected",
                    Wording.earnings(rows.words(), note.spec().basis()),
                    figures.earnings(basket, span),
                    span.earningsChangePct() == null
                        ? ""
                        : rows.words()
                            .sentence("joined.in-brackets", figures.earningsPct(basket, span)));
    return rows.words()
        .sentence(
            "narrative.since-like-for-like",
            basket.name(),
            span.name(),
            figures.change(basket, span),
            figures.changePct(basket, span),
            earned,
            multiples,
            paid,
            drivers(basket, span),
            span.remarks().isEmpty()
                ? ""
                : rows.words().pattern("joined.sentences")
                    + String.join(rows.words().pattern("joined.sentences"), span.remarks()));
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
    List<Object> parts = new ArrayList<>(List.of(rows.words().text("narrative.largest-rises")));
    for (Driver driver : risen) {
      parts.add(
          (parts.size() > 1 ? rows.words().text("common.and") : "")
              + Wording.code(driver.subsector())
              + " ");
      parts.add(figures.driver(basket, span, driver));
    }
    return Sentence.of(parts.toArray());
  }

  /** Where a basket's forward P/E stands in its own history. */
  Sentence againstHistory(ReportSpec.Span span) {
    String basis = Wording.earnings(rows.words(), rows.spec().details().forward());
    String name = rows.name(span.basket());
    List<Row> series = ForwardSection.series(rows, span);
    Row last = series.isEmpty() ? null : series.get(series.size() - 1);
    if (last == null || number(last, "pe") == null) {
      String status = last == null ? "NO_COVERAGE" : Answer.text(last, "status");
      return rows.words()
          .sentence("narrative.has-no-pe-on-at-the", name, basis, rows.words().reason(status));
    }
    Sentence level =
        rows.words()
            .sentence(
                "narrative.trades-at", name, figures.forward(span, number(last, "pe")), basis);
    Answer band =
        rows.of(Part.ROLLING)
            .where("basket_id", span.basket())
            .where("valuation_date", Answer.date(last, "valuation_date"));
    if (band.number("percentile") == null) {
      return rows.words().sentence("narrative.its-history-is-too-short-to", level);
    }
    return rows.words()
        .sentence(
            "narrative.mean", level, standing(span, band), figures.mean(span, band.number("mean")));
  }

  /** The lowest of its window, the highest, or what share of the days lay below or at it. */
  private Sentence standing(ReportSpec.Span span, Answer band) {
    double percentile = band.number("percentile");
    long days = Math.round(band.number("observations"));
    String window = rows.words().text("narrative.of-the-last-trading-days", days);
    if (percentile == 1) {
      return rows.words().sentence("narrative.the-highest", window);
    }
    if (Math.round(percentile * days) == 1) {
      return rows.words().sentence("narrative.the-lowest", window);
    }
    return rows.words()
        .sentence(
            "narrative.at-or-above-its-level-on", figures.percentile(span, percentile), window);
  }

  private Sentence ratio(SubsectorPart whole) {
    String nameA = rows.name(note.spec().basketA());
    String nameB = rows.name(note.spec().basketB());
    if (whole.capRatio() == null) {
      return rows.words().sentence("narrative.the-caps-of-and-cannot-be", nameA, nameB);
    }
    Answer capex = RatioSection.total(rows);
    Sentence against =
        capex.number("ratio") == null
            ? Sentence.of()
            : rows.words()
                .sentence(
                    "narrative.its-capex-in-was-of-the",
                    Answer.text(capex.first().orElseThrow(), "period"),
                    figures.capex(capex));
    return rows.words()
        .sentence(
            "narrative.is-worth-of",
            nameA,
            figures.ratio(whole.capRatio()),
            nameB,
            counted(whole),
            whole.capRatio().equals(whole.capRatioPrivateA())
                ? ""
                : rows.words()
                    .sentence(
                        "narrative.with-its-unlisted-companies",
                        figures.ratioPrivate(whole.capRatioPrivateA())),
            against);
  }

  /** The members that both caps are of, unless they are all of them. */
  private String counted(SubsectorPart whole) {
    return whole.cappedA() == whole.membersA() && whole.cappedB() == whole.membersB()
        ? ""
        : rows.words()
            .text(
                "narrative.against",
                ChangeRemarks.ofMembers(rows.words(), whole.cappedA(), whole.membersA()),
                ChangeRemarks.ofMembers(rows.words(), whole.cappedB(), whole.membersB()));
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
    words.add(rows.words().text("narrative.is-dearer-in", rows.name(note.spec().basketA())));
    list(words, parts, part -> !part.isMadeByLosses() && part.premium() > 0);
    words.add(rows.words().text("narrative.cheaper-in"));
    list(words, parts, part -> !part.isMadeByLosses() && part.premium() < 0);
    if (parts.stream().anyMatch(SubsectorPart::isMadeByLosses)) {
      words.add(rows.words().text("narrative.losses-have-made-the-premium-in"));
      list(words, parts, SubsectorPart::isMadeByLosses);
    }
    words.add(rows.words().text("joined.end"));
    return Optional.of(Sentence.of(words.toArray()));
  }

  private void list(List<Object> words, List<SubsectorPart> parts, Predicate<SubsectorPart> which) {
    int before = words.size();
    for (SubsectorPart part : parts) {
      if (which.test(part)) {
        words.add(
            (words.size() > before ? rows.words().pattern("list.comma") : "")
                + Wording.code(part.group()));
        Sentence paid =
            part.isMadeByLosses()
                ? rows.words()
                    .sentence(
                        "narrative.without-them",
                        figures.premium(part),
                        figures.premiumExLosses(part))
                : Sentence.of(figures.premium(part));
        words.add(rows.words().sentence("joined.in-brackets", paid));
      }
    }
    if (words.size() == before) {
      words.add(rows.words().text("narrative.no-sub-sector"));
    }
  }

  private Optional<Sentence> gap() {
    return rows.of(Part.MODELS).rows().stream()
        .max(Comparator.comparing(row -> Answer.date(row, "valuation_date")))
        .filter(row -> number(row, "gap") != null)
        .map(
            row ->
                rows.words()
                    .sentence(
                        "narrative.on-the-the-best-model-from",
                        Wording.code(Answer.text(row, "benchmark")),
                        Wording.region(rows.words(), Answer.text(row, "region_a")),
                        Answer.text(row, "model_a"),
                        figures.gap(row),
                        Wording.region(rows.words(), Answer.text(row, "region_b")),
                        Answer.text(row, "model_b")));
  }
}
