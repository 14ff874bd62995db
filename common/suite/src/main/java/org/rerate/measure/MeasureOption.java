package org.rerate.measure;

/**
 * An option of a measure.
 *
 * @param name name without dashes
 * @param placeholder what stands for the value in help: {@code BASKET}
 * @param description what it chooses
 * @param defaultText what holds without it; null if it must be given
 */
public record MeasureOption(
    String name, String placeholder, String description, String defaultText) {

  /** The day that is looked from. */
  public static final MeasureOption ON =
      new MeasureOption("on", "DATE", "the day that is looked from", "last day with a price");

  /** The rule of membership. */
  public static final MeasureOption MEMBERSHIP =
      new MeasureOption(
          "membership",
          "RULE",
          "who counts as a member: point_in_time, or backcast:DATE",
          "point_in_time");

  static final MeasureOption BENCHMARK =
      new MeasureOption("benchmark", "NAME,...", "the benchmarks", "all");

  static final MeasureOption REBASE_TOLERANCE =
      new MeasureOption(
          "rebase-tolerance",
          "FRACTION",
          "part of the best score by which a model must move between two snapshots to speak for a"
              + " new scale",
          "0.01");

  /** One that must be given. */
  public static MeasureOption required(String name, String placeholder, String description) {
    return new MeasureOption(name, placeholder, description, null);
  }

  /** One that may be left out. */
  public static MeasureOption of(
      String name, String placeholder, String description, String defaultText) {
    return new MeasureOption(name, placeholder, description, defaultText);
  }

  /** True if the measure cannot do without it. */
  public boolean isRequired() {
    return defaultText == null;
  }
}
