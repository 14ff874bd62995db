package org.rerate.run.watch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
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
    this.token = token;
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
      HttpResponse<Void> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() >= ANSWERED) {
        throw new IOException("it answers with status " + answer.statusCode());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }
}
