package org.rerate.jobs.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.rerate.action.Rerate;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.Sessions;
import org.rerate.engine.delta.WarehouseUri;
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
    return Rerate.home();
  }

  /** The library on the warehouse of this call. */
  protected final Rerate rerate() {
    if (options().dryRun() && !canDryRun()) {
      throw RerateException.usage(
          spec.name() + " has no --dry-run", "Leave it out, or try on another --warehouse");
    }
    if (options().dryRun() && options().acceptMethodologyChange) {
      throw RerateException.usage(
          "--accept-methodology-change deletes results, --dry-run does nothing",
          "Leave out one of them");
    }
    LogLines.speaker(spec.name());
    Settings settings = settings();
    String methodology = settings.text("methodology");
    ResultVariant variant = new ResultVariant(methodology, Rerate.asOf(settings));
    // Before the session: a wrong name should not cost its start.
    ConfFolders folders = folders().reachedBy(settings.spark());
    new Methodologies(folders).named(methodology);
    Consumer<String> told = options().verbose() ? progress() : line -> {};
    return Rerate.of(open(settings, sparkSettings(settings, variant)), folders, settings)
        .runId(options().runId)
        .acceptMethodologyChange(options().acceptMethodologyChange)
        .progress(progress())
        .transports(line -> told.accept("  " + line));
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

  /** A session of this call. */
  protected final SparkSession open(Settings settings) {
    return open(settings, settings.spark());
  }

  private SparkSession open(Settings settings, Map<String, String> sparkSettings) {
    String master = settings.text("master");
    String given = System.getProperty("spark.master");
    return Sessions.open(
        "rerate " + spec.name(),
        given != null || master.isEmpty() ? null : master,
        WarehouseUri.qualify(settings.text("warehouse"), sparkSettings),
        sparkSettings);
  }

  /** Where a command says how far it is. */
  protected final Consumer<String> progress() {
    return options().quiet ? line -> {} : LogLines::progress;
  }

  /** Where results go; nothing else is written there. */
  protected final PrintStream out() {
    return System.out;
  }
}
