package org.rerate.report;

import java.time.LocalDate;
import java.util.List;
import org.rerate.domain.Status;
import org.rerate.methodology.LikeForLikeChange.Counts;
import org.rerate.methodology.LossMade;

/** The numbers of the monthly note, read from the result tables; null where missing. */
public record ReportData(ReportSpec spec, List<BasketPart> baskets, List<SubsectorPart> compared) {

  /**
   * One basket on its end date.
   *
   * @param basket the basket
   * @param name its name
   * @param end the day
   * @param members number of members
   * @param capped members with a cap, whose sum the cap is
   * @param uncapped the others, by name
   * @param capUsd cap
   * @param pe P/E on the report's basis
   * @param peExLosses the same of the members with positive earnings
   * @param peWithout the same without the report's composite's sub-sectors
   * @param peMedian median P/E
   * @param coverage matched cap / cap
   * @param status why a P/E is missing
   * @param spans change since each base date
   * @param subsectors sub-sectors by share of cap
   */
  public record BasketPart(
      String basket,
      String name,
      LocalDate end,
      int members,
      int capped,
      List<Uncapped> uncapped,
      Double capUsd,
      Double pe,
      Double peExLosses,
      Double peWithout,
      Double peMedian,
      Double coverage,
      String status,
      List<SpanPart> spans,
      List<SubsectorValue> subsectors) {

    /** True if losses have made the P/E: see {@link LossMade}. */
    public boolean isMadeByLosses() {
      return pe != null && peExLosses != null && LossMade.pe(pe, peExLosses);
    }
  }

  /** A member without a cap, and why it has none. */
  public record Uncapped(String name, String status) {}

  /**
   * Change of a basket since a named date; the fields are those of basket_changes, and what must be
   * said beside them.
   */
  public record SpanPart(
      String name,
      LocalDate from,
      Double change,
      Double changePct,
      Double entries,
      Double exits,
      Double earningsFrom,
      Double earningsChange,
      Double earningsChangePct,
      Double peFrom,
      Double peTo,
      Double incrementalPe,
      Double matchedChange,
      Double matchedCoverage,
      Double incrementalPeConstantRates,
      String statusConstantRates,
      String status,
      Counts counts,
      List<String> remarks,
      List<Driver> drivers) {

    /**
     * True if expected earnings rose in dollars only, so that the exchange rate made the number.
     */
    public boolean isMadeByExchangeRates() {
      return incrementalPe != null
          && !statusConstantRates.equals(Status.OK.name())
          && !statusConstantRates.equals(Status.NO_FX.name());
    }
  }

  /**
   * A sub-sector's part in a change: its own change, and its share of the basket's.
   *
   * @param both members with a cap at both ends, which the change is of
   * @param members its members at the end
   */
  public record Driver(
      String subsector,
      Double change,
      Double changePct,
      Double shareOfChange,
      int both,
      int members) {}

  /** A sub-sector of a basket on its end date. */
  public record SubsectorValue(String subsector, Double share, Double pe, String status) {}

  /** One group of A against the same of B on the day of the comparison. */
  public record SubsectorPart(
      String group,
      Double peA,
      Double peB,
      Double premium,
      Double premiumExLosses,
      Double shareA,
      Double shareB,
      Double capRatio,
      Double capRatioPrivateA,
      Double capRatioPrivateBoth,
      int membersA,
      int cappedA,
      int membersB,
      int cappedB,
      String status) {

    /** True if losses have made the premium: see {@link LossMade}. */
    public boolean isMadeByLosses() {
      return premium != null
          && premiumExLosses != null
          && LossMade.premium(premium, premiumExLosses);
    }

    /** True if losses of A's members have moved the premium, and made its P/E. */
    public boolean isPeOfAMadeByLosses() {
      return isMadeByLosses() && LossMade.pe(1 + premium, 1 + premiumExLosses);
    }

    /** The same of B. */
    public boolean isPeOfBMadeByLosses() {
      return isMadeByLosses() && !isPeOfAMadeByLosses();
    }
  }

  /** The whole of A against the whole of B. */
  public SubsectorPart whole() {
    return compared.stream().filter(part -> part.group().equals("ALL")).findFirst().orElseThrow();
  }
}
