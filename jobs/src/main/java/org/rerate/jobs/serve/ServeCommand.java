package org.rerate.jobs.serve;

import io.netty.handler.ssl.SslContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.jline.utils.Signals;
import org.rerate.action.ActionContext;
import org.rerate.domain.RerateException;
import org.rerate.engine.sql.Reach;
import org.rerate.engine.sql.ReadOnly;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.run.Settings;
import org.rerate.valuation.ComputedFunctions;
import org.rerate.valuation.ResultVariant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rerate serve}: a Spark Connect server for notebooks and tools, read-only. */
@Command(
    name = "serve",
    description = {
      "Serves the tables read-only to clients of Spark Connect, until Ctrl-C or SIGTERM.",
      "",
      "Clients see the schemas raw, market, valuation and ops, and the table functions of rerate sql.",
      "",
      "The server listens on this machine only. Any other --host needs a token: RERATE_SERVE_TOKEN,",
      "SPARK_CONNECT_AUTHENTICATE_TOKEN or the setting serve.token. With serve.tls_key_store it",
      "encrypts. The settings serve.* limit time, rows, memory and queries at once, and name the",
      "audit file; see docs/operator.md.",
      "",
      "Table functions use the --methodology, --knowledge and --recorded-by of this command."
    },
    footer = {
      "",
      "Examples:",
      "  rerate serve",
      "  rerate serve --port 15010 --warehouse s3a://desk/rerate",
      "  RERATE_SERVE_TOKEN=$(cat token) rerate serve --host 0.0.0.0"
    })
public final class ServeCommand extends RerateCommand {

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Address to listen on (default: 127.0.0.1).")
  String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on, 0 for any (default: 15002).")
  Integer port;

  @Override
  public Integer call() {
    Settings settings = settings();
    String token = token(settings);
    Address address = address(settings);
    address.check(!token.isEmpty());
    Optional<SslContext> tls = KeyStoreFile.tls(settings);
    CountDownLatch asked = new CountDownLatch(1);
    ActionContext context = rerate().context();
    context.warehouse().requireExisting();
    ResultVariant variant = context.variant();
    ReadOnly.of(
            context.warehouse(),
            variant.filter(),
            variant.seen(),
            Reach.TABLES,
            new ComputedFunctions(context.warehouse(), context.methodology(), context.asOf()))
        .becomeDefault();
    SparkContext spark = context.warehouse().spark().sparkContext();
    Audit audit = Audit.to(settings.text("serve.audit"));
    awaitEnd(spark, asked);
    try (FairShare share = new FairShare(spark, places(settings));
        QuestionBook book = new QuestionBook(Limits.of(settings), audit);
        MemoryWatch memory = new MemoryWatch(share, book);
        ConnectServer server =
            ConnectServer.start(spark, address, token, tls, new QuestionsInterceptor(book))) {
      memory.start();
      Signals.register("TERM", asked::countDown);
      Signals.register("INT", asked::countDown);
      tell(context, address.remote(server.port(), !token.isEmpty(), tls.isPresent()));
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (spark.isStopped()) {
      throw RerateException.retry(
          "Spark has stopped, most likely for want of memory (RERATE_HEAP)", null);
    }
    context.warehouse().spark().stop();
    context.say("rerate serve: stopped");
    return 0;
  }

  /** A server whose Spark has stopped, for want of memory, must not stay there without answers. */
  private static void awaitEnd(SparkContext spark, CountDownLatch asked) {
    spark.addSparkListener(
        new SparkListener() {
          @Override
          public void onApplicationEnd(SparkListenerApplicationEnd end) {
            asked.countDown();
          }
        });
  }

  /** Ours win: a setting must not open what is closed here. */
  @Override
  protected Map<String, String> sparkSettings(Settings settings, ResultVariant variant) {
    Map<String, String> all = new HashMap<>(settings.spark());
    all.put("spark.scheduler.mode", "FAIR");
    all.put("spark.driver.maxResultSize", Limits.of(settings).resultMegabytes() + "m");
    if (isLocal(settings)) {
      all.put("spark.master", "local[" + places(settings) + "]");
    }
    all.putAll(ConnectServer.settings());
    return all;
  }

  private static boolean isLocal(Settings settings) {
    return System.getProperty("spark.master", settings.text("master")).startsWith("local");
  }

  /** Each question has a place to run in this process; a cluster has places of its own. */
  private static int places(Settings settings) {
    return isLocal(settings)
        ? Math.max(Limits.of(settings).questions(), Runtime.getRuntime().availableProcessors())
        : Integer.MAX_VALUE;
  }

  private Address address(Settings settings) {
    return new Address(
        host == null ? settings.text("serve.host") : host,
        port == null ? (int) settings.number("serve.port") : port);
  }

  private static String token(Settings settings) {
    String token = settings.text("serve.token").strip();
    return token.isEmpty()
        ? System.getenv().getOrDefault("SPARK_CONNECT_AUTHENTICATE_TOKEN", "").strip()
        : token;
  }

  private static void tell(ActionContext context, String remote) {
    System.err.printf(
        """
        Serving %s read-only at %s, methodology %s, knowledge %s
          Java, Scala  SparkSession.builder().remote("%s").getOrCreate()
          Python       SparkSession.builder.remote("%s").getOrCreate()
        Ctrl-C ends it.
        """,
        context.warehouse().root(),
        remote,
        context.methodology().name(),
        context.asOf().knowledge(),
        remote,
        remote);
  }
}
