package org.rerate.measure;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rerate.domain.RerateException;
import org.rerate.engine.filter.Filter;
import org.rerate.table.MeasureTables;
import org.rerate.valuation.ResultVariant;

/** Every measure, by name, and how to ask for one. */
public final class Measures {

  private static final List<Measure> OURS =
      List.of(
          new CapexRatio(),
          new CapexIntensity(),
          new GroupGrowth(),
          new IndexRelative(),
          new Flows(),
          new ModelGaps(),
          new ModelReleases(),
          new LeaderboardShares(),
          new DownloadShares(),
          new Parts());

  private Measures() {}

  /** The measures in the order in which help lists them: ours, and those that jars add. */
  public static List<Measure> all() {
    return Stream.concat(
            OURS.stream(),
            MeasureTables.added().stream()
                .filter(Measure.class::isInstance)
                .map(Measure.class::cast))
        .toList();
  }

  /** The measure of that name; another name is wrong usage. */
  public static Measure named(String name) {
    return all().stream()
        .filter(measure -> measure.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                RerateException.usage(
                    "there is no measure '" + name + "'",
                    "Known are " + String.join(", ", all().stream().map(Measure::name).toList())));
  }

  /** Checks the options and computes, without writing anything. */
  public static MeasureResult compute(Measure measure, MeasureRequest request) {
    check(measure, request.options());
    return measure.compute(request);
  }

  /** Checks that all options are known, and those given that must be; others are wrong usage. */
  public static void check(Measure measure, Map<String, String> options) {
    List<String> known = measure.options().stream().map(MeasureOption::name).toList();
    for (String option : options.keySet()) {
      if (!known.contains(option)) {
        throw RerateException.usage(
            "the measure " + measure.name() + " has no option --" + option,
            "It has --" + String.join(", --", known));
      }
    }
    for (MeasureOption option : measure.options()) {
      if (option.isRequired() && MeasureRequest.text(options, option.name()).isEmpty()) {
        throw RerateException.usage(
            "the measure " + measure.name() + " needs --" + option.name(),
            "Give --" + option.name() + " " + option.placeholder() + ": " + option.description());
      }
    }
  }

  /**
   * Replaces the rows asked for, in one transaction.
   *
   * @return the version of the relation that holds them
   */
  public static long write(MeasureRequest request, MeasureResult result) {
    ResultVariant variant = new ResultVariant(request.methodology().name(), request.asOf());
    return request
        .warehouse()
        .replaceResults(
            result.table(),
            variant.stamp(result.rows(), request.runId()),
            Filter.and(variant.filter(), result.scope()),
            variant.partition(),
            request.runId());
  }
}
