package org.rerate.jobs.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.rerate.action.ActionContext;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.sql.Reach;
import org.rerate.engine.sql.ReadOnly;
import org.rerate.jobs.command.Output;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.valuation.ComputedFunctions;
import org.rerate.valuation.ResultVariant;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rerate sql}: questions in SQL, read-only. */
@Command(
    name = "sql",
    description = {
      "Answers SQL over the schemas raw, market, valuation and ops, read-only.",
      "",
      "Without -e or -f this command is a shell with history and completion of names. If standard",
      "input is not a terminal, it reads the statements from there. Separate statements with ;",
      "",
      "SHOW TABLES IN valuation lists the tables; DESCRIBE market.prices explains one.",
      "",
      "Parameterised queries are available as table functions: basket_pe, basket_change,",
      "basket_history, members_on, member_pes, member_multiples, pe_premium, cap_ratio, top_movers,",
      "top_reratings; of any companies pe_of, history_of, multiples_of. in_currency converts dollars.",
      "DESCRIBE FUNCTION basket_pe lists the result columns and units. The functions use the",
      "--methodology, --knowledge and --recorded-by of the session. docs/cookbook.md has examples."
    },
    footer = {
      "",
      "Examples:",
      "  rerate sql",
      "  rerate sql -e \"SELECT * FROM ops.runs\"",
      "  rerate sql -e \"SELECT * FROM market.fx_current LIMIT 5\" --format csv",
      "  rerate sql -f question.sql --format json",
      "  rerate sql --format csv < question.sql",
      "  rerate sql -e \"SELECT * FROM basket_pe('china-ai', '2026-01-13', 'CY2026')\"",
      "  rerate sql -e \"SELECT * FROM basket_change('china-ai', DATE'2025-01-13', \\\\",
      "      DATE'2026-01-13', 'CY2026')\""
    })
public final class SqlCommand extends RerateCommand {

  /** Questions from the command line or from a file. */
  static final class Question {
    @Option(names = "-e", paramLabel = "QUERY", required = true, description = "The query.")
    String query;

    @Option(names = "-f", paramLabel = "FILE", required = true, description = "File with it.")
    Path file;
  }

  @ArgGroup(multiplicity = "0..1")
  Question question;

  @Override
  public Integer call() {
    if (question != null) {
      answer(question.query != null ? question.query : read(question.file), "the query");
    } else if (isTyped()) {
      talk();
    } else {
      answer(read(System.in), "standard input");
    }
    return 0;
  }

  private void answer(String text, String from) {
    List<String> statements = Statements.of(text).all();
    if (statements.isEmpty()) {
      throw RerateException.usage(from + " holds no statement", "See rerate sql --help");
    }
    QueryRunner runner = runner(rerate().context());
    statements.forEach(runner::answer);
  }

  private void talk() {
    ActionContext context = rerate().context();
    Optional<Path> history =
        HistoryFile.of(
            context.settings().text("sql.history"),
            System.getenv(),
            Path.of(System.getProperty("user.home")),
            System.err::println);
    QueryRunner runner = runner(context);
    context.say(
        "Rerate %s on %s, methodology %s, knowledge %s. help explains, quit leaves."
            .formatted(
                ActionContext.VERSION,
                context.warehouse().root(),
                context.methodology().name(),
                context.asOf().knowledge()));
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      new Shell(terminal, history, runner, System.err).run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private QueryRunner runner(ActionContext context) {
    Warehouse warehouse = context.warehouse();
    warehouse.requireExisting();
    ResultVariant variant = context.variant();
    // Whoever types may read files; programs, code and the environment are closed all the same.
    ReadOnly tables =
        ReadOnly.of(
            warehouse,
            variant.filter(),
            variant.seen(),
            Reach.FILES,
            new ComputedFunctions(warehouse, context.methodology(), context.asOf()));
    return new QueryRunner(tables, new Output(out(), options().format()));
  }

  /** True if somebody types at a terminal. */
  private static boolean isTyped() {
    return TerminalBuilder.builder().getProviders(null, new IllegalStateException()).stream()
        .anyMatch(provider -> provider.isSystemStream(SystemStream.Input));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new RerateException(
          RerateException.Exit.USAGE, "cannot read the file of -f: " + e.getMessage(), e);
    }
  }

  private static String read(InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new RerateException(
          RerateException.Exit.USAGE, "cannot read standard input: " + e.getMessage(), e);
    }
  }
}
