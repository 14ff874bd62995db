package org.rerate.ingest.read;

import java.io.Serializable;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.rerate.domain.Days;
import org.rerate.table.ColumnSpec;

/**
 * A column of a Parquet file that has the type of its feed column.
 *
 * @param place of the column in Spark's rows
 * @param type Spark's type of it
 */
record TypedCell(int place, DataType type) implements Serializable {

  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** True if values of that type need not be read as text. */
  static boolean suits(ColumnSpec spec, DataType type) {
    return switch (spec.kind()) {
      case TEXT, CODE, CURRENCY -> type.equals(DataTypes.StringType);
      case BOOLEAN -> type.equals(DataTypes.BooleanType);
      case INTEGER, LONG, NUMBER, POSITIVE -> isNumber(type);
      case DATE, PERIOD_END, OPEN_END -> type.equals(DataTypes.DateType);
      case INSTANT -> type.equals(DataTypes.TimestampType);
      case BYTES, CODES -> false;
    };
  }

  /** A float is none of them: as a double it has digits that nobody wrote. */
  private static boolean isNumber(DataType type) {
    return type instanceof DecimalType
        || type.equals(DataTypes.DoubleType)
        || type.equals(DataTypes.LongType)
        || type.equals(DataTypes.IntegerType)
        || type.equals(DataTypes.ShortType)
        || type.equals(DataTypes.ByteType);
  }

  boolean isMissing(InternalRow row) {
    return row.isNullAt(place);
  }

  /** The value of a numeric column. */
  double number(InternalRow row) {
    if (type.equals(DataTypes.DoubleType)) {
      return row.getDouble(place);
    }
    return type instanceof DecimalType decimal
        ? row.getDecimal(place, decimal.precision(), decimal.scale()).toDouble()
        : whole(row);
  }

  private long whole(InternalRow row) {
    if (type.equals(DataTypes.LongType)) {
      return row.getLong(place);
    }
    if (type.equals(DataTypes.IntegerType)) {
      return row.getInt(place);
    }
    return type.equals(DataTypes.ShortType) ? row.getShort(place) : row.getByte(place);
  }

  /** The value as a CSV file would have it; empty if it is missing. */
  String text(InternalRow row) {
    if (isMissing(row)) {
      return "";
    }
    if (type.equals(DataTypes.StringType)) {
      return row.getUTF8String(place).toString();
    }
    if (type.equals(DataTypes.BooleanType)) {
      return String.valueOf(row.getBoolean(place));
    }
    if (type.equals(DataTypes.DateType)) {
      return Days.date(row.getInt(place)).toString();
    }
    if (type.equals(DataTypes.TimestampType)) {
      return INSTANT.format(Days.instant(row.getLong(place)));
    }
    if (type.equals(DataTypes.DoubleType)) {
      return String.valueOf(row.getDouble(place));
    }
    return type instanceof DecimalType decimal
        ? row.getDecimal(place, decimal.precision(), decimal.scale())
            .toJavaBigDecimal()
            .toPlainString()
        : String.valueOf(whole(row));
  }
}
