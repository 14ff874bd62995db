package org.rerate.jobs.work;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.Membership;
import org.rerate.lineage.BasketExplainer;
import org.rerate.lineage.BasketExplanation;
import org.rerate.lineage.ChangeExplainer;
import org.rerate.lineage.ChangeExplanation;
import org.rerate.lineage.ChangeRequest;
import org.rerate.lineage.ExplainRequest;
import org.rerate.lineage.MeasureExplainer;
import org.rerate.lineage.MeasureExplanation;
import org.rerate.measure.Measure;
import org.rerate.measure.MeasureRequest;
import org.rerate.series.ReadLog;
import org.rerate.series.SeriesStore;

/** Takes numbers apart. Reads only, but for packing what an ingest that died left unpacked. */
public final class ExplainWork {

  private final Work work;

  /** Explanations in these surroundings. */
  public ExplainWork(Work work) {
    this.work = work;
  }

  /** A measure with its options, computed afresh beside what is stored. */
  public MeasureExplanation measure(Measure measure, Map<String, String> options) {
    work.warehouse().requireExisting();
    String runId = work.run("explain", "").runId();
    new SeriesStore(work.warehouse()).catchUp(runId);
    work.say("Explaining " + measure.name());
    return MeasureExplainer.explain(
        measure,
        new MeasureRequest(
            work.warehouse(), work.methodology(), work.cut(), runId, options, new ReadLog()));
  }

  /** A basket's number on a day with closes before and after, or on it. */
  public BasketExplanation basket(
      String basket, String subsector, LocalDate on, Basis basis, Membership membership) {
    work.warehouse().requireExisting();
    Requests requests = Requests.toRead(work);
    requests.baskets(List.of(basket));
    int day = requests.day("--on", on);
    new SeriesStore(work.warehouse()).catchUp(work.run("explain", "").runId());
    work.say("Explaining " + basket + " " + subsector + " on " + Days.date(day));
    return new BasketExplainer(work.warehouse(), work.methodology(), work.cut())
        .explain(new ExplainRequest(basket, subsector, day, basis, membership));
  }

  /** A basket's change between two days with closes before and after, or on them. */
  public ChangeExplanation change(
      String basket,
      String subsector,
      LocalDate from,
      LocalDate to,
      Basis year,
      Membership membership) {
    Requests.calendarYears(List.of(year));
    work.warehouse().requireExisting();
    Requests requests = Requests.toRead(work);
    requests.baskets(List.of(basket));
    int first = requests.day("--from", from);
    int last = requests.day("--on", to);
    new SeriesStore(work.warehouse()).catchUp(work.run("explain", "").runId());
    work.say("Explaining " + basket + " " + subsector + " from " + from + " to " + to);
    return new ChangeExplainer(work.warehouse(), work.methodology(), work.cut())
        .explain(new ChangeRequest(basket, subsector, first, last, year, membership));
  }
}
