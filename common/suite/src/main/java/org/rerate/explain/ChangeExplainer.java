package org.rerate.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Days;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.history.AsOf;
import org.rerate.history.MembershipHistory.MemberRow;
import org.rerate.methodology.Methodology;
import org.rerate.table.ValuationTables;
import org.rerate.valuation.ResultVariant;

/**
 * Takes a change and its incremental P/E apart: the members of the end at both ends, each by the
 * walk of {@link BasketExplainer}, and calculates the change again from their rows alone.
 */
public final class ChangeExplainer {

  private final Warehouse warehouse;
  private final Methodology methodology;
  private final AsOf asOf;

  /** Explains changes of {@code methodology} for someone who sees {@code cut}. */
  public ChangeExplainer(Warehouse warehouse, Methodology methodology, AsOf asOf) {
    this.warehouse = warehouse;
    this.methodology = methodology;
    this.asOf = asOf;
  }

  /** The change and what it is made of; the packed series must be up to date. */
  public ChangeExplanation explain(ChangeRequest asked) {
    ReferenceData references = new ReferenceData(warehouse, asOf);
    BasketExplainer day = new BasketExplainer(warehouse, methodology, asOf);
    List<MemberRow> members = day.members(references.memberships(), asked.on(asked.to()));
    BasketExplainer.Valued from = day.valued(references, members, asked.on(asked.from()));
    BasketExplainer.Valued to = day.valued(references, members, asked.on(asked.to()));
    List<MemberSpan> spans = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      spans.add(MemberSpan.of(from.parts().get(i), to.parts().get(i), from.rates(), to.rates()));
    }
    List<String> doubts = new ArrayList<>();
    from.doubts().forEach(doubt -> doubts.add(Days.date(asked.from()) + " " + doubt));
    to.doubts().forEach(doubt -> doubts.add(Days.date(asked.to()) + " " + doubt));
    return explanation(asked, spans, doubts);
  }

  private ChangeExplanation explanation(
      ChangeRequest asked, List<MemberSpan> members, List<String> doubts) {
    ChangeRecalculation again = new ChangeRecalculation(members, methodology);
    Row stored = stored(asked);
    List<Agreement> figures = new ArrayList<>();
    for (Map.Entry<String, Double> figure : again.figures().entrySet()) {
      String column = figure.getKey();
      Number before = stored == null ? null : stored.getAs(column);
      figures.add(
          Agreement.of(
              column,
              stored != null,
              before == null ? null : (Double) before.doubleValue(),
              figure.getValue(),
              again.scale(column)));
    }
    figures.stream().filter(figure -> !figure.holds()).map(Agreement::doubt).forEach(doubts::add);
    String status = again.status().name();
    String constant = again.statusConstantRates().name();
    String storedStatus = stored == null ? null : stored.getAs("status");
    String storedConstant = stored == null ? null : stored.getAs("status_constant_fx");
    if (stored != null && !status.equals(storedStatus)) {
      doubts.add("status is stored as " + storedStatus + ", the rows give " + status);
    }
    if (stored != null && !constant.equals(storedConstant)) {
      doubts.add(
          "status_constant_fx is stored as " + storedConstant + ", the rows give " + constant);
    }
    return new ChangeExplanation(
        asked.basket(),
        asked.subsector(),
        Days.date(asked.from()),
        Days.date(asked.to()),
        asked.basis().toString(),
        asked.membership().toString(),
        methodology.name(),
        asOf.knowledge().toString(),
        asOf.recordedBy(),
        stored == null ? null : stored.getAs("run_id"),
        status,
        storedStatus,
        constant,
        storedConstant,
        figures,
        members,
        doubts);
  }

  /** The stored row; null if this change was not measured. */
  private Row stored(ChangeRequest asked) {
    return warehouse
        .read(ValuationTables.BASKET_CHANGES)
        .where(new ResultVariant(methodology.name(), asOf).filter().sql())
        .where(Filter.is("basket_id", asked.basket()).sql())
        .where(Filter.is("subsector", asked.subsector()).sql())
        .where(Filter.is("basis", asked.basis().toString()).sql())
        .where(Filter.is("membership", asked.membership().toString()).sql())
        .where("from_date = DATE'" + Days.date(asked.from()) + "'")
        .where("to_date = DATE'" + Days.date(asked.to()) + "'")
        .collectAsList()
        .stream()
        .findFirst()
        .orElse(null);
  }
}
