package org.rerate.action;

import java.util.List;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.RerateException;
import org.rerate.run.Run;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.valuation.BasketChanges;
import org.rerate.valuation.BasketRequest;
import org.rerate.valuation.SpanRequest;
import org.rerate.valuation.SpanResults;

/** Measures the change of a basket between two dates. */
public final class ChangeAction extends RangedAction<ChangeAction> {

  /** The tables that a change writes. */
  static final List<TableSpec> RESULTS =
      List.of(
          ValuationTables.BASKET_CHANGES,
          ValuationTables.RERATING,
          ValuationTables.RERATING_MEMBERS);

  private final ActionContext context;

  ChangeAction(ActionContext context) {
    this.context = context;
  }

  @Override
  ChangeAction self() {
    return this;
  }

  /**
   * Writes the change, unless it stands.
   *
   * @throws RerateException with {@code USAGE} if a date is missing or lies outside the data, or a
   *     basis is no calendar year
   */
  public ActionResult execute() {
    requireSpan();
    AvailableData available = AvailableData.of(context, RESULTS);
    SpanRequest span = span(available);
    Run run =
        context.valuationRun(
            "change",
            "--basket %s --from %s --to %s --bases %s --membership %s"
                .formatted(baskets().get(0), from(), to(), bases(), membership()));
    if (context.stands(run, available.inputs())) {
      return ActionResult.NONE;
    }
    context.say("Measuring " + baskets().get(0) + " from " + from() + " to " + to());
    return context.computed(
        run,
        available.inputs(),
        (r, read) -> {
          ReferenceData references = available.at(read).references();
          references.series().catchUp(r.runId());
          SpanResults results = new SpanResults(context.warehouse(), context.variant(), r.runId());
          results.write(measured(references, span));
          return results.versions();
        });
  }

  /**
   * The same numbers, computed now and stored nowhere; no run is recorded. As {@code explain}, it
   * packs what an ingest that died left unpacked.
   *
   * @throws RerateException as {@link #execute} does
   */
  public BasketChanges compute() {
    requireSpan();
    context.warehouse().requireExisting();
    AvailableData available = AvailableData.toRead(context);
    SpanRequest span = span(available);
    ReferenceData references = available.references();
    references.series().catchUp(context.run("change", "").runId());
    return measured(references, span);
  }

  private void requireSpan() {
    if (from() == null || to() == null) {
      throw RerateException.usage(
          "a change is between two dates, " + (from() == null ? "from" : "to") + " is missing",
          "Name both");
    }
    AvailableData.calendarYears(bases());
  }

  private SpanRequest span(AvailableData available) {
    available.baskets(baskets());
    return new SpanRequest(
        new BasketRequest(baskets().get(0), membership()),
        available.day("--from", from()),
        available.day("--to", to()));
  }

  private BasketChanges measured(ReferenceData references, SpanRequest span) {
    return new BasketChanges(references, context.methodology(), bases(), List.of(span));
  }
}
