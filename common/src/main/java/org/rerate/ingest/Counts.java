package org.rerate.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.contract.Contract;
import org.rerate.contract.Verdict;
import org.rerate.contract.Warnings;
import org.rerate.feed.FeedReader;
import org.rerate.feed.ParsedRows;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * What one scan over judged rows counts.
 *
 * @param refused why the file cannot be read to its end, if so
 */
record Counts(
    long read,
    long accepted,
    long unchanged,
    long quarantined,
    Optional<String> refused,
    long sourceRows,
    long emptyRows,
    long changedWithoutKnownAt,
    long meanOutsideRange) {

  static Counts of(FeedSpec spec, Dataset<Row> judged) {
    Column meanOutside =
        spec.equals(MarketTables.ESTIMATES) ? Warnings.meanOutsideRange() : lit(false);
    Row row =
        judged
            .agg(
                count(col(ParsedRows.LINE)),
                outcome(Verdict.ACCEPTED),
                outcome(Verdict.UNCHANGED),
                outcome(Verdict.QUARANTINED),
                max(
                    concat(
                        col(ParsedRows.FILE), lit(FeedReader.IS_REFUSED), col(ParsedRows.REFUSED))),
                coalesce(sum(ParsedRows.SOURCE_ROWS), lit(0L)),
                coalesce(sum(ParsedRows.EMPTY_ROWS), lit(0L)),
                count_if(Contract.changedWithoutKnownAt()),
                count_if(meanOutside.and(col(Verdict.OUTCOME).equalTo(Verdict.ACCEPTED))))
            .first();
    return new Counts(
        row.getLong(0),
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        Optional.ofNullable(row.getString(4)),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8));
  }

  private static Column outcome(String outcome) {
    return count_if(col(Verdict.OUTCOME).equalTo(outcome));
  }
}
