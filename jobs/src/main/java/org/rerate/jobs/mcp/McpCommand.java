package org.rerate.jobs.mcp;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;
import org.rerate.action.ActionContext;
import org.rerate.action.Rerate;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.jobs.serve.Questions;
import org.rerate.run.Settings;
import org.rerate.valuation.ResultVariant;
import picocli.CommandLine.Command;

/** {@code rerate mcp}: the tables as tools of an assistant, read-only. */
@Command(
    name = "mcp",
    description = {
      "Offers the tables read-only to an AI assistant, by the Model Context Protocol (MCP).",
      "",
      "An assistant starts this command itself and talks to it over standard input and output; see",
      "docs/mcp.md for how to register it. Its tools: baskets, pe, history, change, compare, explain,",
      "diff, tables, sql. Each answer says how many members it covers, why a number is missing, and",
      "what it was computed from.",
      "",
      "The settings serve.* limit time, rows, memory and questions at once, and name the audit file;",
      "see docs/operator.md. The command ends when standard input closes, or by SIGTERM.",
      "",
      "All tools use the --methodology, --knowledge and --recorded-by of this command."
    },
    footer = {
      "",
      "Examples:",
      "  rerate mcp --warehouse /data/rerate",
      "  rerate mcp --warehouse s3a://desk/rerate --knowledge as_was"
    })
public final class McpCommand extends RerateCommand {

  @Override
  public Integer call() {
    PrintStream protocol = System.out;
    // Whatever else prints must not get between the messages.
    System.setOut(System.err);
    try {
      serve(System.in, protocol);
    } finally {
      System.setOut(protocol);
    }
    return 0;
  }

  private void serve(InputStream in, PrintStream protocol) {
    CountDownLatch ended = new CountDownLatch(1);
    Rerate rerate = rerate();
    ActionContext context = rerate.context();
    Object before = Signals.register("TERM", ended::countDown);
    try (Questions questions = Questions.open(context);
        McpDoor door = McpDoor.open(in, protocol, rerate, questions, ended::countDown)) {
      questions.onSparkEnd(ended::countDown);
      context.say(
          "Serving %s read-only by the Model Context Protocol, methodology %s, knowledge %s"
              .formatted(
                  context.warehouse().root(),
                  context.methodology().name(),
                  context.asOf().knowledge()));
      ended.await();
      door.finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Signals.unregister("TERM", before);
    }
    Questions.requireRunning(context.warehouse().spark().sparkContext());
    context.say("rerate mcp: stopped");
  }

  /** Ours win: a setting must not open what is closed here. */
  @Override
  protected Map<String, String> sparkSettings(Settings settings, ResultVariant variant) {
    return Questions.sparkSettings(settings);
  }
}
