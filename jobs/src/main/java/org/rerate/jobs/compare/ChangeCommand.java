package org.rerate.jobs.compare;

import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.action.Rerate;
import org.rerate.domain.Basis;
import org.rerate.domain.Membership;
import org.rerate.engine.filter.Filter;
import org.rerate.jobs.command.OptionParser;
import org.rerate.jobs.command.Output;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.report.ChangeRemarks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rerate change}: a basket between two dates. */
@Command(
    name = "change",
    description = {
      "Measures the change of a basket between two dates.",
      "",
      "It shows the change like for like, entries, exits, the incremental P/E and the drivers.",
      "The incremental P/E covers the matched members, which have cap and earnings at both dates:",
      "incremental_cap_change_usd / earnings_change_usd. incremental_coverage is their share of the",
      "cap; if it is below min_coverage of the methodology, the incremental P/E is NULL. The one at",
      "constant exchange rates shows how much of the earnings change is currency.",
      "It writes valuation.basket_changes, rerating and rerating_members, and prints basket_changes."
    },
    footer = {
      "",
      "Example:",
      "  rerate change --basket china-ai --from 2025-01-13 --to 2026-01-13 --bases CY2026 \\",
      "      --membership backcast:2026-01-13"
    })
public final class ChangeCommand extends RerateCommand {

  @Option(names = "--basket", paramLabel = "B", required = true, description = "The basket.")
  String basket;

  @Option(names = "--from", paramLabel = "D", required = true, description = "Start.")
  LocalDate from;

  @Option(names = "--to", paramLabel = "D", required = true, description = "End.")
  LocalDate to;

  @Option(
      names = "--bases",
      paramLabel = "CY....",
      required = true,
      description = "Calendar years of the earnings, such as CY2026.")
  String bases;

  @Option(
      names = "--membership",
      paramLabel = "RULE",
      description = "point_in_time (default: the members of --to) or backcast:DATE.")
  String membership = "point_in_time";

  @Override
  public Integer call() {
    List<Basis> years = OptionParser.bases(bases);
    Membership rule = OptionParser.membership(membership);
    Rerate rerate = rerate();
    rerate.change(basket).from(from).to(to).bases(years).membership(rule).execute();
    Dataset<Row> rows =
        rerate
            .context()
            .warehouse()
            .spark()
            .sql(
                "SELECT subsector, basis, cap_from_usd, cap_to_usd, lfl_cap_change_usd,"
                    + " lfl_cap_change_pct, entries_usd, exits_usd, member_count,"
                    + " capped_count_from, capped_count_to, lfl_count, matched_count,"
                    + " incremental_cap_change_usd, incremental_coverage, earnings_from_usd,"
                    + " earnings_change_usd, earnings_change_pct, pe_from, pe_to, incremental_pe,"
                    + " earnings_change_fx_usd, incremental_pe_constant_fx, status_constant_fx,"
                    + " share_of_change, status FROM valuation.basket_changes WHERE "
                    + Filter.is("basket_id", basket).sql()
                    + " AND "
                    + Filter.in("basis", years.stream().map(Basis::toString).toList()).sql()
                    + " AND from_date = DATE'"
                    + from
                    + "' AND to_date = DATE'"
                    + to
                    + "' AND membership = '"
                    + rule
                    + "' AND "
                    + rerate.context().variant().filter().sql()
                    + " ORDER BY basis, subsector");
    new Output(out(), options().format())
        .print(
            rows,
            row ->
                ChangeRemarks.of(row).stream()
                    .map(
                        remark -> row.getAs("basis") + " " + row.getAs("subsector") + ": " + remark)
                    .toList());
    return 0;
  }
}
