package org.rerate.engine.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.table.Dictionary;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.OpsTables;
import org.rerate.table.TableSpec;

/**
 * The SQL by which a catalog knows the tables of a warehouse by name, where they lie: schemas,
 * tables and the views {@code *_current}, {@code ops.runs}, {@code valuation.pe} and {@code
 * valuation.caps}. It moves and copies nothing.
 */
public final class Registration {

  private Registration() {}

  /** The statements, in order; tables that no run has written yet are left out. */
  public static List<String> statements(Warehouse warehouse) {
    List<String> statements = new ArrayList<>();
    places(warehouse)
        .forEach(
            (name, place) -> {
              String schema = "CREATE SCHEMA IF NOT EXISTS " + name.substring(0, name.indexOf('.'));
              if (!statements.contains(schema)) {
                statements.add(schema);
              }
              statements.add(
                  "CREATE TABLE IF NOT EXISTS "
                      + name
                      + " USING DELTA LOCATION "
                      + Filter.quoted(place));
            });
    for (FeedSpec feed : MarketTables.ALL) {
      if (warehouse.exists(feed.table())) {
        statements.add(view(feed.table().fullName() + Views.CURRENT, Views.currentOf(feed)));
      }
    }
    for (DefaultView chosen : DefaultView.ALL) {
      // The part of a basket is told by the sub-sectors of its members.
      if (warehouse.exists(chosen.table()) && warehouse.exists(MarketTables.MEMBERS.table())) {
        statements.add(view(chosen.table().schema() + "." + chosen.label(), chosen.text()));
      }
    }
    if (warehouse.exists(OpsTables.RUN_LOG)) {
      statements.add(view("ops." + Views.RUNS, Views.lastEvents()));
    }
    return statements;
  }

  /** Where each table lies that any run has written, by name. */
  public static Map<String, String> places(Warehouse warehouse) {
    Map<String, String> places = new LinkedHashMap<>();
    for (TableSpec table : Dictionary.tables()) {
      if (warehouse.exists(table)) {
        places.put(table.fullName(), place(warehouse, table));
      }
    }
    return places;
  }

  private static String place(Warehouse warehouse, TableSpec table) {
    return warehouse.root() + "/" + table.schema() + "/" + table.name();
  }

  private static String view(String name, String query) {
    return "CREATE OR REPLACE VIEW " + name + " AS " + query;
  }
}
