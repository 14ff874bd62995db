package org.rerate.engine.batch;

import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/** Numbers texts, each once, so that rows hold a number for each of theirs. */
public final class StringDictionary {

  private static final int START = 1 << 10;

  private byte[][] texts = new byte[START][];
  private UTF8String[] words = new UTF8String[START];
  private int[] hashes = new int[START];
  private int[] slots = new int[2 * START];
  private int count;
  private long bytes;
  private int generation;

  /** The number of a text in UTF-8, from 0. */
  public int of(byte[] from, int start, int length) {
    int hash = hash(from, start, length);
    int mask = slots.length - 1;
    int slot = hash & mask;
    for (int id = slots[slot] - 1; id >= 0; id = slots[slot] - 1) {
      if (hashes[id] == hash && is(id, from, start, length)) {
        return id;
      }
      slot = (slot + 1) & mask;
    }
    return add(Arrays.copyOfRange(from, start, start + length), hash, slot);
  }

  /** The number of a text. */
  public int of(UTF8String text) {
    byte[] all = text.getBytes();
    return of(all, 0, all.length);
  }

  /** True if {@code id} is the number of that text. */
  public boolean is(int id, byte[] from, int start, int length) {
    byte[] text = texts[id];
    return text.length == length && Arrays.equals(text, 0, length, from, start, start + length);
  }

  /** The text of a number, in UTF-8; not to be changed. */
  public byte[] bytes(int id) {
    return texts[id];
  }

  /** The text of a number. */
  public UTF8String word(int id) {
    UTF8String word = words[id];
    if (word == null) {
      word = UTF8String.fromBytes(texts[id]);
      words[id] = word;
    }
    return word;
  }

  /** Depends on the text alone, wherever it is asked. */
  public int hash(int id) {
    return hashes[id];
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** How long they are, taken together. */
  public long size() {
    return bytes;
  }

  /** Forgets all; numbers start anew. */
  public void clear() {
    Arrays.fill(texts, null);
    Arrays.fill(words, null);
    Arrays.fill(slots, 0);
    count = 0;
    bytes = 0;
    generation++;
  }

  /** Changes when numbers start anew. */
  public int generation() {
    return generation;
  }

  /** The place of each text when they are sorted by their bytes. */
  public int[] ranks() {
    Integer[] sorted = new Integer[count];
    Arrays.setAll(sorted, id -> id);
    Arrays.sort(sorted, (a, b) -> Arrays.compareUnsigned(texts[a], texts[b]));
    int[] ranks = new int[count];
    for (int rank = 0; rank < count; rank++) {
      ranks[sorted[rank]] = rank;
    }
    return ranks;
  }

  private static int hash(byte[] from, int start, int length) {
    int hash = length;
    for (int i = start; i < start + length; i++) {
      hash = 31 * hash + from[i];
    }
    hash *= 0x9E3779B1;
    return hash ^ (hash >>> 15);
  }

  private int add(byte[] text, int hash, int slot) {
    if (count == texts.length) {
      texts = Arrays.copyOf(texts, 2 * count);
      words = Arrays.copyOf(words, 2 * count);
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
    texts[count] = text;
    hashes[count] = hash;
    slots[slot] = ++count;
    bytes += text.length;
    if (2 * count > slots.length) {
      grow();
    }
    return count - 1;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    int mask = slots.length - 1;
    for (int id = 0; id < count; id++) {
      int slot = hashes[id] & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = id + 1;
    }
  }
}
