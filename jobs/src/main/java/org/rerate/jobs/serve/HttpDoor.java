package org.rerate.jobs.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import org.rerate.domain.RerateException;

/**
 * Answers questions over HTTP, for programs that have no client of Spark. Every question passes the
 * same gate, limits and audit as those of Spark Connect. An answer is written to a file first, so
 * that a status is never taken back.
 */
final class HttpDoor implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(HttpDoor.class.getName());

  /**
   * Threads that read requests and send answers: more than slow clients are likely to hold.
   * Questions at once have a limit of their own.
   */
  private static final int THREADS = 512;

  private static final int PATIENCE_SECONDS = 5;

  static {
    // Read by the server's classes when they are loaded: a client that does not finish its request
    // in this many seconds is let go.
    System.setProperty("sun.net.httpserver.maxReqTime", "5");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final Questions questions;
  private final HttpAccess access;

  private HttpDoor(HttpServer server, Questions questions, HttpAccess access) {
    this.server = server;
    this.questions = questions;
    this.access = access;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "rerate-http");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts to listen.
   *
   * @param keys the server's key and certificate; none for plain text
   * @throws RerateException with {@code USAGE} if the address is taken
   */
  static HttpDoor start(
      Address address, Optional<KeyManagerFactory> keys, Questions questions, HttpAccess access) {
    InetSocketAddress socket = new InetSocketAddress(address.host(), address.port());
    try {
      HttpServer server =
          keys.isPresent() ? secure(socket, keys.get()) : HttpServer.create(socket, 0);
      HttpDoor door = new HttpDoor(server, questions, access);
      server.setExecutor(door.threads);
      server.createContext("/", door::handle);
      server.start();
      return door;
    } catch (IOException e) {
      throw address.unusable(e);
    }
  }

  private static HttpServer secure(InetSocketAddress socket, KeyManagerFactory keys)
      throws IOException {
    HttpsServer server = HttpsServer.create(socket, 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(KeyStoreFile.http(keys)) {
          @Override
          public void configure(HttpsParameters parameters) {
            var ssl = getSSLContext().getDefaultSSLParameters();
            ssl.setProtocols(KeyStoreFile.PROTOCOLS);
            parameters.setSSLParameters(ssl);
          }
        });
    return server;
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        refuse(exchange, HttpFailure.wrong(405, method + " changes nothing here", "Ask with GET"));
        return;
      }
      Optional<HttpFailure> turnedAway = access.check(exchange);
      if (turnedAway.isPresent()) {
        refuse(exchange, turnedAway.get());
        return;
      }
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/")) {
        send(exchange, 200, "text/html; charset=utf-8", HttpPage.html());
      } else if (path.equals("/openapi.json")) {
        send(exchange, 200, "application/json", OpenApi.json());
      } else {
        question(exchange);
      }
    } catch (IOException e) {
      // The client has left.
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a request failed", e);
    }
  }

  private void question(HttpExchange exchange) throws IOException {
    Map<String, String> given = HttpPaths.parameters(exchange.getRequestURI());
    HttpFormat format;
    Optional<String> sql;
    try {
      format = HttpFormat.of(given.getOrDefault("format", "csv"));
      sql = HttpPaths.sql(exchange.getRequestURI(), questions.variant());
    } catch (RerateException | IllegalArgumentException e) {
      refuse(exchange, new HttpFailure(400, "refused", e.getMessage()));
      return;
    }
    if (sql.isEmpty()) {
      refuse(
          exchange,
          HttpFailure.wrong(
              404,
              "nothing is at " + exchange.getRequestURI().getPath(),
              "/openapi.json lists the paths, and / is a page to try them"));
      return;
    }
    AtomicReference<Path> folder = new AtomicReference<>();
    try {
      Written written =
          questions.answer(
              HttpAccess.peer(exchange),
              access.user(exchange),
              sql.get(),
              asked -> {
                folder.set(newFolder());
                Path file = folder.get().resolve("answer." + format.word());
                asked.rows(sql.get(), rows -> format.write(rows, file, asked::count));
                return new Written(file, asked.count());
              });
      answer(exchange, format, written);
    } catch (Unanswered e) {
      if (e.kind() == Unanswered.Kind.BUSY) {
        exchange.getResponseHeaders().set("Retry-After", "5");
        refuse(exchange, HttpFailure.of(e));
      } else {
        told(exchange, HttpFailure.of(e));
      }
    } finally {
      if (folder.get() != null) {
        delete(folder.get());
      }
    }
  }

  /** A file with all rows of an answer, and how many they are. */
  private record Written(Path file, long rows) {}

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("rerate-answer");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer, and the checksum that Hadoop wrote beside it. */
  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static void answer(HttpExchange exchange, HttpFormat format, Written written)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", format.type());
    exchange.getResponseHeaders().set("X-Row-Count", Long.toString(written.rows()));
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(200, isHead ? -1 : 0);
    if (!isHead) {
      format.send(written.file(), exchange.getResponseBody());
    }
  }

  /** Turns a request away that is no question. */
  private void refuse(HttpExchange exchange, HttpFailure why) throws IOException {
    questions.refused(
        HttpAccess.peer(exchange),
        access.user(exchange),
        exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
        why.outcome(),
        why.message());
    told(exchange, why);
  }

  private static void told(HttpExchange exchange, HttpFailure failure) throws IOException {
    send(
        exchange,
        failure.status(),
        "text/plain; charset=utf-8",
        failure.message().substring(0, 1).toUpperCase(Locale.ROOT)
            + failure.message().substring(1)
            + "\n");
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, isHead ? -1 : content.length);
    if (!isHead) {
      exchange.getResponseBody().write(content);
    }
  }

  /** Lets questions underway end, for some seconds. */
  @Override
  public void close() {
    server.stop(PATIENCE_SECONDS);
    threads.shutdownNow();
  }
}
