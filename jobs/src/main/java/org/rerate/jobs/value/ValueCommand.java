package org.rerate.jobs.value;

import java.util.Map;
import org.rerate.jobs.command.RangeOptions;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.run.Settings;
import org.rerate.valuation.ResultVariant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rerate value}: values issuers and baskets. */
@Command(
    name = "value",
    description = {
      "Values issuers and baskets on every trading day of a range.",
      "",
      "Without dates it recomputes what has changed since the last run; the first time, everything.",
      "It writes valuation.issuer_caps, issuer_earnings, basket_valuations and rolling."
    },
    footer = {
      "",
      "Examples:",
      "  rerate value",
      "  rerate value --from 2026-01-01 --baskets us-ai --bases CY2026,NTM",
      "  rerate value --membership backcast:2026-01-13 --knowledge as_was"
    })
public final class ValueCommand extends RerateCommand {

  @Mixin RangeOptions range = new RangeOptions();

  @Option(names = "--full", description = "Compute even if nothing changed since the last run.")
  boolean full;

  @Override
  protected boolean canDryRun() {
    return true;
  }

  @Override
  public Integer call() {
    range.of(rerate().value()).full(full).dryRun(options().dryRun()).execute();
    return 0;
  }

  /** The work is ours; Spark is asked a hundred small questions. */
  @Override
  protected Map<String, String> sparkSettings(Settings settings, ResultVariant variant) {
    return interpreted(super.sparkSettings(settings, variant));
  }
}
