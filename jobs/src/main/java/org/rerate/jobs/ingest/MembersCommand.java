package org.rerate.jobs.ingest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.rerate.action.ActionContext;
import org.rerate.action.IngestResult;
import org.rerate.action.Rerate;
import org.rerate.domain.RerateException;
import org.rerate.jobs.command.CommonOptions;
import org.rerate.jobs.command.CsvLine;
import org.rerate.jobs.command.Output;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.run.Settings;
import org.rerate.valuation.ResultVariant;
import org.rerate.valuation.RuleBasket;
import org.rerate.valuation.RuleMembers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rerate members --rule NAME}: the members of a basket that a query chooses. */
@Command(
    name = "members",
    description = {
      "Chooses the members of a basket by a rule and loads them as ordinary rows of members.",
      "",
      "A rule is a file of baskets/ in a configuration folder: a query and a calendar, monthly or",
      "quarterly. On the first valuation date of each period the query sees companies, with the caps",
      "of the day, and the files of feeds under their own names, all as known on that day.",
      "",
      "Running it again changes nothing; new periods add rows. Where rows that came late, or another",
      "query, choose otherwise on a day that was decided before, rows that correct it are added.",
      "--dry-run prints the rows."
    },
    footer = {
      "",
      "Examples:",
      "  rerate members --rule us-largest-50",
      "  rerate members --rule us-largest-50 --from 2025-01-01 --dry-run"
    })
public final class MembersCommand extends RerateCommand {

  @Option(
      names = "--rule",
      paramLabel = "NAME",
      required = true,
      description = "The rule: a file of baskets/. The basket has its name.")
  String rule;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description =
          "First day; members before stay. A basket that has begun is chosen anew on the first"
              + " valuation date of a period only (default: the first valuation date).")
  LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description =
          "Last day (default: the last valuation date). Later days that were decided are chosen"
              + " anew too.")
  LocalDate to;

  @Override
  public Integer call() {
    RuleBasket basket = RuleBasket.read(conf(), rule);
    Rerate rerate = rerate();
    ActionContext context = rerate.context();
    if (context.asOf().recordedBy() != null && !options().dryRun()) {
      throw RerateException.usage(
          "--recorded-by chooses members by older tables, which would replace those of today",
          "Add --dry-run to see them");
    }
    context.warehouse().requireExisting();
    context.say("Choosing the members of " + rule);
    List<List<Object>> rows =
        new RuleMembers(context.warehouse(), context.methodology(), context.asOf())
            .of(basket, from, to);
    if (options().dryRun()) {
      csv(out(), rows);
      return RerateException.Exit.DONE.code();
    }
    if (rows.size() == 1) {
      context.say("  nobody is chosen in that range");
      return RerateException.Exit.DONE.code();
    }
    IngestResult loaded = load(rerate, basket, rows);
    OutcomeTable table = new OutcomeTable();
    loaded.files().forEach(outcome -> table.add(rule, outcome));
    table.print(new Output(out(), options().format()), context.warehouse().spark());
    return (loaded.isIn() ? RerateException.Exit.DONE : RerateException.Exit.REFUSED).code();
  }

  private static void csv(PrintStream to, List<List<Object>> rows) {
    new Output(to, CommonOptions.Format.csv)
        .csv(rows.get(0).stream().map(String::valueOf).toList(), rows.subList(1, rows.size()));
    to.flush();
  }

  /** The rows go the way of every feed, with its checks and its run in the ledger. */
  private static IngestResult load(Rerate rerate, RuleBasket basket, List<List<Object>> rows) {
    try {
      Path feed = Files.createTempDirectory("rerate-members");
      Path baskets = feed.resolve("baskets.csv");
      Path members = feed.resolve(RuleMembers.file(basket));
      try {
        Files.createDirectories(members.getParent());
        write(
            baskets,
            List.of(List.of("basket_id", "name"), List.of(basket.basketId(), basket.name())));
        write(members, rows);
        return rerate.ingest(feed.toString()).execute();
      } finally {
        Files.deleteIfExists(baskets);
        Files.deleteIfExists(members);
        Files.deleteIfExists(members.getParent());
        Files.deleteIfExists(feed);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, List<List<Object>> rows) throws IOException {
    try (BufferedWriter to = Files.newBufferedWriter(file)) {
      for (List<Object> row : rows) {
        to.write(CsvLine.exact(row));
      }
    }
  }

  @Override
  protected boolean canDryRun() {
    return true;
  }

  @Override
  protected Map<String, String> sparkSettings(Settings settings, ResultVariant variant) {
    return interpreted(super.sparkSettings(settings, variant));
  }
}
