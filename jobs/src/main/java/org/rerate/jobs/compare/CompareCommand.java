package org.rerate.jobs.compare;

import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.action.Rerate;
import org.rerate.domain.Basis;
import org.rerate.domain.Membership;
import org.rerate.domain.RerateException;
import org.rerate.engine.filter.Filter;
import org.rerate.jobs.command.BasisOptions;
import org.rerate.jobs.command.Output;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.report.ComparisonRemarks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rerate compare A B}: one basket against another. */
@Command(
    name = "compare",
    description = {
      "Compares the valuation of basket A with that of basket B.",
      "",
      "It shows the P/E premium per sub-sector, each sub-sector's share of cap, the ratio of the caps",
      "with and without unlisted companies, and how many members each cap covers. Premiums that are",
      "due to losses are marked; pe_premium_ex_losses leaves out the members that lose money.",
      "It writes valuation.comparisons and prints it."
    },
    footer = {
      "",
      "Examples:",
      "  rerate compare china-ai us-ai --on 2026-01-13 --bases CY2026",
      "  rerate compare china-ai us-ai --from 2025-01-01 --to 2025-12-31 --bases CY2026,NTM"
    })
public final class CompareCommand extends RerateCommand {

  @Parameters(index = "0", paramLabel = "A", description = "The basket compared.")
  String basketA;

  @Parameters(index = "1", paramLabel = "B", description = "The basket it is compared with.")
  String basketB;

  @Option(names = "--on", paramLabel = "D", description = "One day.")
  LocalDate on;

  @Option(names = "--from", paramLabel = "D", description = "First day of a range.")
  LocalDate from;

  @Option(names = "--to", paramLabel = "D", description = "Last day of a range.")
  LocalDate to;

  @Mixin BasisOptions how = new BasisOptions();

  @Override
  public Integer call() {
    if ((on == null) == (from == null || to == null)) {
      throw RerateException.usage(
          "compare needs either --on, or --from and --to", "Add --on 2026-01-13, for example");
    }
    LocalDate first = on == null ? from : on;
    LocalDate last = on == null ? to : on;
    List<Basis> named = how.bases();
    Membership rule = how.membership();
    Rerate rerate = rerate();
    rerate.compare(basketA, basketB).from(first).to(last).bases(named).membership(rule).execute();
    String ofBases =
        named.isEmpty()
            ? ""
            : " AND " + Filter.in("basis", named.stream().map(Basis::toString).toList()).sql();
    Dataset<Row> rows =
        rerate
            .context()
            .warehouse()
            .spark()
            .sql(
                "SELECT basket_a, basket_b, valuation_date, basis, subsector, pe_a, pe_b,"
                    + " pe_premium, pe_premium_ex_losses, cap_share_a, cap_share_b, cap_ratio,"
                    + " cap_ratio_private_a, cap_ratio_private_both, member_count_a,"
                    + " capped_count_a, member_count_b, capped_count_b, status FROM"
                    + " valuation.comparisons WHERE "
                    + Filter.is("basket_a", basketA).sql()
                    + " AND "
                    + Filter.is("basket_b", basketB).sql()
                    + ofBases
                    + " AND valuation_date BETWEEN DATE'"
                    + first
                    + "' AND DATE'"
                    + last
                    + "' AND membership = '"
                    + rule
                    + "' AND "
                    + rerate.context().variant().filter().sql()
                    + " ORDER BY valuation_date, basis, subsector");
    new Output(out(), options().format()).print(rows, CompareCommand::remarks);
    return 0;
  }

  private static List<String> remarks(Row row) {
    String about =
        row.getAs("valuation_date")
            + " "
            + row.getAs("basis")
            + " "
            + row.getAs("subsector")
            + ": ";
    return ComparisonRemarks.of(row).stream().map(remark -> about + remark).toList();
  }
}
