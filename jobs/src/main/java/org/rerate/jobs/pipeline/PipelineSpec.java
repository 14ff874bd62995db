package org.rerate.jobs.pipeline;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rerate.action.MeasureAction;
import org.rerate.domain.Basis;
import org.rerate.domain.Membership;
import org.rerate.domain.RerateException;
import org.rerate.ingest.read.SourceMappings;
import org.rerate.jobs.report.ReportFiles;
import org.rerate.measure.Measures;
import org.rerate.report.ReportSpec;
import org.rerate.run.ConfFolders;
import org.rerate.run.ConfText;

/**
 * A day's work, as a file of {@code pipelines} names it.
 *
 * @param name its name
 * @param feeds what is loaded, in order
 * @param closed days of the week without trading
 * @param holidays dates without trading
 * @param memberships rules under which baskets are valued; none if nothing is valued
 * @param bases earnings bases; empty for those of the methodology
 * @param measures measures with their options
 * @param check which stored results are re-checked
 * @param reports reports of that day
 * @param out folder of the reports
 * @param maintain how long the tables may go without upkeep; empty for ever
 */
record PipelineSpec(
    String name,
    List<DailyFeed> feeds,
    Set<DayOfWeek> closed,
    Set<LocalDate> holidays,
    List<Membership> memberships,
    List<Basis> bases,
    List<MeasureAction.Asked> measures,
    Checked check,
    List<String> reports,
    Path out,
    Optional<Duration> maintain) {

  private static final String DEFAULTS =
      """
      feeds = []
      closed = [SATURDAY, SUNDAY]
      holidays = []
      value { memberships = [point_in_time], bases = [] }
      measures = []
      check = new
      reports = []
      out = reports
      maintain = never
      """;

  private static final Set<String> FEED_KEYS = Set.of("path", "source", "only", "required", "wait");

  private static final Pattern PART = Pattern.compile("\\{([A-Za-z]+)}");

  /** Which stored results a pipeline re-checks. */
  enum Checked {
    /** None. */
    NONE,
    /** What was written since the last check that found no violation. */
    NEW,
    /** All. */
    ALL
  }

  /**
   * A feed whose folder depends on the date.
   *
   * @param path folder or URI with parts of the date in braces
   * @param source mapping of a vendor's files, if they are not canonical
   * @param only files to load; empty for all
   * @param required true if the day cannot go on without it
   * @param patience how long it may be late
   */
  record DailyFeed(
      String path, Optional<String> source, Set<String> only, boolean required, Duration patience) {

    /** The folder of a date. */
    String on(LocalDate date) {
      Matcher part = PART.matcher(path);
      return part.replaceAll(
          found ->
              Matcher.quoteReplacement(
                  found.group(1).equals("date")
                      ? date.toString()
                      : date.format(DateTimeFormatter.ofPattern(found.group(1), Locale.ROOT))));
    }
  }

  /**
   * The pipeline of that name.
   *
   * @throws RerateException with {@code USAGE} if there is none, or its file is wrong
   */
  static PipelineSpec read(ConfFolders folders, String name) {
    ConfText file = folders.require("pipelines", "pipeline", name);
    try {
      Config defaults = ConfigFactory.parseString(DEFAULTS);
      Config own = file.config();
      refuseOthers(own, defaults.root().keySet(), "a pipeline");
      if (own.hasPath("value")) {
        refuseOthers(own.getConfig("value"), Set.of("memberships", "bases"), "value");
      }
      Config config = own.withFallback(defaults);
      return new PipelineSpec(
          name,
          feeds(config),
          days(config.getStringList("closed")),
          new TreeSet<>(config.getStringList("holidays").stream().map(LocalDate::parse).toList()),
          config.getStringList("value.memberships").stream().map(Membership::parse).toList(),
          Basis.parseList(String.join(",", config.getStringList("value.bases"))),
          measures(config),
          checked(config.getString("check")),
          config.getStringList("reports"),
          Path.of(config.getString("out")),
          config.getString("maintain").equals("never")
              ? Optional.empty()
              : Optional.of(config.getDuration("maintain")));
    } catch (ConfigException | DateTimeException | IllegalArgumentException e) {
      throw RerateException.usage(
          "the pipeline " + file.place() + " is wrong: " + e.getMessage(), "Correct the file", e);
    }
  }

  private static Checked checked(String word) {
    return switch (word) {
      case "new", "true" -> Checked.NEW;
      case "all" -> Checked.ALL;
      case "none", "false" -> Checked.NONE;
      default ->
          throw new IllegalArgumentException("check = " + word + " is none of new, all and none");
    };
  }

  /** True if there is trading on {@code date}, as far as the file knows. */
  boolean isOpen(LocalDate date) {
    return !closed.contains(date.getDayOfWeek()) && !holidays.contains(date);
  }

  private static List<DailyFeed> feeds(Config config) {
    List<DailyFeed> feeds = new ArrayList<>();
    for (Config feed : config.getConfigList("feeds")) {
      refuseOthers(feed, FEED_KEYS, "a feed");
      DailyFeed read =
          new DailyFeed(
              feed.getString("path"),
              feed.hasPath("source") ? Optional.of(feed.getString("source")) : Optional.empty(),
              feed.hasPath("only") ? new TreeSet<>(feed.getStringList("only")) : Set.of(),
              !feed.hasPath("required") || feed.getBoolean("required"),
              feed.hasPath("wait") ? feed.getDuration("wait") : Duration.ZERO);
      // A part that is none is wrong for any date.
      read.on(LocalDate.EPOCH);
      feeds.add(read);
    }
    return feeds;
  }

  private static Set<DayOfWeek> days(List<String> names) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    names.forEach(name -> days.add(DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT))));
    return days;
  }

  /**
   * Reads what the pipeline names, so that a wrong name is not found out at its step, hours later.
   *
   * @throws RerateException with {@code USAGE} for a mapping or report that is not there or is
   *     wrong, and for a measure that is not known or has other options; with {@code RETRY} if the
   *     folder of the reports cannot be written
   */
  void check(ConfFolders folders) {
    feeds.forEach(feed -> feed.source().ifPresent(source -> SourceMappings.read(folders, source)));
    measures.forEach(asked -> Measures.check(Measures.named(asked.measure()), asked.options()));
    reports.forEach(report -> ReportSpec.read(folders, report));
    if (!reports.isEmpty()) {
      new ReportFiles(out).prepared();
    }
  }

  private static List<MeasureAction.Asked> measures(Config config) {
    List<MeasureAction.Asked> measures = new ArrayList<>();
    for (Config measure : config.getConfigList("measures")) {
      TreeMap<String, String> options = new TreeMap<>();
      measure.root().forEach((key, value) -> options.put(key, value.unwrapped().toString()));
      if (options.get("name") == null) {
        throw new IllegalArgumentException("a measure has no name");
      }
      measures.add(new MeasureAction.Asked(options.remove("name"), options));
    }
    return measures;
  }

  private static void refuseOthers(Config config, Set<String> known, String what) {
    for (String key : config.root().keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "'" + key + "' is no key of " + what + "; known are " + new TreeSet<>(known));
      }
    }
  }
}
