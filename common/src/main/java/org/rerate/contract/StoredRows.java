package org.rerate.contract;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.feed.ParsedRows;
import org.rerate.table.FeedSpec;
import org.rerate.table.VersionOrder;

/** Finds, for the rows of a file, the stored rows that win for the same key and known_at. */
final class StoredRows {

  private static final String THERE = "_there_";

  private final FeedSpec spec;
  private final Dataset<Row> stored;
  private final boolean hasUndatedRetractions;

  private StoredRows(FeedSpec spec, Dataset<Row> stored, boolean hasUndatedRetractions) {
    this.spec = spec;
    this.stored = stored;
    this.hasUndatedRetractions = hasUndatedRetractions;
  }

  /**
   * Looks once at the file's rows, to compare with no more stored rows than may matter; empty if
   * none do.
   */
  static Optional<StoredRows> around(FeedSpec spec, Dataset<Row> parsed, Dataset<Row> stored) {
    Column day = spec.businessDay() == null ? lit(null).cast("date") : col(spec.businessDay());
    Row range = parsed.agg(min(day), max(day), count_if(col(ParsedRows.KNOWN_BY_INGEST))).first();
    boolean hasRange = spec.businessDay() != null && !range.isNullAt(0);
    Dataset<Row> near =
        hasRange ? stored.where(day.between(lit(range.get(0)), lit(range.get(1)))) : stored;
    return near.isEmpty()
        ? Optional.empty()
        : Optional.of(new StoredRows(spec, near, range.getLong(2) > 0));
  }

  boolean hasUndatedRetractions() {
    return hasUndatedRetractions;
  }

  /**
   * A retraction that does not say when it was known is known at its ingest; delivered again it
   * would be known later again. If the key is retracted already it takes that row's time, and so
   * turns out unchanged.
   */
  Dataset<Row> dateRetractions(Dataset<Row> rows) {
    Column latest = VersionOrder.winning();
    Dataset<Row> retracted =
        grouped(spec.key().stream())
            .agg(max_by(struct(col("retracted"), col("known_at")), latest).as("_winner"))
            .where(col("_winner.retracted"))
            .withColumn("_retracted_at", col("_winner.known_at"))
            .drop("_winner");
    Column same = matches(spec.key().stream()).and(col(ParsedRows.KNOWN_BY_INGEST));
    return rows.join(retracted, same, "left")
        .withColumn("known_at", coalesce(col("_retracted_at"), col("known_at")))
        .drop(there(spec.key().stream()))
        .drop("_retracted_at");
  }

  /** Adds the hash of the stored winner's values, missing where there is none. */
  Dataset<Row> join(Dataset<Row> rows) {
    Dataset<Row> winners =
        grouped(versionKey())
            .agg(max_by(Verdict.hash(spec), VersionOrder.winning()).as(Verdict.STORED));
    Column same = matches(versionKey()).and(col(InFile.REPEAT).equalTo(1)).and(Verdict.isGood());
    return rows.join(winners, same, "left").drop(there(versionKey()));
  }

  /** What is stored, with nothing to compare: a table that no run has written yet. */
  static Dataset<Row> none(Dataset<Row> rows) {
    return rows.withColumn(Verdict.STORED, when(lit(false), lit(0L)));
  }

  private Stream<String> versionKey() {
    return Stream.concat(spec.key().stream(), Stream.of("known_at"));
  }

  private org.apache.spark.sql.RelationalGroupedDataset grouped(Stream<String> names) {
    return stored.groupBy(names.map(n -> col(n).as(THERE + n)).toArray(Column[]::new));
  }

  /** Missing parts of a key (a whole channel's flow, an NTM period) match each other. */
  private static Column matches(Stream<String> names) {
    List<Column> equal = names.map(n -> col(n).eqNullSafe(col(THERE + n))).toList();
    return equal.stream().reduce(Column::and).orElseThrow();
  }

  private static String[] there(Stream<String> names) {
    return names.map(n -> THERE + n).toArray(String[]::new);
  }
}
