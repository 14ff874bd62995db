package org.rerate.jobs.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.rerate.domain.Knowledge;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.Sessions;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.exchange.Exchanges;
import org.rerate.history.AsOf;
import org.rerate.jobs.action.ActionContext;
import org.rerate.run.ConfFolders;
import org.rerate.run.Methodologies;
import org.rerate.run.Settings;
import org.rerate.valuation.ResultVariant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a command extends: it parses, this opens the session and hands it the work. */
public abstract class RerateCommand implements Callable<Integer> {

  /** Where the common options are found in the launcher's command. */
  public static final String COMMON = "common";

  @Spec CommandSpec spec;

  /** The common options of this call. */
  protected final CommonOptions options() {
    return (CommonOptions) spec.root().mixins().get(COMMON).userObject();
  }

  /** The configuration in force. */
  protected final Settings settings() {
    return Settings.load(folders(), options().conf, System.getenv(), options().settings());
  }

  /** Where methodologies, mappings, reports and the like are found. */
  protected final ConfFolders conf() {
    return folders().reachedBy(settings().spark());
  }

  private ConfFolders folders() {
    return ConfFolders.of(
        options().confDirs, System.getenv(), Path.of("").toAbsolutePath(), home());
  }

  /** Root of the checkout or the unpacked distribution. */
  protected static Path home() {
    return Path.of(System.getProperty("rerate.home", "."));
  }

  /** A step of this command, from wherever it runs. */
  protected final ActionContext context() {
    if (options().dryRun() && !canDryRun()) {
      throw RerateException.usage(
          spec.name() + " has no --dry-run", "Leave it out, or try on another --warehouse");
    }
    if (options().dryRun() && options().acceptMethodologyChange) {
      throw RerateException.usage(
          "--accept-methodology-change deletes results, --dry-run does nothing",
          "Leave out one of them");
    }
    Settings settings = settings();
    Knowledge knowledge = parsed(settings.text("knowledge"));
    AsOf asOf = new AsOf(knowledge, recordedBy(settings.text("recorded_by")));
    Methodologies methodologies = new Methodologies(folders().reachedBy(settings.spark()));
    String methodology = settings.text("methodology");
    // Before the session: a wrong name should not cost its start.
    methodologies.named(methodology);
    return new ActionContext(
        open(settings, sparkSettings(settings, new ResultVariant(methodology, asOf))),
        settings,
        methodologies,
        methodology,
        asOf,
        Clock.systemUTC(),
        options().runId,
        options().acceptMethodologyChange,
        progress());
  }

  /**
   * The Spark settings of this command's session: those of the configuration.
   *
   * @param variant the results that are asked for
   */
  protected Map<String, String> sparkSettings(Settings settings, ResultVariant variant) {
    return settings.spark();
  }

  /** Settings for a command that asks much about little; those of the configuration win. */
  protected static Map<String, String> interpreted(Map<String, String> configured) {
    Map<String, String> settings = new HashMap<>(Sessions.INTERPRETED);
    settings.putAll(configured);
    return settings;
  }

  /** True if the command can say what it would do and do nothing. */
  protected boolean canDryRun() {
    return false;
  }

  private static Knowledge parsed(String text) {
    try {
      return Knowledge.parse(text);
    } catch (IllegalArgumentException e) {
      throw new RerateException(RerateException.Exit.USAGE, e.getMessage(), e);
    }
  }

  private static Instant recordedBy(String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new RerateException(
          RerateException.Exit.USAGE,
          "--recorded-by " + text + " is no instant; write one as 2025-01-13T18:00:00Z",
          e);
    }
  }

  /** The warehouse of this call, through a session of its own. */
  protected final Warehouse open(Settings settings) {
    return open(settings, settings.spark());
  }

  private Warehouse open(Settings settings, Map<String, String> sparkSettings) {
    String master = settings.text("master");
    String given = System.getProperty("spark.master");
    SparkSession spark =
        Sessions.open(
            "rerate " + spec.name(),
            given != null || master.isEmpty() ? null : master,
            Warehouse.qualify(settings.text("warehouse"), sparkSettings),
            sparkSettings);
    Consumer<String> told = options().verbose() ? progress() : line -> {};
    return Warehouse.of(spark)
        .with(
            new Exchanges(
                new JavaSparkContext(spark.sparkContext()),
                settings.bytes("local.max_bytes"),
                line -> told.accept("  " + line)));
  }

  /** Where a command says how far it is. */
  protected final Consumer<String> progress() {
    return options().quiet ? line -> {} : System.err::println;
  }

  /** Where results go; nothing else is written there. */
  protected final PrintStream out() {
    return System.out;
  }
}
