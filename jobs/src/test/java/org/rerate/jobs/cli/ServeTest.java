package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.testing.SharedData;

/**
 * The server in a process of its own, asked and attacked by a client in a third, which has the
 * client's class path and nothing of ours; see {@code src/test/connect/ConnectClient.java}.
 */
class ServeTest {

  private static final String TOKEN = "a-token-of-the-test";

  /** The jars of Spark that the client shares with us; its own hold the rest. */
  private static final String SHARED =
      "(scala-(library|reflect|parser|xml).*|spark-(common-utils|sketch|tags|unsafe|variant).*"
          + "|antlr4-.*|chill.*|kryo.*|minlog.*|objenesis.*|commons-(codec|lang3)-.*|jackson-.*"
          + "|json4s-.*|paranamer-.*|jsr305-.*|slf4j-.*|jcl-.*|jul-.*|log4j-.*|xbean-.*|icu4j-.*"
          + "|zstd-jni-.*)\\.jar";

  @TempDir static Path folder;
  private static Path warehouse;
  private static RealCommand server;
  private static Map<String, String> answers;
  private static final Map<String, HttpResponse<byte[]>> http = new TreeMap<>();
  private static Map<String, Long> before;

  @BeforeAll
  static void askAndAttack() throws IOException, InterruptedException {
    warehouse = folder.resolve("warehouse");
    load();
    before = files();
    server =
        RealCommand.start(
                warehouse,
                settings(),
                List.of("serve", "--port", "0", "--http", "0"),
                Map.of("RERATE_SERVE_TOKEN", TOKEN))
            .awaitLines(5);
    String address =
        server.lines().toString().replaceAll("(?s).* at (sc://[a-z0-9:]+)/;token=[.]+, .*", "$1");
    compileClient();
    answers = client(address);
    askOverHttp();
  }

  private static void askOverHttp() throws IOException, InterruptedException {
    String site = server.lines().toString().replaceAll("(?s).*(http://localhost:[0-9]+)/.*", "$1");
    String query = "/sql?q=" + encoded("SELECT sum(close) AS total FROM market.prices");
    for (String format : List.of("csv", "json", "jsonl", "arrow", "parquet")) {
      http.put(format, get(site + query + "&format=" + format, TOKEN));
    }
    http.put(
        "no rows",
        get(site + query + encoded(" WHERE close > 99 HAVING false") + "&format=json", TOKEN));
    http.put("wrong token", get(site + query, "another"));
    http.put("page", get(site + "/", TOKEN));
    http.put("description", get(site + "/openapi.json", TOKEN));
    http.put("nothing", get(site + "/nothing", TOKEN));
    http.put("baskets", get(site + "/baskets", TOKEN));
    http.put("pe", get(site + "/baskets/us-ai/pe?on=2026-01-05", TOKEN));
    http.put(
        "group",
        get(site + "/functions/pe_of?ids=A,A.1&on_day=2026-01-06&basis=NTM&format=jsonl", TOKEN));
    http.put("half a call", get(site + "/functions/pe_of?ids=A", TOKEN));
    http.put("quoted", get(site + "/functions/members_on?basket=x')--&on_day=2026-01-06", TOKEN));
    http.put("format", get(site + query + "&format=xml", TOKEN));
    http.put(
        "set", get(site + "/sql?q=" + encoded("SET spark.sql.session.timeZone=Asia/Tokyo"), TOKEN));
    http.put("zone", get(site + "/sql?q=" + encoded("SELECT current_timezone() AS z"), TOKEN));
    http.put(
        "post",
        send(
            HttpRequest.newBuilder(URI.create(site + "/sql"))
                .POST(HttpRequest.BodyPublishers.ofString("q=SELECT 1")),
            TOKEN));
    http.put(
        "other site",
        send(
            HttpRequest.newBuilder(URI.create(site + "/sql?q=SELECT+1"))
                .header("Sec-Fetch-Site", "cross-site"),
            TOKEN));
    for (String statement : overHttp()) {
      http.put(statement, get(site + "/sql?q=" + encoded(statement), TOKEN));
    }
  }

  /** Some of what must not be answered: the gate is one, and each question has a session. */
  private static List<String> overHttp() {
    return IntStream.range(7, statements().size())
        .filter(i -> i % 4 == 0)
        .mapToObj(statements()::get)
        .toList();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static HttpResponse<byte[]> get(String address, String token)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(address.replace("'", "%27"))), token);
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request, String token)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            request.header("Authorization", "Bearer " + token).build(),
            HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void told(String name, int status, String... parts) {
    HttpResponse<byte[]> answer = http.get(name);
    assertThat(text(answer)).as(name).contains(parts);
    assertThat(answer.statusCode()).as(name).isEqualTo(status);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void whoeverCanFetchAnAddressIsAnswered() {
    assertThat(text(http.get("csv"))).isEqualTo("total\r\n21.0\r\n");
    assertThat(text(http.get("json"))).isEqualTo("[{\"total\":21.0}]\n");
    assertThat(text(http.get("jsonl"))).isEqualTo("{\"total\":21.0}\n");
    assertThat(text(http.get("no rows"))).isEqualTo("[]\n");
    assertThat(text(http.get("parquet"))).startsWith("PAR1").endsWith("PAR1");
    assertThat(http.get("arrow").body()).startsWith(-1, -1, -1, -1);
    assertThat(http.get("csv").headers().firstValue("Content-Type").orElse(""))
        .contains("text/csv");
    told("page", 200, "<title>Rerate: ask</title>");
    told(
        "description",
        200,
        "\"openapi\" : \"3.1.0\"",
        "/functions/history_of",
        "/baskets/{basket}/pe");
    told("baskets", 200, "basket_id,name,description,base_date");
    told("group", 200, "\"member_count\":1", "\"capped_count\":0", "\"status\":\"NO_COVERAGE\"");
    told("zone", 200, "z");
    assertThat(text(http.get("zone"))).doesNotContain("Tokyo");
  }

  @Test
  void whatIsWrongOverHttpIsTold() {
    told("wrong token", 401, "The token is missing or wrong. Send it as Authorization: Bearer");
    told("nothing", 404, "Nothing is at /nothing. /openapi.json lists the paths");
    told("post", 405, "Ask with GET");
    told("pe", 400, "There is no basket 'us-ai'. None is loaded");
    told("other site", 403, "page of another site asks");
    told("half a call", 400, "The parameter on_day is missing. Parameters are ids, on_day, basis");
    told("quoted", 400, "There is no basket 'x')--'");
    told("format", 400, "There is no format 'xml'. Known are arrow, csv, json, jsonl, parquet");
  }

  @Test
  void theGateIsTheSameOverHttp() throws IOException {
    for (String statement : overHttp()) {
      told(statement, 403, "is not allowed here, where the tables are read-only");
    }
    assertThat(Files.readString(folder.resolve("audit.jsonl")))
        .contains("\"question\":\"SELECT sum(close) AS total FROM market.prices\"")
        .contains("\"call\":\"GET /sql\",\"outcome\":\"unauthenticated\"");
  }

  @AfterAll
  static void kill() throws InterruptedException {
    if (server != null) {
      server.kill();
    }
  }

  private static void load() throws IOException {
    Path feed = Files.createDirectories(folder.resolve("feed"));
    Files.writeString(feed.resolve("issuers.csv"), "issuer_id,name,region\nA,A,US\n");
    Files.writeString(
        feed.resolve("securities.csv"), "security_id,issuer_id,ticker,currency\nA.1,A,A,USD\n");
    Files.writeString(
        feed.resolve("prices.csv"),
        "security_id,trade_date,close\nA.1,2026-01-05,10\nA.1,2026-01-06,11\n");
    assertThat(new Cli(warehouse).run("ingest", feed.toString()).status()).isZero();
  }

  /** Nobody reads what the server tells while the client asks. */
  private static Path settings() throws IOException {
    return Files.writeString(
        folder.resolve("serve.conf"),
        Files.readString(TestSettings.file())
            + "\nserve.audit = \""
            + folder.resolve("audit.jsonl")
            + "\"\n");
  }

  /** Everything below the warehouse, with its size. */
  private static Map<String, Long> files() throws IOException {
    try (Stream<Path> files = Files.walk(warehouse)) {
      return files
          .filter(Files::isRegularFile)
          .collect(Collectors.toMap(Path::toString, file -> file.toFile().length()));
    }
  }

  /** What must be answered, and below it what must not. */
  private static List<String> statements() {
    String prices = "delta.`" + warehouse + "/market/prices`";
    return List.of(
        "SELECT sum(close) AS total FROM market.prices",
        "SELECT count(*) FROM basket_pe('x', '2026-01-05', 'NTM')",
        "SHOW TABLES IN raw",
        "DESCRIBE FUNCTION basket_pe",
        "EXECUTE IMMEDIATE 'SELECT max(close) FROM market.prices'",
        "SELECT '${env:RERATE_SERVE_TOKEN}'",
        "SET spark.sql.shuffle.partitions=3",
        "SELECT TRANSFORM(x) USING 'id' FROM VALUES (1) t(x)",
        "FROM VALUES (1) t(x) MAP x USING 'cat /etc/passwd'",
        "EXECUTE IMMEDIATE 'SELECT TRANSFORM(x) USING ''id'' FROM VALUES (1) t(x)'",
        "SELECT from_xml('<a>1</a>', 'a INT', map('rowValidationXSDPath', '/etc/passwd'))",
        "VALUES (reflect('java.lang.System', 'getenv', 'RERATE_SERVE_TOKEN'))",
        "INSERT INTO market.prices SELECT * FROM market.prices",
        "INSERT OVERWRITE market.prices SELECT * FROM market.prices",
        "DELETE FROM market.prices",
        "UPDATE market.prices SET close = 1",
        "MERGE INTO market.prices p USING (SELECT 1 AS x) s ON p.close = s.x"
            + " WHEN MATCHED THEN DELETE",
        "TRUNCATE TABLE market.prices",
        "DROP TABLE market.prices",
        "ALTER TABLE market.prices ADD COLUMN x INT",
        "CREATE TABLE market.other (a INT) USING delta",
        "CREATE TABLE market.other USING delta AS SELECT 1 AS a",
        "INSERT INTO " + prices + " SELECT * FROM market.prices",
        "DELETE FROM " + prices,
        "RESTORE TABLE ops.run_log TO VERSION AS OF 0",
        "CREATE TABLE delta.`" + warehouse + "/cloned` SHALLOW CLONE market.prices",
        "OPTIMIZE market.prices",
        "VACUUM market.prices",
        "INSERT OVERWRITE DIRECTORY '" + warehouse + "/stolen' USING csv SELECT 1",
        "EXECUTE IMMEDIATE 'DELETE FROM market.prices'",
        "BEGIN DELETE FROM market.prices; END",
        "CREATE VIEW mine AS SELECT 1",
        "CREATE TEMPORARY VIEW mine USING csv OPTIONS (path '/etc/passwd')",
        "CREATE SCHEMA mine",
        "ADD JAR '/tmp/x.jar'",
        "SELECT * FROM text.`/etc/passwd`",
        "SELECT (SELECT count(*) FROM text.`/etc/passwd`)",
        "SELECT * FROM text.`" + warehouse + "/../feed/prices.csv`",
        "SELECT java_method('java.lang.System', 'getenv', 'HOME')",
        "SELECT try_reflect('java.lang.System', 'lineSeparator')",
        "SET spark.rerate.warehouse=/tmp",
        "SET spark.connect.authenticate.token",
        "SET");
  }

  private static List<Path> jars() throws IOException {
    Path own = SharedData.repository().resolve("jobs/target/connect-client");
    List<Path> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(own)) {
      files.sorted().forEach(jars::add);
    }
    String ours =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Stream.of(ours.split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(jar -> jar.getFileName().toString().matches(SHARED))
        .forEach(jars::add);
    return jars;
  }

  private static String classPath() throws IOException {
    return folder.resolve("client")
        + File.pathSeparator
        + jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static void compileClient() throws IOException {
    Path source = SharedData.repository().resolve("jobs/src/test/connect/ConnectClient.java");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-nowarn",
                "-proc:none",
                "-d",
                Files.createDirectories(folder.resolve("client")).toString(),
                "-cp",
                classPath(),
                source.toString());
    assertThat(status).isZero();
  }

  /** What the client tells: {@code ok ...} or {@code refused ...} per question, in order. */
  private static Map<String, String> client(String address)
      throws IOException, InterruptedException {
    List<String> questions = statements();
    Path file = Files.write(folder.resolve("questions"), questions);
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + SharedData.repository().resolve("conf/java.options"),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                "ConnectClient",
                address,
                TOKEN,
                file.toString(),
                warehouse.toString()));
    Process client =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(client.waitFor()).as(out).isZero();
    Map<String, String> told = new TreeMap<>();
    for (String answer : out.lines().toList()) {
      String[] parts = answer.split("\t", 3);
      String name =
          parts[1].matches("\\d+") ? questions.get(Integer.parseInt(parts[1]) - 1) : parts[1];
      told.put(name, parts[0] + " " + parts[2]);
    }
    return told;
  }

  private static void answered(String question, String answer) {
    assertThat(answers.get(question)).as(question).startsWith("ok ").contains(answer);
  }

  @Test
  void theCatalogAndTheFunctionsAreReady() {
    answered("SELECT sum(close) AS total FROM market.prices", "[[21.0]]");
    assertThat(answers.get("SELECT count(*) FROM basket_pe('x', '2026-01-05', 'NTM')"))
        .contains("there is no basket 'x'. None is loaded");
    answered("SHOW TABLES IN raw", "quarantine");
    answered("DESCRIBE FUNCTION basket_pe", "basket_pe(basket STRING, on_day DATE");
    answered("EXECUTE IMMEDIATE 'SELECT max(close) FROM market.prices'", "[[11.0]]");
  }

  @Test
  void dataFramesRowsOfTheClientViewsAndHarmlessSettingsWork() {
    answered("dataframe", "[[A.1,2]]");
    answered("rows of the client", "[[6]]");
    answered("tables", "[[checks], [run_files], [run_log], [runs], [warnings]]");
    answered("temporary view", "[[2]]");
    answered("time zone", "[[Asia/Tokyo]]");
    answered("SET spark.sql.shuffle.partitions=3", "3");
    answered("SELECT '${env:RERATE_SERVE_TOKEN}'", "[[${env:RERATE_SERVE_TOKEN}]]");
    answered("all settings", "spark.sql.session.timeZone");
    assertThat(answers.get("all settings")).doesNotContain(TOKEN, "spark.rerate", "spark.master");
  }

  @Test
  void nothingElseIsAllowed() {
    List<String> statements = statements();
    for (String statement : statements.subList(7, statements.size())) {
      assertThat(answers.get(statement))
          .as(statement)
          .startsWith("refused ")
          .contains("is not allowed here, where the tables are read-only");
    }
    List<String> attempts =
        answers.keySet().stream().filter(name -> name.startsWith("try ")).toList();
    assertThat(attempts).hasSize(33);
    assertThat(attempts)
        .allSatisfy(
            name ->
                assertThat(answers.get(name))
                    .as(name)
                    .startsWith("refused ")
                    .contains("PERMISSION_DENIED", "is not allowed here"));
  }

  @Test
  void theTokenIsAskedFor() {
    answered("with the token", "4.");
    for (String without : List.of("with another token", "without a token")) {
      assertThat(answers.get(without)).startsWith("refused ").contains("UNAUTHENTICATED");
    }
  }

  @Test
  void notAFileHasChangedAndSigtermEndsIt() throws IOException, InterruptedException {
    assertThat(files()).isEqualTo(before);
    assertThat(server.stop()).isZero();
    assertThat(server.lines().get(server.lines().size() - 1)).isEqualTo("rerate serve: stopped");
    assertThat(server.lines().toString()).contains("/;token=...").doesNotContain(TOKEN);
  }
}
