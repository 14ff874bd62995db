package org.rerate.blocks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.rerate.history.FactKind;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * Which columns of a market table go into which place of a block.
 *
 * @param kind the kind of block
 * @param feed the market table
 * @param key column that a block belongs to: the line or the issuer
 * @param subKey column of the sub-key, such as the metric; empty if there is none
 * @param day column of the business day; empty if rows have none
 * @param byYear true if blocks are cut by year of the business day
 * @param integers the integer columns, in the order of {@link FactKind}
 * @param number the number column
 * @param deviation the second number column; empty if the kind has none
 * @param texts the text columns
 */
record PackQuery(
    FactKind kind,
    FeedSpec feed,
    String key,
    String subKey,
    String day,
    boolean byYear,
    List<Whole> integers,
    String number,
    String deviation,
    List<String> texts) {

  /** What every market table has, and decides which version of a fact counts. */
  static final List<String> VERSION =
      List.of("known_at", "ingested_at", "delivered_at", "source_line", "source_file", "retracted");

  /** A whole number of a block's row. */
  private record Whole(List<String> columns, Reading reading) {

    interface Reading {
      /**
       * @param places of the columns
       */
      ToIntFunction<InternalRow> at(int... places);
    }
  }

  private static final Whole PERIOD_TYPE = code("period_type", 2, Map.of("FY", 0, "FQ", 1));

  private static final Whole MONTHS = number("period_months");

  static final List<PackQuery> ALL =
      List.of(
          new PackQuery(
              FactKind.SECURITIES,
              MarketTables.SECURITIES,
              "security_id",
              "",
              "",
              false,
              List.of(flag("is_primary"), number("listed_on"), number("delisted_on")),
              "ordinary_per_unit",
              "",
              List.of("currency", "issuer_id")),
          new PackQuery(
              FactKind.PRICES,
              MarketTables.PRICES,
              "security_id",
              "",
              "trade_date",
              true,
              List.of(
                  code("basis", -1, Map.of("AS_TRADED", 1, "SPLIT_ADJUSTED", 0)),
                  number("adjusted_to")),
              "close",
              "",
              List.of("currency")),
          new PackQuery(
              FactKind.SHARES,
              MarketTables.SHARES,
              "security_id",
              "",
              "effective_date",
              false,
              List.of(numberIf("basis", "SPLIT_ADJUSTED", "adjusted_to")),
              "shares_outstanding",
              "",
              List.of()),
          new PackQuery(
              FactKind.ACTIONS,
              MarketTables.CORPORATE_ACTIONS,
              "security_id",
              "",
              "ex_date",
              false,
              List.of(
                  code(
                      "action",
                      FactKind.PRICE_ADJUSTMENT,
                      Map.of(
                          "split",
                          FactKind.SPLIT,
                          "unit_ratio",
                          FactKind.UNIT_RATIO,
                          "cash_dividend",
                          FactKind.CASH_DIVIDEND))),
              "value",
              "",
              List.of("currency")),
          new PackQuery(
              FactKind.MARKET_CAPS,
              MarketTables.MARKET_CAPS,
              "issuer_id",
              "",
              "trade_date",
              true,
              List.of(),
              "market_cap",
              "",
              List.of("currency")),
          new PackQuery(
              FactKind.ESTIMATES,
              MarketTables.ESTIMATES,
              "issuer_id",
              "metric",
              "as_of_date",
              true,
              List.of(
                  PERIOD_TYPE,
                  number("period_end"),
                  number("analyst_count"),
                  number("adjusted_to"),
                  MONTHS),
              "mean",
              "std_dev",
              List.of("currency")),
          new PackQuery(
              FactKind.ACTUALS,
              MarketTables.ACTUALS,
              "issuer_id",
              "metric",
              "reported_on",
              false,
              List.of(PERIOD_TYPE, number("period_end"), number("adjusted_to"), MONTHS),
              "value",
              "",
              List.of("currency")));

  /** The query of a kind that is packed. */
  static PackQuery of(FactKind kind) {
    return ALL.stream().filter(query -> query.kind == kind).findFirst().orElseThrow();
  }

  /** The columns that are read, each once. */
  List<String> columns() {
    Set<String> columns = new LinkedHashSet<>(VERSION);
    Stream.of(key, subKey, day, number, deviation)
        .filter(name -> !name.isEmpty())
        .forEach(columns::add);
    columns.addAll(texts);
    integers.forEach(whole -> columns.addAll(whole.columns));
    return List.copyOf(columns);
  }

  /** How the whole numbers of rows with {@link #columns} are read, in order. */
  List<ToIntFunction<InternalRow>> wholes() {
    List<String> columns = columns();
    List<ToIntFunction<InternalRow>> read = new ArrayList<>();
    for (Whole whole : integers) {
      read.add(whole.reading.at(whole.columns.stream().mapToInt(columns::indexOf).toArray()));
    }
    return read;
  }

  /** A day or whole number; {@link FactKind#NONE} if there is none. */
  private static Whole number(String column) {
    return new Whole(
        List.of(column),
        places -> row -> row.isNullAt(places[0]) ? FactKind.NONE : row.getInt(places[0]));
  }

  /** That of another column in rows with a word; {@link FactKind#NONE} in others. */
  private static Whole numberIf(String column, String word, String number) {
    UTF8String wanted = UTF8String.fromString(word);
    return new Whole(
        List.of(column, number),
        places ->
            row ->
                wanted.equals(row.getUTF8String(places[0])) && !row.isNullAt(places[1])
                    ? row.getInt(places[1])
                    : FactKind.NONE);
  }

  /** The number that stands for a word. */
  private static Whole code(String column, int otherwise, Map<String, Integer> codes) {
    Map<UTF8String, Integer> known =
        codes.entrySet().stream()
            .collect(
                Collectors.toMap(
                    code -> UTF8String.fromString(code.getKey()), Map.Entry::getValue));
    return new Whole(
        List.of(column),
        places ->
            row ->
                row.isNullAt(places[0])
                    ? otherwise
                    : known.getOrDefault(row.getUTF8String(places[0]), otherwise));
  }

  /** 1 for true. */
  private static Whole flag(String column) {
    return new Whole(
        List.of(column),
        places -> row -> !row.isNullAt(places[0]) && row.getBoolean(places[0]) ? 1 : 0);
  }
}
