package org.rerate.value;

import java.util.Objects;

/**
 * The series of a basket whose rolling statistics are wanted.
 *
 * @param against the other basket of a comparison; null for a basket's own values
 */
public record RollingSeries(
    String basket, String against, String subsector, String basis, String membership) {

  private static final String END = "\0";

  /** Its words as one text, in the same order. */
  public String key() {
    return String.join(
        END, basket, Objects.requireNonNullElse(against, ""), subsector, basis, membership);
  }

  /** The series of a {@link #key}. */
  public static RollingSeries of(String key) {
    String[] words = key.split(END, -1);
    return new RollingSeries(
        words[0], words[1].isEmpty() ? null : words[1], words[2], words[3], words[4]);
  }
}
