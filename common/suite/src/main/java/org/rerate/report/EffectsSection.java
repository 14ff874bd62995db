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
import org.rerate.report.document.Sentence;
import org.rerate.report.document.Table;
import org.rerate.report.document.Unit;

/** Where the change in cap came from: earnings, multiple, currency, additions, deletions. */
final class EffectsSection {

  private static final List<Column> COLUMNS =
      List.of(
          new Column("step", "Step", Unit.TEXT, "the start, an effect, or the end"),
          new Column("usd", "US dollars", Unit.USD, "cap at start and end; effects between"),
          new Column("remark", "Remark", Unit.TEXT, "whose change it is, or why it is missing"));

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
        "Where the change came from",
        List.of(
            Sentence.of(
                "Each member's change in cap is split into earnings, multiple and currency by"
                    + " logarithmic means, which leave no residual. The change of a member without"
                    + " positive expected earnings at both ends is unexplained. Where less than"
                    + " half of the change would be explained, it is not split.")),
        blocks);
  }

  private DocumentPart block(ReportSpec.Span span, String name, LocalDate from, int number) {
    Answer effects = ofSpan(rows.of(Part.EFFECTS), span, from);
    Answer change = ofSpan(rows.of(Part.CHANGES), span, from);
    String title = rows.name(span.basket()) + " since " + name;
    if (effects.first().isEmpty() || change.number("cap_to_usd") == null) {
      return new Notice(title + ": no member has a cap, so there is no change to take apart.");
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
            "From the cap of the end date's members on the base date to that on the end date. The"
                + " multiple's effect is L ln(PE1/PE0) summed over members, L being the logarithmic"
                + " mean of both caps; earnings and currency likewise.",
            COLUMNS,
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
        start == null ? "no member has a cap on the base date" : "");
    if (split.isMostlyUnexplained()) {
      step(
          steps,
          "like for like, not split",
          split.rerating() + split.earnings() + split.currency() + split.unexplained(),
          "too few members have positive expected earnings at both ends");
    } else {
      step(steps, "earnings", split.earnings(), "");
      step(steps, "multiple", split.rerating(), "");
      step(steps, "currency", split.currency(), "");
      if (split.unexplained() != 0) {
        step(
            steps,
            "unexplained",
            split.unexplained(),
            "members without positive expected earnings at both ends");
      }
    }
    if (split.entries() != 0) {
      step(steps, "additions", split.entries(), "members with a cap at the end only");
    }
    if (split.exits() != 0) {
      step(steps, "deletions", -split.exits(), "members with a cap at the start only");
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
    return "cap on "
        + day
        + (members == null || members.equals(capped)
            ? ""
            : ", "
                + Unit.COUNT.display(capped)
                + " of "
                + Unit.COUNT.display(members)
                + " members");
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
    return without + " of " + both.size() + " members";
  }

  private static String description(Rerating split, String members, Answer change) {
    String rest =
        Unit.USD_CHANGE.display(split.unexplained())
            + ", "
            + Unit.FRACTION.display(split.unexplainedShare())
            + " of the like-for-like change of "
            + Unit.USD_CHANGE.display(change.number("lfl_cap_change_usd"))
            + ": "
            + members
            + " have no positive expected earnings at one of the ends";
    if (split.isMostlyUnexplained()) {
      return "Not split, because less than half would be explained. Unexplained is " + rest + ".";
    }
    return "Earnings "
        + Unit.USD_CHANGE.display(split.earnings())
        + ", multiple "
        + Unit.USD_CHANGE.display(split.rerating())
        + ", currency "
        + Unit.USD_CHANGE.display(split.currency())
        + (split.unexplained() == 0 ? "" : "; unexplained " + rest)
        + ".";
  }

  /** The whole basket's row of a span. */
  static Answer ofSpan(Answer answer, ReportSpec.Span span, LocalDate from) {
    return answer
        .where("basket_id", span.basket())
        .where("from_date", from)
        .where("to_date", span.end())
        .where("subsector", "ALL");
  }
}
