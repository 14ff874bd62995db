package org.rerate.table;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** From which columns each result column is computed, as {@code column-sources.conf} declares. */
public final class ColumnSources {

  private static final Config DECLARED =
      ConfigFactory.parseResources(ColumnSources.class, "column-sources.conf").resolve();

  private static final String TABLES = "tables.";
  private static final String NAMES = "names.";
  private static final String MARKET = "market.";

  private ColumnSources() {}

  /**
   * A column of a table.
   *
   * @param table its table, as {@code market.prices}
   * @param name its name there
   */
  public record Source(String table, String name) implements Comparable<Source> {

    static Source of(String text) {
      int dot = text.lastIndexOf('.');
      return new Source(text.substring(0, dot), text.substring(dot + 1));
    }

    @Override
    public int compareTo(Source other) {
      return (table + " " + name).compareTo(other.table + " " + other.name);
    }
  }

  /**
   * The declared sources of a result column; empty for a table that a jar adds.
   *
   * @throws IllegalArgumentException if our table does not declare the column
   */
  static Optional<List<Source>> declared(String table, String column) {
    String name = table.substring(table.indexOf('.') + 1);
    if (!DECLARED.hasPath(TABLES + name)) {
      return Optional.empty();
    }
    for (String path : List.of(TABLES + name + "." + column, NAMES + column)) {
      if (DECLARED.hasPath(path)) {
        return Optional.of(DECLARED.getStringList(path).stream().map(Source::of).toList());
      }
    }
    throw new IllegalArgumentException(table + "." + column + " does not declare its sources");
  }

  /** The market columns that a result column is computed from; empty if it is not declared. */
  public static Set<Source> of(String table, String column) {
    Set<Source> market = new TreeSet<>();
    Set<Source> seen = new TreeSet<>();
    follow(new Source(table, column), market, seen);
    return market;
  }

  private static void follow(Source result, Set<Source> market, Set<Source> seen) {
    for (Source source : declared(result.table(), result.name()).orElse(List.of())) {
      if (source.table().startsWith(MARKET)) {
        market.add(source);
      } else if (seen.add(source)) {
        follow(source, market, seen);
      }
    }
  }
}
