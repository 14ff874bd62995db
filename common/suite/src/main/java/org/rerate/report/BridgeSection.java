package org.rerate.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rerate.report.Headline.Part;
import org.rerate.report.Headline.Point;
import org.rerate.report.ReportData.BasketPart;
import org.rerate.report.ReportData.SpanPart;
import org.rerate.report.document.Absence;
import org.rerate.report.document.Column;
import org.rerate.report.document.DocumentPart;
import org.rerate.report.document.Provenance;
import org.rerate.report.document.QuotedNumber;
import org.rerate.report.document.Section;
import org.rerate.report.document.Sentence;
import org.rerate.report.document.Table;
import org.rerate.report.document.Unit;

/** What became of the numbers of the last report: restated, then moved between the dates. */
final class BridgeSection {

  private static final String COVERAGE =
      "part of the cap with earnings; of a cap and a change, part of the members that have one; the"
          + " lower one of two baskets";

  private static final Map<String, String> TITLES =
      Map.of("rerating", "Re-rating", "listings", "New caps", "delistings", "Lost caps");

  private final ReportRows rows;
  private final ReportSpec spec;
  private final ReportData note;
  private final ReportBridge bridge;

  BridgeSection(ReportRows rows, ReportData note) {
    this.rows = rows;
    this.note = note;
    this.spec = rows.spec();
    this.bridge = rows.bridge();
  }

  Section section() {
    List<Sentence> lead = new ArrayList<>();
    for (String basket : List.of(spec.basketB(), spec.basketA())) {
      bridge.headlines().stream()
          .filter(one -> one.measure().equals(HeadlineMeasure.CAP) && one.basket().equals(basket))
          .forEach(cap -> lead.add(sentence(cap)));
    }
    List<DocumentPart> tables = new ArrayList<>();
    add(tables, "bridge-cap", "Caps since the report of " + bridge.against(), Unit.USD);
    add(tables, "bridge-pe", "P/Es and incremental P/Es", Unit.MULTIPLE);
    add(tables, "bridge-changes", "Changes like for like, and the premium", Unit.CHANGE);
    add(tables, "bridge-ratio", "Ratio of caps", Unit.FRACTION);
    return new Section("since-last", "Since the last report", lead, tables);
  }

  private void add(List<DocumentPart> tables, String id, String title, Unit unit) {
    List<Headline> headlines =
        bridge.headlines().stream().filter(headline -> headline.unit() == unit).toList();
    if (!headlines.isEmpty()) {
      tables.add(table(id, title, headlines));
    }
  }

  /** "US AI was worth X in the report of D; restated by Y; ...". */
  private Sentence sentence(Headline cap) {
    String name = rows.name(cap.basket());
    Point then = cap.published();
    if (cap.restatement() == null || cap.change() == null) {
      return Sentence.of(
          name
              + " cannot be held against the report of "
              + bridge.against()
              + ": "
              + Absence.reason(cap.status())
              + ".");
    }
    List<Object> words = new ArrayList<>();
    words.add(name + " was worth ");
    words.add(quoted(cap, "published", then.value(), Unit.USD));
    words.add(" on " + then.day() + " in the last report");
    if (cap.restatements().stream().noneMatch(Part::matters)) {
      words.add(", of which nothing was restated");
    } else {
      words.add("; what came in later has restated that by ");
      words.add(quoted(cap, "restated", cap.restatement(), Unit.USD_CHANGE));
      words.add(" (" + by(cap) + ")");
    }
    words.add(". By " + cap.now().day() + ", ");
    List<Part> moved = cap.parts().stream().filter(part -> Math.abs(part.effect()) > 0).toList();
    if (moved.isEmpty()) {
      words.add("nothing moved it; it is ");
    }
    for (int i = 0; i < moved.size(); i++) {
      Part part = moved.get(i);
      words.add(
          (i == 0 ? "" : i == moved.size() - 1 ? " and " : ", ")
              + title(part).toLowerCase(Locale.ROOT)
              + " ");
      words.add(quoted(cap, part.name(), part.effect(), Unit.USD_CHANGE));
    }
    words.add(moved.isEmpty() ? "" : " brought it to ");
    words.add(quoted(cap, "now", cap.now().value(), Unit.USD));
    words.add(".");
    pe(cap.basket()).ifPresent(words::add);
    return Sentence.of(words.toArray());
  }

  private Optional<Sentence> pe(String basket) {
    return bridge.headlines().stream()
        .filter(one -> one.measure().equals(HeadlineMeasure.PE) && one.basket().equals(basket))
        .filter(one -> one.basis().equals(spec.basis().toString()))
        .filter(one -> one.restatement() != null && one.change() != null)
        .findFirst()
        .map(
            pe ->
                Sentence.of(
                    " Its P/E on " + Wording.earnings(spec.basis()) + " was ",
                    quoted(pe, "published", pe.published().value(), Unit.MULTIPLE),
                    pe.restatement() == 0 ? "" : ", restated ",
                    pe.restatement() == 0
                        ? ""
                        : quoted(pe, "restated-value", pe.restated().value(), Unit.MULTIPLE),
                    ", and is ",
                    quoted(pe, "now", pe.now().value(), Unit.MULTIPLE),
                    "."));
  }

  private QuotedNumber quoted(Headline headline, String what, Double value, Unit unit) {
    return new QuotedNumber(
        String.join("-", "since-last", headline.measure(), headline.basket(), what)
            .replaceAll("[^A-Za-z0-9_-]", "_"),
        headline.words(rows::name) + ": " + what + ", since the report of " + bridge.against(),
        unit,
        value,
        "OK",
        meaning(what),
        new Provenance("", command()));
  }

  private String command() {
    return "rerate diff --report "
        + bridge.report()
        + " --on "
        + bridge.on()
        + " --against "
        + bridge.against();
  }

  private Table table(String id, String title, List<Headline> headlines) {
    Set<String> parts = new LinkedHashSet<>();
    for (Headline headline : headlines) {
      headline.parts().stream().filter(Part::matters).forEach(part -> parts.add(part.name()));
    }
    Unit unit = headlines.get(0).unit();
    List<Column> columns = new ArrayList<>();
    columns.add(Definitions.BASKET);
    columns.add(new Column("headline", "Number", Unit.TEXT, "which number of the basket"));
    columns.add(new Column("published", "As published", unit, meaning("published")));
    columns.add(new Column("restatement", "Restated", unit.ofChange(), meaning("restated")));
    Map<String, Column> ofParts = new LinkedHashMap<>();
    headlines.get(0).parts().stream()
        .filter(part -> parts.contains(part.name()))
        .forEach(
            part ->
                ofParts.put(
                    part.name(),
                    new Column(part.name(), title(part), unit.ofChange(), meaning(part.name()))));
    columns.addAll(ofParts.values());
    columns.add(new Column("now", "Now", unit, meaning("now")));
    columns.add(new Column("coverage_published", "Coverage then", Unit.FRACTION, COVERAGE));
    columns.add(new Column("coverage", "Coverage now", Unit.FRACTION, COVERAGE));
    columns.add(new Column("restated_by", "Restated by", Unit.TEXT, "the inputs that did it"));
    columns.add(Definitions.REASON);
    List<List<Object>> cells = new ArrayList<>();
    headlines.forEach(headline -> cells.add(row(headline, ofParts.keySet())));
    return new Table(
        id,
        title,
        "As published is the number of the earlier date, by the rules of now, from the rows that had"
            + " been taken in when that report was made, at "
            + bridge.recordedFrom()
            + "; restated is what later rows made of it. The other parts lead from there to the"
            + " number of this report and sum to it. A cap is split as in the section on where the"
            + " change came from; of a ratio, one part after the other is exchanged, in the order"
            + " of the columns, so that earnings and currency move a P/E by the mix of members"
            + " alone.",
        columns,
        cells,
        false,
        new Provenance("", command()));
  }

  private List<Object> row(Headline headline, Set<String> parts) {
    List<Object> row = new ArrayList<>();
    row.add(rows.name(headline.basket()));
    row.add(headline.number(rows::name));
    row.add(cell(headline.published().value(), headline.published().status()));
    row.add(cell(headline.restatement(), headline.status()));
    headline.parts().stream()
        .filter(part -> parts.contains(part.name()))
        .forEach(part -> row.add(cell(part.effect(), part.status())));
    row.add(now(headline));
    row.add(headline.published().coverage());
    row.add(headline.now().coverage());
    row.add(by(headline));
    row.add(headline.status().equals("OK") ? "" : Absence.reason(headline.status()));
    return row;
  }

  /** The number of this report, marked as elsewhere where it is not meaningful. */
  private Object now(Headline headline) {
    Object plain = cell(headline.now().value(), headline.now().status());
    Optional<BasketPart> basket =
        note.baskets().stream().filter(one -> one.basket().equals(headline.basket())).findFirst();
    return switch (headline.measure()) {
      case HeadlineMeasure.INCREMENTAL ->
          basket.stream()
              .flatMap(one -> one.spans().stream())
              .filter(span -> span.from().equals(headline.since()))
              .filter(SpanPart::isMadeByExchangeRates)
              .findFirst()
              .map(IncrementalSection::paid)
              .orElse(plain);
      case HeadlineMeasure.PE ->
          headline.basis().equals(spec.basis().toString())
                  && headline.now().value() != null
                  && basket.filter(BasketPart::isMadeByLosses).isPresent()
              ? SubsectorsSection.marked(headline.now().value(), true)
              : plain;
      default -> plain;
    };
  }

  private static Object cell(Double value, String status) {
    return value == null ? new Absence(status) : value;
  }

  /** "estimates -0.3x, shares +0.1x": the inputs that restated a number. */
  private static String by(Headline headline) {
    return headline.restatements().stream()
        .filter(Part::matters)
        .map(
            part ->
                part.name().replace('_', ' ')
                    + " "
                    + headline.unit().ofChange().display(part.effect()))
        .collect(Collectors.joining(", "));
  }

  private static String title(Part part) {
    return TITLES.getOrDefault(
        part.name(),
        part.name().substring(0, 1).toUpperCase(Locale.ROOT) + part.name().substring(1));
  }

  private static String meaning(String what) {
    return switch (what) {
      case "published" -> "the number of the earlier date, from the rows of then";
      case "restated-value" -> "the number of the earlier date, from the rows of now";
      case "restated" -> "what rows that came in since made of the number of the earlier date";
      case "joiners" -> "members that joined or weigh more, with their cap of the earlier date";
      case "leavers" -> "members that left or weigh less, with their cap of the earlier date";
      case "listings" -> "members without a cap on the earlier date that have one now";
      case "delistings" -> "members with a cap on the earlier date that have none now";
      case "earnings" ->
          "change of expected earnings in their own currency, at the multiples of then";
      case "currency" -> "change of the rates of the estimate currencies";
      case "rerating" -> "change of what is paid for the same earnings";
      case "unexplained" -> "change of members without positive earnings on both dates";
      default -> "the number of this report";
    };
  }
}
