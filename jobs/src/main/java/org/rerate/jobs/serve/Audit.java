package org.rerate.jobs.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rerate.domain.RerateException;

/**
 * Writes a line of JSON for each question and for each request that was turned away: who, from
 * where, when, what, how many rows, how long, and what came of it. Thread-safe.
 */
final class Audit implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int LONGEST = 2000;

  private final PrintStream out;
  private final boolean isFile;

  private Audit(PrintStream out, boolean isFile) {
    this.out = out;
    this.isFile = isFile;
  }

  /**
   * An audit into a file, which grows and only its owner may read, or to standard error.
   *
   * @param file its path; empty for standard error
   * @throws RerateException with {@code USAGE} if the file cannot be written
   */
  static Audit to(String file) {
    if (file.isEmpty()) {
      return new Audit(System.err, false);
    }
    Path path = Path.of(file);
    try {
      if (!Files.exists(path)) {
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return new Audit(
          new PrintStream(
              Files.newOutputStream(path, StandardOpenOption.APPEND), true, StandardCharsets.UTF_8),
          true);
    } catch (IOException | UnsupportedOperationException e) {
      throw new RerateException(
          RerateException.Exit.USAGE,
          "cannot write the audit " + file + " (" + e + "). Name another file by serve.audit",
          e);
    }
  }

  /** A question that has ended. */
  void ended(Question question, String outcome, String error) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("at", question.start().toString());
    who(line, question.peer(), question.user());
    line.put("session", question.session());
    line.put("operation", question.operation());
    line.put("question", shortened(question.text()));
    line.put("digest", digest(question.content()));
    line.put("rows", question.rows());
    line.put("seconds", Math.round(question.seconds() * 1000) / 1000.0);
    write(line, outcome, error);
  }

  /** A request that was not begun. */
  void refused(String peer, String user, String call, String outcome, String error) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("at", Instant.now().toString());
    who(line, peer, user);
    line.put("call", call);
    write(line, outcome, error);
  }

  private static void who(Map<String, Object> line, String peer, String user) {
    line.put("peer", peer);
    line.put("user", user);
  }

  private void write(Map<String, Object> line, String outcome, String error) {
    line.put("outcome", outcome);
    if (error != null) {
      line.put("error", shortened(error));
    }
    try {
      out.println((isFile ? "" : "audit ") + JSON.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same for the same question, however long; SHA-256. */
  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  @Override
  public void close() {
    if (isFile) {
      out.close();
    }
  }
}
