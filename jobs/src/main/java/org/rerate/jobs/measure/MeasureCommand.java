package org.rerate.jobs.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rerate.domain.RerateException;
import org.rerate.jobs.door.Door;
import org.rerate.jobs.door.Output;
import org.rerate.jobs.work.MeasureWork;
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
      "Computes a measure, writes its relation and prints what it wrote.",
      "",
      "Without NAME: the measures and their options. What each means: docs/measures.md."
    },
    footer = {
      "",
      "Examples:",
      "  rerate measure",
      "  rerate measure model-gap --benchmark intelligence_index",
      "  rerate measure parts --issuer BABA"
    })
public final class MeasureCommand extends Door {

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
    new Output(out(), options().format()).print(new MeasureWork(work()).measure(measure, pairs()));
    return 0;
  }

  private void list() {
    for (Measure measure : Measures.ALL) {
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

  /** {@code --name value} or {@code --name=value}; each measure has options of its own. */
  private Map<String, String> pairs() {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i < given.size(); i++) {
      String option = given.get(i);
      int equals = option.indexOf('=');
      if (!option.startsWith("--") || (equals < 0 && i + 1 == given.size())) {
        throw RerateException.usage(
            "'" + option + "' is no option with a value", "Write --name value; see rerate measure");
      }
      if (equals > 0) {
        pairs.put(option.substring(2, equals), option.substring(equals + 1));
      } else {
        pairs.put(option.substring(2), given.get(++i));
      }
    }
    return pairs;
  }
}
