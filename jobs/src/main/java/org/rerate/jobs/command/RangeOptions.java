package org.rerate.jobs.command;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.rerate.domain.Basis;
import org.rerate.domain.Membership;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is to be valued: a range of days, baskets, earnings bases and a rule of membership. */
public final class RangeOptions {

  @Option(names = "--from", paramLabel = "D", description = "First day (default: first close).")
  LocalDate from;

  @Option(names = "--to", paramLabel = "D", description = "Last day (default: last close).")
  LocalDate to;

  @Option(
      names = "--baskets",
      paramLabel = "B,...",
      split = ",",
      description = "These baskets only; issuers are all valued.")
  List<String> baskets = new ArrayList<>();

  @Mixin BasisOptions how = new BasisOptions();

  /** First day; null for that of the first close. */
  public LocalDate from() {
    return from;
  }

  /** Last day; null for that of the last close. */
  public LocalDate to() {
    return to;
  }

  /** Baskets; empty for all. */
  public List<String> baskets() {
    return baskets;
  }

  /** Earnings bases; empty for those of the methodology. */
  public List<Basis> bases() {
    return how.bases();
  }

  /** Rule of membership. */
  public Membership membership() {
    return how.membership();
  }
}
