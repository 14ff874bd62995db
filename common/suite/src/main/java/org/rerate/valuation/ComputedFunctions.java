package org.rerate.valuation;

import static org.rerate.domain.Days.date;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Basis;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.sql.ComputedRows;
import org.rerate.history.AsOf;
import org.rerate.methodology.Methodology;
import org.rerate.value.BasketBlock;

/** The functions of SQL whose answers are computed when they are asked; stores nothing. */
public final class ComputedFunctions implements ComputedRows {

  private static final StructType OF_MEMBERS =
      StructType.fromDDL(
          "basket_id STRING, subsector STRING, issuer_id STRING, valuation_date DATE, basis STRING,"
              + " membership STRING, multiple STRING, value DOUBLE, numerator_usd DOUBLE,"
              + " denominator_usd DOUBLE, status STRING");

  private static final StructType OF_GROUP =
      StructType.fromDDL(
          "valuation_date DATE, basis STRING, pe DOUBLE, pe_zero_floor DOUBLE, pe_ex_losses DOUBLE,"
              + " pe_median DOUBLE, coverage DOUBLE, cap_usd DOUBLE, matched_cap_usd DOUBLE,"
              + " earnings_usd DOUBLE, member_count INT, capped_count INT, matched_count INT,"
              + " negative_count INT, status STRING");

  private static final StructType MULTIPLES_OF_GROUP =
      StructType.fromDDL(
          "valuation_date DATE, basis STRING, multiple STRING, value DOUBLE, numerator_usd DOUBLE,"
              + " denominator_usd DOUBLE, coverage DOUBLE, member_count INT, capped_count INT,"
              + " matched_count INT, status STRING");

  private final Warehouse warehouse;
  private final Methodology methodology;
  private final AsOf asOf;

  /** Answers for someone who sees {@code asOf}; the packed series must be up to date. */
  public ComputedFunctions(Warehouse warehouse, Methodology methodology, AsOf asOf) {
    this.warehouse = warehouse;
    this.methodology = methodology;
    this.asOf = asOf;
  }

  @Override
  public Computed of(String function, List<Object> arguments) {
    return switch (function) {
      case "member_multiples" ->
          members((String) arguments.get(0), day(arguments, 1), basis(arguments, 2));
      case "pe_of" -> values(ids(arguments), day(arguments, 1), day(arguments, 1), arguments, 2);
      case "history_of" ->
          values(ids(arguments), day(arguments, 1), day(arguments, 2), arguments, 3);
      case "multiples_of" -> multiples(ids(arguments), day(arguments, 1), basis(arguments, 2));
      default -> throw new IllegalArgumentException("no rows are computed of " + function);
    };
  }

  @SuppressWarnings("unchecked") // as the function declares it
  private static List<String> ids(List<Object> arguments) {
    return (List<String>) arguments.get(0);
  }

  private static LocalDate day(List<Object> arguments, int at) {
    return (LocalDate) arguments.get(at);
  }

  private static Basis basis(List<Object> arguments, int at) {
    return Basis.parse((String) arguments.get(at));
  }

  private Computed members(String basket, LocalDate day, Basis basis) {
    List<Row> rows = new ArrayList<>();
    new MemberMultiples(warehouse, methodology, asOf)
        .of(basket, day, basis).stream()
            .sorted(
                Comparator.comparing((MemberMultiples.Row row) -> row.member().issuerId())
                    .thenComparing(row -> row.multiple().word()))
            .forEach(
                row ->
                    rows.add(
                        RowFactory.create(
                            basket,
                            row.member().subsector(),
                            row.member().issuerId(),
                            Date.valueOf(day),
                            basis.toString(),
                            "point_in_time",
                            row.multiple().word(),
                            number(row.value()),
                            number(row.numerator()),
                            number(row.denominator()),
                            row.status().name())));
    return new Computed(OF_MEMBERS, rows);
  }

  private Computed values(
      List<String> ids, LocalDate from, LocalDate to, List<Object> arguments, int basis) {
    List<Row> rows = new ArrayList<>();
    new GroupValuation(warehouse, methodology, asOf)
        .value(ids, from, to, basis(arguments, basis), false)
        .values()
        .forEach(block -> IntStream.range(0, block.size()).forEach(i -> rows.add(value(block, i))));
    return new Computed(OF_GROUP, rows);
  }

  private static Row value(BasketBlock block, int i) {
    return RowFactory.create(
        Date.valueOf(date(block.day[i])),
        block.basis,
        number(block.pe[i]),
        number(block.peZeroFloor[i]),
        number(block.peExLosses[i]),
        number(block.peMedian[i]),
        number(block.coverage[i]),
        number(block.cap[i]),
        number(block.matchedCap[i]),
        number(block.earnings[i]),
        block.members[i],
        block.capped[i],
        block.matched[i],
        block.negative[i],
        block.status(i).name());
  }

  private Computed multiples(List<String> ids, LocalDate day, Basis basis) {
    ChunkValuer.BasketBlocks group =
        new GroupValuation(warehouse, methodology, asOf).value(ids, day, day, basis, true);
    BasketBlock value = group.values().get(0);
    List<Row> rows =
        group.figures().stream()
            .sorted(Comparator.comparing((FigureBlock block) -> block.words.get(2)))
            .map(
                block ->
                    RowFactory.create(
                        Date.valueOf(day),
                        basis.toString(),
                        block.words.get(2),
                        number(block.numbers[0][0]),
                        number(block.numbers[1][0]),
                        number(block.numbers[2][0]),
                        number(block.numbers[3][0]),
                        value.members[0],
                        value.capped[0],
                        block.counts[0][0],
                        block.status(0).name()))
            .toList();
    return new Computed(MULTIPLES_OF_GROUP, rows);
  }

  private static Double number(double number) {
    return Double.isNaN(number) ? null : number;
  }

  @Override
  public NavigableMap<Integer, Double> unitsPerDollar(String currency) {
    return new ReferenceData(warehouse, asOf).unitsPerDollar(currency, methodology.fxMaxAgeDays());
  }
}
