package org.rerate.jobs.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.rerate.action.ActionContext;
import org.rerate.domain.OutOfMemory;
import org.rerate.domain.RerateException;
import org.rerate.domain.Secrets;
import org.rerate.engine.delta.KnownFailure;
import org.rerate.jobs.backfill.BackfillCommand;
import org.rerate.jobs.check.CheckCommand;
import org.rerate.jobs.command.CommonOptions;
import org.rerate.jobs.command.LogLines;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.jobs.compare.ChangeCommand;
import org.rerate.jobs.compare.CompareCommand;
import org.rerate.jobs.demo.DemoCommand;
import org.rerate.jobs.diff.DiffCommand;
import org.rerate.jobs.explain.ExplainCommand;
import org.rerate.jobs.generate.GenerateCommand;
import org.rerate.jobs.ingest.IngestCommand;
import org.rerate.jobs.ingest.MembersCommand;
import org.rerate.jobs.ingest.RetryQuarantineCommand;
import org.rerate.jobs.maintain.MaintainCommand;
import org.rerate.jobs.mcp.McpCommand;
import org.rerate.jobs.measure.MeasureCommand;
import org.rerate.jobs.pipeline.FilesCommand;
import org.rerate.jobs.pipeline.RegisterCommand;
import org.rerate.jobs.pipeline.RunCommand;
import org.rerate.jobs.pipeline.StatusCommand;
import org.rerate.jobs.report.ReportCommand;
import org.rerate.jobs.serve.ServeCommand;
import org.rerate.jobs.sql.SqlCommand;
import org.rerate.jobs.value.ValueCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ScopeType;

/** The launcher: {@code rerate COMMAND}. */
@Command(
    name = "rerate",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    version = "rerate " + ActionContext.VERSION,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Calculates point-in-time valuations of company baskets on Apache Spark and Delta Lake.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done, even if rows were quarantined below the limit",
      "1:internal error",
      "2:wrong usage or configuration; nothing ran",
      "3:at least one file was not loaded; the others were",
      "4:a check failed",
      "5:conflict or outage; retry"
    },
    subcommands = {
      DemoCommand.class,
      IngestCommand.class,
      RetryQuarantineCommand.class,
      MembersCommand.class,
      ValueCommand.class,
      BackfillCommand.class,
      ChangeCommand.class,
      CompareCommand.class,
      MeasureCommand.class,
      ReportCommand.class,
      RunCommand.class,
      ExplainCommand.class,
      DiffCommand.class,
      MaintainCommand.class,
      GenerateCommand.class,
      CheckCommand.class,
      SqlCommand.class,
      ServeCommand.class,
      McpCommand.class,
      ConfigCommand.class,
      StatusCommand.class,
      FilesCommand.class,
      RegisterCommand.class,
      WarmUpCommand.class
    })
public final class Main {

  private static final AtomicReference<Throwable> OF_ANOTHER_THREAD = new AtomicReference<>();

  @Mixin(name = RerateCommand.COMMON)
  CommonOptions options = new CommonOptions();

  /** Runs a command and ends the process with its exit status, as {@link ProcessEnd} tells. */
  public static void main(String[] arguments) {
    OutOfMemory.beforeStart()
        .ifPresent(
            small -> {
              LogLines.failure(small.getMessage());
              System.exit(small.exit().code());
            });
    Interruption.watch();
    Thread.setDefaultUncaughtExceptionHandler(Main::failed);
    int status = run(arguments);
    Interruption.over();
    ProcessEnd.with(status);
  }

  /**
   * Prints, as Java does, how a thread failed that nobody waits for. One of Spark's own may run out
   * of memory: Spark then stops, and what fails next does not say why.
   */
  private static void failed(Thread thread, Throwable failure) {
    if (OutOfMemory.told(failure).isPresent()) {
      OF_ANOTHER_THREAD.set(failure);
    }
    System.err.print("Exception in thread \"" + thread.getName() + "\" ");
    failure.printStackTrace();
  }

  /** Runs a command; returns its exit status. */
  public static int run(String... arguments) {
    Main main = new Main();
    CommandLine line = new CommandLine(main);
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler((e, command, parsed) -> told(e, main.options.verbose()));
    line.setParameterExceptionHandler((e, given) -> CommandLineError.told(e));
    line.registerConverter(LocalDate.class, CommandLineError::date);
    line.registerConverter(Path.class, CommandLineError::path);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    if (arguments.length == 0) {
      line.usage(System.err);
      return RerateException.Exit.USAGE.code();
    }
    try {
      LogLines.begin(System.getenv());
    } catch (RerateException e) {
      return told(e, false);
    }
    try {
      return line.execute(arguments);
    } catch (Error e) { // picocli hands on exceptions only
      return told(new IllegalStateException(e), main.options.verbose());
    }
  }

  /** One clear line; an internal error says so. */
  private static int told(Exception failure, boolean verbose) {
    if (Interruption.isUnderway()) {
      return RerateException.Exit.RETRY.code();
    }
    RerateException known = known(failure, OF_ANOTHER_THREAD.get()).orElse(null);
    LogLines.failure(
        known == null
            ? "internal error, please report it: " + failure
            : Objects.toString(known.getMessage()));
    if (verbose) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      LogLines.progress(Secrets.masked(trace.toString().stripTrailing()));
    } else if (known == null) {
      LogLines.progress("Run the command with --verbose to see where it happened.");
    }
    return (known == null ? RerateException.Exit.DEFECT : known.exit()).code();
  }

  /**
   * What a user can do something about; empty for a defect.
   *
   * @param ofAnotherThread how another thread ran out of memory; null if none did
   */
  static Optional<RerateException> known(Throwable failure, Throwable ofAnotherThread) {
    return KnownFailure.told(failure).or(() -> OutOfMemory.told(ofAnotherThread));
  }
}
