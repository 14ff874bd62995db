package org.rerate.jobs.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rerate.domain.RerateException;
import org.rerate.jobs.door.Door;
import org.rerate.jobs.door.Output;
import org.rerate.jobs.work.Work;
import org.rerate.storage.Functions;
import org.rerate.storage.ReadOnly;
import org.rerate.storage.Warehouse;
import org.rerate.table.SqlFunctions;
import org.rerate.valuation.Variant;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rerate sql}: questions in SQL, read-only. */
@Command(
    name = "sql",
    description = {
      "Answers SQL over the schemas raw, market, valuation and ops, read-only.",
      "",
      "SHOW TABLES lists nothing of ours, since tables are found when they are named;",
      "docs/dictionary.md lists them, DESCRIBE market.prices explains one.",
      "",
      "Questions with parameters are table functions: basket_pe, basket_change, basket_history,",
      "members_on, member_pes, pe_premium, cap_ratio, top_movers, top_reratings; DESCRIBE FUNCTION",
      "basket_pe explains one. They answer by --methodology, --knowledge and --recorded-by.",
      "docs/cookbook.md has twenty queries."
    },
    footer = {
      "",
      "Examples:",
      "  rerate sql -e \"SELECT * FROM ops.runs\"",
      "  rerate sql -e \"SELECT * FROM market.fx_current LIMIT 5\" --format csv",
      "  rerate sql -f question.sql --format json",
      "  rerate sql -e \"SELECT * FROM basket_pe('china-ai', '2026-01-13', 'CY2026')\"",
      "  rerate sql -e \"SELECT * FROM basket_change('china-ai', DATE'2025-01-13', \\\\",
      "      DATE'2026-01-13', 'CY2026')\""
    })
public final class SqlCommand extends Door {

  /** One question, from the command line or from a file. */
  static final class Question {
    @Option(names = "-e", paramLabel = "QUERY", required = true, description = "The query.")
    String query;

    @Option(names = "-f", paramLabel = "FILE", required = true, description = "File with it.")
    Path file;
  }

  @ArgGroup(multiplicity = "1")
  Question question;

  @Override
  public Integer call() {
    String query = question.query != null ? question.query : read(question.file);
    Work work = work();
    Warehouse warehouse = work.warehouse();
    warehouse.requireExisting();
    Variant variant = new Variant(work.methodology().name(), work.cut());
    Functions.register(warehouse.spark(), SqlFunctions.ALL, variant.condition(), variant.seen());
    new Output(out(), options().format()).print(ReadOnly.query(warehouse, query));
    return 0;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new RerateException(
          RerateException.Exit.USAGE, "cannot read the file of -f: " + e.getMessage(), e);
    }
  }
}
