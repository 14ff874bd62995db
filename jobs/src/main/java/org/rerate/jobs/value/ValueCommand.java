package org.rerate.jobs.value;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.rerate.jobs.door.Asked;
import org.rerate.jobs.door.Door;
import org.rerate.jobs.work.ValueWork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rerate value}: values issuers and baskets. */
@Command(
    name = "value",
    description = {
      "Values issuers and baskets on every trading day of a range.",
      "",
      "Without dates: everything, unless nothing was loaded since the last run. Writes",
      "valuation.issuer_caps, issuer_earnings, basket_valuations and rolling."
    },
    footer = {
      "",
      "Examples:",
      "  rerate value",
      "  rerate value --from 2026-01-01 --baskets us-ai --bases CY2026,NTM",
      "  rerate value --membership backcast:2026-01-13 --knowledge as_was"
    })
public final class ValueCommand extends Door {

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

  @Option(
      names = "--bases",
      paramLabel = "BASIS,...",
      description = "Earnings bases, such as CY2026,NTM (default: those of the methodology).")
  String bases = "";

  @Option(
      names = "--membership",
      paramLabel = "RULE",
      description = "point_in_time (default) or backcast:DATE.")
  String membership = "point_in_time";

  @Option(names = "--full", description = "Compute even if nothing changed since the last run.")
  boolean full;

  @Override
  protected boolean canDryRun() {
    return true;
  }

  @Override
  public Integer call() {
    ValueWork.Request request =
        new ValueWork.Request(
            from,
            to,
            baskets,
            Asked.bases(bases),
            List.of(Asked.membership(membership)),
            List.of(),
            true,
            full);
    new ValueWork(work()).value(request, options().dryRun());
    return 0;
  }
}
