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
    return new Section("members", "Members", List.of(), List.of(table()));
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
        "Members of both baskets, each on its basket's end date",
        "The P/E is cap over expected "
            + Wording.earnings(spec.basis())
            + ". A revision is the change of those earnings in the currency of the"
            + " estimates, over one and three months; it is missing where earnings are missing or"
            + " not positive at either end. Changes are in US dollars.",
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
                Definitions.BASKET,
                new Column("name", "Company", Unit.TEXT, "name of the company"),
                Definitions.SUBSECTOR,
                new Column("cap_usd", "Cap", Unit.USD, "market capitalisation, USD"),
                new Column("pe", "P/E " + spec.basis(), Unit.MULTIPLE, "cap / expected earnings"),
                new Column(
                    "revision_1m", "Revision 1 m", Unit.CHANGE, "earnings now over a month ago"),
                new Column(
                    "revision_3m", "Revision 3 m", Unit.CHANGE, "earnings now over 3 months ago")));
    int number = 0;
    for (Map.Entry<String, LocalDate> base : bases.entrySet()) {
      columns.add(
          new Column(
              "change_" + ++number,
              "Since " + base.getKey(),
              Unit.CHANGE,
              "change of cap in USD since " + base.getValue()));
    }
    columns.add(
        new Column("earnings_usd", "Earnings", Unit.USD, "expected earnings of the year, USD"));
    columns.add(
        new Column(
            "coverage",
            "Earnings rest on",
            Unit.TEXT,
            "estimates, actuals or earnings per share, and the age of the oldest estimate"));
    columns.add(new Column("issuer_id", "Id", Unit.TEXT, "identifier of the company"));
    columns.add(Definitions.REASON);
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
    cells.add(pe instanceof Absence absence ? absence.reason() : "");
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

  private static String restsOn(Row earned) {
    String source = text(earned, "source");
    Integer age = earned.getAs("estimate_age_days");
    String words = source == null ? "" : source.toLowerCase(java.util.Locale.ROOT);
    return Arrays.asList(words, age == null ? "" : age + " days").stream()
        .filter(part -> !part.isEmpty())
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }
}
