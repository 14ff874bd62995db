package org.rerate.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.rerate.domain.RuleCode;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * The companies and lines that rows may name.
 *
 * @param issuers every known {@code issuer_id}
 * @param securities every known {@code security_id}
 */
public record KnownReferences(Set<String> issuers, Set<String> securities)
    implements java.io.Serializable {

  private static final Map<String, RuleCode> CODES =
      Map.of(
          "issuer_id", RuleCode.UNKNOWN_ISSUER,
          "security_id", RuleCode.UNKNOWN_SECURITY);

  /**
   * Quarantines rows that name what is not there; a missing name is no break.
   *
   * @param exempt true for rows that may name anything
   */
  Dataset<Row> check(FeedSpec spec, Dataset<Row> rows, Column exempt) {
    Dataset<Row> checked = rows;
    List<Rule> rules = new ArrayList<>();
    for (String column : columns(spec)) {
      String known = "_known_" + column;
      Dataset<Row> ids =
          rows.sparkSession()
              .createDataset(List.copyOf(ids(column)), Encoders.STRING())
              .toDF(known);
      checked = checked.join(ids, col(column).equalTo(col(known)), "left");
      rules.add(
          Rule.of(
              CODES.get(column),
              column,
              col(column).isNotNull().and(col(known).isNull()).and(not(exempt))));
    }
    String[] added = columns(spec).stream().map(c -> "_known_" + c).toArray(String[]::new);
    return Verdict.apply(checked, rules).drop(added);
  }

  /** Adds to each row, in memory, what {@link #check} finds. */
  void check(RowLayout layout, List<ValidatedRow> rows) {
    for (String column : columns(layout.spec())) {
      Set<String> known = ids(column);
      int place = layout.place(column);
      for (ValidatedRow row : rows) {
        Object id = row.value(place);
        if (id != null && !known.contains(id)) {
          row.add(CODES.get(column), column, id);
        }
      }
    }
  }

  Set<String> ids(String column) {
    return column.equals("issuer_id") ? issuers : securities;
  }

  /** True if rows of a feed file name companies or lines of another file in {@code column}. */
  public static boolean names(String file, String column) {
    return MarketTables.named(file).filter(spec -> columns(spec).contains(column)).isPresent();
  }

  /** The columns of a file that name a company or a line of another file. */
  static List<String> columns(FeedSpec spec) {
    return spec.feedColumns().stream()
        .map(column -> column.name())
        .filter(CODES::containsKey)
        .filter(column -> !spec.key().equals(List.of(column)))
        .toList();
  }
}
