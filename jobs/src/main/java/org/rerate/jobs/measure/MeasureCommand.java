package org.rerate.jobs.measure;

import java.util.ArrayList;
import java.util.List;
import org.rerate.jobs.command.OptionParser;
import org.rerate.jobs.command.Output;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.measure.Measure;
import org.rerate.measure.MeasureOption;
import org.rerate.measure.Measures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** {@code rerate measure NAME}: capex, growth, flows, models, parts. */
@Command(
    name = "measure",
    description = {
      "Computes a measure, stores it in its table and prints the rows.",
      "",
      "Without NAME it lists the measures and their options. docs/measures.md defines each of them."
    },
    footer = {
      "",
      "Examples:",
      "  rerate measure",
      "  rerate measure model-gap --benchmark intelligence_index",
      "  rerate measure parts --issuer BABA"
    })
public final class MeasureCommand extends RerateCommand {

  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The measure.")
  String name;

  @Unmatched List<String> given = new ArrayList<>();

  @Override
  public Integer call() {
    if (name == null) {
      list();
      return 0;
    }
    Measure measure = Measures.named(name);
    new Output(out(), options().format())
        .print(rerate().measure().measure(measure, OptionParser.pairs(given)));
    return 0;
  }

  private void list() {
    for (Measure measure : Measures.all()) {
      out().println(measure.name() + ": " + measure.help());
      for (MeasureOption option : measure.options()) {
        out()
            .println(
                "    --"
                    + option.name()
                    + " "
                    + option.placeholder()
                    + "  "
                    + option.description()
                    + (option.isRequired()
                        ? " (required)"
                        : " (default: " + option.defaultText() + ")"));
      }
    }
  }
}
