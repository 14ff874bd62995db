package org.rerate.engine.batch;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;

/**
 * The columns of a feed file's rows as numbers: those of the feed, then {@link #line}, {@link
 * #file}, {@link #deliveredAt} and {@link #origin}. A text is its number in {@link
 * StringDictionary}, a number its bits, a truth value 0 or 1, a day counts from 1970, an instant is
 * microseconds.
 */
public final class BatchSchema {

  /** The {@link #origin} of a row that is stored. */
  public static final int STORED = 1;

  /** The {@link #origin} of a retraction of the load that does not say when it was known. */
  public static final int UNDATED = 2;

  private final FeedSpec spec;
  private final int feedColumns;
  private final Form[] forms;

  /** In what form Spark has a value. */
  enum Form {
    TEXT,
    NUMBER,
    INT,
    TRUTH,
    LONG
  }

  /** The shape of a file's rows. */
  public BatchSchema(FeedSpec spec) {
    this.spec = spec;
    List<DataType> types = new ArrayList<>();
    for (ColumnSpec column : spec.feedColumns()) {
      types.add(column.kind().type());
    }
    feedColumns = types.size();
    types.addAll(
        List.of(
            DataTypes.LongType,
            DataTypes.StringType,
            DataTypes.TimestampType,
            DataTypes.IntegerType));
    forms = types.stream().map(BatchSchema::form).toArray(Form[]::new);
  }

  private static Form form(DataType type) {
    if (type.equals(DataTypes.StringType)) {
      return Form.TEXT;
    }
    if (type.equals(DataTypes.DoubleType)) {
      return Form.NUMBER;
    }
    if (type.equals(DataTypes.BooleanType)) {
      return Form.TRUTH;
    }
    boolean isInt = type.equals(DataTypes.IntegerType) || type.equals(DataTypes.DateType);
    return isInt ? Form.INT : Form.LONG;
  }

  Form form(int column) {
    return forms[column];
  }

  /** Whose rows they are. */
  public FeedSpec spec() {
    return spec;
  }

  /** How many columns there are. */
  public int columns() {
    return forms.length;
  }

  /** How many of them, the first, are the feed's. */
  public int feedColumns() {
    return feedColumns;
  }

  /** The line that a row starts at. */
  public int line() {
    return feedColumns;
  }

  /** The file that it is in. */
  public int file() {
    return feedColumns + 1;
  }

  /**
   * When a row was delivered, if it is stored or was held back; missing in rows that are delivered
   * by the load itself.
   */
  public int deliveredAt() {
    return feedColumns + 2;
  }

  /** Where a row comes from: {@link #STORED}, {@link #UNDATED}, or missing for any other row. */
  public int origin() {
    return feedColumns + 3;
  }

  /** True if the column holds numbers of texts. */
  public boolean isText(int column) {
    return forms[column] == Form.TEXT;
  }

  /** The place of a feed column. */
  public int place(String name) {
    for (int i = 0; i < feedColumns; i++) {
      if (spec.feedColumns().get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException(spec.name() + " has no column " + name);
  }

  /** The places of feed columns. */
  public int[] places(List<String> names) {
    return names.stream().mapToInt(this::place).toArray();
  }
}
