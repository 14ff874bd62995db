package org.rerate.jobs.explain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rerate.domain.Basis;
import org.rerate.domain.Membership;
import org.rerate.domain.RerateException;
import org.rerate.explain.BasketExplanation;
import org.rerate.explain.ChangeExplanation;
import org.rerate.explain.FigureExplanation;
import org.rerate.explain.MeasureExplanation;
import org.rerate.jobs.command.OptionParser;
import org.rerate.jobs.command.Output;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.measure.Measure;
import org.rerate.measure.Measures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code rerate explain}: a number taken apart. */
@Command(
    name = "explain",
    description = {
      "Breaks a number down to the source file, line and run of each input, and recomputes it.",
      "",
      "It shows each member's cap, earnings and P/E, the members that are left out and why, and every",
      "price, share count, split, rate, estimate and reported figure. It recomputes the number from",
      "those rows and compares it with the stored one. Exit status 4: they differ.",
      "",
      "With --from it breaks down the change since that date and its incremental P/E: each member's",
      "cap and earnings at both dates, the rates of its estimate currency, and whether it is matched",
      "or why it is not. Numbers that are not stored can be explained too; the output says so."
    },
    footer = {
      "",
      "Examples:",
      "  rerate explain --basket china-ai --on 2026-01-13 --basis CY2026",
      "  rerate explain --basket us-ai --on 2026-01-05 --basis CY2026 --subsector MEMORY \\",
      "      --membership backcast:2026-01-05 --format json",
      "  rerate explain --basket china-ai --on 2026-01-13 --basis NTM --member BABA",
      "  rerate explain --basket china-ai --from 2025-01-13 --on 2026-01-13 --basis CY2026 \\",
      "      --membership backcast:2026-01-13",
      "  rerate explain --basket china-ai --on 2026-01-13 --basis CY2026 --figures revisions",
      "  rerate explain --measure model-gap --benchmark intelligence_index --on 2026-01-05"
    })
public final class ExplainCommand extends RerateCommand {

  @Option(names = "--basket", paramLabel = "B", description = "The basket.")
  String basket;

  @Option(names = "--on", paramLabel = "D", description = "The day.")
  String on;

  @Option(
      names = "--from",
      paramLabel = "D",
      description = "The change since this day instead, to --on.")
  String from;

  @Option(
      names = "--basis",
      paramLabel = "BASIS",
      description = "Earnings basis: CY2026, NTM, FY1, FY2, LFY or TTM.")
  String basis;

  @Option(
      names = "--subsector",
      paramLabel = "S",
      description = "A sub-sector, a composite, or ALL (default).")
  String subsector = "ALL";

  @Option(names = "--member", paramLabel = "I", description = "Details of this issuer alone.")
  String member;

  @Option(
      names = "--membership",
      paramLabel = "RULE",
      description = "point_in_time (default) or backcast:DATE.")
  String membership;

  @Option(
      names = "--measure",
      paramLabel = "NAME",
      description = "A measure instead, with its own options; see rerate measure.")
  String measure;

  @Option(
      names = "--figures",
      paramLabel = "NAME",
      description =
          "Instead of the P/E the basket's multiples, growth, revisions or index: each row of the"
              + " day with what every member brings to it, and who is not counted and why. Growth"
              + " and index need no --basis.")
  String figures;

  @Unmatched List<String> given = new ArrayList<>();

  @Override
  public Integer call() {
    return measure == null ? number() : measure(Measures.named(measure));
  }

  private int measure(Measure named) {
    Map<String, String> pairs = OptionParser.pairs(given);
    put(pairs, "basket", basket);
    put(pairs, "on", on);
    put(pairs, "from", from);
    put(pairs, "membership", membership);
    MeasureExplanation explained = rerate().explain().measure(named, pairs);
    switch (options().format()) {
      case csv ->
          new Output(out(), options().format())
              .csv(MeasureLines.COLUMNS, MeasureLines.of(explained));
      case json -> new Output(out(), options().format()).document(explained);
      case table -> new MeasureText(out(), explained).print();
    }
    out().flush();
    return exit(explained.agrees());
  }

  private static void put(Map<String, String> pairs, String name, String value) {
    if (value != null) {
      pairs.put(name, value);
    }
  }

  private static int exit(boolean agrees) {
    return (agrees ? RerateException.Exit.DONE : RerateException.Exit.CHECK_FAILED).code();
  }

  private int number() {
    boolean hasBasis = basis != null || figures != null;
    if (basket == null || on == null || !hasBasis || !given.isEmpty()) {
      throw RerateException.usage(
          given.isEmpty()
              ? "a number needs --basket, --on and --basis"
              : "unknown option: " + String.join(" ", given),
          "For example --basket china-ai --on 2026-01-13 --basis CY2026; see rerate explain"
              + " --help");
    }
    LocalDate day = OptionParser.date("--on", on);
    if (figures != null) {
      return figures(day);
    }
    Basis earnings = OptionParser.basis(basis);
    Membership rule = OptionParser.membership(membership == null ? "point_in_time" : membership);
    if (from != null) {
      return change(OptionParser.date("--from", from), day, earnings, rule);
    }
    BasketExplanation number = rerate().explain().basket(basket, subsector, day, earnings, rule);
    print(member == null ? number : ofMember(number));
    return exit(number.agrees());
  }

  private int figures(LocalDate day) {
    if (from != null || member != null) {
      throw RerateException.usage(
          "--figures goes with neither --from nor --member", "Leave that option out");
    }
    FigureExplanation explained =
        rerate()
            .explain()
            .figures(
                figures,
                basket,
                subsector,
                day,
                basis == null ? Basis.calendarYear(day.getYear()) : OptionParser.basis(basis),
                OptionParser.membership(membership == null ? "point_in_time" : membership));
    Output output = new Output(out(), options().format());
    switch (options().format()) {
      case csv -> output.csv(FigureText.COLUMNS, FigureText.rows(explained));
      case json -> output.document(explained);
      case table -> FigureText.print(out(), explained);
    }
    out().flush();
    return exit(explained.agrees());
  }

  private int change(LocalDate since, LocalDate day, Basis year, Membership rule) {
    ChangeExplanation whole = rerate().explain().change(basket, subsector, since, day, year, rule);
    requireMember(whole.members().stream().map(m -> m.issuerId()).toList());
    ChangeExplanation shown = member == null ? whole : whole.of(member);
    Output output = new Output(out(), options().format());
    switch (options().format()) {
      case csv -> output.csv(BasketRows.COLUMNS, BasketRows.of(shown));
      case json -> output.document(shown);
      case table -> new ChangeText(out(), shown).print();
    }
    out().flush();
    return exit(whole.agrees());
  }

  private BasketExplanation ofMember(BasketExplanation number) {
    requireMember(number.members().stream().map(m -> m.issuerId()).toList());
    return number.of(member);
  }

  private void requireMember(List<String> members) {
    if (member != null && !members.contains(member)) {
      throw RerateException.usage(
          member + " is no member of " + basket + " " + subsector + " on " + on,
          "Members are " + String.join(", ", members));
    }
  }

  private void print(BasketExplanation number) {
    Output output = new Output(out(), options().format());
    switch (options().format()) {
      case csv -> output.csv(BasketRows.COLUMNS, BasketRows.of(number));
      case json -> output.document(number);
      case table -> new BasketText(out(), number).print();
    }
    out().flush();
  }
}
