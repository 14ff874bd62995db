package org.rerate.table;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** What a column holds: its SQL type and, for a feed, how its text is read. */
public enum ColumnKind {
  /** Text, trimmed; empty means missing. */
  TEXT(DataTypes.StringType),
  /** One of a declared set of words. */
  CODE(DataTypes.StringType),
  /** ISO 4217 code, historic ones included, or a minor unit (GBX, GBp, ILA, ZAC, ZAc, KWF). */
  CURRENCY(DataTypes.StringType),
  /** {@code true} or {@code false}. */
  BOOLEAN(DataTypes.BooleanType),
  /** Whole number. */
  INTEGER(DataTypes.IntegerType),
  /** Whole number, 64 bits. */
  LONG(DataTypes.LongType),
  /** Finite number. */
  NUMBER(DataTypes.DoubleType),
  /** Finite number above zero. */
  POSITIVE(DataTypes.DoubleType),
  /** ISO date, 1900 to ten years ahead. */
  DATE(DataTypes.DateType),
  /** ISO date that ends an interval; 9999-12-31 reads as missing. */
  OPEN_END(DataTypes.DateType),
  /** ISO date of the end of a fiscal period, 1900 to fifteen years ahead. */
  PERIOD_END(DataTypes.DateType),
  /** ISO instant; UTC where no zone is given. */
  INSTANT(DataTypes.TimestampType),
  /** Packed bytes. */
  BYTES(DataTypes.BinaryType),
  /** List of codes. */
  CODES(DataTypes.createArrayType(DataTypes.StringType, false));

  @SuppressWarnings("ImmutableEnumChecker") // Spark types are immutable, but say so in Scala
  private final DataType type;

  ColumnKind(DataType type) {
    this.type = type;
  }

  /** The SQL type. */
  public DataType type() {
    return type;
  }

  /** True for every kind that is read as a date. */
  public boolean isDate() {
    return type.equals(DataTypes.DateType);
  }
}
