package org.rerate.jobs.sql;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.rerate.domain.RerateException;
import org.rerate.domain.Secrets;

/**
 * The interactive shell: a prompt on a terminal, answers on standard output, everything else on
 * standard error.
 */
final class Shell {

  private static final String PROMPT = "rerate> ";

  private static final String MORE = "     -> ";

  private static final String HELP =
      """
      A statement ends with ; and may have several lines. Queries, DESCRIBE, SHOW and EXPLAIN:
        SHOW SCHEMAS;  SHOW TABLES IN valuation;  DESCRIBE valuation.basket_valuations;
        SELECT * FROM basket_pe('china-ai', '2026-01-13', 'CY2026');
        DESCRIBE FUNCTION basket_pe;
      Tab completes names. Arrows bring back what was typed. Ctrl-C clears the line, or stops a
      query that runs. quit or Ctrl-D leaves.""";

  private final LineReader reader;
  private final QueryRunner runner;
  private final PrintStream told;

  /**
   * A shell on a terminal.
   *
   * @param history the file that keeps what was typed, or none
   * @param told where timing and errors go
   */
  Shell(Terminal terminal, Optional<Path> history, QueryRunner runner, PrintStream told) {
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .appName("rerate")
            .terminal(terminal)
            .parser(new LineParser())
            .completer(new NameCompleter())
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, MORE)
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            // An exclamation mark is no command of ours.
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
    history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
    this.reader = builder.build();
    this.runner = runner;
    this.told = told;
    // While a line is read the reader has a handler of its own.
    terminal.handle(Terminal.Signal.INT, signal -> runner.stop());
  }

  /** Reads and answers until the user leaves. */
  void run() {
    while (true) {
      try {
        String text = reader.readLine(PROMPT);
        if (LineParser.isWord(text)) {
          if (!LineParser.word(text).equals("help")) {
            return;
          }
          told.println(HELP);
        } else {
          Statements.of(text).ended().forEach(this::answer);
        }
      } catch (UserInterruptException e) {
        // Ctrl-C: the line is cleared, the prompt comes back.
      } catch (EndOfFileException e) {
        return;
      }
    }
  }

  private void answer(String statement) {
    try {
      QueryRunner.Answer answer = runner.answer(statement);
      told.println(told(answer));
    } catch (RerateException e) {
      told.println("rerate: " + Secrets.masked(e.getMessage()));
    } catch (RuntimeException e) {
      told.println("rerate: internal error, please report it: " + Secrets.masked(e.toString()));
    }
  }

  private static String told(QueryRunner.Answer answer) {
    if (answer.end() == QueryRunner.End.STOPPED) {
      return String.format(Locale.ROOT, "stopped after %.1f s", answer.seconds());
    }
    return String.format(
        Locale.ROOT,
        "%,d %s, %.1f s",
        answer.rows(),
        answer.rows() == 1 ? "row" : "rows",
        answer.seconds());
  }
}
