package org.rerate.valuation;

import java.util.List;
import java.util.Map;
import org.rerate.methodology.CalendarYear;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.Methodology.ShareClassPolicy;
import org.rerate.methodology.ShareRules;

/** Methodologies for tests. */
public final class Methods {

  /** The values of the methodology page. */
  public static final Methodology DEFAULT =
      new Methodology(
          "default",
          ShareClassPolicy.SUM_OF_LINES,
          CalendarYear.TIME_WEIGHTED,
          10,
          10,
          180,
          1,
          0.5,
          0,
          List.of("CY-1", "CY", "CY+1", "NTM", "FY1", "FY2", "LFY", "TTM"),
          Map.of("EX_MEMORY", List.of("MEMORY")),
          Map.of(),
          List.of(63, 126));

  private Methods() {}

  /** The default under another name, with these bases and rolling windows. */
  public static Methodology named(String name, List<String> bases, List<Integer> windows) {
    return new Methodology(
        name,
        DEFAULT.shareClassPolicy(),
        DEFAULT.calendarisation(),
        DEFAULT.priceMaxAgeDays(),
        DEFAULT.fxMaxAgeDays(),
        DEFAULT.estimateMaxAgeDays(),
        DEFAULT.minAnalysts(),
        DEFAULT.minCoverage(),
        DEFAULT.minMemberCoverage(),
        bases,
        DEFAULT.composites(),
        DEFAULT.privateRegions(),
        windows);
  }

  /** The default under another name that trusts share counts otherwise, and has one basis. */
  static Methodology trusting(String name, ShareRules rules) {
    return new Methodology(
        name,
        DEFAULT.shareClassPolicy(),
        DEFAULT.calendarisation(),
        rules,
        DEFAULT.priceMaxAgeDays(),
        DEFAULT.fxMaxAgeDays(),
        DEFAULT.estimateMaxAgeDays(),
        DEFAULT.minAnalysts(),
        DEFAULT.minCoverage(),
        DEFAULT.minMemberCoverage(),
        List.of("LFY"),
        DEFAULT.composites(),
        DEFAULT.privateRegions(),
        List.of(),
        DEFAULT.figures());
  }
}
