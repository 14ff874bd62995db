package org.rerate.engine.sql;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.CatalogV2Util;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.V1Table;
import org.apache.spark.sql.types.StructType;
import org.rerate.engine.delta.CatalogTableFactory;
import org.rerate.engine.delta.DeclaredColumns;
import org.rerate.table.ColumnSpec;
import org.rerate.table.Dictionary;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.OpsTables;
import org.rerate.table.TableSpec;
import org.rerate.table.VersionOrder;

/**
 * Relations that are computed when they are read: {@code *_current}, {@code ops.runs}, {@code
 * valuation.pe}, {@code valuation.caps}.
 */
public final class Views {

  private static final Set<String> SCHEMAS = Set.of("raw", "market", "valuation", "ops", "series");

  static final String CURRENT = "_current";

  static final String RUNS = "runs";

  private Views() {}

  public static boolean isSchema(String name) {
    return SCHEMAS.contains(name);
  }

  /** The view of that name, or a declared table that has no rows yet, as an empty view. */
  public static Optional<Table> find(String schema, String name) {
    if (schema.equals("market") && name.endsWith(CURRENT)) {
      return MarketTables.named(name.substring(0, name.length() - CURRENT.length()))
          .map(feed -> view(schema, name, currentOf(feed), feed.table().structType()));
    }
    if (schema.equals("ops") && name.equals(RUNS)) {
      return Optional.of(view(schema, name, lastEvents(), runsType()));
    }
    Optional<DefaultView> chosen = DefaultView.named(schema, name);
    if (chosen.isPresent()) {
      return chosen.map(one -> view(schema, name, one.text(), one.type()));
    }
    return declared(schema, name)
        // No cast says that an array holds no nulls, so the empty view does not promise it.
        .map(table -> view(schema, name, empty(table), table.structType().asNullable()));
  }

  private static Optional<TableSpec> declared(String schema, String name) {
    return Dictionary.tables().stream()
        .filter(table -> table.schema().equals(schema) && table.name().equals(name))
        .findFirst();
  }

  /**
   * A stored table with every declared column: one that an older version wrote is a view of it, in
   * which the columns that were declared since are null.
   */
  public static Table complete(String schema, String name, String path, Table stored) {
    List<String> names = Arrays.stream(stored.columns()).map(column -> column.name()).toList();
    List<ColumnSpec> missing =
        declared(schema, name).map(table -> table.missingIn(names)).orElse(List.of());
    if (missing.isEmpty()) {
      return stored;
    }
    StructType type =
        DeclaredColumns.complete(CatalogV2Util.v2ColumnsToStructType(stored.columns()), missing);
    String text = "SELECT *, " + DeclaredColumns.missing(missing) + " FROM delta.`" + path + "`";
    return view(schema, name, text, type.asNullable());
  }

  /** Winning version per key: by {@link VersionOrder}; retracted keys are gone. */
  static String currentOf(FeedSpec feed) {
    return winners(feed, "");
  }

  /** The same of the versions known by the end of a day. */
  public static String knownOn(FeedSpec feed, LocalDate day, Instant recordedBy) {
    return winners(
        feed,
        " WHERE known_at < TIMESTAMP'"
            + day.plusDays(1)
            + "T00:00:00Z'"
            + (recordedBy == null ? "" : " AND ingested_at <= TIMESTAMP'" + recordedBy + "'"));
  }

  private static String winners(FeedSpec feed, String condition) {
    String columns = String.join(", ", feed.table().columnNames());
    return "SELECT "
        + columns
        + " FROM (SELECT *, row_number() OVER (PARTITION BY "
        + String.join(", ", feed.key())
        + " ORDER BY "
        + VersionOrder.WINNER_FIRST
        + ") AS version_rank FROM "
        + feed.table().fullName()
        + condition
        + ") WHERE version_rank = 1 AND NOT retracted";
  }

  static String lastEvents() {
    return "SELECT "
        + String.join(", ", runsType().fieldNames())
        + " FROM (SELECT *, row_number() OVER (PARTITION BY run_id ORDER BY logged_at DESC,"
        + " finished_at DESC NULLS LAST) AS event_rank FROM ops.run_log) WHERE event_rank = 1";
  }

  static StructType runsType() {
    StructType type = new StructType();
    for (ColumnSpec column : OpsTables.RUN_LOG.columns()) {
      if (!List.of("host", "logged_at").contains(column.name())) {
        type = type.add(column.field());
      }
    }
    return type;
  }

  private static String empty(TableSpec table) {
    return "SELECT " + DeclaredColumns.missing(table.columns()) + " WHERE false";
  }

  private static Table view(String schema, String name, String text, StructType type) {
    return new V1Table(CatalogTableFactory.view(schema, name, type, text));
  }
}
