package org.rerate.methodology;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * The switches of a named methodology; every result row carries the name.
 *
 * @param name name of the file in {@code conf/methodologies}
 * @param shareClassPolicy how an issuer's lines make its cap
 * @param calendarisation how fiscal years make a calendar year
 * @param shareRules how share counts are trusted
 * @param priceMaxAgeDays calendar days after which a close, or a vendor's cap, is stale
 * @param fxMaxAgeDays calendar days after which a rate is stale
 * @param estimateMaxAgeDays calendar days after which an estimate is stale
 * @param minAnalysts fewest analysts behind a usable estimate; a missing count passes
 * @param minCoverage least part of the cap that must be matched, as a fraction
 * @param minMemberCoverage least part of the members that must have a cap; 0 is off
 * @param bases earnings bases: {@code CY2026}, {@code NTM}, ..., or {@code CY-1}, {@code CY},
 *     {@code CY+1} for calendar years relative to the valued date
 * @param composites name to the sub-sectors left out of it: {@code EX_MEMORY -> [MEMORY]}
 * @param privateRegions basket to the regions whose unlisted companies belong to it; a basket that
 *     is not named takes the region most of its members have
 * @param rollingWindows windows of the rolling statistics, in valuation dates; empty for none
 * @param figures what is published besides P/Es
 */
public record Methodology(
    String name,
    ShareClassPolicy shareClassPolicy,
    CalendarYear calendarisation,
    ShareRules shareRules,
    int priceMaxAgeDays,
    int fxMaxAgeDays,
    int estimateMaxAgeDays,
    int minAnalysts,
    double minCoverage,
    double minMemberCoverage,
    List<String> bases,
    Map<String, List<String>> composites,
    Map<String, List<String>> privateRegions,
    List<Integer> rollingWindows,
    FigureRules figures)
    implements Serializable {

  /**
   * The edition of the rules that no switch changes. Whoever changes a number that they give (see
   * CHANGELOG, Numbers) raises it, so that results of older editions are computed anew.
   */
  public static final int EDITION = 2;

  /** The same with share counts trusted, and figures besides P/Es published, by default. */
  public Methodology(
      String name,
      ShareClassPolicy shareClassPolicy,
      CalendarYear calendarisation,
      int priceMaxAgeDays,
      int fxMaxAgeDays,
      int estimateMaxAgeDays,
      int minAnalysts,
      double minCoverage,
      double minMemberCoverage,
      List<String> bases,
      Map<String, List<String>> composites,
      Map<String, List<String>> privateRegions,
      List<Integer> rollingWindows) {
    this(
        name,
        shareClassPolicy,
        calendarisation,
        ShareRules.DEFAULT,
        priceMaxAgeDays,
        fxMaxAgeDays,
        estimateMaxAgeDays,
        minAnalysts,
        minCoverage,
        minMemberCoverage,
        bases,
        composites,
        privateRegions,
        rollingWindows,
        FigureRules.DEFAULT);
  }

  /** How the lines of an issuer make its cap. */
  public enum ShareClassPolicy {
    /** Each counted line at its own price. */
    SUM_OF_LINES,
    /** All counted shares at the price of the primary line. */
    PRIMARY_LINE
  }
}
