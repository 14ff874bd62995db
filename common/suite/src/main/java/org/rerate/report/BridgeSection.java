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
    if (!bridge.otherRules().isEmpty()) {
      lead.add(
          rows.words()
              .sentence(
                  "bridge.other-rules-held-then",
                  String.join(rows.words().pattern("list.comma"), bridge.otherRules())));
    }
    List<DocumentPart> tables = new ArrayList<>();
    add(
        tables,
        "bridge-cap",
        rows.words().text("bridge.caps-since-the-report-of", bridge.against()),
        Unit.USD);
    add(tables, "bridge-pe", rows.words().text("bridge.pes-and-incremental-pes"), Unit.MULTIPLE);
    add(
        tables,
        "bridge-changes",
        rows.words().text("bridge.changes-like-for-like-and-the"),
        Unit.CHANGE);
    add(tables, "bridge-ratio", rows.words().text("bridge.ratio-of-caps"), Unit.FRACTION);
    return new Section(
        "since-last", rows.words().text("bridge.since-the-last-report"), lead, tables);
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
      return rows.words()
          .sentence(
              "bridge.cannot-be-held-against-the-report",
              name,
              bridge.against(),
              rows.words().reason(cap.status()));
    }
    List<Object> words = new ArrayList<>();
    words.add(rows.words().text("bridge.was-worth", name));
    words.add(quoted(cap, "published", then.value(), Unit.USD));
    words.add(rows.words().text("bridge.on-in-the-last-report", then.day()));
    if (cap.restatements().stream().noneMatch(Part::matters)) {
      words.add(rows.words().text("bridge.of-which-nothing-was-restated"));
    } else {
      words.add(rows.words().text("bridge.what-came-in-later-has-restated"));
      words.add(quoted(cap, "restated", cap.restatement(), Unit.USD_CHANGE));
      words.add(rows.words().text("joined.in-brackets", by(cap)));
    }
    words.add(rows.words().text("bridge.by", cap.now().day()));
    List<Part> moved = cap.parts().stream().filter(part -> Math.abs(part.effect()) > 0).toList();
    if (moved.isEmpty()) {
      words.add(rows.words().text("bridge.nothing-moved-it-it-is"));
    }
    for (int i = 0; i < moved.size(); i++) {
      Part part = moved.get(i);
      words.add(
          (i == 0
                  ? ""
                  : i == moved.size() - 1
                      ? rows.words().text("common.and")
                      : rows.words().text("list.comma"))
              + part(part.name())
              + " ");
      words.add(quoted(cap, part.name(), part.effect(), Unit.USD_CHANGE));
    }
    words.add(moved.isEmpty() ? "" : rows.words().text("bridge.brought-it-to"));
    words.add(quoted(cap, "now", cap.now().value(), Unit.USD));
    words.add(rows.words().text("joined.end"));
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
                rows.words()
                    .sentence(
                        "bridge.its-pe-on-was-and-is",
                        Wording.earnings(rows.words(), spec.basis()),
                        quoted(pe, "published", pe.published().value(), Unit.MULTIPLE),
                        pe.restatement() == 0 ? "" : rows.words().text("bridge.restated"),
                        pe.restatement() == 0
                            ? ""
                            : quoted(pe, "restated-value", pe.restated().value(), Unit.MULTIPLE),
                        quoted(pe, "now", pe.now().value(), Unit.MULTIPLE)));
  }

  private QuotedNumber quoted(Headline headline, String what, Double value, Unit unit) {
    return new QuotedNumber(
        String.join("-", "since-last", headline.measure(), headline.basket(), what)
            .replaceAll("[^A-Za-z0-9_-]", "_"),
        rows.words()
            .text(
                "bridge.since-the-report-of",
                headline.words(rows.words(), rows::name),
                part(what),
                bridge.against()),
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
    columns.add(Definitions.basket(rows.words()));
    columns.add(
        new Column(
            "headline",
            rows.words().text("bridge.number"),
            Unit.TEXT,
            rows.words().text("bridge.which-number-of-the-basket")));
    columns.add(
        new Column(
            "published", rows.words().text("bridge.as-published"), unit, meaning("published")));
    columns.add(
        new Column(
            "restatement",
            rows.words().text("bridge.restated-2"),
            unit.ofChange(),
            meaning("restated")));
    Map<String, Column> ofParts = new LinkedHashMap<>();
    headlines
        .get(0)
        .parts()
        .forEach(
            part ->
                ofParts.put(
                    part.name(),
                    new Column(
                        part.name(),
                        title(part),
                        unit.ofChange(),
                        meaning(part.name()),
                        !parts.contains(part.name()))));
    columns.addAll(ofParts.values());
    columns.add(new Column("now", rows.words().text("bridge.now"), unit, meaning("now")));
    columns.add(
        new Column(
            "coverage_published",
            rows.words().text("bridge.coverage-then"),
            Unit.FRACTION,
            rows.words().text("bridge.part-of-the-cap-with-earnings")));
    columns.add(
        new Column(
            "coverage",
            rows.words().text("bridge.coverage-now"),
            Unit.FRACTION,
            rows.words().text("bridge.part-of-the-cap-with-earnings")));
    columns.add(
        new Column(
            "restated_by",
            rows.words().text("bridge.restated-by"),
            Unit.TEXT,
            rows.words().text("bridge.the-inputs-that-did-it")));
    columns.add(Definitions.reason(rows.words()));
    List<List<Object>> cells = new ArrayList<>();
    headlines.forEach(headline -> cells.add(row(headline)));
    return new Table(
        id,
        title,
        rows.words().text("bridge.as-published-is-the-number-of", bridge.recordedFrom()),
        columns,
        cells,
        false,
        new Provenance("", command()));
  }

  private List<Object> row(Headline headline) {
    List<Object> row = new ArrayList<>();
    row.add(rows.name(headline.basket()));
    row.add(headline.number(rows.words(), rows::name));
    row.add(cell(headline.published()));
    row.add(cell(headline.restatement(), headline.status()));
    headline.parts().forEach(part -> row.add(cell(part.effect(), part.status())));
    row.add(now(headline));
    row.add(headline.published().coverage());
    row.add(headline.now().coverage());
    row.add(by(headline));
    row.add(headline.status().equals("OK") ? "" : rows.words().reason(headline.status()));
    return row;
  }

  /** The number of this report, marked as elsewhere where it is not meaningful. */
  private Object now(Headline headline) {
    if (headline.measure().equals(HeadlineMeasure.INCREMENTAL)) {
      return note.baskets().stream()
          .filter(one -> one.basket().equals(headline.basket()))
          .flatMap(one -> one.spans().stream())
          .filter(span -> span.from().equals(headline.since()))
          .filter(SpanPart::isMadeByExchangeRates)
          .findFirst()
          .map(span -> IncrementalSection.paid(rows.words(), span))
          .orElse(cell(headline.now()));
    }
    return cell(headline.now());
  }

  private Object cell(Point point) {
    return point.value() == null
        ? new Absence(point.status())
        : SubsectorsSection.marked(rows.words(), point.value(), point.madeByLosses());
  }

  private static Object cell(Double value, String status) {
    return value == null ? new Absence(status) : value;
  }

  /** "estimates -0.3x, shares +0.1x": the inputs that restated a number. */
  private String by(Headline headline) {
    return headline.restatements().stream()
        .filter(Part::matters)
        .map(
            part ->
                part(part.name())
                    + " "
                    + rows.words().show(headline.unit().ofChange(), part.effect()))
        .collect(Collectors.joining(rows.words().pattern("list.comma")));
  }

  private String title(Part part) {
    String name = part(part.name());
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** An input or a part as readers call it. */
  private String part(String name) {
    String key = "bridge.part." + name;
    return rows.words().has(key) ? rows.words().pattern(key) : name.replace('_', ' ');
  }

  private String meaning(String what) {
    return switch (what) {
      case "published" -> rows.words().text("bridge.the-number-of-the-earlier-date");
      case "restated-value" -> rows.words().text("bridge.the-number-of-the-earlier-date-2");
      case "restated" -> rows.words().text("bridge.what-rows-that-came-in-since");
      case "joiners" -> rows.words().text("bridge.members-that-joined-or-weigh-more");
      case "leavers" -> rows.words().text("bridge.members-that-left-or-weigh-less");
      case "listings" -> rows.words().text("bridge.members-without-a-cap-on-the");
      case "delistings" -> rows.words().text("bridge.members-with-a-cap-on-the");
      case "earnings" -> rows.words().text("bridge.change-of-expected-earnings-in-their");
      case "currency" -> rows.words().text("bridge.change-of-the-rates-of-the");
      case "rerating" -> rows.words().text("bridge.change-of-what-is-paid-for");
      case "unexplained" -> rows.words().text("bridge.change-of-members-without-positive-earnings");
      default -> rows.words().text("bridge.the-number-of-this-report");
    };
  }
}
