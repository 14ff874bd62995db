package org.rerate.jobs.pipeline;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.rerate.action.ActionContext;
import org.rerate.domain.KnownNames;
import org.rerate.domain.RerateException;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.table.Dictionary;
import org.rerate.table.TableSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rerate files TABLE}: what DuckDB, Polars and the like read. */
@Command(
    name = "files",
    description = {
      "Lists the Parquet files of the newest version of a table, one line each.",
      "",
      "Other engines read them without Delta. Partition columns, as methodology of the valuation",
      "tables, are in the paths only; read them as Hive partitions."
    },
    footer = {
      "",
      "Examples:",
      "  rerate files valuation.basket_valuations",
      "  duckdb -c \"SELECT count(*) FROM read_parquet([$(rerate files market.prices |",
      "      sed \"s/.*/'&'/\" | paste -sd,)])\""
    })
public final class FilesCommand extends RerateCommand {

  @Parameters(index = "0", paramLabel = "TABLE", description = "A table, as market.prices.")
  String name;

  @Override
  public Integer call() {
    List<String> known = Dictionary.tables().stream().map(TableSpec::fullName).toList();
    TableSpec table =
        Dictionary.tables().stream()
            .filter(one -> one.fullName().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    RerateException.usage(
                        "there is no table '" + name + "'", KnownNames.said(name, known)));
    ActionContext context = rerate().context();
    context.warehouse().requireExisting();
    Arrays.stream(context.warehouse().read(table).inputFiles())
        .map(file -> file.startsWith("file:") ? Path.of(URI.create(file)).toString() : file)
        .sorted()
        .forEach(out()::println);
    out().flush();
    return 0;
  }
}
