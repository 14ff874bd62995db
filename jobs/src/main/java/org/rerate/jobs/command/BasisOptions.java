package org.rerate.jobs.command;

import java.util.List;
import org.rerate.domain.Basis;
import org.rerate.domain.Membership;
import picocli.CommandLine.Option;

/** How baskets are valued: earnings bases and a rule of membership. */
public final class BasisOptions {

  @Option(
      names = "--bases",
      paramLabel = "BASIS,...",
      description = "Earnings bases, such as CY2026,NTM (default: those of the methodology).")
  String bases = "";

  @Option(
      names = "--membership",
      paramLabel = "RULE",
      description = "point_in_time (default) or backcast:DATE, for every basket.")
  String membership = "point_in_time";

  /** Earnings bases; empty for those of the methodology. */
  public List<Basis> bases() {
    return OptionParser.bases(bases);
  }

  /** Rule of membership. */
  public Membership membership() {
    return OptionParser.membership(membership);
  }
}
