package org.rerate.ingest.read;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.rerate.table.ColumnKind;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;

/**
 * The columns that parsed rows have beside those of the feed. A file also yields rows that stand
 * for no record: they have no {@link #LINE}, and tell of a refusal or count source rows.
 */
public final class ParsedRows {

  /** First physical line of the record, a long; missing in rows that stand for no record. */
  public static final String LINE = "_line";

  /** File that the record is in, relative to the feed. */
  public static final String FILE = "_file";

  /** The record's original text. */
  public static final String RECORD = "_record";

  /** Codes of the rules that values of the record break; missing if none. */
  public static final String CODES = "_codes";

  /** A message for each break. */
  public static final String MESSAGES = "_messages";

  /** True for a retraction that does not say when it was known. */
  public static final String KNOWN_BY_INGEST = "_known_by_ingest";

  /** The original text of the file's header row. */
  public static final String HEADER = "_header";

  /** Why the file is refused; only in a row that stands for no record. */
  public static final String REFUSED = "_refused";

  /** Records of the source file; only in a row that stands for no record. */
  public static final String SOURCE_ROWS = "_source_rows";

  /** Records whose value column was empty; only in a row that stands for no record. */
  public static final String EMPTY_ROWS = "_empty_rows";

  /** Times that were not midnight and of which the day alone is left; only in such a row. */
  public static final String DROPPED_TIMES = "_dropped_times";

  /** The line of the first of them. */
  public static final String DROPPED_LINE = "_dropped_line";

  /** Its text. */
  public static final String DROPPED_TEXT = "_dropped_text";

  /** The day that is left of it. */
  public static final String DROPPED_DAY = "_dropped_day";

  /** How many columns these are. */
  public static final int COUNT = 14;

  private ParsedRows() {}

  /** Days and instants as numbers, as the readers yield them. */
  public static StructType rawType(FeedSpec spec) {
    StructType type = new StructType();
    for (ColumnSpec column : spec.feedColumns()) {
      type = type.add(column.name(), raw(column.kind()));
    }
    return type.add(LINE, DataTypes.LongType)
        .add(FILE, DataTypes.StringType)
        .add(RECORD, DataTypes.StringType)
        .add(CODES, DataTypes.createArrayType(DataTypes.StringType, false))
        .add(MESSAGES, DataTypes.createArrayType(DataTypes.StringType, false))
        .add(KNOWN_BY_INGEST, DataTypes.BooleanType)
        .add(HEADER, DataTypes.StringType)
        .add(REFUSED, DataTypes.StringType)
        .add(SOURCE_ROWS, DataTypes.LongType)
        .add(EMPTY_ROWS, DataTypes.LongType)
        .add(DROPPED_TIMES, DataTypes.LongType)
        .add(DROPPED_LINE, DataTypes.LongType)
        .add(DROPPED_TEXT, DataTypes.StringType)
        .add(DROPPED_DAY, DataTypes.StringType);
  }

  private static DataType raw(ColumnKind kind) {
    if (kind.isDate()) {
      return DataTypes.IntegerType;
    }
    return kind == ColumnKind.INSTANT ? DataTypes.LongType : kind.type();
  }
}
