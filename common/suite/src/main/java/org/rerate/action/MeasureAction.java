package org.rerate.action;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.blocks.SeriesStore;
import org.rerate.measure.Measure;
import org.rerate.measure.MeasureRequest;
import org.rerate.measure.MeasureResult;
import org.rerate.measure.Measures;
import org.rerate.run.Run;
import org.rerate.run.RunInputs;

/** Computes one measure and replaces the rows that were asked for. */
public final class MeasureAction {

  /**
   * A measure with its options.
   *
   * @param measure name of the measure
   * @param options options by name; they become part of the run's arguments, by which a later
   *     process recognises it, so they are kept in the order of their names
   */
  public record Asked(String measure, Map<String, String> options) {

    /** A measure with its options, in whatever order. */
    public Asked {
      options = Collections.unmodifiableMap(new TreeMap<>(options));
    }
  }

  private final ActionContext context;

  MeasureAction(ActionContext context) {
    this.context = context;
  }

  /** Computes several measures side by side in one run, unless their results stand. */
  public ActionResult execute(List<Asked> asked) {
    Run run = context.valuationRun("measure", asked.toString());
    RunInputs inputs =
        context.inputs(
            asked.stream().map(one -> Measures.named(one.measure()).table()).distinct().toList());
    if (context.stands(run, inputs)) {
      return ActionResult.NONE;
    }
    context.say(
        "Measuring " + asked.stream().map(Asked::measure).collect(Collectors.joining(", ")));
    new SeriesStore(context.warehouse()).catchUp(run.runId());
    return context.computed(run, inputs, (r, read) -> write(r, asked));
  }

  private Map<String, Long> write(Run run, List<Asked> asked) {
    Map<String, Long> versions = new ConcurrentSkipListMap<>();
    List<Runnable> measures = new ArrayList<>();
    for (Asked one : asked) {
      MeasureRequest request = request(run, one.options());
      measures.add(
          () -> {
            MeasureResult result = Measures.compute(Measures.named(one.measure()), request);
            versions.put(result.table().fullName(), Measures.write(request, result));
          });
    }
    context.warehouse().together(measures);
    return versions;
  }

  /** The rows of the measure's relation that this run wrote. */
  public Dataset<Row> measure(Measure measure, Map<String, String> options) {
    context.warehouse().requireExisting();
    String arguments = measure.name() + " " + new TreeMap<>(options);
    RunInputs inputs = context.inputs(List.of(measure.table()));
    Run run = context.valuationRun("measure", arguments);
    new SeriesStore(context.warehouse()).catchUp(run.runId());
    // Before the run starts: a question that makes no sense is no run.
    MeasureResult result = Measures.compute(measure, request(run, options));
    context.computed(
        run,
        inputs,
        (r, read) -> {
          MeasureRequest asked = request(r, options);
          MeasureResult its = read.equals(inputs) ? result : Measures.compute(measure, asked);
          return Map.of(its.table().fullName(), Measures.write(asked, its));
        });
    return context
        .warehouse()
        .read(result.table())
        .where(context.variant().filter().sql())
        .where(result.scope().sql())
        .drop("methodology", "knowledge", "recorded_by", "run_id");
  }

  private MeasureRequest request(Run run, Map<String, String> options) {
    return new MeasureRequest(
        context.warehouse(), context.methodology(), context.asOf(), run.runId(), options);
  }
}
