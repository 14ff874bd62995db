package org.rerate.engine.sql;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.rerate.table.Dictionary;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.TableSpec;

/** The names that a query may use: every declared table and view, written to or not. */
public final class Relations {

  /** The schemas that people query, in the order of the data's way. */
  public static final List<String> SCHEMAS = List.of("raw", "market", "valuation", "ops");

  /**
   * A table or view.
   *
   * @param schema its schema
   * @param name its name without schema
   * @param columns its column names in order
   */
  public record Relation(String schema, String name, List<String> columns) {

    /** {@code schema.name}, as in SQL. */
    public String fullName() {
      return schema + "." + name;
    }
  }

  private Relations() {}

  /** The relations of one schema; none if there is no such schema. */
  public static List<Relation> of(String schema) {
    return all().stream().filter(relation -> relation.schema().equals(schema)).toList();
  }

  /** All relations, by schema and name. */
  public static List<Relation> all() {
    Stream<Relation> tables =
        Dictionary.tables().stream().map(table -> relation(table, table.name()));
    Stream<Relation> current =
        MarketTables.ALL.stream()
            .map(FeedSpec::table)
            .map(table -> relation(table, table.name() + Views.CURRENT));
    Relation runs =
        new Relation("ops", Views.RUNS, Arrays.asList(Views.runsType().fieldNames().clone()));
    Stream<Relation> chosen =
        DefaultView.ALL.stream()
            .map(
                view ->
                    new Relation(
                        view.table().schema(),
                        view.label(),
                        Arrays.asList(view.type().fieldNames().clone())));
    return Stream.of(tables, current, Stream.of(runs), chosen)
        .flatMap(relations -> relations)
        .sorted(Comparator.comparing(Relation::fullName))
        .toList();
  }

  private static Relation relation(TableSpec table, String name) {
    return new Relation(table.schema(), name, table.columnNames());
  }
}
