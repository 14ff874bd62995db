package org.rerate.jobs.command;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.rerate.action.RangedAction;
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

  /** Hands them to an action. */
  public <T extends RangedAction<T>> T of(T action) {
    return action
        .from(from)
        .to(to)
        .baskets(baskets)
        .bases(how.bases())
        .membership(how.membership());
  }
}
