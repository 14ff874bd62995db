package org.rerate.jobs.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rerate.domain.RerateException;
import org.rerate.jobs.door.Door;
import org.rerate.jobs.door.Output;
import org.rerate.storage.ReadOnly;
import org.rerate.storage.Warehouse;
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
      "docs/dictionary.md lists them, DESCRIBE market.prices explains one."
    },
    footer = {
      "",
      "Examples:",
      "  rerate sql -e \"SELECT * FROM ops.runs\"",
      "  rerate sql -e \"SELECT * FROM market.fx_current LIMIT 5\" --format csv",
      "  rerate sql -f question.sql --format json"
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
    Warehouse warehouse = open(settings());
    warehouse.requireExisting();
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
