package org.rerate.ingest.read;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A text too long to keep: its start, its length and its SHA-256. */
final class LongText {

  /** Longest record that the quarantine keeps whole, in bytes of UTF-8. */
  static final int KEPT = 64 * 1024;

  private static final Pattern SUMMARY =
      Pattern.compile("\\.\\.\\. \\[\\d+ bytes, sha-256 [0-9a-f]{64}]$");

  private static final int START = 4 * 1024;

  private final String start;
  private final MessageDigest digest = sha256();
  private long bytes;

  LongText(String begin) {
    start = begin.substring(0, Math.min(START, begin.length()));
    add(begin.getBytes(StandardCharsets.UTF_8));
  }

  /** The text itself, or its summary if it is over 64 KB. */
  static String shortened(String text) {
    if (text.length() * 3L <= KEPT || text.getBytes(StandardCharsets.UTF_8).length <= KEPT) {
      return text;
    }
    return new LongText(text).summary();
  }

  /** True for such a summary, which the text cannot be had from. */
  static boolean isShortened(String text) {
    return text.endsWith("]") && SUMMARY.matcher(text).find();
  }

  void add(char[] text, int offset, int length) {
    add(new String(text, offset, length).getBytes(StandardCharsets.UTF_8));
  }

  String summary() {
    return start
        + "... ["
        + bytes
        + " bytes, sha-256 "
        + HexFormat.of().formatHex(digest.digest())
        + "]";
  }

  private void add(byte[] more) {
    digest.update(more);
    bytes += more.length;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
