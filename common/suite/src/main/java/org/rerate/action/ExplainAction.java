package org.rerate.action;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.rerate.blocks.ReadLog;
import org.rerate.blocks.SeriesStore;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.Membership;
import org.rerate.explain.BasketExplainer;
import org.rerate.explain.BasketExplanation;
import org.rerate.explain.ChangeExplainer;
import org.rerate.explain.ChangeExplanation;
import org.rerate.explain.ChangeRequest;
import org.rerate.explain.ExplainRequest;
import org.rerate.explain.FigureExplainer;
import org.rerate.explain.FigureExplanation;
import org.rerate.explain.MeasureExplainer;
import org.rerate.explain.MeasureExplanation;
import org.rerate.measure.Measure;
import org.rerate.measure.MeasureRequest;
import org.rerate.table.TableSpec;

/** Takes numbers apart. Reads only, but for packing what an ingest that died left unpacked. */
public final class ExplainAction {

  private final ActionContext context;

  ExplainAction(ActionContext context) {
    this.context = context;
  }

  /** A measure with its options, computed afresh beside what is stored. */
  public MeasureExplanation measure(Measure measure, Map<String, String> options) {
    context.warehouse().requireExisting();
    String runId = context.run("explain", "").runId();
    new SeriesStore(context.warehouse()).catchUp(runId);
    context.say("Explaining " + measure.name());
    return MeasureExplainer.explain(
        measure,
        new MeasureRequest(
            context.warehouse(),
            context.methodology(),
            context.asOf(),
            runId,
            options,
            new ReadLog()));
  }

  /** A basket's number on a day with closes before and after, or on it. */
  public BasketExplanation basket(
      String basket, String subsector, LocalDate on, Basis basis, Membership membership) {
    context.warehouse().requireExisting();
    AvailableData available = AvailableData.toRead(context);
    available.baskets(List.of(basket));
    int day = available.day("--on", on);
    new SeriesStore(context.warehouse()).catchUp(context.run("explain", "").runId());
    context.say("Explaining " + basket + " " + subsector + " on " + Days.date(day));
    return new BasketExplainer(context.warehouse(), context.methodology(), context.asOf())
        .explain(new ExplainRequest(basket, subsector, day, basis, membership));
  }

  /**
   * A basket's multiples, growth, revisions or index on a day, member by member.
   *
   * @param figures multiples, growth, revisions or index
   * @throws org.rerate.domain.RerateException with {@code USAGE} for another name
   */
  public FigureExplanation figures(
      String figures,
      String basket,
      String subsector,
      LocalDate on,
      Basis basis,
      Membership membership) {
    TableSpec table = FigureExplainer.table(figures);
    context.warehouse().requireExisting();
    AvailableData available = AvailableData.toRead(context);
    available.baskets(List.of(basket));
    int day = available.day("--on", on);
    new SeriesStore(context.warehouse()).catchUp(context.run("explain", "").runId());
    context.say(
        "Explaining " + figures + " of " + basket + " " + subsector + " on " + Days.date(day));
    return new FigureExplainer(context.warehouse(), context.methodology(), context.asOf())
        .explain(table, new ExplainRequest(basket, subsector, day, basis, membership));
  }

  /** A basket's change between two days with closes before and after, or on them. */
  public ChangeExplanation change(
      String basket,
      String subsector,
      LocalDate from,
      LocalDate to,
      Basis year,
      Membership membership) {
    AvailableData.calendarYears(List.of(year));
    context.warehouse().requireExisting();
    AvailableData available = AvailableData.toRead(context);
    available.baskets(List.of(basket));
    int first = available.day("--from", from);
    int last = available.day("--on", to);
    new SeriesStore(context.warehouse()).catchUp(context.run("explain", "").runId());
    context.say("Explaining " + basket + " " + subsector + " from " + from + " to " + to);
    return new ChangeExplainer(context.warehouse(), context.methodology(), context.asOf())
        .explain(new ChangeRequest(basket, subsector, first, last, year, membership));
  }
}
