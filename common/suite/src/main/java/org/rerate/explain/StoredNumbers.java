package org.rerate.explain;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.domain.Days;
import org.rerate.domain.Status;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.valuation.ResultVariant;

/** What the result tables hold of an explained number and its members. */
final class StoredNumbers {

  private Row basket;
  private final Map<String, Row> caps = new HashMap<>();
  private final Map<String, Row> earnings = new HashMap<>();

  StoredNumbers(
      Warehouse warehouse,
      ResultVariant variant,
      ExplainRequest asked,
      Collection<String> issuers) {
    String issuersOnly = Filter.in("issuer_id", issuers).sql();
    String basisOnly = Filter.is("basis", asked.basis().toString()).sql();
    warehouse.together(
        List.of(
            () ->
                basket =
                    rows(warehouse, ValuationTables.BASKET_VALUATIONS, variant, asked.day())
                        .where(Filter.is("basket_id", asked.basket()).sql())
                        .where(Filter.is("subsector", asked.subsector()).sql())
                        .where(Filter.is("membership", asked.membership().toString()).sql())
                        .where(basisOnly)
                        .collectAsList()
                        .stream()
                        .findFirst()
                        .orElse(null),
            () ->
                rows(warehouse, ValuationTables.ISSUER_CAPS, variant, asked.day())
                    .where(issuersOnly)
                    .collectAsList()
                    .forEach(row -> caps.put(row.getAs("issuer_id"), row)),
            () ->
                rows(warehouse, ValuationTables.ISSUER_EARNINGS, variant, asked.day())
                    .where(issuersOnly)
                    .where(basisOnly)
                    .collectAsList()
                    .forEach(row -> earnings.put(row.getAs("issuer_id"), row))));
  }

  private static Dataset<Row> rows(
      Warehouse warehouse, TableSpec table, ResultVariant variant, int day) {
    return warehouse
        .read(table)
        .where(variant.filter().sql())
        .where("valuation_date = DATE'" + Days.date(day) + "'");
  }

  /** The basket's row; null if it is not stored. */
  Row basket() {
    return basket;
  }

  Agreement cap(String issuer, Double recalculated) {
    return agreement("cap_usd", caps.get(issuer), recalculated);
  }

  Agreement earnings(String issuer, Double recalculated) {
    return agreement("earnings_usd", earnings.get(issuer), recalculated);
  }

  /** Which stored causes are others than the rows give, in words. */
  List<String> statusDoubts(String issuer, Status cap, Status earned) {
    return Stream.of(
            doubt("cap", caps.get(issuer), cap), doubt("earnings", earnings.get(issuer), earned))
        .flatMap(Optional::stream)
        .map(doubt -> issuer + ": " + doubt)
        .toList();
  }

  private static Optional<String> doubt(String what, Row row, Status recalculated) {
    String stored = row == null ? recalculated.name() : row.getAs("status");
    return stored.equals(recalculated.name())
        ? Optional.empty()
        : Optional.of(
            "the status of its %s is stored as %s, the rows give %s"
                .formatted(what, stored, recalculated));
  }

  Agreement ofBasket(String column, Double recalculated) {
    return agreement(column, basket, recalculated);
  }

  private static Agreement agreement(String column, Row row, Double recalculated) {
    Number stored = row == null ? null : row.getAs(column);
    return Agreement.of(
        column, row != null, stored == null ? null : stored.doubleValue(), recalculated);
  }
}
