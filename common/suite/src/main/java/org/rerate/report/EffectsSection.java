package org.rerate.report;

import static org.rerate.report.Answer.number;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.rerate.methodology.Rerating;
import org.rerate.report.ReportRows.Part;
import org.rerate.report.document.Absence;
import org.rerate.report.document.Chart;
import org.rerate.report.document.Chart.Role;
import org.rerate.report.document.Chart.Series;
import org.rerate.report.document.Column;
import org.rerate.report.document.DocumentPart;
import org.rerate.report.document.Notice;
import org.rerate.report.document.Provenance;
import org.rerate.report.document.Section;
import org.rerate.report.document.Table;
import org.rerate.report.document.Unit;

/** Where the change in cap came from: earnings, multiple, currency, additions, deletions. */
final class EffectsSection {

  private final ReportRows rows;
  private final ReportSpec spec;

  EffectsSection(ReportRows rows) {
    this.rows = rows;
    this.spec = rows.spec();
  }

  Section section() {
    List<DocumentPart> blocks = new ArrayList<>();
    for (String basket : List.of(spec.basketB(), spec.basketA())) {
      ReportSpec.Span span = spec.span(basket);
      span.since().forEach((name, from) -> blocks.add(block(span, name, from, blocks.size() + 1)));
    }
    return new Section(
        "effects",
        rows.words().text("effects.where-the-change-came-from"),
        List.of(rows.words().sentence("effects.each-members-change-in-cap-is")),
        blocks);
  }

  private DocumentPart block(ReportSpec.Span span, String name, LocalDate from, int number) {
    Answer effects = ofSpan(rows.of(Part.EFFECTS), span, from);
    Answer change = ofSpan(rows.of(Part.CHANGES), span, from);
    String title = rows.words().text("common.since", rows.name(span.basket()), rows.baseDate(name));
    if (effects.first().isEmpty() || change.number("cap_to_usd") == null) {
      return new Notice(rows.words().text("effects.no-member-has-a-cap-so", title));
    }
    Rerating split =
        new Rerating(
            effects.number("rerating_usd"),
            effects.number("earnings_usd"),
            effects.number("currency_usd"),
            effects.number("unexplained_usd"),
            effects.number("entries_usd"),
            effects.number("exits_usd"));
    Table data =
        new Table(
            "effects-" + number,
            title,
            rows.words().text("effects.from-the-cap-of-the-end"),
            columns(),
            steps(span, from, change, split),
            false,
            new Provenance(rows.of(Part.EFFECTS).query(), ""));
    return new Chart(
        Chart.Kind.WATERFALL,
        description(split, unexplained(span, from), change),
        data,
        "step",
        Unit.USD,
        List.of(new Series("usd", title, span.basket().equals(spec.basketA()) ? Role.A : Role.B)),
        List.of());
  }

  private List<List<Object>> steps(
      ReportSpec.Span span, LocalDate from, Answer change, Rerating split) {
    Double start = change.number("cap_from_usd");
    List<List<Object>> steps = new ArrayList<>();
    step(
        steps,
        cap(span, from),
        start == null ? new Absence("NO_COVERAGE") : start,
        start == null ? rows.words().text("effects.no-member-has-a-cap-on") : "");
    if (split.isMostlyUnexplained()) {
      step(
          steps,
          rows.words().text("effects.like-for-like-not-split"),
          split.rerating() + split.earnings() + split.currency() + split.unexplained(),
          rows.words().text("effects.too-few-members-have-positive-expected"));
    } else {
      step(steps, rows.words().text("effects.earnings"), split.earnings(), "");
      step(steps, rows.words().text("common.multiple"), split.rerating(), "");
      step(steps, rows.words().text("common.currency"), split.currency(), "");
      if (split.unexplained() != 0) {
        step(
            steps,
            rows.words().text("common.unexplained"),
            split.unexplained(),
            rows.words().text("effects.members-without-positive-expected-earnings-at"));
      }
    }
    if (split.entries() != 0) {
      step(
          steps,
          rows.words().text("effects.additions"),
          split.entries(),
          rows.words().text("effects.members-with-a-cap-at-the"));
    }
    if (split.exits() != 0) {
      step(
          steps,
          rows.words().text("effects.deletions"),
          -split.exits(),
          rows.words().text("effects.members-with-a-cap-at-the-2"));
    }
    step(steps, cap(span, span.end()), change.number("cap_to_usd"), "");
    return steps;
  }

  private static void step(List<List<Object>> steps, String name, Object usd, String remark) {
    steps.add(List.of(name, usd, remark));
  }

  /** Cap on a day, with the members that it is of where some lack one. */
  private String cap(ReportSpec.Span span, LocalDate day) {
    Answer valued =
        rows.of(Part.VALUATIONS)
            .where("basket_id", span.basket())
            .where("subsector", "ALL")
            .where("valuation_date", day);
    Double members = valued.number("member_count");
    Double capped = valued.number("capped_count");
    return rows.words()
        .text(
            "effects.cap-on",
            day,
            (members == null || members.equals(capped)
                ? ""
                : rows.words()
                    .text(
                        "effects.of-members",
                        rows.words().show(Unit.COUNT, capped),
                        rows.words().show(Unit.COUNT, members))));
  }

  /** "22 of 42 members": those with a cap at both ends whose change is unexplained. */
  private String unexplained(ReportSpec.Span span, LocalDate from) {
    List<Row> both =
        rows.of(Part.MEMBER_EFFECTS)
            .where("basket_id", span.basket())
            .where("from_date", from)
            .where("to_date", span.end())
            .where(row -> number(row, "entries_usd") == 0 && number(row, "exits_usd") == 0)
            .where(row -> number(row, "cap_change_usd") != 0)
            .rows();
    long without = both.stream().filter(row -> number(row, "unexplained_usd") != 0).count();
    return rows.words().text("effects.of-members-2", without, both.size());
  }

  private String description(Rerating split, String members, Answer change) {
    String rest =
        rows.words()
            .text(
                "effects.of-the-like-for-like-change",
                rows.words().show(Unit.USD_CHANGE, split.unexplained()),
                rows.words().show(Unit.FRACTION, split.unexplainedShare()),
                rows.words().show(Unit.USD_CHANGE, change.number("lfl_cap_change_usd")),
                members);
    if (split.isMostlyUnexplained()) {
      return rows.words().text("effects.not-split-because-less-than-half", rest);
    }
    return rows.words()
        .text(
            "effects.earnings-multiple-currency",
            rows.words().show(Unit.USD_CHANGE, split.earnings()),
            rows.words().show(Unit.USD_CHANGE, split.rerating()),
            rows.words().show(Unit.USD_CHANGE, split.currency()),
            (split.unexplained() == 0 ? "" : rows.words().text("effects.unexplained", rest)));
  }

  /** The whole basket's row of a span. */
  static Answer ofSpan(Answer answer, ReportSpec.Span span, LocalDate from) {
    return answer
        .where("basket_id", span.basket())
        .where("from_date", from)
        .where("to_date", span.end())
        .where("subsector", "ALL");
  }

  private List<Column> columns() {
    return List.of(
        new Column(
            "step",
            rows.words().text("effects.step"),
            Unit.TEXT,
            rows.words().text("effects.the-start-an-effect-or-the")),
        new Column(
            "usd",
            rows.words().text("effects.us-dollars"),
            Unit.USD,
            rows.words().text("effects.cap-at-start-and-end-effects")),
        new Column(
            "remark",
            rows.words().text("effects.remark"),
            Unit.TEXT,
            rows.words().text("effects.whose-change-it-is-or-why")));
  }
}
