package org.rerate.jobs.work;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.measure.Measure;
import org.rerate.measure.MeasureRequest;
import org.rerate.measure.MeasureResult;
import org.rerate.measure.Measures;
import org.rerate.run.Run;
import org.rerate.run.RunResult;
import org.rerate.series.SeriesStore;
import org.rerate.valuation.Variant;

/** Computes one measure and replaces the rows that were asked for. */
public final class MeasureWork {

  private final Work work;

  /** A measure in these surroundings. */
  public MeasureWork(Work work) {
    this.work = work;
  }

  /** The rows of the measure's relation that this run wrote. */
  public Dataset<Row> measure(Measure measure, Map<String, String> options) {
    work.warehouse().requireExisting();
    String arguments = measure.name() + " " + new TreeMap<>(options);
    Map<String, String> inputs = work.inputs();
    Run run = work.valuationRun("measure", arguments);
    MeasureRequest request =
        new MeasureRequest(work.warehouse(), work.methodology(), work.cut(), run.runId(), options);
    new SeriesStore(work.warehouse()).catchUp(run.runId());
    MeasureResult result = Measures.compute(measure, request);
    work.recorded(
        run,
        r -> Measures.write(request, result),
        version ->
            new RunResult(
                inputs, Map.of(result.table().fullName(), version), -1, result.rows().size()));
    return work.warehouse()
        .read(result.table())
        .where(new Variant(work.methodology().name(), work.cut()).condition())
        .where(result.scope())
        .drop("methodology", "knowledge", "recorded_by", "run_id");
  }
}
