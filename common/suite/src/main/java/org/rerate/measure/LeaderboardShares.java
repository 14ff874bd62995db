package org.rerate.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.rerate.domain.Status;
import org.rerate.table.MeasureTables;
import org.rerate.table.TableSpec;

/**
 * Share of the top N models of a benchmark by region and by organisation. Of equal scores the model
 * released first is placed first, then by name.
 */
public final class LeaderboardShares implements Measure {

  @Override
  public String name() {
    return "leaderboard-shares";
  }

  @Override
  public String help() {
    return "Share of the top models of a benchmark by region and by organisation.";
  }

  @Override
  public List<MeasureOption> options() {
    return List.of(
        MeasureOption.BENCHMARK,
        MeasureOption.of("top", "N", "how many places count", "10"),
        MeasureOption.of("on", "DATE,...", "the days", "last day with a price or score"),
        MeasureOption.REBASE_TOLERANCE);
  }

  @Override
  public TableSpec table() {
    return MeasureTables.LEADERBOARD_SHARES;
  }

  @Override
  public MeasureResult compute(MeasureRequest request) {
    int top = request.count("top", 10);
    Scoreboard board = new Scoreboard(request);
    int[] days = request.days(Math.max(board.last(), request.lastPricedDay(board.last())));
    MeasureRows rows = new MeasureRows(table());
    for (int day : days) {
      board
          .on(day)
          .forEach(
              (benchmark, view) -> {
                List<Scoreboard.Score> placed =
                    view.scores().subList(0, Math.min(top, view.scores().size()));
                add(rows, benchmark, day, top, "REGION", placed, Scoreboard.Score::region);
                add(
                    rows,
                    benchmark,
                    day,
                    top,
                    "ORGANISATION",
                    placed,
                    Scoreboard.Score::organisation);
              });
    }
    return rows.within(
        new MeasureScope()
            .in("benchmark", board.benchmarks())
            .equal("top", top)
            .on("valuation_date", days));
  }

  private static void add(
      MeasureRows rows,
      String benchmark,
      int day,
      int top,
      String dimension,
      List<Scoreboard.Score> placed,
      Function<Scoreboard.Score, String> nameOf) {
    Map<String, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < placed.size(); i++) {
      places.computeIfAbsent(nameOf.apply(placed.get(i)), n -> new ArrayList<>()).add(i);
    }
    places.forEach(
        (name, own) ->
            rows.row()
                .set("benchmark", benchmark)
                .set("top", top)
                .set("dimension", dimension)
                .set("name", name)
                .set("valuation_date", day)
                .set("model_count", own.size())
                .set("ranked_count", placed.size())
                .set("share", (double) own.size() / placed.size())
                .set("best_place", own.get(0) + 1)
                .set("best_model", placed.get(own.get(0)).model())
                .set("status", Status.OK)
                .add());
  }
}
