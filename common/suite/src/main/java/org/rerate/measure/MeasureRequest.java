package org.rerate.measure;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.rerate.blocks.ReadLog;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Days;
import org.rerate.domain.Knowledge;
import org.rerate.domain.KnownNames;
import org.rerate.domain.Membership;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.Warehouse;
import org.rerate.history.AsOf;
import org.rerate.history.MembershipHistory;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.methodology.Methodology;

/**
 * What a measure is asked for.
 *
 * @param warehouse where the facts are and the results go
 * @param methodology the switches
 * @param asOf what may be seen
 * @param runId signs the rows
 * @param options options by name, as typed; see {@link Measure#options}
 * @param log keeps what is read, for an explanation; null if nobody asks
 */
public record MeasureRequest(
    Warehouse warehouse,
    Methodology methodology,
    AsOf asOf,
    String runId,
    Map<String, String> options,
    ReadLog log) {

  private static final int MOST_DAYS = 4000;

  /** A request that nobody asks to explain. */
  public MeasureRequest(
      Warehouse warehouse,
      Methodology methodology,
      AsOf asOf,
      String runId,
      Map<String, String> options) {
    this(warehouse, methodology, asOf, runId, options, null);
  }

  /** The references seen under the request's cut. */
  public ReferenceData references() {
    return new ReferenceData(warehouse, asOf, log);
  }

  /**
   * The cut of someone who looks back from {@code day}: under {@code as_was}, what was known then
   * counts for earlier days too.
   */
  public AsOf lookingFrom(int day) {
    return asOf.knowledge().isFixed()
        ? asOf
        : new AsOf(Knowledge.at(Days.instant(asOf.knowledge().limit(day))), asOf.recordedBy());
  }

  /** An option's text; empty if it was not given. */
  public Optional<String> text(String name) {
    return text(options, name);
  }

  static Optional<String> text(Map<String, String> options, String name) {
    return Optional.ofNullable(options.get(name)).map(String::trim).filter(t -> !t.isEmpty());
  }

  /** The text of an option that must be there. */
  public String required(String name) {
    return text(name)
        .orElseThrow(
            () ->
                RerateException.usage(
                    "the option --" + name + " is missing", "Give it; see --help for an example"));
  }

  /** A comma-separated list; empty if the option was not given. */
  public List<String> list(String name) {
    return text(name).stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .map(String::trim)
        .filter(part -> !part.isEmpty())
        .distinct()
        .toList();
  }

  /** One of the allowed words, upper case; the first of them if the option was not given. */
  public String choice(String name, String... allowed) {
    String chosen = text(name).orElse(allowed[0]).toUpperCase(Locale.ROOT);
    if (!List.of(allowed).contains(chosen)) {
      throw RerateException.usage(
          "--" + name + " is '" + options.get(name) + "'",
          "It is one of " + String.join(", ", allowed).toLowerCase(Locale.ROOT));
    }
    return chosen;
  }

  /** A whole number of at least 1. */
  public int count(String name, int otherwise) {
    String text = text(name).orElse(String.valueOf(otherwise));
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw RerateException.usage(
          "--" + name + " is '" + text + "'", "It is a whole number of at least 1, such as 20");
    }
    return Integer.parseInt(text);
  }

  /** A fraction between 0 and 1. */
  public double fraction(String name, double otherwise) {
    String text = text(name).orElse(String.valueOf(otherwise));
    if (!text.matches("0?\\.[0-9]+|0|1|1\\.0")) {
      throw RerateException.usage(
          "--" + name + " is '" + text + "'", "It is a fraction from 0 to 1, such as 0.01");
    }
    return Double.parseDouble(text);
  }

  /** A date; {@code otherwise} if the option was not given. */
  public int day(String name, int otherwise) {
    return text(name).map(text -> parseDay(name, text)).orElse(otherwise);
  }

  private static int parseDay(String name, String text) {
    try {
      return Days.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      throw RerateException.usage(
          "--" + name + " is '" + text + "'", "It is a date such as 2026-01-13");
    }
  }

  /**
   * The days asked for: those of {@code --on}, else every day from {@code --from} to {@code --to},
   * else {@code otherwise}. Ascending.
   */
  public int[] days(int otherwise) {
    List<String> on = list("on");
    if (!on.isEmpty()) {
      return on.stream().mapToInt(text -> parseDay("on", text)).sorted().distinct().toArray();
    }
    if (text("from").isEmpty() && text("to").isEmpty()) {
      return new int[] {otherwise};
    }
    int to = day("to", otherwise);
    int from = day("from", to);
    if (from > to || to - from >= MOST_DAYS) {
      throw RerateException.usage(
          "--from " + Days.date(from) + " and --to " + Days.date(to) + " are no range of days",
          "Give a range of at most " + MOST_DAYS + " days that does not end before it starts");
    }
    return IntStream.rangeClosed(from, to).toArray();
  }

  /**
   * The day of {@code --on}, which must lie within the days that have prices; the last of those if
   * it was not given.
   */
  public int pricedDay() {
    int[] span = references().span();
    if (span == null) {
      throw RerateException.usage("the warehouse has no prices yet", "Ingest a feed first");
    }
    return withinPrices("on", day("on", span[1]), span);
  }

  private static int withinPrices(String name, int day, int[] span) {
    if (day < span[0] || day > span[1]) {
      throw RerateException.usage(
          "--" + name + " " + Days.date(day) + " is outside the data",
          "Prices run from " + Days.date(span[0]) + " to " + Days.date(span[1]));
    }
    return day;
  }

  /** The last day with a price; {@code otherwise} if there is none. */
  public int lastPricedDay(int otherwise) {
    int[] span = references().span();
    return span == null ? otherwise : span[1];
  }

  /** Years such as {@code 2023-2025} or {@code 2024}: the first and the last. */
  public int[] years(String name, int first, int last) {
    String text = text(name).orElse(first + "-" + last);
    String[] ends = text.split("-", -1);
    boolean sound = ends.length <= 2 && Arrays.stream(ends).allMatch(y -> y.matches("[12]\\d{3}"));
    int[] years =
        sound
            ? new int[] {Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])}
            : new int[] {1, 0};
    if (years[0] > years[1]) {
      throw RerateException.usage(
          "--" + name + " is '" + text + "'", "It is a year or a range of years such as 2023-2025");
    }
    return years;
  }

  /** The membership rule. */
  public Membership membership() {
    try {
      return Membership.parse(text("membership").orElse("point_in_time"));
    } catch (IllegalArgumentException e) {
      throw new RerateException(RerateException.Exit.USAGE, e.getMessage(), e);
    }
  }

  /** Members of a basket on {@code day}; a basket that is not on file is wrong usage. */
  public List<Member> members(MembershipHistory memberships, String basket, int day) {
    if (!memberships.baskets().contains(basket)) {
      throw RerateException.usage(
          "there is no basket '" + basket + "'",
          memberships.baskets().isEmpty()
              ? "No basket was ingested yet"
              : KnownNames.said(basket, memberships.baskets()));
    }
    Membership rule = membership();
    long limit = asOf.knowledge().limit(rule.knowledgeDay(day));
    return memberships.on(basket, rule.memberDay(day), limit);
  }

  /**
   * The chosen names, all of {@code known} if none was; a name that is not known is wrong usage.
   */
  public List<String> chosen(String name, Iterable<String> known) {
    List<String> all = new ArrayList<>();
    known.forEach(all::add);
    List<String> named = list(name);
    for (String one : named) {
      if (!all.contains(one)) {
        throw RerateException.usage(
            "--" + name + " '" + one + "' is not in the data",
            all.isEmpty() ? "Nothing of it was ingested yet" : KnownNames.said(one, all));
      }
    }
    return named.isEmpty() ? all : named;
  }
}
