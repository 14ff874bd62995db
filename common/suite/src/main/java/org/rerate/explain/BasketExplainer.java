package org.rerate.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.rerate.blocks.Fact;
import org.rerate.blocks.Facts;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Days;
import org.rerate.domain.RerateException;
import org.rerate.domain.Status;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.history.AsOf;
import org.rerate.history.MembershipHistory;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.history.MembershipHistory.MemberRow;
import org.rerate.history.Rates;
import org.rerate.methodology.Methodology;
import org.rerate.table.MarketTables;
import org.rerate.valuation.ResultVariant;
import org.rerate.valuation.TracingValuation;
import org.rerate.value.Groups;
import org.rerate.value.IssuerTrace;

/**
 * Takes a basket's number apart: walks its members once more, listening to which rows are taken,
 * fetches those rows from the market tables, and calculates everything again from them alone.
 */
public final class BasketExplainer {

  private final Warehouse warehouse;
  private final Methodology methodology;
  private final AsOf asOf;

  /** Explains numbers of {@code methodology} for someone who sees {@code cut}. */
  public BasketExplainer(Warehouse warehouse, Methodology methodology, AsOf asOf) {
    this.warehouse = warehouse;
    this.methodology = methodology;
    this.asOf = asOf;
  }

  /** The number and what it is made of; the packed series must be up to date. */
  public BasketExplanation explain(ExplainRequest asked) {
    ReferenceData references = new ReferenceData(warehouse, asOf);
    Valued valued = valued(references, members(references.memberships(), asked), asked);
    return explanation(asked, valued);
  }

  /**
   * Members on a day, made again from their rows.
   *
   * @param stored what the result tables hold of the day
   * @param parts the members, by issuer
   * @param rates the rates of the day
   * @param doubts what does not agree
   */
  record Valued(
      StoredNumbers stored, List<MemberPart> parts, RateInputs rates, List<String> doubts) {}

  /** Values {@code members}, of whatever day, on the day that is asked for. */
  Valued valued(ReferenceData references, List<MemberRow> members, ExplainRequest asked) {
    Set<String> issuers = new HashSet<>();
    members.forEach(member -> issuers.add(member.member().issuerId()));
    int day = asked.day();
    Rates.Both fx = references.ratesWithRows(day, methodology.fxMaxAgeDays());
    Map<String, IssuerTrace> walked =
        new TracingValuation(warehouse, methodology, asOf)
            .value(day, asked.basis(), fx.rates(), issuers);
    Map<String, IssuerCitations> cited = new TreeMap<>();
    long limit = asOf.knowledge().limit(day);
    walked.forEach(
        (issuer, evidence) ->
            cited.put(issuer, IssuerCitations.of(evidence, asked.basis(), day, limit)));
    Set<Citation> wanted = new HashSet<>();
    cited.values().forEach(citations -> citations.forEach(wanted::add));
    fx.rows().forEach((code, row) -> wanted.add(RateInputs.cite(code, row)));
    members.forEach(member -> wanted.add(membership(asked.basket(), member)));
    CitedRows rows = new CitedRows(warehouse, wanted);
    RateInputs rates = new RateInputs(fx.rows(), rows, day, methodology.fxMaxAgeDays());
    ResultVariant variant = new ResultVariant(methodology.name(), asOf);
    StoredNumbers stored = new StoredNumbers(warehouse, variant, asked, issuers);
    MemberBuilder builder =
        new MemberBuilder(
            methodology, rows, rates, stored, names(references, issuers, day), asked.basis(), day);
    List<MemberPart> parts = new ArrayList<>();
    for (MemberRow member : members) {
      Input belongs =
          rows.of(membership(asked.basket(), member))
              .input(
                  "membership",
                  member.member().issuerId(),
                  member.member().factor(),
                  "inclusion factor",
                  member.member().subsector(),
                  day);
      parts.add(builder.part(member.member(), belongs, cited.get(member.member().issuerId())));
    }
    return new Valued(stored, parts, rates, builder.doubts());
  }

  /** The members of the group that is asked for. */
  List<MemberRow> members(MembershipHistory memberships, ExplainRequest asked) {
    long limit = asOf.knowledge().limit(asked.membership().knowledgeDay(asked.day()));
    List<MemberRow> all =
        memberships.rowsOn(asked.basket(), asked.membership().memberDay(asked.day()), limit);
    List<Member> members = all.stream().map(MemberRow::member).toList();
    Map<String, int[]> groups = Groups.of(members, methodology);
    int[] chosen = groups.get(asked.subsector());
    if (chosen == null) {
      throw RerateException.usage(
          asked.basket() + " has no sub-sector '" + asked.subsector() + "' on that day",
          "It has " + String.join(", ", groups.keySet()));
    }
    return Arrays.stream(chosen).mapToObj(all::get).toList();
  }

  private static Citation membership(String basket, MemberRow row) {
    return new Citation(
        "members",
        row.member().issuerId(),
        row.validFrom(),
        basket,
        row.knownAt(),
        row.deliveredAt());
  }

  private Map<String, String> names(ReferenceData references, Set<String> issuers, int day) {
    Map<String, String> names = new HashMap<>();
    Filter chosen = Filter.in("issuer_id", issuers);
    for (Fact issuer : Facts.of(references, asOf, MarketTables.ISSUERS, chosen).on(day)) {
      names.put(issuer.text("issuer_id"), issuer.text("name"));
    }
    return names;
  }

  private BasketExplanation explanation(ExplainRequest asked, Valued valued) {
    StoredNumbers stored = valued.stored();
    List<MemberPart> parts = valued.parts();
    List<String> doubts = valued.doubts();
    Map<String, Double> recalculated = Recalculation.basket(parts, methodology);
    List<Agreement> figures = new ArrayList<>();
    recalculated.forEach((column, value) -> figures.add(stored.ofBasket(column, value)));
    figures.stream().filter(figure -> !figure.holds()).map(Agreement::doubt).forEach(doubts::add);
    Row row = stored.basket();
    Status status = Recalculation.status(recalculated, methodology);
    String storedStatus = row == null ? null : row.getAs("status");
    if (storedStatus != null && !storedStatus.equals(status.name())) {
      doubts.add("status is stored as " + storedStatus + ", the rows give " + status);
    }
    return new BasketExplanation(
        asked.basket(),
        asked.subsector(),
        Days.date(asked.day()),
        asked.basis().toString(),
        asked.membership().toString(),
        methodology.name(),
        asOf.knowledge().toString(),
        asOf.recordedBy(),
        row == null ? null : row.getAs("run_id"),
        status.name(),
        storedStatus,
        figures,
        parts,
        doubts);
  }
}
