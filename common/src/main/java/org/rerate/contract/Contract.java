package org.rerate.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.rerate.feed.ParsedRows;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/** Judges every row of one feed file: accepted, unchanged, or quarantined and why. */
public final class Contract {

  private final FeedSpec spec;
  private final Supplier<KnownReferences> references;
  private final LocalDate runDay;
  private final Set<String> taken;

  /**
   * The contract of a file.
   *
   * @param references companies and lines that rows may name; asked for only if they do
   * @param runDay the run's day, UTC
   * @param taken keys of which every good row counts as unchanged: those that a mapping which makes
   *     the rows up may not take; empty for none
   */
  public Contract(
      FeedSpec spec, Supplier<KnownReferences> references, LocalDate runDay, Set<String> taken) {
    this.spec = spec;
    this.references = references;
    this.runDay = runDay;
    this.taken = taken;
  }

  /**
   * The rows, each judged by itself: by the rules across its columns, and by what it names.
   *
   * @param parsed rows with the columns of {@link ParsedRows}
   */
  public Dataset<Row> judgeEach(Dataset<Row> parsed) {
    Dataset<Row> rows = Verdict.apply(parsed, RowRules.of(spec, runDay));
    return KnownReferences.columns(spec).isEmpty()
        ? rows
        : references.get().check(spec, rows, isTaken(rows.sparkSession()));
  }

  /** Columns whose rows must lie in one partition for {@link #judgeTogether}. */
  public Column[] together() {
    return VersionReconciler.together(spec).stream()
        .sorted()
        .map(name -> col(name))
        .toArray(Column[]::new);
  }

  /**
   * The rows with their {@link Verdict}: judged beside each other and beside what is stored.
   *
   * @param each rows of {@link #judgeEach}, those of one key in one partition
   * @param stored what is stored of this file, or empty if nothing is
   * @param isWalked false to compare them by windows, which hold any number of rows of one key
   */
  public Dataset<Row> judgeTogether(
      Dataset<Row> each, Optional<Dataset<Row>> stored, boolean isWalked) {
    if (!taken.isEmpty()) {
      Column isTaken = Verdict.isGood().and(isTaken(each.sparkSession()));
      Dataset<Row> others = judgeUntaken(each.where(not(isTaken)), stored, isWalked);
      Dataset<Row> passed = each.where(isTaken).withColumn(Verdict.OUTCOME, lit(Verdict.UNCHANGED));
      return others.unionByName(passed, true);
    }
    return judgeUntaken(each, stored, isWalked);
  }

  private Column isTaken(SparkSession spark) {
    if (taken.isEmpty()) {
      return lit(false);
    }
    Broadcast<Set<String>> keys =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(taken);
    UserDefinedFunction contains =
        udf((String key) -> keys.value().contains(key), DataTypes.BooleanType);
    return contains.apply(col(spec.key().get(0)));
  }

  private Dataset<Row> judgeUntaken(
      Dataset<Row> each, Optional<Dataset<Row>> stored, boolean isWalked) {
    Optional<StoredRows> there = stored.flatMap(rows -> StoredRows.around(spec, each, rows));
    Dataset<Row> rows = each;
    if (there.isPresent() && there.get().hasUndatedRetractions()) {
      rows = there.get().dateRetractions(rows);
      rows = isWalked ? rows.repartition(together()) : rows;
    }
    rows = isWalked ? InFile.compareSorted(spec, rows) : InFile.compare(spec, rows);
    if (spec.equals(MarketTables.MEMBERS)) {
      rows = OverlappingMembers.check(rows, stored);
    }
    rows = there.isPresent() ? there.get().join(rows) : StoredRows.none(rows);
    return rows.withColumn(Verdict.OUTCOME, outcome());
  }

  /** True for rows whose values differ from those stored under the same known_at. */
  public static Column changedWithoutKnownAt() {
    return col(Verdict.OUTCOME).equalTo(Verdict.ACCEPTED).and(col(Verdict.STORED).isNotNull());
  }

  private static Column outcome() {
    Column isSame =
        col(InFile.REPEAT).gt(1).or(col(Verdict.STORED).eqNullSafe(col(Verdict.VALUES)));
    return when(col(ParsedRows.LINE).isNull(), null)
        .when(Verdict.isGood(), when(isSame, Verdict.UNCHANGED).otherwise(Verdict.ACCEPTED))
        .otherwise(Verdict.QUARANTINED);
  }
}
