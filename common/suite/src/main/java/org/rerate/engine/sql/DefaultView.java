package org.rerate.engine.sql;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.rerate.table.ColumnSpec;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/**
 * Results as most questions want them: methodology {@code default}, knowledge {@code latest},
 * nothing cut off by {@code --recorded-by}, membership {@code point_in_time}. The rows are those of
 * the table; units and null meanings too.
 *
 * @param label its name without schema
 * @param table the table whose rows it shows
 * @param columns columns of the table, and {@code part}
 */
record DefaultView(String label, TableSpec table, List<String> columns) {

  private static final String SCHEMA = "valuation";

  private static final StructField PART =
      DataTypes.createStructField("part", DataTypes.StringType, true)
          .withComment("SUBSECTOR, COMPOSITE (several sub-sectors) or ALL");

  /** P/Es of baskets; {@code part} tells a sub-sector, the whole and a composite apart. */
  private static final DefaultView PE =
      new DefaultView(
          "pe",
          ValuationTables.BASKET_VALUATIONS,
          List.of(
              "basket_id",
              "subsector",
              "part",
              "valuation_date",
              "basis",
              "pe",
              "pe_ex_losses",
              "pe_median",
              "coverage",
              "cap_usd",
              "earnings_usd",
              "member_count",
              "capped_count",
              "matched_count",
              "status"));

  /** Caps of issuers. */
  private static final DefaultView CAPS =
      new DefaultView(
          "caps",
          ValuationTables.ISSUER_CAPS,
          List.of("issuer_id", "valuation_date", "cap_usd", "shares_age_days", "status"));

  /** All of them. */
  static final List<DefaultView> ALL = List.of(PE, CAPS);

  /** The view of that name; empty if there is none. */
  static Optional<DefaultView> named(String schema, String name) {
    return ALL.stream()
        .filter(view -> schema.equals(SCHEMA) && view.label.equals(name))
        .findFirst();
  }

  /** Its query. */
  String text() {
    boolean isOfBaskets = columns.contains(PART.name());
    return "SELECT "
        + String.join(", ", columns)
        + " FROM "
        + (isOfBaskets ? "(SELECT v.*, " + part() + ")" : table.fullName())
        + " WHERE methodology = 'default' AND knowledge = 'latest' AND recorded_by IS NULL"
        + (isOfBaskets ? " AND membership = 'point_in_time'" : "");
  }

  /** A composite has the name of no sub-sector that a member was ever filed under. */
  private String part() {
    return "CASE WHEN v.subsector = 'ALL' THEN 'ALL' WHEN s.name IS NULL THEN 'COMPOSITE' ELSE"
        + " 'SUBSECTOR' END AS part FROM "
        + table.fullName()
        + " v LEFT JOIN (SELECT DISTINCT basket_id AS basket, subsector AS name FROM"
        + " market.members) s ON s.basket = v.basket_id AND s.name = v.subsector";
  }

  /** Its columns, with the comments of the table's. */
  StructType type() {
    StructType type = new StructType();
    for (String column : columns) {
      type = type.add(column.equals(PART.name()) ? PART : field(column));
    }
    return type.asNullable();
  }

  private StructField field(String name) {
    return table.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .map(ColumnSpec::field)
        .orElseThrow();
  }
}
