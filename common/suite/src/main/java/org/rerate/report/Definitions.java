package org.rerate.report;

import org.rerate.report.document.Column;
import org.rerate.report.document.Unit;
import org.rerate.table.TableSpec;

/** Columns that mean what the tables' declarations say. */
final class Definitions {

  static final Column DATE = new Column("date", "Date", Unit.DATE, "valuation date");
  static final Column BASKET = new Column("basket_id", "Basket", Unit.TEXT, "the basket");
  static final Column SUBSECTOR =
      new Column("subsector", "Sub-sector", Unit.TEXT, "the sub-sector, as the basket names it");
  static final Column REASON =
      new Column(
          "reason",
          "Reason when missing",
          Unit.TEXT,
          "why a number of the row is missing, if one is");

  private Definitions() {}

  /** A column of {@code table}, with the meaning declared there. */
  static Column of(TableSpec table, String name, String title, Unit unit) {
    return new Column(name, title, unit, meaning(table, name));
  }

  /** What a column of {@code table} means, with unit and what a missing value says. */
  static String meaning(TableSpec table, String name) {
    return table.column(name).orElseThrow().comment() + " (" + table.fullName() + "." + name + ")";
  }
}
