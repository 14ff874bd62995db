package org.rerate.jobs.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * The two streams of a conversation, a message a line. It knows which requests have no answer yet:
 * a client that closes its side at once after asking, as a script does, is answered before the end.
 * A line that is no message is answered with an error and goes no further, since the library would
 * read no other after it. Thread-safe.
 */
final class Conversation {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What an answer may take after its question was stopped, to say so. */
  private static final long GRACE_SECONDS = 5;

  private static final String NO_REQUEST =
      "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"the line is no"
          + " request of JSON-RPC 2.0: an object with jsonrpc, method, and for an answer an id that"
          + " is a text or a whole number\"}}\n";

  private static final String NO_JSON =
      "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"the line is no"
          + " JSON. Send one message a line, without line breaks in it\"}}\n";

  private final BufferedReader lines;
  private final OutputStream out;
  private final long seconds;
  private final Runnable ended;
  private int unanswered;

  /**
   * A conversation.
   *
   * @param seconds how long an answer may take: those underway when the client has closed its side
   *     are awaited
   * @param ended is told once the client has closed its side, and all answers are given
   */
  Conversation(InputStream in, OutputStream out, long seconds, Runnable ended) {
    this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = out;
    this.seconds = seconds;
    this.ended = ended;
  }

  /** What the client says, line by line. */
  InputStream input() {
    return new InputStream() {
      private byte[] line = new byte[0];
      private int at;

      @Override
      public int read() throws IOException {
        return fill() ? line[at++] & 0xff : -1;
      }

      @Override
      public int read(byte[] into, int from, int most) throws IOException {
        if (!fill()) {
          return -1;
        }
        int count = Math.min(most, line.length - at);
        System.arraycopy(line, at, into, from, count);
        at += count;
        return count;
      }

      private boolean fill() throws IOException {
        if (at < line.length) {
          return true;
        }
        String next = next();
        line = next == null ? new byte[0] : (next + "\n").getBytes(StandardCharsets.UTF_8);
        at = 0;
        return next != null;
      }
    };
  }

  /** The next line that is a message; null at the end. */
  private String next() throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isBlank()) {
        continue;
      }
      try {
        JsonNode message = JSON.readTree(line);
        if (isMessage(message)) {
          if (message.has("id")) {
            asked();
          }
          return line;
        }
        refuse(NO_REQUEST);
      } catch (JsonProcessingException e) {
        refuse(NO_JSON);
      }
    }
    awaitAnswers();
    ended.run();
    return null;
  }

  /** The server asks nothing, so that a line without a method answers nothing. */
  private static boolean isMessage(JsonNode message) {
    JsonNode id = message.get("id");
    return message.isObject()
        && message.path("method").isTextual()
        && message.path("jsonrpc").isTextual()
        && (id == null || id.isTextual() || (id.isIntegralNumber() && id.canConvertToLong()));
  }

  private void refuse(String answer) throws IOException {
    synchronized (out) {
      out.write(answer.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  private synchronized void asked() {
    unanswered++;
  }

  private synchronized void awaitAnswers() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds + GRACE_SECONDS);
    try {
      for (long left = deadline - System.nanoTime();
          unanswered > 0 && left > 0;
          left = deadline - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where answers go, and nothing else. */
  OutputStream output() {
    return new OutputStream() {
      private boolean isWhole;

      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        synchronized (out) {
          out.write(bytes, from, count);
        }
        isWhole = count > 0 && bytes[from + count - 1] == '\n';
      }

      @Override
      public void flush() throws IOException {
        synchronized (out) {
          out.flush();
        }
        // A line is an answer: nothing is asked or told here unasked.
        if (isWhole) {
          isWhole = false;
          answered();
        }
      }
    };
  }

  private synchronized void answered() {
    unanswered--;
    notifyAll();
  }
}
