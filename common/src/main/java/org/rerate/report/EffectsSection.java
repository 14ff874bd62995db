package org.rerate.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rerate.report.ReportRows.Part;
import org.rerate.report.document.Block;
import org.rerate.report.document.Chart;
import org.rerate.report.document.Chart.Role;
import org.rerate.report.document.Chart.Series;
import org.rerate.report.document.Column;
import org.rerate.report.document.Notice;
import org.rerate.report.document.Phrase;
import org.rerate.report.document.Section;
import org.rerate.report.document.Source;
import org.rerate.report.document.Table;
import org.rerate.report.document.Unit;

/** Where the change in cap came from: earnings, multiple, currency, entries, exits. */
final class EffectsSection {

  private static final List<Column> COLUMNS =
      List.of(
          new Column("step", "Step", Unit.TEXT, "the start, an effect, or the end"),
          new Column("usd", "US dollars", Unit.USD, "cap at start and end; effects between"));

  private final ReportRows rows;
  private final ReportSpec spec;

  EffectsSection(ReportRows rows) {
    this.rows = rows;
    this.spec = rows.spec();
  }

  Section section() {
    List<Block> blocks = new ArrayList<>();
    for (String basket : List.of(spec.basketB(), spec.basketA())) {
      ReportSpec.Span span = spec.span(basket);
      span.since().forEach((name, from) -> blocks.add(block(span, name, from, blocks.size() + 1)));
    }
    return new Section(
        "effects",
        "Where the change came from",
        List.of(
            Phrase.of(
                "Each member's change in cap is split without a rest into earnings, multiple and"
                    + " currency by logarithmic means; a member whose earnings are missing or not"
                    + " positive goes whole to \"unexplained\".")),
        blocks);
  }

  private Block block(ReportSpec.Span span, String name, LocalDate from, int number) {
    Answer effects = ofSpan(rows.of(Part.EFFECTS), span, from);
    Answer change = ofSpan(rows.of(Part.CHANGES), span, from);
    String title = rows.name(span.basket()) + " since " + name;
    if (effects.first().isEmpty() || change.number("cap_to_usd") == null) {
      return new Notice(title + ": no member has a cap, so there is no change to take apart.");
    }
    List<List<Object>> steps = new ArrayList<>();
    step(steps, "cap on " + from, orNone(change.number("cap_from_usd")));
    step(steps, "earnings", effects.number("earnings_usd"));
    step(steps, "multiple", effects.number("rerating_usd"));
    step(steps, "currency", effects.number("currency_usd"));
    step(steps, "unexplained", effects.number("unexplained_usd"));
    step(steps, "listed since", effects.number("entries_usd"));
    step(steps, "gone since", -effects.number("exits_usd"));
    step(steps, "cap on " + span.end(), change.number("cap_to_usd"));
    Table data =
        new Table(
            "effects-" + number,
            title,
            "From the cap of the end date's members on the base date to that on the end date. The"
                + " multiple's part is L ln(PE1/PE0) summed over members, L being the logarithmic"
                + " mean of both caps; earnings and currency likewise.",
            COLUMNS,
            steps,
            false,
            new Source(rows.of(Part.EFFECTS).query(), ""));
    return new Chart(
        Chart.Kind.WATERFALL,
        "Earnings "
            + Unit.USD_CHANGE.display(effects.number("earnings_usd"))
            + ", multiple "
            + Unit.USD_CHANGE.display(effects.number("rerating_usd"))
            + ", currency "
            + Unit.USD_CHANGE.display(effects.number("currency_usd"))
            + ".",
        data,
        "step",
        Unit.USD,
        List.of(new Series("usd", title, span.basket().equals(spec.basketA()) ? Role.A : Role.B)),
        List.of());
  }

  private static void step(List<List<Object>> steps, String name, Double usd) {
    steps.add(Arrays.asList(name, usd));
  }

  private static Double orNone(Double usd) {
    return usd == null ? (Double) 0.0 : usd;
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
