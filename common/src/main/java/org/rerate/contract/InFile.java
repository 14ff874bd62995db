package org.rerate.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.rerate.domain.RuleCode;
import org.rerate.feed.ParsedRows;
import org.rerate.storage.InternalRows;
import org.rerate.table.FeedSpec;

/**
 * Rows of one file with the same key and known_at: identical ones collapse to the first, those with
 * different values are all in conflict. A row that broke a rule before is no party to either.
 */
final class InFile {

  /** 1 for the first of identical rows, else more. */
  static final String REPEAT = "_repeat";

  private static final String ALONE = "_alone";

  private static final String CONFLICT = "_conflict";

  private static final String LEAST = "_least";

  private static final String GREATEST = "_greatest";

  private InFile() {}

  /** A wide record makes several rows, which their keys tell apart. */
  private static Column[] place(FeedSpec spec) {
    return Stream.concat(
            Stream.of(col(ParsedRows.FILE), col(ParsedRows.LINE).cast("string")),
            spec.key().stream().map(name -> col(name).cast("string")))
        .toArray(Column[]::new);
  }

  /**
   * The same for rows of which those of one key lie in one partition: sorted and walked once, where
   * windows would look at each row several times.
   */
  static Dataset<Row> compareSorted(FeedSpec spec, Dataset<Row> rows) {
    List<String> version = Stream.concat(spec.key().stream(), Stream.of("known_at")).toList();
    Column[] order =
        Stream.concat(version.stream(), Stream.of(ParsedRows.FILE, ParsedRows.LINE))
            .map(name -> col(name))
            .toArray(Column[]::new);
    Dataset<Row> sorted =
        rows.withColumns(Map.of(ALONE, Verdict.isGood(), Verdict.VALUES, Verdict.hash(spec)))
            .sortWithinPartitions(order);
    StructType type = sorted.schema();
    SameVersions.Layout layout =
        new SameVersions.Layout(
            version.stream().map(type::fieldIndex).toList(),
            version.stream().map(name -> type.apply(name).dataType()).toList(),
            type.fieldIndex(ALONE),
            type.fieldIndex(Verdict.VALUES));
    Dataset<Row> compared =
        InternalRows.dataset(
            rows.sparkSession(),
            InternalRows.of(sorted).mapPartitions(walked -> new SameVersions(walked, layout)),
            type.add(REPEAT, DataTypes.IntegerType, false)
                .add(CONFLICT, DataTypes.BooleanType, false));
    Rule conflict = Rule.of(RuleCode.CONFLICTING_ROWS, spec.key().get(0), col(CONFLICT));
    return Verdict.apply(compared, List.of(conflict)).drop(ALONE, CONFLICT);
  }

  static Dataset<Row> compare(FeedSpec spec, Dataset<Row> rows) {
    Column[] same =
        Stream.concat(spec.key().stream(), Stream.of("known_at", ALONE))
            .map(name -> col(name))
            .toArray(Column[]::new);
    WindowSpec versions = Window.partitionBy(same);
    // Bad rows and rows that stand for no record each get a partition of their own.
    Column alone = when(Verdict.isGood(), null).otherwise(concat_ws(":", place(spec)));
    Dataset<Row> compared =
        rows.withColumns(Map.of(ALONE, alone, Verdict.VALUES, Verdict.hash(spec)))
            .withColumns(
                Map.of(
                    REPEAT,
                    row_number().over(versions.orderBy(col(ParsedRows.FILE), col(ParsedRows.LINE))),
                    LEAST,
                    min(Verdict.VALUES).over(versions),
                    GREATEST,
                    max(Verdict.VALUES).over(versions)));
    Rule conflict =
        Rule.of(RuleCode.CONFLICTING_ROWS, spec.key().get(0), col(LEAST).notEqual(col(GREATEST)));
    return Verdict.apply(compared, List.of(conflict)).drop(ALONE, LEAST, GREATEST);
  }
}
