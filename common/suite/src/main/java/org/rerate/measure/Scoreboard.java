package org.rerate.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rerate.blocks.Fact;
import org.rerate.blocks.Facts;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.RerateException;
import org.rerate.engine.filter.Filter;
import org.rerate.history.FactKind;
import org.rerate.methodology.BenchmarkScale;
import org.rerate.table.MarketTables;

/**
 * Scores of models as known on a day, all of one benchmark on one scale.
 *
 * <p>Snapshots are taken in order of {@code observed_on}. Each is compared with the latest scores
 * of the same models so far; where {@link BenchmarkScale} says that the benchmark was rebased, all
 * earlier scores are dropped: a model that was not scored again on the new scale is not compared
 * any more. Else a model counts with its latest score.
 */
final class Scoreboard {

  private final List<String> benchmarks;
  private final Facts facts;
  private final double tolerance;
  private final int last;

  /** A model's score. */
  record Score(String model, String organisation, String region, int releasedOn, double score) {}

  /**
   * Scores that may be compared.
   *
   * @param scores the best first; of equals the one released first, then by name
   * @param scoredFrom the first snapshot on the present scale; {@link FactKind#NONE} without any
   */
  record View(List<Score> scores, int scoredFrom) {

    /** The best of a region; null if it has none. */
    Score best(String region) {
      return scores.stream().filter(s -> s.region().equals(region)).findFirst().orElse(null);
    }

    int count(String region) {
      return (int) scores.stream().filter(s -> s.region().equals(region)).count();
    }
  }

  private static final Comparator<Score> BEST_FIRST =
      Comparator.comparingDouble(Score::score)
          .reversed()
          .thenComparingInt(Score::releasedOn)
          .thenComparing(Score::model);

  /** The scores of the benchmarks that the request names. */
  Scoreboard(MeasureRequest request) {
    ReferenceData references = request.references();
    NavigableSet<Integer> snapshots = references.days(MarketTables.MODEL_SCORES, "observed_on");
    if (snapshots.isEmpty()) {
      throw RerateException.usage(
          "the warehouse has no scores of models yet", "Ingest a feed with model_scores");
    }
    this.benchmarks =
        request.chosen(
            "benchmark", references.texts(MarketTables.MODEL_SCORES, "benchmark", Filter.all()));
    this.last = snapshots.last();
    this.tolerance = request.fraction("rebase-tolerance", BenchmarkScale.TOLERANCE);
    this.facts =
        Facts.of(
            references,
            request.asOf(),
            MarketTables.MODEL_SCORES,
            Filter.in("benchmark", benchmarks));
  }

  /** The benchmarks, in order of name. */
  List<String> benchmarks() {
    return benchmarks;
  }

  /** The last day of any snapshot. */
  int last() {
    return last;
  }

  /** Per benchmark the models released by {@code day}, with their scores as known then. */
  Map<String, View> on(int day) {
    Map<String, TreeMap<Integer, List<Fact>>> snapshots = new HashMap<>();
    for (Fact fact : facts.on(day)) {
      snapshots
          .computeIfAbsent(fact.text("benchmark"), b -> new TreeMap<>())
          .computeIfAbsent(fact.day("observed_on"), d -> new ArrayList<>())
          .add(fact);
    }
    Map<String, View> views = new TreeMap<>();
    for (String benchmark : benchmarks) {
      views.put(benchmark, view(snapshots.getOrDefault(benchmark, new TreeMap<>()), day));
    }
    return views;
  }

  private View view(SortedMap<Integer, List<Fact>> snapshots, int day) {
    Map<String, Fact> latest = new HashMap<>();
    int from = FactKind.NONE;
    for (Map.Entry<Integer, List<Fact>> snapshot : snapshots.entrySet()) {
      List<Fact> again =
          snapshot.getValue().stream().filter(f -> latest.containsKey(f.text("model"))).toList();
      double[] before =
          again.stream().mapToDouble(f -> latest.get(f.text("model")).number("score")).toArray();
      double[] after = again.stream().mapToDouble(f -> f.number("score")).toArray();
      if (from == FactKind.NONE || BenchmarkScale.isRebased(before, after, tolerance)) {
        latest.clear();
        from = snapshot.getKey();
      }
      snapshot.getValue().forEach(f -> latest.put(f.text("model"), f));
    }
    List<Score> scores = new ArrayList<>();
    for (Fact fact : latest.values()) {
      if (fact.day("released_on") <= day) {
        scores.add(
            new Score(
                fact.text("model"),
                fact.text("organisation"),
                fact.text("region"),
                fact.day("released_on"),
                fact.number("score")));
      }
    }
    scores.sort(BEST_FIRST);
    return new View(scores, from);
  }
}
