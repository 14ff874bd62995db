package org.rerate.ingest.read;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.last_day;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.rerate.domain.Days;
import org.rerate.domain.RuleCode;
import org.rerate.table.ColumnKind;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;

/**
 * Reads Parquet files whose columns have the types of the feed with Spark's own expressions, so
 * that a row is never text: for millions of rows. What comes out equals what {@link RowReader}
 * makes of the rows' texts, but that the record's text is left out.
 */
final class TypedRows {

  private final FeedSpec spec;
  private final PartPlan plan;
  private final ParquetScan.Same scan;
  private final List<TypedColumn> columns = new ArrayList<>();

  private TypedRows(PartPlan plan, ParquetScan.Same scan) {
    this.plan = plan;
    this.scan = scan;
    spec = plan.spec();
  }

  /** The rows, of type {@link ParsedRows#rawType}; empty if a column is not of its type. */
  static Optional<Dataset<Row>> of(PartPlan plan, List<ParquetScan.Same> scans) {
    Optional<Dataset<Row>> rows = Optional.empty();
    for (ParquetScan.Same scan : scans) {
      TypedRows typed = new TypedRows(plan, scan);
      if (!typed.takeColumns()) {
        return Optional.empty();
      }
      Dataset<Row> some = typed.rows();
      rows = Optional.of(rows.isEmpty() ? some : rows.get().unionAll(some));
    }
    return rows;
  }

  /** The columns that hold instants. */
  static List<String> instants(FeedSpec spec) {
    return spec.feedColumns().stream()
        .filter(column -> column.kind() == ColumnKind.INSTANT)
        .map(ColumnSpec::name)
        .toList();
  }

  private boolean takeColumns() {
    TypedColumn.Limits limits = TypedColumn.Limits.of(plan.runDay());
    for (ColumnSpec column : spec.feedColumns()) {
      Optional<StructField> field = scan.field(column.name());
      if (field.isPresent() && !TypedColumn.suits(column, field.get().dataType())) {
        return false;
      }
      columns.add(new TypedColumn(column, field, limits));
    }
    return true;
  }

  private Dataset<Row> rows() {
    Column isRetraction = coalesce(column("retracted").value(), lit(false));
    List<Column> selected = new ArrayList<>();
    List<Column> codes = new ArrayList<>();
    List<Column> messages = new ArrayList<>();
    for (TypedColumn column : columns) {
      boolean isNeeded = column.spec().required() && column.spec().defaultValue() == null;
      boolean isKey = spec.key().contains(column.spec().name());
      List<TypedColumn.Break> breaks = column.breaks();
      if (isNeeded) {
        Column missing = column.isMissing();
        missing = isKey ? missing : missing.and(not(isRetraction));
        breaks.add(new TypedColumn.Break(RuleCode.MISSING_VALUE, missing));
      }
      for (TypedColumn.Break one : breaks) {
        codes.add(when(one.holds(), one.code().name()));
        messages.add(when(one.holds(), column.message(one.code())));
      }
      selected.add(value(column, isRetraction).as(column.spec().name()));
    }
    Column isBad = codes.stream().map(Column::isNotNull).reduce(Column::or).orElseThrow();
    selected.add(col(ParsedRows.LINE));
    selected.add(col(ParsedRows.FILE));
    selected.add(lit(null).cast("string").as(ParsedRows.RECORD));
    selected.add(when(isBad, array_distinct(all(codes))).as(ParsedRows.CODES));
    selected.add(when(isBad, all(messages)).as(ParsedRows.MESSAGES));
    selected.add(isRetraction.and(column("known_at").isMissing()).as(ParsedRows.KNOWN_BY_INGEST));
    selected.add(lit(String.join(",", plan.columns())).as(ParsedRows.HEADER));
    selected.add(lit(null).cast("string").as(ParsedRows.REFUSED));
    selected.add(lit(1L).as(ParsedRows.SOURCE_ROWS));
    selected.add(lit(0L).as(ParsedRows.EMPTY_ROWS));
    selected.add(lit(0L).as(ParsedRows.DROPPED_TIMES));
    selected.add(lit(0L).as(ParsedRows.DROPPED_LINE));
    selected.add(lit(null).cast("string").as(ParsedRows.DROPPED_TEXT));
    selected.add(lit(null).cast("string").as(ParsedRows.DROPPED_DAY));
    return scan.data().select(selected.toArray(Column[]::new));
  }

  private Column value(TypedColumn column, Column isRetraction) {
    return column.spec().name().equals("known_at")
        ? when(
                column.isMissing(),
                when(isRetraction, lit(Days.micros(plan.ingestedAt()))).otherwise(defaultKnownAt()))
            .otherwise(column.value())
        : column.value();
  }

  private Column defaultKnownAt() {
    if (spec.businessDay() == null) {
      return lit(Days.SINCE_EVER);
    }
    Column day = column(spec.businessDay()).value();
    if (spec.businessDay().equals("month")) {
      day = unix_date(last_day(date_from_unix_date(day)));
    }
    return day.cast("long").plus(1).multiply(Days.MICROS).minus(1);
  }

  private TypedColumn column(String name) {
    return columns.stream().filter(c -> c.spec().name().equals(name)).findFirst().orElseThrow();
  }

  private static Column all(List<Column> columns) {
    return array_compact(array(columns.toArray(Column[]::new)));
  }
}
