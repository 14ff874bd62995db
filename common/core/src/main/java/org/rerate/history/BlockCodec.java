package org.rerate.history;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rerate.domain.Days;

/**
 * The byte form of a {@link FactColumns}, column after column.
 *
 * <p>Whole numbers are one value if all rows agree, else differences to the row before as
 * variable-length zigzag numbers; {@code known_at} counts from the end of the row's business day,
 * so that a vendor's habit ("16 hours later") is one number, and the instant of delivery back from
 * that of the ingest. Doubles are eight bytes each. Texts are numbered. First byte: version of this
 * form.
 */
public final class BlockCodec {

  /** The form that blocks have now. */
  public static final byte VERSION = 4;

  /** The form before estimates told their deviation and dividends were among the actions. */
  private static final byte WITHOUT_DIVIDENDS = 3;

  /** The form before rows said whose share basis they are on and how many months they cover. */
  private static final byte WITHOUT_BASIS = 2;

  /** The form before rows said when they were delivered: when they were taken in. */
  private static final byte WITHOUT_DELIVERY = 1;

  private BlockCodec() {}

  public static byte[] encode(FactColumns block) {
    ByteWriter out = new ByteWriter(16 + block.size * 14);
    out.single(VERSION);
    out.number(block.size);
    wholes(out, block.size, i -> block.day[i]);
    wholes(out, block.size, i -> block.knownAt[i] - Days.endOf(block.day[i]));
    wholes(out, block.size, i -> block.ingestedAt[i]);
    wholes(out, block.size, i -> block.ingestedAt[i] - block.deliveredAt[i]);
    wholes(out, block.size, i -> block.retracted[i]);
    for (int[] column : block.integers) {
      wholes(out, block.size, i -> column[i]);
    }
    for (double[] column : block.numbers) {
      out.doubles(column, block.size);
    }
    for (String[] column : block.texts) {
      texts(out, column, block.size);
    }
    return out.bytes();
  }

  public static FactColumns decode(FactKind kind, byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    byte version = in.single();
    if (version < WITHOUT_DELIVERY || version > VERSION) {
      throw new IllegalStateException(
          "a packed block has form " + version + ", this Rerate reads " + VERSION);
    }
    int size = (int) in.number();
    FactColumns block = new FactColumns(kind, size);
    block.size = size;
    wholes(in, size, (i, v) -> block.day[i] = (int) v);
    wholes(in, size, (i, v) -> block.knownAt[i] = v + Days.endOf(block.day[i]));
    wholes(in, size, (i, v) -> block.ingestedAt[i] = v);
    if (version == WITHOUT_DELIVERY) {
      System.arraycopy(block.ingestedAt, 0, block.deliveredAt, 0, size);
    } else {
      wholes(in, size, (i, v) -> block.deliveredAt[i] = block.ingestedAt[i] - v);
    }
    wholes(in, size, (i, v) -> block.retracted[i] = (int) v);
    int stored = version <= WITHOUT_BASIS ? kind.integersBefore() : kind.integers();
    for (int c = 0; c < kind.integers(); c++) {
      int[] column = block.integers[c];
      if (c < stored) {
        wholes(in, size, (i, v) -> column[i] = (int) v);
      } else {
        Arrays.fill(column, FactKind.NONE);
      }
    }
    int numbers = version <= WITHOUT_DIVIDENDS ? kind.numbersBefore() : kind.numbers();
    for (int c = 0; c < kind.numbers(); c++) {
      if (c < numbers) {
        in.doubles(block.numbers[c], size);
      } else {
        Arrays.fill(block.numbers[c], Double.NaN);
      }
    }
    int texts = version <= WITHOUT_DIVIDENDS ? kind.textsBefore() : kind.texts();
    for (int c = 0; c < texts; c++) {
      texts(in, block.texts[c], size);
    }
    return block;
  }

  /** Value of a column at a row. */
  private interface Column {
    long at(int row);
  }

  /** Takes a column's value at a row. */
  private interface Sink {
    void put(int row, long value);
  }

  private static void wholes(ByteWriter out, int size, Column column) {
    boolean constant = true;
    for (int i = 1; i < size && constant; i++) {
      constant = column.at(i) == column.at(0);
    }
    out.single((byte) (constant ? 1 : 0));
    if (constant) {
      out.number(size == 0 ? 0 : column.at(0));
      return;
    }
    long previous = 0;
    for (int i = 0; i < size; i++) {
      long value = column.at(i);
      out.number(value - previous);
      previous = value;
    }
  }

  private static void wholes(ByteReader in, int size, Sink sink) {
    if (in.single() == 1) {
      long value = in.number();
      for (int i = 0; i < size; i++) {
        sink.put(i, value);
      }
      return;
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value += in.number();
      sink.put(i, value);
    }
  }

  private static void texts(ByteWriter out, String[] column, int size) {
    Map<String, Integer> codes = new HashMap<>();
    List<String> words = new ArrayList<>();
    int[] coded = new int[size];
    for (int i = 0; i < size; i++) {
      String text = column[i];
      if (text != null) {
        coded[i] =
            codes.computeIfAbsent(
                text,
                word -> {
                  words.add(word);
                  return words.size();
                });
      }
    }
    out.number(words.size());
    for (String word : words) {
      byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
      out.number(utf8.length);
      out.bytes(utf8);
    }
    wholes(out, size, i -> coded[i]);
  }

  private static void texts(ByteReader in, String[] column, int size) {
    String[] words = new String[(int) in.number() + 1];
    for (int w = 1; w < words.length; w++) {
      words[w] = new String(in.bytes((int) in.number()), StandardCharsets.UTF_8);
    }
    wholes(in, size, (i, v) -> column[i] = words[(int) v]);
  }
}
