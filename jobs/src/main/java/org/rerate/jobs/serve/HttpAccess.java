package org.rerate.jobs.serve;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** Who may ask over HTTP: who knows the token, or without one who is on this machine. */
final class HttpAccess {

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final String token;

  /**
   * The rule of a server.
   *
   * @param token what clients must know; empty for nothing
   */
  HttpAccess(String token) {
    this.token = token;
  }

  /** Why a request may not be answered; empty if it may. */
  Optional<HttpFailure> check(HttpExchange exchange) {
    // Browsers say so when a page of another site asks, which may use what they know of the token.
    String site = exchange.getRequestHeaders().getFirst("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return Optional.of(
          HttpFailure.wrong(
              403, "a page of another site asks", "Open the address itself, or ask by a program"));
    }
    if (token.isEmpty()) {
      // Another site's page must not ask in the name of who has it open (DNS rebinding).
      String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
      return THIS_MACHINE.contains(host.replaceAll(":[0-9]+$", ""))
          ? Optional.empty()
          : Optional.of(
              HttpFailure.wrong(
                  403,
                  "without a token this server answers to localhost alone, not to " + host,
                  "Ask http://localhost, or have it started with RERATE_SERVE_TOKEN"));
    }
    if (MessageDigest.isEqual(bytes(given(exchange)), bytes(token))) {
      return Optional.empty();
    }
    exchange
        .getResponseHeaders()
        .set("WWW-Authenticate", "Basic realm=\"rerate\", charset=\"UTF-8\"");
    return Optional.of(
        new HttpFailure(
            401,
            "unauthenticated",
            "the token is missing or wrong. Send it as Authorization: Bearer TOKEN, or as the password"
                + " of any user"));
  }

  /** The name in front of the password; empty if there is none. */
  String user(HttpExchange exchange) {
    String[] parts = basic(exchange);
    return parts.length == 2 ? parts[0] : "";
  }

  static String peer(HttpExchange exchange) {
    return String.valueOf(exchange.getRemoteAddress());
  }

  private static String given(HttpExchange exchange) {
    String header = header(exchange);
    if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return header.substring(7).strip();
    }
    String[] parts = basic(exchange);
    return parts.length == 2 ? parts[1] : "";
  }

  private static String[] basic(HttpExchange exchange) {
    String header = header(exchange);
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return new String[0];
    }
    try {
      byte[] both = Base64.getDecoder().decode(header.substring(6).strip());
      return new String(both, StandardCharsets.UTF_8).split(":", 2);
    } catch (IllegalArgumentException e) {
      return new String[0];
    }
  }

  private static String header(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return header == null ? "" : header;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
