package org.rerate.table;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One file of the canonical feed and the market table that its accepted rows land in.
 *
 * @param table the market table: the feed's columns, then {@link MarketTables#PROVENANCE}
 * @param feedColumns the columns that a feed file may bring, {@code known_at} and {@code retracted}
 *     included
 * @param businessDay the date column whose day's end (UTC) stands in for a missing {@code
 *     known_at}; null for reference files, whose rows are then known since ever
 */
public record FeedSpec(TableSpec table, List<ColumnSpec> feedColumns, String businessDay) {

  private static final Set<String> DETAILS_OF_PRICES = Set.of("open", "high", "low", "volume");

  /** The file's name without extension, which is the market table's name. */
  public String name() {
    return table.name();
  }

  /** The columns that tell facts apart; versions of one fact differ in {@code known_at}. */
  public List<String> key() {
    return table.key();
  }

  /** The feed columns that are neither key nor knowledge: what may change between versions. */
  public List<String> valueColumns() {
    Set<String> rest = Set.copyOf(Stream.concat(key().stream(), Stream.of("known_at")).toList());
    return feedColumns.stream().map(ColumnSpec::name).filter(n -> !rest.contains(n)).toList();
  }

  /**
   * Those of {@link #valueColumns} in which two rows of one file may not differ: of prices not the
   * open, high, low and volume, which nothing is valued by.
   */
  public List<String> decidingColumns() {
    return equals(MarketTables.PRICES)
        ? valueColumns().stream().filter(name -> !DETAILS_OF_PRICES.contains(name)).toList()
        : valueColumns();
  }
}
