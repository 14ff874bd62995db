package org.rerate.blocks;

import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.history.BlockCodec;
import org.rerate.history.FactColumns;
import org.rerate.history.FactKind;

/**
 * Joins the blocks of each key into one. Takes rows that begin with kind, key, sub-key, payload, in
 * order of those; gives rows in the form of {@link org.rerate.table.SeriesTables#BLOCKS}.
 */
final class KeyBlocks implements Iterator<Row> {

  private final Iterator<Row> sorted;
  private final int year;
  private final String runId;
  private final Form form;
  private Row next;

  /** What is kept of the rows of a key, which come in any order. */
  interface Form extends Serializable {
    FactColumns of(FactKind kind, FactColumns rows);
  }

  /** The joined blocks are filed under {@code year} and signed with {@code runId}. */
  KeyBlocks(Iterator<Row> sorted, int year, String runId, Form form) {
    this.sorted = sorted;
    this.year = year;
    this.runId = runId;
    this.form = form;
    this.next = sorted.hasNext() ? sorted.next() : null;
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
    Row first = next;
    FactKind kind = FactKind.valueOf(first.getString(0));
    FactColumns rows = new FactColumns(kind, 256);
    while (next != null && sameKey(first, next)) {
      rows.addAll(BlockCodec.decode(kind, (byte[]) next.get(3)));
      next = sorted.hasNext() ? sorted.next() : null;
    }
    FactColumns kept = form.of(kind, rows);
    return RowFactory.create(
        first.getString(0),
        first.getString(1),
        first.getString(2),
        year,
        (long) kept.size,
        BlockCodec.encode(kept),
        runId);
  }

  private static boolean sameKey(Row a, Row b) {
    return IntStream.range(0, 3).allMatch(i -> a.get(i).equals(b.get(i)));
  }
}
