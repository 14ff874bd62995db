package org.rerate.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.table.MarketTables;

/** Rows come out of blocks as they went in, and in the order asked for. */
@Tag("fast")
class BatchStoreTest {

  private static final BatchSchema SHAPE = new BatchSchema(MarketTables.PRICES);

  private final Random random = new Random(20261121);

  /** Values of one kind for a whole block: none, one, few or many, with gaps or without. */
  private Object value(int column, int style, int gaps) {
    if (style == 0 || (gaps > 0 && random.nextInt(gaps) == 0)) {
      return null;
    }
    int spread = style == 1 ? 1 : style == 2 ? 5 : Integer.MAX_VALUE;
    int number = random.nextInt(spread);
    return switch (SHAPE.form(column)) {
      case TEXT -> UTF8String.fromString("text " + number % 1_000 + (style == 1 ? column : ""));
      case NUMBER -> number / 7.0;
      case INT -> number;
      case TRUTH -> number % 2 == 1;
      case LONG -> number * 1_000_000_007L * (number % 3 - 1);
    };
  }

  @Test
  void blocksAreReadAsTheyWereWritten() {
    for (int round = 0; round < 60; round++) {
      BatchStore rows = new BatchStore(SHAPE);
      List<List<Object>> expected = new ArrayList<>();
      for (int block = random.nextInt(4); block >= 0; block--) {
        rows.add(block(expected));
      }
      for (int row = 0; row < expected.size(); row++) {
        assertThat(values(rows, row)).isEqualTo(expected.get(row));
      }
      rows.sort(0, 1);
      expected.sort(Comparator.comparing(row -> first(row)));
      assertThat(rows.count()).isEqualTo(expected.size());
      for (int row = 0; row < expected.size(); row++) {
        assertThat(values(rows, row)).isEqualTo(expected.get(row));
      }
    }
  }

  /** The key of the sort as a text: missing ones first. */
  private static String first(List<Object> row) {
    String day = row.get(1) == null ? "" : String.format("%010d", (Integer) row.get(1));
    return (row.get(0) == null ? "" : "\u0001" + row.get(0)) + "\u0000" + day;
  }

  private byte[] block(List<List<Object>> expected) {
    StringDictionary texts = new StringDictionary();
    RowCursor cells = new RowCursor(SHAPE, texts);
    int rows = 1 + random.nextInt(200);
    RowBatch block = new RowBatch(SHAPE, 200);
    int[] styles = random.ints(SHAPE.columns(), 0, 4).toArray();
    int[] gaps = random.ints(SHAPE.columns(), 0, 5).toArray();
    for (int row = 0; row < rows; row++) {
      List<Object> values = new ArrayList<>();
      cells.clear();
      for (int column = 0; column < SHAPE.columns(); column++) {
        values.add(value(column, styles[column], gaps[column]));
        cells.set(column, values.get(column));
      }
      expected.add(values);
      assertThat(block.add(cells)).isEqualTo(row < 199);
    }
    byte[] bytes = block.take(texts);
    assertThat(block.isEmpty()).isTrue();
    return bytes;
  }

  private static List<Object> values(BatchStore rows, int row) {
    RowCursor cells = new RowCursor(SHAPE, rows.texts());
    for (int column = 0; column < SHAPE.columns(); column++) {
      if (!rows.isMissing(column, row)) {
        cells.set(column, rows.value(column, row));
      }
    }
    List<Object> values = new ArrayList<>();
    for (int column = 0; column < SHAPE.columns(); column++) {
      values.add(cells.get(column, null));
    }
    return values;
  }
}
