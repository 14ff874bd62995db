package org.rerate.run.watch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.rerate.domain.RerateException;
import org.rerate.domain.Secrets;

/** Sends events to an HTTP endpoint, such as Marquez's. */
final class EventSender implements RunWatch {

  private static final int ANSWERED = 300;

  private final LineageEvents events;
  private final URI url;
  private final String token;
  private final Duration timeout;
  private HttpClient client;

  EventSender(LineageEvents events, String url, String token, Duration timeout) {
    this.events = events;
    this.token = token.strip();
    this.timeout = timeout;
    try {
      this.url = URI.create(url);
      HttpRequest.newBuilder(this.url);
    } catch (IllegalArgumentException e) {
      throw RerateException.usage(
          "events.url = " + Secrets.masked(url) + " is no HTTP address",
          "Write it as http://marquez:5000/api/v1/lineage",
          e);
    }
    requireHeader();
  }

  /** Java's own message would tell the token. */
  private void requireHeader() {
    if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw RerateException.usage(
          "events.token holds characters that no HTTP header may have",
          "Set it to the token alone, without blanks or line breaks");
    }
  }

  @Override
  public String target() {
    return url.toString();
  }

  @Override
  public boolean needsFreshness() {
    return false;
  }

  @Override
  public void tell(RunReport report) throws IOException {
    if (client == null) {
      client = HttpClient.newBuilder().connectTimeout(timeout).build();
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(events.json(report)));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<Void> answer = answer(request.build());
      if (answer.statusCode() >= ANSWERED) {
        throw new IOException("it answers with status " + answer.statusCode());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }

  /** The whole answer counts: the request's own limit ends with the headers. */
  private HttpResponse<Void> answer(HttpRequest request) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<Void>> sent =
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      return sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw new IOException("no answer in " + timeout.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }
}
