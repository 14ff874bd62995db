package org.rerate.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A client of the Model Context Protocol that knows nothing of its library: it writes the messages
 * as the specification has them, and takes every line that comes back for JSON.
 */
final class ScriptedClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final OutputStream to;
  private final BufferedReader from;
  private final List<String> lines = new ArrayList<>();
  private int asked;

  ScriptedClient(OutputStream to, InputStream from) {
    this.to = to;
    this.from = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8));
  }

  /** Says hello; what the server says of itself. */
  JsonNode begin() throws IOException {
    JsonNode told =
        ask(
            "initialize",
            Map.of(
                "protocolVersion",
                "2025-06-18",
                "capabilities",
                Map.of(),
                "clientInfo",
                Map.of("name", "scripted", "version", "1")));
    send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    return told.get("result");
  }

  /** Sends a line as it is. */
  void send(String line) throws IOException {
    to.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    to.flush();
  }

  /** Asks and does not wait. */
  void request(String method, Map<String, ?> parameters) throws IOException {
    ObjectNode message = JSON.createObjectNode();
    message.put("jsonrpc", "2.0").put("id", ++asked).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    send(JSON.writeValueAsString(message));
  }

  /** The whole answer to a request. */
  JsonNode ask(String method, Map<String, ?> parameters) throws IOException {
    request(method, parameters);
    JsonNode answer = next();
    if (answer.path("id").asInt() != asked) {
      throw new IllegalStateException("no answer to " + asked + ": " + answer);
    }
    return answer;
  }

  /** What a tool answers. */
  JsonNode call(String tool, Map<String, ?> arguments) throws IOException {
    JsonNode answer = ask("tools/call", Map.of("name", tool, "arguments", arguments));
    if (!answer.has("result")) {
      throw new IllegalStateException("no result: " + answer);
    }
    return answer.get("result");
  }

  /** The next line, which must be JSON; null at the end. */
  JsonNode next() throws IOException {
    String line = from.readLine();
    if (line == null) {
      return null;
    }
    lines.add(line);
    return JSON.readTree(line);
  }

  /** All lines that came. */
  List<String> lines() {
    return lines;
  }

  /** Closes this side, and reads the other to its end. */
  void end() throws IOException {
    to.close();
    while (next() != null) {
      // Each must be JSON.
    }
  }
}
