package org.rerate.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.rerate.check.Suspicions.Suspicion;
import org.rerate.explain.AnalystCounts;
import org.rerate.history.AsOf;
import org.rerate.methodology.Methodology;
import org.rerate.report.document.Language;
import org.rerate.report.document.Words;

/**
 * The rows of the result tables that a report shows.
 *
 * @param plan the report
 * @param methodology the methodology that made them
 * @param asOf what was seen
 * @param members members on the end dates
 * @param answers the rows, by what they are for
 * @param counts per basket what vendors say of how many analysts raised and cut the estimates that
 *     members' earnings on its end date rest on, by issuer
 * @param suspicions what is odd about members and not settled
 * @param bridge how the numbers came from those of the last report of the name; null if there is
 *     none
 * @param words the language that the report is written in
 */
public record ReportRows(
    ReportPlan plan,
    Methodology methodology,
    AsOf asOf,
    ReportMembers members,
    Map<Part, Answer> answers,
    Map<String, Map<String, AnalystCounts.Counts>> counts,
    List<Suspicion> suspicions,
    ReportBridge bridge,
    Words words) {

  /** The same rows for a report in another language. */
  public ReportRows in(Language language) {
    return new ReportRows(
        plan, methodology, asOf, members, answers, counts, suspicions, bridge, Words.of(language));
  }

  /** What rows are for. */
  public enum Part {
    /** Caps and P/Es of the baskets, through time and on the end dates. */
    VALUATIONS,
    /** Their usual range. */
    ROLLING,
    /** Changes since the base dates, and over the last months. */
    CHANGES,
    /** Where they came from. */
    EFFECTS,
    /** The same per member. */
    MEMBER_EFFECTS,
    /** Other multiples on the end dates. */
    MULTIPLES,
    /** Growth of earnings from the year of the end dates to the next. */
    GROWTH_AHEAD,
    /** Revisions of expected earnings up to the end dates. */
    REVISIONS,
    /** Indexes on the end dates and the base dates. */
    INDEX,
    /** A against B. */
    COMPARISONS,
    /** Members' caps. */
    CAPS,
    /** Members' earnings. */
    EARNINGS,
    /** Capex of A over that of B. */
    CAPEX,
    /** Growth against price. */
    GROWTH,
    /** How far models of A's region are behind. */
    MODELS,
    /** Net buying through channels. */
    FLOWS,
    /** Names of the baskets. */
    BASKETS,
    /** Names of the members. */
    ISSUERS,
    /** Names of the lines that flows are of. */
    SECURITIES,
    /** The runs behind all of it. */
    RUNS
  }

  /** The rows for {@code part}; none if it was not asked for. */
  Answer of(Part part) {
    return answers.getOrDefault(part, new Answer("", List.of()));
  }

  /** The report's selection, with traded dates. */
  public ReportSpec spec() {
    return plan.spec();
  }

  /** The name of a basket; its identifier if it has none. */
  String name(String basket) {
    String translated = masthead().names().get(basket);
    return translated != null ? translated : nameOfFeed(basket);
  }

  /** The name of a base date, in the report's language. */
  String baseDate(String name) {
    return masthead().names().getOrDefault(name, name);
  }

  /** What the report says about itself, in its language. */
  Masthead masthead() {
    return spec().masthead().in(words.language());
  }

  private String nameOfFeed(String basket) {
    return of(Part.BASKETS)
        .where("basket_id", basket)
        .first()
        .map(row -> Answer.text(row, "name"))
        .orElse(basket);
  }

  /** The name of a company; its identifier if it has none. */
  String issuer(String issuer) {
    return of(Part.ISSUERS)
        .where("issuer_id", issuer)
        .first()
        .map(row -> Answer.text(row, "name"))
        .orElse(issuer);
  }

  /**
   * The rolling window shown: of those that the methodology computes, the one nearest to that asked
   * for; 0 if none.
   */
  public static int window(ReportSpec spec, Methodology methodology) {
    return methodology.rollingWindows().stream()
        .min(Comparator.comparingInt(window -> Math.abs(window - spec.details().window())))
        .orElse(0);
  }

  /** True if a composite leaves out sub-sectors of which the basket has members. */
  boolean leavesOut(String composite, String basket) {
    List<String> without = methodology.composites().getOrDefault(composite, List.of());
    return members.byBasket().get(basket).stream()
        .anyMatch(member -> without.contains(member.subsector()));
  }

  /** True for ALL and the methodology's composites, which are no sub-sectors. */
  boolean isWhole(String group) {
    return group.equals("ALL") || methodology.composites().containsKey(group);
  }
}
