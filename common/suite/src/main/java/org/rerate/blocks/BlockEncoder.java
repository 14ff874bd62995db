package org.rerate.blocks;

import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.rerate.history.BlockCodec;
import org.rerate.history.FactColumns;
import org.rerate.history.FactKind;

/**
 * Turns rows in the shape of {@link PackQuery#columns}, sorted by block and then by day, into one
 * packed row per block. Reads Spark's own row form: a Row object per close would cost more than all
 * the rest.
 */
final class BlockEncoder implements Iterator<Row> {

  private static final int KIND = 0;
  private static final int KEY = 1;
  private static final int SUB_KEY = 2;
  private static final int YEAR = 3;
  private static final int DAY = 4;
  private static final int KNOWN = 5;
  private static final int INGESTED = 6;
  private static final int DELIVERED = 7;
  private static final int LINE = 8;
  private static final int FILE = 9;
  private static final int GONE = 10;
  private static final int INTEGERS = 11;
  private static final int NUMBER = 16;
  private static final int TEXTS = 18;

  /** What rows are sorted by, of one kind. */
  static final Comparator<InternalRow> ORDER =
      Comparator.<InternalRow, UTF8String>comparing(row -> row.getUTF8String(KEY))
          .thenComparing(row -> row.getUTF8String(SUB_KEY))
          .thenComparingInt(row -> row.getInt(YEAR))
          .thenComparingInt(row -> row.getInt(DAY))
          .thenComparingInt(row -> row.getInt(INTEGERS))
          .thenComparingLong(row -> row.getLong(KNOWN))
          .thenComparingLong(row -> row.getLong(DELIVERED))
          .thenComparingLong(row -> row.getLong(LINE))
          .thenComparing(row -> row.getUTF8String(FILE));

  private final Iterator<InternalRow> rows;
  private final String runId;
  private InternalRow next;
  private UTF8String lastText;
  private String lastString;

  BlockEncoder(Iterator<InternalRow> rows, String runId) {
    this.rows = rows;
    this.runId = runId;
    advance();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Row next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    UTF8String kindName = next.getUTF8String(KIND).clone();
    UTF8String key = next.getUTF8String(KEY).clone();
    UTF8String subKey = next.getUTF8String(SUB_KEY).clone();
    int year = next.getInt(YEAR);
    FactKind kind = FactKind.valueOf(kindName.toString());
    FactColumns block = new FactColumns(kind, 256);
    while (next != null
        && next.getInt(YEAR) == year
        && next.getUTF8String(KEY).equals(key)
        && next.getUTF8String(SUB_KEY).equals(subKey)
        && next.getUTF8String(KIND).equals(kindName)) {
      take(block, kind);
      advance();
    }
    return RowFactory.create(
        kind.name(),
        key.toString(),
        subKey.toString(),
        year,
        (long) block.size,
        BlockCodec.encode(block),
        runId);
  }

  private void take(FactColumns block, FactKind kind) {
    int row = block.add();
    block.day[row] = next.getInt(DAY);
    block.knownAt[row] = next.getLong(KNOWN);
    block.ingestedAt[row] = next.getLong(INGESTED);
    block.deliveredAt[row] = next.getLong(DELIVERED);
    block.retracted[row] = next.getInt(GONE);
    for (int i = 0; i < kind.integers(); i++) {
      block.integers[i][row] = next.getInt(INTEGERS + i);
    }
    for (int i = 0; i < kind.numbers(); i++) {
      block.numbers[i][row] = next.isNullAt(NUMBER + i) ? Double.NaN : next.getDouble(NUMBER + i);
    }
    for (int i = 0; i < kind.texts(); i++) {
      block.texts[i][row] = next.isNullAt(TEXTS + i) ? null : string(next.getUTF8String(TEXTS + i));
    }
  }

  /** Currencies repeat row after row; one string serves them all. */
  private String string(UTF8String text) {
    if (!Objects.equals(text, lastText)) {
      lastText = text.clone();
      lastString = text.toString();
    }
    return lastString;
  }

  private void advance() {
    next = rows.hasNext() ? rows.next() : null;
  }
}
