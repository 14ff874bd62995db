package org.rerate.contract;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.rerate.feed.ParsedRows;
import org.rerate.storage.RowExpressions;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/** What {@link Contract#judgeEach} asks of a row, for tasks that hold rows of their own. */
public final class RowValidationRules implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final RowExpressions broken;
  private final RowExpressions told;
  private final Broadcast<KnownReferences> references;
  private final Broadcast<Set<String>> taken;

  private RowValidationRules(
      String file,
      RowExpressions broken,
      RowExpressions told,
      Broadcast<KnownReferences> references,
      Broadcast<Set<String>> taken) {
    this.file = file;
    this.broken = broken;
    this.told = told;
    this.references = references;
    this.taken = taken;
  }

  /** See {@link Contract#Contract}. */
  public static RowValidationRules of(
      SparkSession spark,
      FeedSpec spec,
      Supplier<KnownReferences> references,
      LocalDate runDay,
      Set<String> taken) {
    List<Rule> rules = RowRules.of(spec, runDay);
    RowExpressions broken = null;
    RowExpressions told = null;
    if (!rules.isEmpty()) {
      StructType type = type(spec);
      broken =
          RowExpressions.of(
              spark, type, rules.stream().map(Rule::breaks).reduce(Column::or).orElseThrow());
      told =
          RowExpressions.of(
              spark,
              type,
              array_compact(array(rules.stream().map(Rule::codeIfBroken).toArray(Column[]::new))),
              array_compact(
                  array(rules.stream().map(Rule::messageIfBroken).toArray(Column[]::new))));
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<KnownReferences> known =
        KnownReferences.columns(spec).isEmpty() ? null : context.broadcast(references.get());
    return new RowValidationRules(
        spec.name(), broken, told, known, taken.isEmpty() ? null : context.broadcast(taken));
  }

  private static StructType type(FeedSpec spec) {
    StructType type = new StructType();
    for (ColumnSpec column : spec.feedColumns()) {
      type = type.add(column.name(), column.kind().type());
    }
    return type.add(ParsedRows.LINE, DataTypes.LongType).add(ParsedRows.FILE, DataTypes.StringType);
  }

  /** A judge for one task. */
  public RowValidator judge() {
    FeedSpec spec = MarketTables.named(file).orElseThrow();
    return new RowValidator(
        new RowLayout(spec),
        broken == null ? null : broken.test(),
        told == null ? null : told.values(),
        references == null ? null : references.value(),
        taken == null ? Set.of() : taken.value());
  }

  /** Lets go of what the tasks were sent. */
  public void release() {
    if (references != null) {
      references.unpersist();
    }
    if (taken != null) {
      taken.unpersist();
    }
  }
}
