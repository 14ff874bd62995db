package org.rerate.report;

import static org.rerate.report.Answer.number;
import static org.rerate.report.Answer.text;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.methodology.LikeForLikeChange.Counts;
import org.rerate.report.ReportData.BasketPart;
import org.rerate.report.ReportData.Driver;
import org.rerate.report.ReportData.SpanPart;
import org.rerate.report.ReportData.SubsectorPart;
import org.rerate.report.ReportData.SubsectorValue;
import org.rerate.report.ReportData.Uncapped;
import org.rerate.report.ReportRows.Part;

/** Puts the rows of a report in the order of the note; computes nothing but shares of a whole. */
public final class ReportNote {

  private static final String ALL = "ALL";

  private final ReportRows rows;
  private final ReportSpec spec;

  /** A note of these rows. */
  public ReportNote(ReportRows rows) {
    this.rows = rows;
    this.spec = rows.spec();
  }

  /** The note. */
  public ReportData read() {
    return new ReportData(spec, spec.spans().stream().map(this::basket).toList(), compared());
  }

  private BasketPart basket(ReportSpec.Span span) {
    Answer onEnd =
        rows.of(Part.VALUATIONS)
            .where("basket_id", span.basket())
            .where("valuation_date", span.end())
            .where("basis", spec.basis().toString());
    Answer all = onEnd.where("subsector", ALL);
    Answer without = onEnd.where("subsector", spec.without());
    Double whole = all.number("cap_usd");
    List<SubsectorValue> subsectors = new ArrayList<>();
    for (Row row : onEnd.where(row -> !rows.isWhole(text(row, "subsector"))).rows()) {
      Double cap = number(row, "cap_usd");
      subsectors.add(
          new SubsectorValue(
              text(row, "subsector"),
              cap == null || whole == null ? null : (Double) (cap / whole),
              number(row, "pe"),
              text(row, "status")));
    }
    subsectors.sort(
        Comparator.comparing(
            SubsectorValue::share, Comparator.nullsLast(Comparator.reverseOrder())));
    return new BasketPart(
        span.basket(),
        rows.name(span.basket()),
        span.end(),
        count(all, "member_count"),
        count(all, "capped_count"),
        uncapped(span),
        whole,
        all.number("pe"),
        all.number("pe_ex_losses"),
        without.number("pe"),
        all.number("pe_median"),
        all.number("coverage"),
        all.status(),
        spans(span),
        subsectors);
  }

  private List<Uncapped> uncapped(ReportSpec.Span span) {
    Answer caps = rows.of(Part.CAPS).where("valuation_date", span.end());
    Map<String, String> statuses = new HashMap<>();
    caps.rows()
        .forEach(
            row ->
                statuses.put(
                    text(row, "issuer_id"),
                    number(row, "cap_usd") == null ? text(row, "status") : null));
    return rows.members().byBasket().get(span.basket()).stream()
        .map(Member::issuerId)
        .filter(issuer -> !statuses.containsKey(issuer) || statuses.get(issuer) != null)
        .map(issuer -> new Uncapped(rows.issuer(issuer), statuses.getOrDefault(issuer, "NO_PRICE")))
        .sorted(Comparator.comparing(Uncapped::name))
        .toList();
  }

  private List<SpanPart> spans(ReportSpec.Span span) {
    List<SpanPart> parts = new ArrayList<>();
    Answer changes =
        rows.of(Part.CHANGES).where("basket_id", span.basket()).where("to_date", span.end());
    span.since()
        .forEach((name, from) -> parts.add(span(name, from, changes.where("from_date", from))));
    return parts;
  }

  private SpanPart span(String name, LocalDate from, Answer changes) {
    Answer all = changes.where("subsector", ALL);
    List<Driver> drivers = new ArrayList<>();
    for (Row row : changes.where(row -> !rows.isWhole(text(row, "subsector"))).rows()) {
      drivers.add(
          new Driver(
              text(row, "subsector"),
              number(row, "lfl_cap_change_usd"),
              number(row, "lfl_cap_change_pct"),
              number(row, "share_of_change"),
              row.getAs("lfl_count"),
              row.getAs("member_count")));
    }
    drivers.sort(
        Comparator.comparing(Driver::changePct, Comparator.nullsLast(Comparator.reverseOrder())));
    return new SpanPart(
        rows.baseDate(name),
        from,
        all.number("lfl_cap_change_usd"),
        all.number("lfl_cap_change_pct"),
        all.number("entries_usd"),
        all.number("exits_usd"),
        all.number("earnings_from_usd"),
        all.number("earnings_change_usd"),
        all.number("earnings_change_pct"),
        all.number("pe_from"),
        all.number("pe_to"),
        all.number("incremental_pe"),
        all.number("incremental_cap_change_usd"),
        all.number("incremental_coverage"),
        all.number("incremental_pe_constant_fx"),
        all.first().map(row -> text(row, "status_constant_fx")).orElse(null),
        all.status(),
        new Counts(
            count(all, "member_count"),
            count(all, "capped_count_from"),
            count(all, "capped_count_to"),
            count(all, "lfl_count"),
            count(all, "matched_count")),
        all.first().map(row -> ChangeRemarks.of(rows.words(), row)).orElse(List.of()),
        drivers);
  }

  private static int count(Answer answer, String column) {
    return answer.first().map(row -> row.<Integer>getAs(column)).orElse(0);
  }

  private List<SubsectorPart> compared() {
    return rows.of(Part.COMPARISONS).where("valuation_date", spec.comparedOn()).rows().stream()
        .sorted(
            Comparator.comparing(
                    (Row row) -> number(row, "cap_share_b"),
                    Comparator.nullsLast(Comparator.reverseOrder()))
                .thenComparing(row -> text(row, "subsector")))
        .map(ReportNote::subsector)
        .toList();
  }

  private static SubsectorPart subsector(Row row) {
    return new SubsectorPart(
        text(row, "subsector"),
        number(row, "pe_a"),
        number(row, "pe_b"),
        number(row, "pe_premium"),
        number(row, "pe_premium_ex_losses"),
        number(row, "cap_share_a"),
        number(row, "cap_share_b"),
        number(row, "cap_ratio"),
        number(row, "cap_ratio_private_a"),
        number(row, "cap_ratio_private_both"),
        row.getAs("member_count_a"),
        row.getAs("capped_count_a"),
        row.getAs("member_count_b"),
        row.getAs("capped_count_b"),
        text(row, "status"));
  }
}
