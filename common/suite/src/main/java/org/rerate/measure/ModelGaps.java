package org.rerate.measure;

import java.util.List;
import org.rerate.domain.Status;
import org.rerate.methodology.ModelGap;
import org.rerate.table.MeasureTables;
import org.rerate.table.TableSpec;

/**
 * Per benchmark and day, how far the best model of region A is behind the best of region B, over
 * models released and scored by then.
 */
public final class ModelGaps implements Measure {

  @Override
  public String name() {
    return "model-gap";
  }

  @Override
  public String help() {
    return "How far the best model of one region is behind the best of another.";
  }

  @Override
  public List<MeasureOption> options() {
    return List.of(
        MeasureOption.BENCHMARK,
        MeasureOption.of("region-a", "REGION", "the region whose lag is measured", "CN"),
        MeasureOption.of("region-b", "REGION", "the region that it is compared with", "US"),
        MeasureOption.of("on", "DATE,...", "the days", "last day with a price or score"),
        MeasureOption.of("from", "DATE", "first of a range of days", "the last of it"),
        MeasureOption.of("to", "DATE", "last of a range of days", "last day with a score"),
        MeasureOption.REBASE_TOLERANCE);
  }

  @Override
  public TableSpec table() {
    return MeasureTables.MODEL_GAPS;
  }

  @Override
  public MeasureResult compute(MeasureRequest request) {
    String regionA = request.text("region-a").orElse("CN");
    String regionB = request.text("region-b").orElse("US");
    Scoreboard board = new Scoreboard(request);
    int[] days = request.days(Math.max(board.last(), request.lastPricedDay(board.last())));
    MeasureRows rows = new MeasureRows(table());
    for (int day : days) {
      board.on(day).forEach((benchmark, view) -> add(rows, benchmark, day, regionA, regionB, view));
    }
    MeasureScope scope =
        new MeasureScope()
            .in("benchmark", board.benchmarks())
            .is("region_a", regionA)
            .is("region_b", regionB);
    boolean listed = !request.list("on").isEmpty();
    return rows.within(
        listed
            ? scope.on("valuation_date", days)
            : scope.between("valuation_date", days[0], days[days.length - 1]));
  }

  private static void add(
      MeasureRows rows,
      String benchmark,
      int day,
      String regionA,
      String regionB,
      Scoreboard.View view) {
    Scoreboard.Score a = view.best(regionA);
    Scoreboard.Score b = view.best(regionB);
    double bestA = a == null ? Double.NaN : a.score();
    double bestB = b == null ? Double.NaN : b.score();
    Status status =
        a == null || b == null ? Status.NO_SCORE : bestB > 0 ? Status.OK : Status.NON_POSITIVE_BASE;
    rows.row()
        .set("benchmark", benchmark)
        .set("region_a", regionA)
        .set("region_b", regionB)
        .set("valuation_date", day)
        .set("model_a", a == null ? null : a.model())
        .set("best_a", bestA)
        .set("model_b", b == null ? null : b.model())
        .set("best_b", bestB)
        .set("gap", ModelGap.of(bestA, bestB))
        .set("model_count_a", view.count(regionA))
        .set("model_count_b", view.count(regionB))
        .set("scored_from", view.scoredFrom())
        .set("status", status)
        .add();
  }
}
