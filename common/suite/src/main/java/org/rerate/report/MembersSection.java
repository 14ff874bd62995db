package org.rerate.report;

import static org.rerate.report.Answer.number;
import static org.rerate.report.Answer.text;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.methodology.EstimateRevision;
import org.rerate.report.ReportRows.Part;
import org.rerate.report.document.Absence;
import org.rerate.report.document.Column;
import org.rerate.report.document.Provenance;
import org.rerate.report.document.Section;
import org.rerate.report.document.Table;
import org.rerate.report.document.Unit;

/** Every member of both baskets on its end date. */
final class MembersSection {

  private static final int CAP = 3;

  private final ReportRows rows;
  private final ReportSpec spec;
  private final CapHistory history;
  private final Map<String, Row> issuers = new HashMap<>();
  private final Map<String, Row> earnings = new HashMap<>();
  private final Map<String, Row> caps = new HashMap<>();
  private final Map<String, Row> effects = new HashMap<>();
  private final Map<String, LocalDate> bases;

  MembersSection(ReportRows rows) {
    this.rows = rows;
    this.spec = rows.spec();
    this.history = new CapHistory(rows);
    this.bases = CapSection.bases(spec);
    rows.of(Part.ISSUERS).rows().forEach(row -> issuers.put(text(row, "issuer_id"), row));
    rows.of(Part.EARNINGS).rows().forEach(row -> earnings.put(onDay(row), row));
    rows.of(Part.CAPS).rows().forEach(row -> caps.put(onDay(row), row));
    rows.of(Part.MEMBER_EFFECTS)
        .rows()
        .forEach(
            row ->
                effects.put(
                    effect(
                        text(row, "basket_id"),
                        text(row, "issuer_id"),
                        Answer.date(row, "from_date")),
                    row));
  }

  private static String onDay(Row row) {
    return onDay(text(row, "issuer_id"), Answer.date(row, "valuation_date"));
  }

  private static String onDay(String issuer, LocalDate day) {
    return issuer + '\n' + day;
  }

  private static String effect(String basket, String issuer, LocalDate from) {
    return basket + '\n' + issuer + '\n' + from;
  }

  Section section() {
    return new Section("members", rows.words().text("common.members"), List.of(), List.of(table()));
  }

  private Table table() {
    List<List<Object>> cells = new ArrayList<>();
    for (String basket : List.of(spec.basketB(), spec.basketA())) {
      ReportSpec.Span span = spec.span(basket);
      rows.members().byBasket().get(basket).forEach(member -> cells.add(cells(span, member)));
    }
    cells.sort(
        Comparator.comparing(
            row -> row.get(CAP) instanceof Double cap ? cap : null,
            Comparator.nullsLast(Comparator.reverseOrder())));
    return new Table(
        "members",
        rows.words().text("members.members-of-both-baskets-each-on"),
        rows.words()
            .text(
                "members.the-pe-is-cap-over-expected",
                Wording.earnings(rows.words(), spec.basis())),
        columns(),
        cells,
        true,
        new Provenance(
            rows.of(Part.EARNINGS).query(),
            "rerate explain --basket "
                + spec.basketA()
                + " --on "
                + spec.span(spec.basketA()).end()
                + " --basis "
                + spec.basis()
                + " --member ISSUER"));
  }

  private List<Column> columns() {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Definitions.basket(rows.words()),
                Definitions.company(rows.words()),
                Definitions.subsector(rows.words()),
                new Column(
                    "cap_usd",
                    rows.words().text("members.cap"),
                    Unit.USD,
                    rows.words().text("members.market-capitalisation-usd")),
                new Column(
                    "pe",
                    rows.words().text("common.pe", spec.basis()),
                    Unit.MULTIPLE,
                    rows.words().text("members.cap-expected-earnings")),
                new Column(
                    "revision_1m",
                    rows.words().text("members.revision-1-m"),
                    Unit.CHANGE,
                    rows.words().text("members.earnings-now-over-a-month-ago")),
                new Column(
                    "revision_3m",
                    rows.words().text("members.revision-3-m"),
                    Unit.CHANGE,
                    rows.words().text("members.earnings-now-over-3-months-ago"))));
    int number = 0;
    for (Map.Entry<String, LocalDate> base : bases.entrySet()) {
      columns.add(
          new Column(
              "change_" + ++number,
              rows.words().text("members.since", rows.baseDate(base.getKey())),
              Unit.CHANGE,
              rows.words().text("members.change-of-cap-in-usd-since", base.getValue())));
    }
    columns.add(
        new Column(
            "earnings_usd",
            rows.words().text("members.earnings"),
            Unit.USD,
            rows.words().text("members.expected-earnings-of-the-year-usd")));
    columns.add(
        new Column(
            "coverage",
            rows.words().text("members.earnings-rest-on"),
            Unit.TEXT,
            rows.words().text("members.estimates-actuals-or-earnings-per-share")));
    columns.add(
        new Column(
            "issuer_id",
            rows.words().text("members.id"),
            Unit.TEXT,
            rows.words().text("members.identifier-of-the-company")));
    columns.add(Definitions.reason(rows.words()));
    return columns;
  }

  private List<Object> cells(ReportSpec.Span span, Member member) {
    String issuer = member.issuerId();
    Row capRow = caps.get(onDay(issuer, span.end()));
    Row earned = earnings.get(onDay(issuer, span.end()));
    String capStatus = capRow == null ? "NO_PRICE" : text(capRow, "status");
    String earningsStatus = earned == null ? "NO_ESTIMATE" : text(earned, "status");
    Double cap = capRow == null ? null : number(capRow, "cap_usd");
    Double earning = earned == null ? null : number(earned, "earnings_usd");
    boolean loss = earning != null && earning <= 0;
    Object pe =
        cap == null
            ? new Absence(capStatus)
            : earning == null
                ? new Absence(earningsStatus)
                : loss ? new Absence("NON_POSITIVE_EARNINGS") : (Object) (cap / earning);
    List<Object> cells = new ArrayList<>();
    cells.add(rows.name(span.basket()));
    cells.add(Optional.ofNullable(issuers.get(issuer)).map(r -> text(r, "name")).orElse(issuer));
    cells.add(member.subsector());
    cells.add(cap == null ? new Absence(capStatus) : cap);
    cells.add(pe);
    Map<Integer, LocalDate> revised = rows.plan().revised(span);
    for (int months : ReportPlan.REVISION_MONTHS) {
      cells.add(revision(span, issuer, cap, earning, revised.get(months)));
    }
    bases.values().forEach(base -> cells.add(change(issuer, base, cap)));
    cells.add(earning == null ? new Absence(earningsStatus) : earning);
    cells.add(earned == null || earning == null ? "" : restsOn(earned));
    cells.add(issuer);
    cells.add(pe instanceof Absence absence ? rows.words().reason(absence.status()) : "");
    return cells;
  }

  private Object change(String issuer, LocalDate base, Double cap) {
    Double then = history.cap(issuer, base);
    if (cap == null || then == null || then <= 0) {
      Row row = caps.get(onDay(issuer, base));
      String status = row == null ? "NO_PRICE" : text(row, "status");
      return new Absence(status.equals("OK") || status.equals("VENDOR_CAP") ? "NO_PRICE" : status);
    }
    return cap / then - 1;
  }

  private Object revision(
      ReportSpec.Span span, String issuer, Double cap, Double earning, LocalDate from) {
    Double then = from == null ? null : history.cap(issuer, from);
    Row row = from == null ? null : effects.get(effect(span.basket(), issuer, from));
    if (cap == null || earning == null || then == null || row == null) {
      return new Absence("INSUFFICIENT_HISTORY");
    }
    if (earning <= 0 || number(row, "unexplained_usd") != 0) {
      return new Absence("NON_POSITIVE_BASE");
    }
    double factor = factor(span.basket(), issuer);
    double revision = EstimateRevision.of(then * factor, cap * factor, number(row, "earnings_usd"));
    return Double.isNaN(revision) ? new Absence("INSUFFICIENT_HISTORY") : (Object) revision;
  }

  private double factor(String basket, String issuer) {
    return rows.members().byBasket().get(basket).stream()
        .filter(member -> member.issuerId().equals(issuer))
        .findFirst()
        .map(Member::factor)
        .orElse(1.0);
  }

  private String restsOn(Row earned) {
    String source = text(earned, "source");
    Integer age = earned.getAs("estimate_age_days");
    String words =
        source == null || !rows.words().has("source." + source)
            ? ""
            : rows.words().text("source." + source);
    return Arrays.asList(words, age == null ? "" : rows.words().text("members.days", age)).stream()
        .filter(part -> !part.isEmpty())
        .reduce((a, b) -> a + rows.words().pattern("list.comma") + b)
        .orElse("");
  }
}
