package org.rerate.report;

import java.util.regex.Pattern;
import org.rerate.report.document.Column;
import org.rerate.report.document.Unit;
import org.rerate.report.document.Words;
import org.rerate.table.ColumnSpec;
import org.rerate.table.TableSpec;

/** Columns that mean what the tables' declarations say. */
final class Definitions {

  /** A translated meaning ends as the declarations do: unit, then what a missing value says. */
  private static final Pattern WITH_UNIT = Pattern.compile(" \\[.*");

  static Column date(Words words) {
    return new Column(
        "date",
        words.text("definitions.date"),
        Unit.DATE,
        words.text("definitions.valuation-date"));
  }

  static Column basket(Words words) {
    return new Column(
        "basket_id",
        words.text("definitions.basket"),
        Unit.TEXT,
        words.text("definitions.the-basket"));
  }

  static Column company(Words words) {
    return new Column(
        "name", words.text("common.company"), Unit.TEXT, words.text("common.name-of-the-company"));
  }

  static Column subsector(Words words) {
    return new Column(
        "subsector",
        words.text("definitions.sub-sector"),
        Unit.TEXT,
        words.text("definitions.the-sub-sector-as-the-basket"));
  }

  static Column reason(Words words) {
    return new Column(
        "reason",
        words.text("definitions.reason-when-missing"),
        Unit.TEXT,
        words.text("definitions.why-a-number-of-the-row"));
  }

  private Definitions() {}

  /** A column of {@code table}, with the meaning declared there. */
  static Column of(Words words, TableSpec table, String name, String title, Unit unit) {
    return new Column(name, title, unit, meaning(words, table, name));
  }

  /** What a column of {@code table} means, with unit and what a missing value says. */
  static String meaning(Words words, TableSpec table, String name) {
    String key = key(table, name);
    return (words.has(key) ? words.pattern(key) : column(table, name).comment())
        + " ("
        + table.fullName()
        + "."
        + name
        + ")";
  }

  /** What a column of {@code table} holds, as a name for its number. */
  static String description(Words words, TableSpec table, String name) {
    String key = key(table, name);
    return words.has(key)
        ? WITH_UNIT.matcher(words.pattern(key)).replaceFirst("")
        : column(table, name).description();
  }

  /** The declarations are the English; other languages have theirs by table and column. */
  private static String key(TableSpec table, String name) {
    return "meaning." + table.fullName() + "." + name;
  }

  private static ColumnSpec column(TableSpec table, String name) {
    return table.column(name).orElseThrow();
  }
}
