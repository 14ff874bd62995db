package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.spark.connect.proto.ExecutePlanRequest;
import org.apache.spark.connect.proto.ExecutePlanResponse;
import org.apache.spark.connect.proto.Plan;
import org.apache.spark.connect.proto.Relation;
import org.apache.spark.connect.proto.SQL;
import org.apache.spark.connect.proto.SparkConnectServiceGrpc;
import org.apache.spark.connect.proto.UserContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkproject.connect.grpc.ManagedChannel;
import org.sparkproject.connect.grpc.Metadata;
import org.sparkproject.connect.grpc.Status;
import org.sparkproject.connect.grpc.StatusRuntimeException;
import org.sparkproject.connect.grpc.netty.GrpcSslContexts;
import org.sparkproject.connect.grpc.netty.NettyChannelBuilder;
import org.sparkproject.connect.grpc.stub.MetadataUtils;

/** A server with a key store and narrow limits, and clients that ask too much of it. */
class ServeLimitsTest {

  private static final String TOKEN = "a-token-of-the-test";

  private static final String PASSWORD = "a-password";

  /** More than any machine counts within the limit. */
  private static final String ENDLESS = "SELECT count(*) FROM range(0, 100000000000000, 1, 64)";

  @TempDir static Path folder;
  private static RealCommand server;
  private static int port;
  private static String site;
  private static X509Certificate certificate;
  private static ManagedChannel channel;
  private static Path audit;

  @BeforeAll
  static void start() throws Exception {
    Path warehouse = folder.resolve("warehouse");
    Path feed = Files.createDirectories(folder.resolve("feed"));
    Files.writeString(feed.resolve("issuers.csv"), "issuer_id,name,region\nA,A,US\n");
    assertThat(new Cli(warehouse).run("ingest", feed.toString()).status()).isZero();
    Path keys = keyStore();
    audit = folder.resolve("audit.jsonl");
    Path settings =
        Files.writeString(
            folder.resolve("serve.conf"),
            Files.readString(TestSettings.file())
                + """

                serve {
                  tls_key_store = "%s"
                  max_seconds = 10
                  max_rows = 1000
                  max_questions = 2
                  max_result_mb = 20
                  audit = "%s"
                }
                spark { "connect.progress.reportInterval" = "100ms" }
                """
                    .formatted(keys, audit));
    server =
        RealCommand.start(
                warehouse,
                settings,
                List.of("serve", "--port", "0", "--http", "0"),
                Map.of(
                    "RERATE_SERVE_TOKEN", TOKEN, "RERATE_SERVE_TLS_KEY_STORE_PASSWORD", PASSWORD))
            .awaitLines(5);
    String told = server.lines().toString();
    assertThat(told).contains("/;use_ssl=true;token=...");
    port = Integer.parseInt(told.replaceAll("(?s).* at sc://localhost:([0-9]+)/;use_ssl.*", "$1"));
    site = told.replaceAll("(?s).*(https://localhost:[0-9]+)/.*", "$1");
    channel =
        NettyChannelBuilder.forAddress("localhost", port)
            .sslContext(
                GrpcSslContexts.configure(GrpcSslContexts.forClient(), SslProvider.JDK)
                    .trustManager(certificate)
                    .build())
            .maxInboundMessageSize(64 << 20)
            .build();
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    if (channel != null) {
      channel.shutdownNow();
    }
    if (server != null) {
      server.kill();
    }
  }

  private static Path keyStore() throws Exception {
    Path file = folder.resolve("keys.p12");
    int status =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "serve",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start()
            .waitFor();
    assertThat(status).isZero();
    certificate =
        (X509Certificate)
            KeyStore.getInstance(new File(file.toString()), PASSWORD.toCharArray())
                .getCertificate("serve");
    return file;
  }

  /** Asks over a channel and returns the number of rows of the answer. */
  private static long ask(ManagedChannel over, String token, String user, String text) {
    return ask(over, token, user, text, new CountDownLatch(1));
  }

  /** The same; {@code running} is told as soon as tasks of the question run. */
  private static long ask(
      ManagedChannel over, String token, String user, String text, CountDownLatch running) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("Authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    Relation query = Relation.newBuilder().setSql(SQL.newBuilder().setQuery(text)).build();
    List<ExecutePlanResponse> answers = new ArrayList<>();
    SparkConnectServiceGrpc.newBlockingStub(over)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
        .executePlan(
            ExecutePlanRequest.newBuilder()
                .setSessionId(
                    UUID.nameUUIDFromBytes(user.getBytes(StandardCharsets.UTF_8)).toString())
                .setUserContext(UserContext.newBuilder().setUserId(user))
                .setPlan(Plan.newBuilder().setRoot(query))
                .build())
        .forEachRemaining(
            answer -> {
              answers.add(answer);
              if (answer.getExecutionProgress().getNumInflightTasks() > 0) {
                running.countDown();
              }
            });
    return answers.stream().mapToLong(one -> one.getArrowBatch().getRowCount()).sum();
  }

  private static long ask(String user, String text) {
    return ask(channel, TOKEN, user, text);
  }

  /** A question that is being answered; it ends when its limit is reached, or it is cancelled. */
  private static CompletableFuture<Throwable> running(String user, String text)
      throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CompletableFuture<Throwable> asked =
        CompletableFuture.supplyAsync(() -> ask(channel, TOKEN, user, text, running))
            .handle((rows, error) -> error.getCause());
    assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
    return asked;
  }

  private static Status refusal(Throwable error) {
    return ((StatusRuntimeException) error).getStatus();
  }

  /** The last line on a user's questions, once it has that outcome; the server writes it last. */
  private static JsonNode audited(String user, String outcome) throws Exception {
    JsonNode line = audited(user);
    for (int i = 0; i < 100 && (line == null || !outcome(line).equals(outcome)); i++) {
      Thread.sleep(100);
      line = audited(user);
    }
    assertThat(line).isNotNull();
    assertThat(outcome(line)).isEqualTo(outcome);
    return line;
  }

  private static String outcome(JsonNode line) {
    return line.get("outcome").asText();
  }

  private static JsonNode audited(String user) throws IOException {
    JsonNode last = null;
    for (String line : Files.readAllLines(audit)) {
      JsonNode entry = new ObjectMapper().readTree(line);
      if (entry.get("user").asText().equals(user)) {
        last = entry;
      }
    }
    return last;
  }

  @Test
  void aLongQuestionIsStoppedAndOthersAreAnsweredMeanwhile() throws Exception {
    CompletableFuture<Throwable> slow = running("slow", ENDLESS);
    assertThat(ask("quick", "SELECT sum(id) FROM range(10)")).isEqualTo(1);
    assertThat(slow).isNotDone();

    Status stopped = refusal(slow.get(60, TimeUnit.SECONDS));
    assertThat(stopped.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    assertThat(stopped.getDescription())
        .isEqualTo(
            "the question took longer than 10 s (serve.max_seconds) and was stopped. Ask for less,"
                + " for instance by a shorter period, or have the limit raised");
    JsonNode line = audited("slow", "timed out");
    assertThat(line.get("question").asText()).isEqualTo(ENDLESS);
    assertThat(line.get("seconds").asDouble()).isBetween(10.0, 25.0);
    JsonNode quick = audited("quick", "answered");
    assertThat(quick.get("rows").asLong()).isEqualTo(1);
    assertThat(quick.get("peer").asText()).contains("127.0.0.1");
    assertThat(quick.get("digest").asText()).hasSize(64);
  }

  @Test
  void anAnswerOfTooManyRowsIsCutOff() throws Exception {
    assertThat(ask("rows", "SELECT * FROM range(1000)")).isEqualTo(1000);
    assertThatThrownBy(() -> ask("rows", "SELECT * FROM range(1001)"))
        .satisfies(
            error ->
                assertThat(refusal(error).getDescription())
                    .isEqualTo(
                        "the answer has more than 1000 rows (serve.max_rows). Aggregate, add a"
                            + " LIMIT, or have the limit raised"));
    audited("rows", "too many rows");
  }

  @Test
  void oneQuestionMoreThanMayBeAtOnceIsTurnedAway() throws Exception {
    CompletableFuture<Throwable> first = running("first", ENDLESS);
    CompletableFuture<Throwable> second = running("second", ENDLESS);
    assertThatThrownBy(() -> ask("third", "SELECT 1"))
        .satisfies(
            error -> {
              assertThat(refusal(error).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
              assertThat(refusal(error).getDescription())
                  .isEqualTo(
                      "2 questions are being answered, as many as may be at once"
                          + " (serve.max_questions). Ask again when one has ended");
            });
    audited("third", "turned away");
    assertThat(refusal(first.get(60, TimeUnit.SECONDS)).getCode())
        .isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    assertThat(ask("third", "SELECT 1")).isEqualTo(1);
    second.get(60, TimeUnit.SECONDS);
  }

  @Test
  void anAnswerThatTakesTooMuchMemoryFails() throws Exception {
    assertThat(ask("wide", "SELECT repeat('x', 1000000) FROM range(10)")).isEqualTo(10);
    assertThatThrownBy(() -> ask("wide", "SELECT repeat('x', 1000000) FROM range(30)"))
        .satisfies(
            error ->
                assertThat(refusal(error).getDescription())
                    .contains("Total size of serialized results", "spark.driver.maxResultSize"));
    audited("wide", "failed");
  }

  /** Whatever one expression takes, it fails its own question and no other. */
  @Tag("slow")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT length(repeat('x', 2000000000))",
        "SELECT length(repeat(id, 2000000000)) FROM range(3)",
        "SELECT length(lpad('x', 2000000000, 'y'))",
        "SELECT length(space(2000000000))",
        "SELECT size(sequence(1, 1000000000))",
        "SELECT size(array_repeat('x', 1000000000))",
        "SELECT length(aggregate(sequence(1, 31), 'x', (a, i) -> concat(a, a)))",
        "SELECT length(aggregate(sequence(1, 31), concat('x', id), (a, i) -> concat(a, a)))"
            + " FROM range(2)",
        "SELECT size(collect_list(id)) FROM range(1000000000)",
        "SELECT percentile(r, 0.5) FROM (SELECT rand() r FROM range(1000000000))",
        "SELECT max(length(a.x)) FROM (SELECT repeat('x', 1000000) x FROM range(100)) a"
            + " CROSS JOIN (SELECT repeat('y', 1000000) y FROM range(100)) b GROUP BY a.x || b.y",
        "SELECT a.id FROM range(100000) a CROSS JOIN range(100000) b ORDER BY a.id * b.id, b.id",
      })
  void aQuestionThatTakesAllMemoryFailsAlone(String bomb) throws Exception {
    assertThatThrownBy(() -> ask("bomb", bomb)).isInstanceOf(StatusRuntimeException.class);
    assertThat(ask("next", "SELECT sum(id) FROM range(10)")).isEqualTo(1);
  }

  @Tag("slow")
  @Test
  void aQuestionThatTakesAllMemoryIsStoppedAndOthersAreNot() throws Exception {
    CompletableFuture<Throwable> other = running("other", ENDLESS);
    assertThatThrownBy(() -> ask("hoard", "SELECT size(collect_list(id)) FROM range(1000000000)"))
        .isInstanceOf(StatusRuntimeException.class);
    assertThat(refusal(other.get(60, TimeUnit.SECONDS)).getCode())
        .isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    assertThat(ask("after", "SELECT 1")).isEqualTo(1);
  }

  @Test
  void refusalsAreAudited() throws Exception {
    assertThatThrownBy(() -> ask("thief", "SELECT reflect('java.lang.System', 'getenv', 'HOME')"))
        .hasMessageContaining("is not allowed here, where the tables are read-only");
    audited("thief", "refused");
    assertThatThrownBy(() -> ask(channel, "guessed", "guest", "SELECT 1"))
        .satisfies(
            error -> assertThat(refusal(error).getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
    audited("", "unauthenticated");
  }

  /** The token as the password of a user, over TLS. */
  private static HttpResponse<String> fetch(String user, String text) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("serve", certificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    byte[] both = (user + ":" + TOKEN).getBytes(StandardCharsets.UTF_8);
    return HttpClient.newBuilder()
        .sslContext(tls)
        .build()
        .send(
            HttpRequest.newBuilder(
                    URI.create(site + "/sql?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8)))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void theLimitsAreTheSameOverHttp() throws Exception {
    assertThat(fetch("web", "SELECT * FROM range(1000)").body().lines()).hasSize(1001);
    HttpResponse<String> rows = fetch("web rows", "SELECT * FROM range(1001)");
    assertThat(rows.statusCode()).isEqualTo(413);
    assertThat(rows.body()).startsWith("The answer has more than 1000 rows (serve.max_rows)");
    audited("web rows", "too many rows");

    CompletableFuture<Throwable> first = running("other door", ENDLESS);
    CompletableFuture<HttpResponse<String>> slow =
        CompletableFuture.supplyAsync(() -> fetched("web slow"));
    HttpResponse<String> third = fetch("web third", "SELECT 1 AS one");
    while (third.statusCode() == 200 && !slow.isDone()) {
      third = fetch("web third", "SELECT 1 AS one");
    }
    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(third.body()).contains("2 questions are being answered");
    audited("web third", "turned away");
    HttpResponse<String> late = slow.get(60, TimeUnit.SECONDS);
    assertThat(late.statusCode()).isEqualTo(503);
    assertThat(late.body()).startsWith("The question took longer than 10 s (serve.max_seconds)");
    assertThat(audited("web slow", "timed out").get("seconds").asDouble()).isBetween(10.0, 25.0);
    first.get(60, TimeUnit.SECONDS);
    assertThat(fetch("web", "SELECT 1 AS one").body()).isEqualTo("one\r\n1\r\n");
  }

  /** The answer to a question that has got a place, which another may have for a moment. */
  private static HttpResponse<String> fetched(String user) {
    try {
      HttpResponse<String> answer = fetch(user, ENDLESS);
      while (answer.statusCode() == 429) {
        answer = fetch(user, ENDLESS);
      }
      return answer;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void plainTextIsRefused() {
    ManagedChannel plain = NettyChannelBuilder.forAddress("localhost", port).usePlaintext().build();
    try {
      assertThatThrownBy(() -> ask(plain, TOKEN, "plain", "SELECT 1"))
          .satisfies(
              error -> assertThat(refusal(error).getCode()).isEqualTo(Status.Code.UNAVAILABLE));
    } finally {
      plain.shutdownNow();
    }
  }
}
