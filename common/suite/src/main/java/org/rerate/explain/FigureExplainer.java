package org.rerate.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Row;
import org.rerate.domain.Days;
import org.rerate.domain.RerateException;
import org.rerate.domain.Status;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.explain.FigureExplanation.Figure;
import org.rerate.explain.FigureExplanation.Member;
import org.rerate.history.AsOf;
import org.rerate.methodology.BasketReturn;
import org.rerate.methodology.GrowthValue;
import org.rerate.methodology.MatchedSums;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.RevisionValue;
import org.rerate.table.FigureTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.valuation.MemberFigureParts;
import org.rerate.valuation.MemberFigureParts.Part;
import org.rerate.valuation.ResultVariant;

/**
 * Takes the rows of multiples, growth, revisions and indexes of a basket apart: values each member
 * once more, adds the members up, and compares with what is stored.
 */
public final class FigureExplainer {

  /** The columns of what comes first and second of a member, per table. */
  private static final Map<TableSpec, List<String>> NAMES =
      Map.of(
          FigureTables.BASKET_MULTIPLES, List.of("numerator_usd", "denominator_usd"),
          FigureTables.BASKET_GROWTH, List.of("from_usd", "to_usd"),
          FigureTables.BASKET_REVISIONS, List.of("earnings_from_usd", "earnings_to_usd"),
          FigureTables.BASKET_INDEX, List.of("price_return", "total_return"));

  private static final Set<String> OF_GROUP =
      Set.of("basket_id", "subsector", "valuation_date", "membership", "basis");

  private final Warehouse warehouse;
  private final Methodology methodology;
  private final AsOf asOf;

  /** Explains for someone who sees {@code asOf}. */
  public FigureExplainer(Warehouse warehouse, Methodology methodology, AsOf asOf) {
    this.warehouse = warehouse;
    this.methodology = methodology;
    this.asOf = asOf;
  }

  /** The table of that name, with or without its schema, or of its last word alone. */
  public static TableSpec table(String name) {
    return FigureTables.ALL.stream()
        .filter(
            table ->
                List.of(table.fullName(), table.name(), table.name().replace("basket_", ""))
                    .contains(name))
        .findFirst()
        .orElseThrow(
            () ->
                RerateException.usage(
                    "no figures of baskets are called '" + name + "'",
                    "Choose multiples, growth, revisions or index; P/Es are explained without"
                        + " --figures, restatements by rerate diff"));
  }

  /** The rows of {@code table}; the packed series must be up to date. */
  public FigureExplanation explain(TableSpec table, ExplainRequest asked) {
    Map<List<String>, List<Part>> parts =
        new MemberFigureParts(warehouse, methodology, asOf)
            .of(
                table,
                asked.basket(),
                asked.subsector(),
                asked.membership(),
                asked.day(),
                asked.basis());
    Map<List<String>, Row> stored = stored(table, asked);
    List<Figure> figures = new ArrayList<>();
    parts.forEach((key, members) -> figures.add(figure(table, key, members, stored.get(key))));
    List<String> names = NAMES.get(table);
    return new FigureExplanation(
        table.fullName(),
        asked.basket(),
        asked.subsector(),
        Days.date(asked.day()),
        asked.membership().toString(),
        names.get(0),
        names.get(1),
        figures);
  }

  private Map<List<String>, Row> stored(TableSpec table, ExplainRequest asked) {
    List<String> key = key(table);
    Map<List<String>, Row> rows = new HashMap<>();
    boolean hasBasis = table.columnNames().contains("basis");
    warehouse
        .read(table)
        .where(new ResultVariant(methodology.name(), asOf).filter().sql())
        .where(Filter.is("basket_id", asked.basket()).sql())
        .where(Filter.is("subsector", asked.subsector()).sql())
        .where(Filter.is("membership", asked.membership().toString()).sql())
        .where("valuation_date = DATE'" + Days.date(asked.day()) + "'")
        .where(hasBasis ? Filter.is("basis", asked.basis().toString()).sql() : "true")
        .collectAsList()
        .forEach(
            row -> rows.put(key.stream().map(name -> row.getAs(name).toString()).toList(), row));
    return rows;
  }

  /** What of a row's key the group, day and basis do not say. */
  private static List<String> key(TableSpec table) {
    return table.key().stream()
        .filter(column -> !OF_GROUP.contains(column))
        .filter(column -> !ValuationTables.VARIANT.contains(column))
        .toList();
  }

  private Figure figure(TableSpec table, List<String> key, List<Part> parts, Row stored) {
    List<Agreement> numbers = new ArrayList<>();
    numbers(table, parts)
        .forEach(
            (column, value) -> {
              Number before = stored == null ? null : stored.getAs(column);
              numbers.add(
                  Agreement.of(
                      column,
                      stored != null,
                      before == null ? null : (Double) before.doubleValue(),
                      number(value)));
            });
    return new Figure(
        String.join(" ", key),
        stored == null ? null : stored.getAs("run_id"),
        stored == null ? null : stored.getAs("status"),
        numbers,
        parts.stream().map(FigureExplainer::member).toList());
  }

  private static Member member(Part part) {
    return new Member(
        part.member().issuerId(),
        part.member().subsector(),
        part.member().factor(),
        number(part.weight()),
        number(part.first()),
        number(part.second()),
        part.status().name());
  }

  /** The columns that the members make, by the formulas of the methodology. */
  private Map<String, Double> numbers(TableSpec table, List<Part> parts) {
    int count = parts.size();
    double[] weights = column(parts, Part::weight);
    double[] first = column(parts, Part::first);
    double[] second = column(parts, Part::second);
    Map<String, Double> numbers = new LinkedHashMap<>();
    if (table.equals(FigureTables.BASKET_INDEX)) {
      BasketReturn returned = new BasketReturn();
      returned.of(weights, first, second, count);
      boolean isCounted = returned.counted > 0;
      numbers.put("price_return", isCounted ? returned.price : Double.NaN);
      numbers.put("total_return", isCounted ? returned.total : Double.NaN);
      numbers.put("counted_members", (double) returned.counted);
      return numbers;
    }
    List<String> names = NAMES.get(table);
    if (table.equals(FigureTables.BASKET_MULTIPLES)) {
      MatchedSums sums = new MatchedSums();
      sums.of(methodology, weights, first, second, count);
      boolean isSaid = sums.status == Status.OK && sums.second > 0;
      numbers.put("value", isSaid ? sums.first / sums.second : Double.NaN);
      sums(numbers, names, sums);
    } else if (table.equals(FigureTables.BASKET_GROWTH)) {
      GrowthValue growth = new GrowthValue();
      growth.of(methodology, weights, first, second, count);
      numbers.put("growth", growth.growth);
      sums(numbers, names, growth.sums);
    } else {
      RevisionValue revision = new RevisionValue();
      revision.of(methodology, weights, first, second, count);
      numbers.put("revision", revision.revision);
      sums(numbers, names, revision.sums);
      numbers.remove("matched_count");
      numbers.put("up_count", (double) revision.up);
      numbers.put("down_count", (double) revision.down);
      numbers.put("unchanged_count", (double) revision.unchanged);
      numbers.put("breadth", revision.breadth);
      numbers.put(
          "dispersion", RevisionValue.dispersion(weights, column(parts, Part::dispersion), count));
    }
    return numbers;
  }

  private static void sums(Map<String, Double> numbers, List<String> names, MatchedSums sums) {
    numbers.put(names.get(0), sums.first);
    numbers.put(names.get(1), sums.second);
    numbers.put("coverage", sums.coverage);
    numbers.put("matched_count", (double) sums.matched);
  }

  private static double[] column(List<Part> parts, ToDoubleFunction<Part> number) {
    return parts.stream().mapToDouble(number).toArray();
  }

  private static Double number(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }
}
