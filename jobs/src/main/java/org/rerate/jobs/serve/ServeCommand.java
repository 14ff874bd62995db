package org.rerate.jobs.serve;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.connect.service.SparkConnectService$;
import org.jline.utils.Signals;
import org.rerate.jobs.door.Door;
import org.rerate.jobs.work.Work;
import org.rerate.run.Settings;
import org.rerate.storage.Reach;
import org.rerate.storage.ReadOnly;
import org.rerate.valuation.Variant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import scala.Option$;

/** {@code rerate serve}: a Spark Connect server for notebooks and tools, read-only. */
@Command(
    name = "serve",
    description = {
      "Serves the schemas raw, market, valuation and ops, and the table functions of rerate sql, to",
      "clients of Spark Connect, read-only, until Ctrl-C or SIGTERM.",
      "",
      "It listens on this machine only. Any other --host needs a token, from RERATE_SERVE_TOKEN,",
      "SPARK_CONNECT_AUTHENTICATE_TOKEN or the setting serve.token. Nothing is encrypted: put a",
      "proxy with TLS in front, or come by ssh; see docs/operator.md.",
      "",
      "Table functions answer by --methodology, --knowledge and --recorded-by of this command."
    },
    footer = {
      "",
      "Examples:",
      "  rerate serve",
      "  rerate serve --port 15010 --warehouse s3a://desk/rerate",
      "  RERATE_SERVE_TOKEN=$(cat token) rerate serve --host 0.0.0.0"
    })
public final class ServeCommand extends Door {

  private static final long PATIENCE_SECONDS = 5;

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
    Address address = address(settings);
    address.check(!token(settings).isEmpty());
    CountDownLatch asked = new CountDownLatch(1);
    Work work = work();
    work.warehouse().requireExisting();
    Variant variant = new Variant(work.methodology().name(), work.cut());
    ReadOnly.of(work.warehouse(), variant.condition(), variant.seen(), Reach.TABLES)
        .becomeDefault();
    start(address, work.warehouse().spark().sparkContext());
    Signals.register("TERM", asked::countDown);
    Signals.register("INT", asked::countDown);
    tell(work, address, !token(settings).isEmpty());
    try {
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    SparkConnectService$.MODULE$.stop(
        Option$.MODULE$.apply(PATIENCE_SECONDS), Option$.MODULE$.apply(TimeUnit.SECONDS));
    work.warehouse().spark().stop();
    work.say("rerate serve: stopped");
    return 0;
  }

  /** Ours win: a setting must not open what is closed here. */
  @Override
  protected Map<String, String> sparkSettings(Settings settings, Variant variant) {
    Map<String, String> all = new HashMap<>(settings.spark());
    Address address = address(settings);
    // Whoever watches over a server starts it anew; Spark's own default.
    all.put("spark.executor.killOnFatalError.depth", "5");
    all.put("spark.connect.grpc.binding.address", address.host());
    all.put("spark.connect.grpc.binding.port", Integer.toString(address.port()));
    all.put("spark.connect.grpc.port.maxRetries", "0");
    all.put("spark.connect.grpc.interceptor.classes", QuestionsInterceptor.class.getName());
    // A compressed plan could not be looked at.
    all.put("spark.connect.session.planCompression.defaultAlgorithm", "NONE");
    String token = token(settings);
    if (!token.isEmpty()) {
      all.put("spark.connect.authenticate.token", token);
    }
    return all;
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

  private static void start(Address address, SparkContext context) {
    try {
      SparkConnectService$.MODULE$.start(context);
    } catch (Exception e) { // Scala tells of no checked exception that it throws
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof java.net.BindException taken) {
          throw address.unusable(taken);
        }
      }
      throw e;
    }
  }

  private static void tell(Work work, Address address, boolean hasToken) {
    String remote = address.remote(SparkConnectService$.MODULE$.localPort(), hasToken);
    System.err.printf(
        """
        Serving %s read-only at %s, methodology %s, knowledge %s
          Java, Scala  SparkSession.builder().remote("%s").getOrCreate()
          Python       SparkSession.builder.remote("%s").getOrCreate()
        Ctrl-C ends it.
        """,
        work.warehouse().root(),
        remote,
        work.methodology().name(),
        work.cut().knowledge(),
        remote,
        remote);
  }
}
