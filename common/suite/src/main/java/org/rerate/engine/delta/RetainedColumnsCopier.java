package org.rerate.engine.delta;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.rerate.engine.parquet.DataFileWriter;
import org.rerate.table.ColumnSpec;

/**
 * Some rows of a batch that was read, copied column by column: row by row, each value is of another
 * type than the one before, and takes several times as long.
 */
final class RetainedColumnsCopier implements DataFileWriter.Columns {

  private final Copy[] copies;
  private ColumnVector[] read = new ColumnVector[0];
  private int[] rows = new int[1 << 12];
  private int count;

  /**
   * @param columns of the file that is written, in the order of a batch's columns
   */
  RetainedColumnsCopier(List<ColumnSpec> columns) {
    this.copies = columns.stream().map(c -> copy(c.kind().type())).toArray(Copy[]::new);
  }

  /** Goes to a batch, from which rows are copied before it is overwritten by the next. */
  void start(ColumnarBatch batch) {
    read = IntStream.range(0, copies.length).mapToObj(batch::column).toArray(ColumnVector[]::new);
    for (Copy copy : copies) {
      copy.start();
    }
  }

  /** Adds a row of the batch. */
  void add(int row) {
    if (count == rows.length) {
      rows = Arrays.copyOf(rows, 2 * count);
    }
    rows[count++] = row;
  }

  /** Writes what was added since the last time. */
  void writeTo(DataFileWriter file) {
    file.rows(this, count);
    count = 0;
  }

  @Override
  public void put(int column, ColumnWriter to, int from, int end) {
    copies[column].put(to, read[column], rows, from, end);
  }

  /** Copies the values of one column. */
  private interface Copy {

    void put(ColumnWriter to, ColumnVector values, int[] rows, int from, int end);

    /** Values are of another batch from now on. */
    default void start() {}
  }

  private static Copy copy(DataType type) {
    if (type.equals(DataTypes.StringType)) {
      return new Texts();
    } else if (type.equals(DataTypes.DoubleType)) {
      return (to, values, rows, from, end) -> {
        for (int i = from; i < end; i++) {
          if (values.isNullAt(rows[i])) {
            to.writeNull(0, 0);
          } else {
            to.write(values.getDouble(rows[i]), 0, 1);
          }
        }
      };
    } else if (type.equals(DataTypes.LongType) || type.equals(DataTypes.TimestampType)) {
      return (to, values, rows, from, end) -> {
        for (int i = from; i < end; i++) {
          if (values.isNullAt(rows[i])) {
            to.writeNull(0, 0);
          } else {
            to.write(values.getLong(rows[i]), 0, 1);
          }
        }
      };
    } else if (type.equals(DataTypes.BooleanType)) {
      return (to, values, rows, from, end) -> {
        for (int i = from; i < end; i++) {
          if (values.isNullAt(rows[i])) {
            to.writeNull(0, 0);
          } else {
            to.write(values.getBoolean(rows[i]), 0, 1);
          }
        }
      };
    }
    if (type.equals(DataTypes.BinaryType)) {
      return (to, values, rows, from, end) -> {
        for (int i = from; i < end; i++) {
          if (values.isNullAt(rows[i])) {
            to.writeNull(0, 0);
          } else {
            to.write(Binary.fromConstantByteArray(values.getBinary(rows[i])), 0, 1);
          }
        }
      };
    }
    return (to, values, rows, from, end) -> {
      for (int i = from; i < end; i++) {
        if (values.isNullAt(rows[i])) {
          to.writeNull(0, 0);
        } else {
          to.write(values.getInt(rows[i]), 0, 1);
        }
      }
    };
  }

  /** Makes each text of a batch's dictionary once. */
  private static final class Texts implements Copy {

    private Binary[] made = new Binary[0];

    @Override
    public void start() {
      Arrays.fill(made, null);
    }

    @Override
    public void put(ColumnWriter to, ColumnVector values, int[] rows, int from, int end) {
      WritableColumnVector ids =
          values instanceof WritableColumnVector held && held.hasDictionary()
              ? held.getDictionaryIds()
              : null;
      for (int i = from; i < end; i++) {
        if (values.isNullAt(rows[i])) {
          to.writeNull(0, 0);
        } else {
          to.write(ids == null ? text(values, rows[i]) : text(values, rows[i], ids), 0, 1);
        }
      }
    }

    private Binary text(ColumnVector values, int row, WritableColumnVector ids) {
      int id = ids.getDictId(row);
      if (id >= made.length) {
        made = Arrays.copyOf(made, Math.max(16, 2 * id));
      }
      if (made[id] == null) {
        made[id] = text(values, row);
      }
      return made[id];
    }

    /** A copy: the text may lie in the batch, which is overwritten by the next. */
    private static Binary text(ColumnVector values, int row) {
      return Binary.fromConstantByteArray(values.getUTF8String(row).copy().getBytes());
    }
  }
}
