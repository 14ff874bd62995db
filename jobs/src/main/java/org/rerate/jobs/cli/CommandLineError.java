package org.rerate.jobs.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.rerate.domain.KnownNames;
import org.rerate.domain.RerateException;
import org.rerate.jobs.command.LogLines;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and where to look. */
final class CommandLineError {

  private CommandLineError() {}

  /** A date; how it is to be written, if it is none. */
  static LocalDate date(String text) {
    try {
      return LocalDate.parse(text.trim());
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'" + text + "' is not a date; write one as 2026-01-13");
    }
  }

  /** A path; which text is none, if it is none. */
  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("'" + text + "' is not a path");
    }
  }

  /** Prints one line; returns the exit status. */
  static int told(CommandLine.ParameterException failure) {
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    String problem = message(failure);
    String end = problem.endsWith("?") ? " " : ". ";
    LogLines.failure(problem + end + "See " + command + " --help");
    return RerateException.Exit.USAGE.code();
  }

  private static String message(CommandLine.ParameterException failure) {
    if (!(failure instanceof UnmatchedArgumentException unmatched)) {
      return failure.getMessage();
    }
    String given = unmatched.getUnmatched().get(0);
    CommandLine command = unmatched.getCommandLine();
    if (unmatched.isUnknownOption()) {
      return "no option '"
          + given
          + "'"
          + guess(given, command.getCommandSpec().optionsMap().keySet());
    }
    return command.getSubcommands().isEmpty()
        ? "'" + given + "' is one argument too many"
        : "no command '" + given + "'" + guess(given, command.getSubcommands().keySet());
  }

  private static String guess(String given, Set<String> known) {
    return KnownNames.meant(given, known).map(name -> "; did you mean '" + name + "'?").orElse("");
  }
}
