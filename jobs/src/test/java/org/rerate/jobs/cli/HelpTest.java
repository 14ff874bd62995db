package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Help texts and what is said of a wrong command line, for every command there is. */
class HelpTest {

  /** A class name, as {@code java.time.LocalDate}. */
  private static final String CLASS_NAME = "(?s).*\\b(java|javax|org|com|picocli)\\.[a-z]+\\..*";

  static Stream<CommandLine> commands() {
    CommandLine root = new CommandLine(new Main());
    return Stream.concat(
        Stream.of(root),
        root.getSubcommands().values().stream()
            .filter(command -> !command.getCommandSpec().usageMessage().hidden()));
  }

  private static String said(String... arguments) {
    PrintStream err = System.err;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run(arguments)).isEqualTo(2);
    } finally {
      System.setErr(err);
    }
    return told.toString(StandardCharsets.UTF_8).strip();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theFirstLineIsAWholeSentence(CommandLine command) {
    String[] lines = command.getCommandSpec().usageMessage().description();
    assertThat(lines[0]).as(command.getCommandName()).endsWith(".").hasSizeLessThanOrEqualTo(90);
    assertThat(lines.length == 1 || lines[1].isEmpty()).as(command.getCommandName()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyOptionIsASentenceAndNamesNoClass(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    for (ArgSpec argument : spec.args()) {
      String text = String.join(" ", argument.description());
      assertThat(text).as(command.getCommandName() + " " + argument.paramLabel()).endsWith(".");
    }
    assertThat(command.getUsageMessage()).doesNotMatch(CLASS_NAME);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aValueOfTheWrongKindNamesNoClass(CommandLine command) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (option.arity().max() > 0 && option.type() != String.class) {
        List<String> line = new ArrayList<>(Arrays.asList(command.getCommandName()));
        line.removeIf("rerate"::equals);
        line.addAll(List.of(option.longestName(), "\0"));
        if (option.isOption() && !option.typeInfo().isCollection()) {
          assertThat(said(line.toArray(String[]::new)))
              .as(line.toString())
              .startsWith("rerate: ")
              .doesNotMatch(CLASS_NAME);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "valeu|no command 'valeu'; did you mean 'value'? See rerate --help",
        "frobnicate|no command 'frobnicate'. See rerate --help",
        "value --basess NTM|no option '--basess'; did you mean '--bases'? See rerate value"
            + " --help",
        "check now|'now' is one argument too many. See rerate check --help",
        "value --from 01/07/2024|Invalid value for option '--from': '01/07/2024' is not a date;"
            + " write one as 2026-01-13. See rerate value --help"
      })
  void aSlipIsTold(String line, String message) {
    assertThat(said(line.split(" "))).isEqualTo("rerate: " + message);
  }

  @Test
  void noCommandIsToldByTheList() {
    assertThat(said()).contains("Usage: rerate", "value", "ingest");
  }
}
