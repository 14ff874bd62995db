package org.rerate.report;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rerate.domain.Basis;
import org.rerate.domain.Membership;
import org.rerate.domain.RerateException;
import org.rerate.run.ConfFolders;
import org.rerate.run.ConfText;

/**
 * What a report selects; a file of {@code conf/reports}.
 *
 * @param name name of the file
 * @param basketA the basket compared
 * @param basketB the basket it is compared with
 * @param basis calendar year of the earnings
 * @param without composite whose P/E is shown beside the whole basket's
 * @param spans per basket its end date and its named base dates
 * @param comparedOn date of the comparison
 * @param details what further sections look at
 * @param masthead what it says about itself
 */
public record ReportSpec(
    String name,
    String basketA,
    String basketB,
    Basis basis,
    String without,
    List<Span> spans,
    LocalDate comparedOn,
    ReportDetails details,
    Masthead masthead) {

  private static final Set<String> KEYS =
      Set.of("a", "b", "basis", "without", "baskets", "compared_on");

  /**
   * A basket's dates.
   *
   * @param basket the basket
   * @param end the day it is valued, with the members of that day throughout
   * @param since names of base dates, with the dates
   */
  public record Span(String basket, LocalDate end, Map<String, LocalDate> since) {

    /** The members of the end date, for every date. */
    public Membership membership() {
      return Membership.backcast(end);
    }
  }

  /**
   * Reads {@code conf/reports/NAME.conf} of the installation at {@code home}.
   *
   * @throws RerateException with {@code USAGE} if there is no such file, or it is wrong
   */
  public static ReportSpec read(ConfFolders folders, String name) {
    ConfText file = folders.require("reports", "report", name);
    try {
      Config config = file.config();
      ReportDetails.refuseOthers(config, "a report", known());
      if (config.getString("a").equals(config.getString("b"))) {
        throw new IllegalArgumentException("a and b are the same basket");
      }
      return new ReportSpec(
          name,
          config.getString("a"),
          config.getString("b"),
          Basis.parse(config.getString("basis")),
          config.getString("without"),
          spans(config.getConfig("baskets")),
          LocalDate.parse(config.getString("compared_on")),
          ReportDetails.read(config),
          Masthead.read(config));
    } catch (ConfigException | DateTimeException | IllegalArgumentException e) {
      throw new RerateException(
          RerateException.Exit.USAGE,
          "the report " + file.place() + " is wrong: " + e.getMessage(),
          e);
    }
  }

  private static Set<String> known() {
    return Stream.of(KEYS, ReportDetails.KEYS, Masthead.KEYS)
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  /**
   * The same report on another day.
   *
   * @param on the end of both baskets and the day of the comparison
   */
  public ReportSpec on(LocalDate on) {
    List<Span> moved =
        List.of(basketA, basketB).stream()
            .distinct()
            .map(basket -> new Span(basket, on, span(basket).since()))
            .toList();
    return dated(moved, on);
  }

  /** The same report with these base dates for both baskets. */
  public ReportSpec since(Map<String, LocalDate> since) {
    List<Span> based =
        spans.stream().map(span -> new Span(span.basket(), span.end(), since)).toList();
    return dated(based, comparedOn);
  }

  /** The same report with other dates. */
  ReportSpec dated(List<Span> dates, LocalDate on) {
    return new ReportSpec(name, basketA, basketB, basis, without, dates, on, details, masthead);
  }

  /** How {@link #selection} begins: the report and its baskets. */
  String head() {
    return name + ": " + basketA + " against " + basketB;
  }

  /**
   * Everything that decides which numbers are computed, for the ledger of runs, where {@link
   * PublishedReport} finds it again.
   */
  public String selection() {
    return head()
        + " on "
        + comparedOn
        + ", "
        + basis
        + ", without "
        + without
        + "; "
        + spans.stream()
            .map(span -> span.basket() + " to " + span.end() + " since " + span.since())
            .collect(Collectors.joining(", "))
        + "; "
        + details.selection();
  }

  private static List<Span> spans(Config baskets) {
    List<Span> spans = new ArrayList<>();
    for (String basket : baskets.root().keySet().stream().sorted().toList()) {
      Config span = baskets.getConfig(quoted(basket));
      ReportDetails.refuseOthers(span, "baskets." + basket, Set.of("end", "since"));
      Map<String, LocalDate> since = new LinkedHashMap<>();
      Config named = span.getConfig("since");
      named.root().keySet().stream()
          .sorted((x, y) -> named.getString(quoted(x)).compareTo(named.getString(quoted(y))))
          .forEach(n -> since.put(n, LocalDate.parse(named.getString(quoted(n)))));
      spans.add(new Span(basket, LocalDate.parse(span.getString("end")), since));
    }
    return spans;
  }

  private static String quoted(String key) {
    return '"' + key.replace("\"", "\\\"") + '"';
  }

  /** The dates of a basket. */
  public Span span(String basket) {
    return spans.stream()
        .filter(span -> span.basket().equals(basket))
        .findFirst()
        .orElseThrow(
            () ->
                RerateException.usage(
                    "the report " + name + " gives no dates for " + basket,
                    "Add baskets { " + basket + " { end = ..., since { ... } } }"));
  }
}
