package org.rerate.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rerate.domain.Days;
import org.rerate.domain.Status;
import org.rerate.methodology.ReleaseGains;
import org.rerate.table.MeasureTables;
import org.rerate.table.TableSpec;

/**
 * Releases per quarter and region, and what they gained on average over the best earlier release of
 * their own organisation. An organisation's first scored release counts, but has no gain.
 */
public final class ModelReleases implements Measure {

  /** A release; NaN where it has no predecessor. */
  private record Release(Scoreboard.Score score, double gain) {}

  /** Quarter and region. */
  private record Group(String quarter, String region) {}

  @Override
  public String name() {
    return "model-releases";
  }

  @Override
  public String help() {
    return "Releases of models per quarter and region, and their mean gain over predecessors.";
  }

  @Override
  public List<MeasureOption> options() {
    return List.of(
        MeasureOption.BENCHMARK,
        MeasureOption.of(
            "on", "DATE", "the day that is looked from", "last day with a price or score"),
        MeasureOption.of("years", "YEARS", "years of release, such as 2024-2025", "all"),
        MeasureOption.REBASE_TOLERANCE);
  }

  @Override
  public TableSpec table() {
    return MeasureTables.MODEL_RELEASES;
  }

  @Override
  public MeasureResult compute(MeasureRequest request) {
    Scoreboard board = new Scoreboard(request);
    int day = request.day("on", Math.max(board.last(), request.lastPricedDay(board.last())));
    int[] years = request.years("years", 1900, 2999);
    MeasureRows rows = new MeasureRows(table());
    board
        .on(day)
        .forEach(
            (benchmark, view) ->
                grouped(releases(view.scores()), years)
                    .forEach((group, releases) -> add(rows, benchmark, day, group, releases)));
    return rows.within(
        new MeasureScope()
            .in("benchmark", board.benchmarks())
            .on("valuation_date", day)
            .atLeast("quarter", years[0] + "Q1")
            .atMost("quarter", years[1] + "Q4"));
  }

  private static List<Release> releases(List<Scoreboard.Score> scores) {
    Map<String, List<Scoreboard.Score>> byOrganisation = new HashMap<>();
    for (Scoreboard.Score score : scores) {
      byOrganisation.computeIfAbsent(score.organisation(), o -> new ArrayList<>()).add(score);
    }
    List<Release> releases = new ArrayList<>();
    for (List<Scoreboard.Score> own : byOrganisation.values()) {
      own.sort(Comparator.comparingInt(Scoreboard.Score::releasedOn));
      double[] gains =
          ReleaseGains.of(
              own.stream().mapToInt(Scoreboard.Score::releasedOn).toArray(),
              own.stream().mapToDouble(Scoreboard.Score::score).toArray());
      for (int i = 0; i < gains.length; i++) {
        releases.add(new Release(own.get(i), gains[i]));
      }
    }
    return releases;
  }

  private static Map<Group, List<Release>> grouped(List<Release> releases, int[] years) {
    Map<Group, List<Release>> groups =
        new TreeMap<>(Comparator.comparing(Group::quarter).thenComparing(Group::region));
    for (Release release : releases) {
      var date = Days.date(release.score().releasedOn());
      if (date.getYear() >= years[0] && date.getYear() <= years[1]) {
        int quarter = (date.getMonthValue() - 1) / 3;
        Group group = new Group(date.getYear() + "Q" + (quarter + 1), release.score().region());
        groups.computeIfAbsent(group, g -> new ArrayList<>()).add(release);
      }
    }
    return groups;
  }

  private static void add(
      MeasureRows rows, String benchmark, int day, Group group, List<Release> releases) {
    double[] gains =
        releases.stream().mapToDouble(Release::gain).filter(g -> !Double.isNaN(g)).toArray();
    double sum = 0;
    for (double gain : gains) {
      sum += gain;
    }
    Scoreboard.Score best =
        releases.stream()
            .map(Release::score)
            .max(Comparator.comparingDouble(Scoreboard.Score::score))
            .orElseThrow();
    rows.row()
        .set("benchmark", benchmark)
        .set("region", group.region())
        .set("quarter", group.quarter())
        .set("valuation_date", day)
        .set("release_count", releases.size())
        .set("gain_count", gains.length)
        .set("mean_gain", gains.length == 0 ? Double.NaN : sum / gains.length)
        .set("best_model", best.model())
        .set("best_score", best.score())
        .set("status", gains.length == 0 ? Status.NO_PREDECESSOR : Status.OK)
        .add();
  }
}
