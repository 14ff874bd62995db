package org.rerate.contract;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.feed.ParsedRows;
import org.rerate.table.FeedSpec;

/** The columns of judged rows, and how verdicts are added to them. */
public final class Verdict {

  /** {@code ACCEPTED}, {@code UNCHANGED} or {@code QUARANTINED}; missing where no record is. */
  public static final String OUTCOME = "_outcome";

  /** Outcome of rows to be stored. */
  public static final String ACCEPTED = "ACCEPTED";

  /** Outcome of rows that are stored already, or repeat one of the file. */
  public static final String UNCHANGED = "UNCHANGED";

  /** Outcome of rows that broke a rule. */
  public static final String QUARANTINED = "QUARANTINED";

  /** Hash of the value that the stored winner for key and known_at has; missing if none. */
  static final String STORED = "_stored";

  /** Hash of a row's values. */
  static final String VALUES = "_values";

  private Verdict() {}

  /** True for rows that broke no rule yet. */
  static Column isGood() {
    return col(ParsedRows.LINE).isNotNull().and(size(codes()).equalTo(0));
  }

  /** Adds what each rule says to codes and messages. */
  static Dataset<Row> apply(Dataset<Row> rows, List<Rule> rules) {
    if (rules.isEmpty()) {
      return rows;
    }
    Column broken = array(rules.stream().map(Rule::codeIfBroken).toArray(Column[]::new));
    Column messages = array(rules.stream().map(Rule::messageIfBroken).toArray(Column[]::new));
    return rows.withColumns(
        java.util.Map.of(
            ParsedRows.CODES,
            array_distinct(concat(codes(), array_compact(broken))),
            ParsedRows.MESSAGES,
            concat(texts(ParsedRows.MESSAGES), array_compact(messages))));
  }

  /**
   * Hash of a row's values, key and knowledge left out. Spark's hash passes over nulls, so each
   * value goes in with whether it is one; else (null, 5) and (5, null) would be the same.
   */
  static Column hash(FeedSpec spec) {
    List<Column> parts = new ArrayList<>();
    for (String name : spec.valueColumns()) {
      parts.add(col(name));
      parts.add(col(name).isNull());
    }
    return xxhash64(parts.toArray(Column[]::new));
  }

  private static Column codes() {
    return texts(ParsedRows.CODES);
  }

  private static Column texts(String column) {
    return coalesce(col(column), array().cast("array<string>"));
  }
}
