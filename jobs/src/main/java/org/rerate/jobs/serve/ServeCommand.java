package org.rerate.jobs.serve;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import org.apache.spark.SparkContext;
import org.jline.utils.Signals;
import org.rerate.action.ActionContext;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.run.Settings;
import org.rerate.valuation.ResultVariant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rerate serve}: a Spark Connect server for notebooks and tools, read-only. */
@Command(
    name = "serve",
    description = {
      "Serves the tables read-only to clients of Spark Connect, until Ctrl-C or SIGTERM.",
      "",
      "With --http it also answers whoever can fetch an address: browsers, Excel, pandas, R, curl.",
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
      "  rerate serve --http",
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

  /** What --http stands for without a port. */
  private static final int DEFAULT = -1;

  @Option(
      names = "--http",
      paramLabel = "PORT",
      arity = "0..1",
      fallbackValue = "-1",
      description = {
        "Answers over HTTP too, for browsers, Excel, pandas, R and curl; 0 for any port",
        "(default: 15080). / is a page to try it, /openapi.json the description."
      })
  Integer http;

  @Override
  public Integer call() {
    Settings settings = settings();
    String token = token(settings);
    Address address = address("--port", port, settings, "serve.port");
    address.check(!token.isEmpty());
    Optional<Address> site =
        Optional.ofNullable(http)
            .map(p -> address("--http", p == DEFAULT ? null : p, settings, "serve.http_port"));
    site.ifPresent(one -> one.check(!token.isEmpty()));
    Optional<KeyManagerFactory> keys = KeyStoreFile.keys(settings);
    CountDownLatch asked = new CountDownLatch(1);
    ActionContext context = rerate().context();
    context.warehouse().requireExisting();
    SparkContext spark = context.warehouse().spark().sparkContext();
    try (Questions questions = Questions.open(context).becomeDefault();
        ConnectServer server =
            ConnectServer.start(
                spark,
                address,
                token,
                keys.map(KeyStoreFile::connect),
                new QuestionsInterceptor(questions.book()));
        Door door =
            new Door(
                site.map(one -> HttpDoor.start(one, keys, questions, new HttpAccess(token))))) {
      questions.onSparkEnd(asked::countDown);
      Signals.register("TERM", asked::countDown);
      Signals.register("INT", asked::countDown);
      tell(context, address.remote(server.port(), !token.isEmpty(), keys.isPresent()));
      door.one()
          .ifPresent(
              one ->
                  System.err.printf(
                      "  HTTP         %s%n", site.get().site(one.port(), keys.isPresent())));
      System.err.println("Ctrl-C ends it.");
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Questions.requireRunning(spark);
    context.warehouse().spark().stop();
    context.say("rerate serve: stopped");
    return 0;
  }

  /** Ours win: a setting must not open what is closed here. */
  @Override
  protected Map<String, String> sparkSettings(Settings settings, ResultVariant variant) {
    Map<String, String> all = new HashMap<>(Questions.sparkSettings(settings));
    all.putAll(ConnectServer.settings());
    return all;
  }

  private Address address(String option, Integer named, Settings settings, String setting) {
    return new Address(
        option,
        host == null ? settings.text("serve.host") : host,
        named == null ? (int) settings.number(setting) : named);
  }

  /** The HTTP door, if it was asked for. */
  private record Door(Optional<HttpDoor> one) implements AutoCloseable {
    @Override
    public void close() {
      one.ifPresent(HttpDoor::close);
    }
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
        """,
        context.warehouse().root(),
        remote,
        context.methodology().name(),
        context.asOf().knowledge(),
        remote,
        remote);
  }
}
