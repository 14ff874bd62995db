package org.rerate.jobs.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rerate.testing.SharedData;

/** Adobe's S3 server on the loopback address, and commands that reach it by {@code s3a://}. */
final class ObjectStore implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 60;

  private final Path folder;
  private final Path jars = SharedData.repository().resolve("jobs/target/s3");
  private final int port;
  private final Process server;

  /**
   * Starts the server with one empty bucket, {@code desk}; skips the test where it cannot be had.
   */
  ObjectStore(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    fetch();
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<String> line = new ArrayList<>(List.of(java(), "-Xmx256m", "-Dserver.port=0"));
    line.add("-Dcom.adobe.testing.s3mock.httpPort=" + port);
    line.add("-Dcom.adobe.testing.s3mock.store.root=" + folder.resolve("store"));
    line.add("-Dcom.adobe.testing.s3mock.store.initialBuckets=desk");
    line.add("-Dserver.tomcat.accesslog.enabled=true");
    line.add("-Dserver.tomcat.accesslog.buffered=false");
    line.add("-Dserver.tomcat.accesslog.directory=" + folder.resolve("requests"));
    line.add("-Dserver.tomcat.accesslog.pattern=%m %U%q %s %{If-None-Match}i");
    line.addAll(List.of("-jar", jars.resolve("server/s3mock-4.11.0-exec.jar").toString()));
    server = start(line, "server");
    try {
      awaitServer();
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void fetch() throws IOException, InterruptedException {
    if (Files.isDirectory(jars.resolve("client")) && Files.isDirectory(jars.resolve("server"))) {
      return;
    }
    Path pom = SharedData.repository().resolve("jobs/src/test/s3/pom.xml");
    Process maven =
        start(List.of("mvn", "-B", "-q", "-f", pom.toString(), "-Djars=" + jars, "package"), "mvn");
    assumeTrue(
        maven.waitFor(10, TimeUnit.MINUTES) && maven.exitValue() == 0,
        () -> "skipped: Maven cannot fetch the jars of an object store, see " + pom);
  }

  private void awaitServer() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    URI bucket = URI.create("http://127.0.0.1:" + port + "/desk?list-type=2");
    for (int i = 0; i < PATIENCE_SECONDS * 5; i++) {
      try {
        if (client
                .send(HttpRequest.newBuilder(bucket).build(), BodyHandlers.discarding())
                .statusCode()
            == 200) {
          return;
        }
      } catch (IOException e) {
        // it does not listen yet
      }
      Thread.sleep(200);
    }
    throw new IllegalStateException("no answer: " + Files.readString(folder.resolve("server.log")));
  }

  /** All that was asked of it so far: method, address, status, condition. */
  List<String> requests() throws IOException {
    List<String> requests = new ArrayList<>();
    try (Stream<Path> days = Files.list(folder.resolve("requests"))) {
      for (Path day : days.toList()) {
        requests.addAll(Files.readAllLines(day));
      }
    }
    return requests;
  }

  /** The Spark settings by which Hadoop finds the server. */
  List<String> settings() {
    return List.of(
        "spark.hadoop.fs.s3a.endpoint=http://127.0.0.1:" + port,
        "spark.hadoop.fs.s3a.endpoint.region=us-east-1",
        "spark.hadoop.fs.s3a.path.style.access=true",
        "spark.hadoop.fs.s3a.access.key=desk",
        "spark.hadoop.fs.s3a.secret.key=desk");
  }

  /** The same as a file of {@code --conf}, after the lines of {@code others}. */
  Path settings(Path file, Path others) throws IOException {
    StringBuilder lines = new StringBuilder(Files.readString(others)).append('\n');
    for (String setting : settings()) {
      String[] pair = setting.split("=", 2);
      lines.append('"' + pair[0] + "\" = \"" + pair[1] + "\"\n");
    }
    return Files.writeString(file, lines);
  }

  /** Runs a command by {@code main}, its options before the arguments. */
  Cli.Ended run(Path home, String main, List<String> arguments)
      throws IOException, InterruptedException {
    return begin(home, main, arguments).end();
  }

  /** The same, without waiting for its end. */
  Begun begin(Path home, String main, List<String> arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(java()));
    line.add("@" + SharedData.repository().resolve("conf/java.options"));
    line.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    line.add("-Drerate.home=" + home);
    line.add("-Dlog4j2.configurationFile=" + SharedData.repository() + "/conf/log4j2.properties");
    line.add("-cp");
    line.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
            + File.pathSeparator
            + jars.resolve("client")
            + "/*");
    line.add(main);
    line.addAll(arguments);
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    return new Begun(process, out, err);
  }

  /** A command that may be at work still. */
  record Begun(Process process, Path out, Path err) implements AutoCloseable {

    /** Waits for its end. */
    Cli.Ended end() throws IOException, InterruptedException {
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("does not end: " + Files.readString(err));
      }
      return new Cli.Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Waits until it has told something that {@code pattern} finds; its first group. */
    String told(Pattern pattern) throws IOException, InterruptedException {
      while (true) {
        boolean isAlive = process.isAlive();
        Matcher matcher = pattern.matcher(Files.readString(err));
        if (matcher.find()) {
          return matcher.group(1);
        }
        if (!isAlive) {
          throw new IllegalStateException("has ended: " + Files.readString(err));
        }
        Thread.sleep(100);
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private Process start(List<String> line, String log) throws IOException {
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(log + ".log").toFile())
        .start();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  @Override
  public void close() {
    server.destroyForcibly();
  }
}
