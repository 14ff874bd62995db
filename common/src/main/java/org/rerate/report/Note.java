package org.rerate.report;

import java.time.LocalDate;
import java.util.List;

/** The numbers of the monthly note, read from the result tables; null where missing. */
public record Note(ReportSpec spec, List<BasketPart> baskets, List<SubsectorPart> compared) {

  /**
   * One basket on its end date.
   *
   * @param basket the basket
   * @param name its name
   * @param end the day
   * @param members number of members
   * @param uncapped members that the cap lacks, by name
   * @param capUsd their cap
   * @param pe P/E on the report's basis
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
      List<Uncapped> uncapped,
      Double capUsd,
      Double pe,
      Double peWithout,
      Double peMedian,
      Double coverage,
      String status,
      List<SpanPart> spans,
      List<SubsectorValue> subsectors) {}

  /** A member without a cap, and why it has none. */
  public record Uncapped(String name, String status) {}

  /** Change of a basket since a named date; the fields are those of basket_changes. */
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
      String status,
      List<Driver> drivers) {}

  /** A sub-sector's part in a change: its own change, and its share of the basket's. */
  public record Driver(String subsector, Double change, Double changePct, Double shareOfChange) {}

  /** A sub-sector of a basket on its end date. */
  public record SubsectorValue(String subsector, Double share, Double pe, String status) {}

  /** One group of A against the same of B on the day of the comparison. */
  public record SubsectorPart(
      String group,
      Double peA,
      Double peB,
      Double premium,
      Double shareA,
      Double shareB,
      Double capRatio,
      Double capRatioPrivateA,
      Double capRatioPrivateBoth,
      String status) {}

  /** The whole of A against the whole of B. */
  public SubsectorPart whole() {
    return compared.stream().filter(part -> part.group().equals("ALL")).findFirst().orElseThrow();
  }
}
