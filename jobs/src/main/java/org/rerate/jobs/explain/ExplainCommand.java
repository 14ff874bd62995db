package org.rerate.jobs.explain;

import java.time.LocalDate;
import org.rerate.domain.Basis;
import org.rerate.domain.Membership;
import org.rerate.domain.RerateException;
import org.rerate.jobs.door.Asked;
import org.rerate.jobs.door.Door;
import org.rerate.jobs.door.Output;
import org.rerate.jobs.work.ExplainWork;
import org.rerate.lineage.BasketExplanation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rerate explain}: a number taken apart. */
@Command(
    name = "explain",
    description = {
      "Takes a basket's number apart, down to the file, line and run of every input.",
      "",
      "Shows the members with cap, earnings and P/E, who is left out and why, every price, share",
      "count, split, rate, estimate and reported figure; calculates the number again from those",
      "rows and compares it with the stored one. Exit status 4 if they differ."
    },
    footer = {
      "",
      "Examples:",
      "  rerate explain --basket china-ai --on 2026-01-13 --basis CY2026",
      "  rerate explain --basket us-ai --on 2026-01-05 --basis CY2026 --subsector MEMORY \\",
      "      --membership backcast:2026-01-05 --format json",
      "  rerate explain --basket china-ai --on 2026-01-13 --basis NTM --member BABA"
    })
public final class ExplainCommand extends Door {

  @Option(names = "--basket", paramLabel = "B", required = true, description = "The basket.")
  String basket;

  @Option(names = "--on", paramLabel = "D", required = true, description = "The day.")
  LocalDate on;

  @Option(
      names = "--basis",
      paramLabel = "BASIS",
      required = true,
      description = "Earnings basis: CY2026, NTM, FY1, FY2, LFY or TTM.")
  String basis;

  @Option(
      names = "--subsector",
      paramLabel = "S",
      description = "A sub-sector, a composite, or ALL (default).")
  String subsector = "ALL";

  @Option(names = "--member", paramLabel = "I", description = "Details of this issuer alone.")
  String member;

  @Option(
      names = "--membership",
      paramLabel = "RULE",
      description = "point_in_time (default) or backcast:DATE.")
  String membership = "point_in_time";

  @Override
  public Integer call() {
    Basis earnings = Asked.basis(basis);
    Membership rule = Asked.membership(membership);
    BasketExplanation number =
        new ExplainWork(work()).basket(basket, subsector, on, earnings, rule);
    print(member == null ? number : ofMember(number));
    return (number.agrees() ? RerateException.Exit.DONE : RerateException.Exit.CHECK_FAILED).code();
  }

  private BasketExplanation ofMember(BasketExplanation number) {
    BasketExplanation one = number.of(member);
    if (one.members().isEmpty()) {
      throw RerateException.usage(
          member + " is no member of " + basket + " " + subsector + " on " + on,
          "Members are "
              + String.join(", ", number.members().stream().map(m -> m.issuerId()).toList()));
    }
    return one;
  }

  private void print(BasketExplanation number) {
    Output output = new Output(out(), options().format());
    switch (options().format()) {
      case csv -> output.csv(BasketRows.COLUMNS, BasketRows.of(number));
      case json -> output.document(number);
      case table -> new BasketText(out(), number).print();
    }
    out().flush();
  }
}
