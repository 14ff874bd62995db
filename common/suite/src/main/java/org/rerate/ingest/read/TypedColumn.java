package org.rerate.ingest.read;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.rint;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.rerate.domain.Days;
import org.rerate.domain.RuleCode;
import org.rerate.table.ColumnKind;
import org.rerate.table.ColumnSpec;

/**
 * A column of a Parquet file that has the type of its feed column, read by expressions as {@link
 * CellReader} reads its text.
 */
final class TypedColumn {

  /** What {@code String.strip} takes off. */
  private static final String SPACES =
      "\t\n\u000B\f\r\u001C\u001D\u001E\u001F \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
          + "\u2008\u2009\u200A\u2028\u2029\u205F\u3000";

  private static final int SHOWN = 100;

  /**
   * What days a date may be.
   *
   * @param first first day
   * @param last last day of dates
   * @param lastPeriodEnd last day of period ends
   */
  record Limits(int first, int last, int lastPeriodEnd) {

    static Limits of(LocalDate runDay) {
      return new Limits(
          Days.of(LocalDate.of(1900, 1, 1)),
          Days.of(runDay.plusYears(10)),
          Days.of(runDay.plusYears(15)));
    }
  }

  /**
   * A rule that a value may break.
   *
   * @param holds true where it breaks it; may be null where there is no value
   */
  record Break(RuleCode code, Column holds) {}

  private final ColumnSpec spec;
  private final Column source;
  private final Column text;
  private final Limits limits;
  private final boolean isThere;

  TypedColumn(ColumnSpec spec, Optional<StructField> field, Limits limits) {
    this.spec = spec;
    this.limits = limits;
    isThere = field.isPresent();
    Column given = field.map(f -> taken(spec, f)).orElse(lit(null).cast(rawType(spec)));
    source =
        spec.defaultValue() == null
            ? given
            : coalesce(given, lit(spec.defaultValue()).cast(rawType(spec)));
    text =
        rawType(spec).equals("string")
            ? given
            : field
                .map(f -> ParquetScan.text(f, spec.kind() == ColumnKind.INSTANT))
                .orElse(lit(""));
  }

  /** True if values of that type need not be read as text. */
  static boolean suits(ColumnSpec spec, DataType type) {
    return switch (spec.kind()) {
      case TEXT, CODE, CURRENCY -> type.equals(DataTypes.StringType);
      case BOOLEAN -> type.equals(DataTypes.BooleanType);
      case INTEGER, LONG, NUMBER, POSITIVE ->
          type instanceof DecimalType
              || List.of(
                      DataTypes.DoubleType,
                      DataTypes.LongType,
                      DataTypes.IntegerType,
                      DataTypes.ShortType,
                      DataTypes.ByteType)
                  .contains(type);
      case DATE, PERIOD_END, OPEN_END -> type.equals(DataTypes.DateType);
      case INSTANT -> type.equals(DataTypes.TimestampType);
      case BYTES, CODES -> false;
    };
  }

  private static String rawType(ColumnSpec spec) {
    return switch (spec.kind()) {
      case TEXT, CODE, CURRENCY -> "string";
      case BOOLEAN -> "boolean";
      case INTEGER, LONG, NUMBER, POSITIVE -> "double";
      case DATE, PERIOD_END, OPEN_END -> "int";
      case INSTANT, BYTES, CODES -> "bigint";
    };
  }

  /** The value as text, number, day or microseconds. */
  private static Column taken(ColumnSpec spec, StructField field) {
    Column column = ParquetScan.named(field.name());
    return switch (rawType(spec)) {
      case "string" -> {
        Column trimmed = when(isTrimmed(column), column).otherwise(trim(column, lit(SPACES)));
        yield when(trimmed.notEqual(""), trimmed);
      }
      case "double" -> column.cast("double");
      case "int" -> unix_date(column);
      case "bigint" -> unix_micros(column);
      default -> column;
    };
  }

  /**
   * True if it begins and ends in visible ASCII; to look for every space takes ten times longer.
   */
  private static Column isTrimmed(Column text) {
    return text.geq("!").and(text.lt("\u007F")).and(substring(text, -1, 1).between("!", "~"));
  }

  ColumnSpec spec() {
    return spec;
  }

  /** True where the file has no value; never null. */
  Column isMissing() {
    return isThere ? source.isNull() : lit(true);
  }

  /** What its values may break, each at most one. */
  List<Break> breaks() {
    List<Break> breaks = new ArrayList<>();
    switch (spec.kind()) {
      case CODE ->
          breaks.add(new Break(RuleCode.UNKNOWN_CODE, not(source.isin(spec.allowed().toArray()))));
      case CURRENCY ->
          breaks.add(
              new Break(RuleCode.UNKNOWN_CURRENCY, not(source.isin(Currencies.all().toArray()))));
      case INTEGER, LONG, NUMBER, POSITIVE -> numbers(breaks);
      case DATE, PERIOD_END, OPEN_END, INSTANT ->
          breaks.add(new Break(RuleCode.DATE_OUT_OF_RANGE, not(inRange())));
      case TEXT, BOOLEAN, BYTES, CODES -> {
        // Any text, any truth value.
      }
    }
    return breaks;
  }

  private void numbers(List<Break> breaks) {
    Column finite = abs(source).lt(Double.POSITIVE_INFINITY);
    breaks.add(new Break(RuleCode.NOT_FINITE, not(finite)));
    if (spec.kind() == ColumnKind.POSITIVE) {
      breaks.add(new Break(RuleCode.NOT_POSITIVE, source.leq(0).and(finite)));
    }
    if (isWhole()) {
      double most = spec.kind() == ColumnKind.LONG ? 1e15 : Integer.MAX_VALUE;
      Column odd = source.notEqual(rint(source)).or(abs(source).gt(most));
      breaks.add(new Break(RuleCode.BAD_NUMBER, odd.and(finite)));
    }
  }

  private boolean isWhole() {
    return spec.kind() == ColumnKind.INTEGER || spec.kind() == ColumnKind.LONG;
  }

  private Column inRange() {
    int last = spec.kind() == ColumnKind.PERIOD_END ? limits.lastPeriodEnd() : limits.last();
    if (spec.kind() == ColumnKind.INSTANT) {
      return source.between(limits.first() * Days.MICROS, Days.endOf(last));
    }
    Column within = source.between(limits.first(), last);
    return spec.kind() == ColumnKind.OPEN_END ? within.or(source.equalTo(never())) : within;
  }

  private static int never() {
    return Days.of(LocalDate.of(9999, 12, 31));
  }

  /** The value in the form of {@link ParsedRows#rawType}; null where it breaks a rule. */
  Column value() {
    Column value = source;
    switch (spec.kind()) {
      case NUMBER, POSITIVE ->
          // -0.0 and 0.0 are the same value, and must be the same stored row.
          value = when(source.equalTo(0.0), lit(0.0)).otherwise(source);
      case INTEGER -> value = source.cast("int");
      case LONG -> value = source.cast("bigint");
      case OPEN_END -> value = when(source.notEqual(never()), source);
      default -> {
        // As it is.
      }
    }
    if (!isThere) {
      return value;
    }
    Column whole = value;
    return breaks().stream()
        .map(Break::holds)
        .reduce(Column::or)
        .map(broken -> when(not(coalesce(broken, lit(false))), whole))
        .orElse(whole);
  }

  /** The message of a break. */
  Column message(RuleCode code) {
    Column shown =
        when(length(text).gt(SHOWN), concat(substring(text, 1, SHOWN), lit("..."))).otherwise(text);
    return concat(
        lit(code + ": "),
        col(ParsedRows.FILE),
        lit(" line "),
        col(ParsedRows.LINE).cast("string"),
        lit(", column " + spec.name() + ", value '"),
        coalesce(shown, lit("")),
        lit("': " + code.meaning()));
  }
}
