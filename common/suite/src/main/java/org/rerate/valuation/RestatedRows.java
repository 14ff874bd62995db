package org.rerate.valuation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.rerate.domain.Days;
import org.rerate.domain.Knowledge;
import org.rerate.domain.MinorUnit;
import org.rerate.domain.RestatedInput;
import org.rerate.engine.delta.Cells;
import org.rerate.engine.delta.TableScan;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * Finds the accepted rows that came in between two instants, may be seen when a day is valued, and
 * concern a member of a basket.
 */
final class RestatedRows {

  /**
   * A table whose rows belong to an input, the column that names whom they concern, and details.
   */
  private record Place(RestatedInput input, FeedSpec feed, String id, List<String> details) {}

  private static final List<Place> PLACES =
      List.of(
          new Place(
              RestatedInput.MEMBERS,
              MarketTables.MEMBERS,
              "issuer_id",
              List.of("subsector", "valid_to", "inclusion_factor")),
          new Place(
              RestatedInput.REFERENCES,
              MarketTables.ISSUERS,
              "issuer_id",
              List.of("name", "region", "reporting_currency")),
          new Place(
              RestatedInput.REFERENCES,
              MarketTables.SECURITIES,
              "security_id",
              List.of("issuer_id", "currency", "is_primary", "ordinary_per_unit", "delisted_on")),
          new Place(
              RestatedInput.CORPORATE_ACTIONS,
              MarketTables.CORPORATE_ACTIONS,
              "security_id",
              List.of("action", "value")),
          new Place(
              RestatedInput.SHARES,
              MarketTables.SHARES,
              "security_id",
              List.of("shares_outstanding")),
          new Place(
              RestatedInput.SHARES,
              MarketTables.MARKET_CAPS,
              "issuer_id",
              List.of("market_cap", "currency")),
          new Place(
              RestatedInput.PRICES,
              MarketTables.PRICES,
              "security_id",
              List.of("basis", "close", "currency")),
          new Place(RestatedInput.FX, MarketTables.FX, "currency", List.of("usd_per_unit")),
          new Place(
              RestatedInput.ACTUALS,
              MarketTables.ACTUALS,
              "issuer_id",
              List.of("metric", "period_type", "period_end", "value", "currency")),
          new Place(
              RestatedInput.ESTIMATES,
              MarketTables.ESTIMATES,
              "issuer_id",
              List.of("metric", "period_type", "period_end", "mean", "currency", "analyst_count")));

  /** What every row tells besides its day and details. */
  private static final List<String> COMMON =
      List.of("source_file", "source_line", "run_id", "known_at", "ingested_at", "retracted");

  private final Warehouse warehouse;
  private final RestatementRequest request;
  private final Knowledge knowledge;
  private final Map<String, Integer> adjustedTo;

  /**
   * Rows for {@code request}.
   *
   * @param adjustedTo line to the day up to which splits after the day valued undo an adjustment
   */
  RestatedRows(
      Warehouse warehouse,
      RestatementRequest request,
      Knowledge knowledge,
      Map<String, Integer> adjustedTo) {
    this.warehouse = warehouse;
    this.request = request;
    this.knowledge = knowledge;
    this.adjustedTo = adjustedTo;
  }

  /**
   * The rows, in order of input.
   *
   * @param issuers the members
   * @param owners line to the members under which it was ever filed
   * @param currencies major currency to the members that have figures in it
   */
  List<RestatedRow> of(
      Set<String> issuers, Map<String, Set<String>> owners, Map<String, Set<String>> currencies) {
    Map<String, Set<String>> themselves = new HashMap<>();
    issuers.forEach(issuer -> themselves.put(issuer, Set.of(issuer)));
    Map<String, Set<String>> codes = new HashMap<>(currencies);
    MinorUnit.ALL.forEach(
        (code, unit) -> {
          if (currencies.containsKey(unit.major())) {
            codes.put(code, currencies.get(unit.major()));
          }
        });
    List<RestatedRow> rows = new ArrayList<>();
    for (Place place : PLACES) {
      read(
          place,
          switch (place.id) {
            case "issuer_id" -> themselves;
            case "security_id" -> owners;
            default -> codes;
          },
          rows);
    }
    return rows;
  }

  private void read(Place place, Map<String, Set<String>> concerned, List<RestatedRow> rows) {
    if (concerned.isEmpty()) {
      return;
    }
    List<String> columns = new ArrayList<>(COMMON);
    columns.add(place.id);
    String businessDay = place.feed.businessDay();
    columns.add(businessDay == null ? place.id : businessDay);
    columns.addAll(place.details);
    TableScan scan =
        warehouse
            .scan(place.feed.table(), columns.toArray(String[]::new))
            .where(Filter.in(place.id, concerned.keySet()))
            .where(Filter.notAfter("ingested_at", Days.micros(request.after())));
    if (businessDay != null) {
      scan.where(Filter.until(businessDay, lastDay(place.input)));
    }
    if (place.input == RestatedInput.MEMBERS) {
      scan.where(Filter.is("basket_id", request.basket().basketId()));
    }
    long before = Days.micros(request.before());
    scan.forEach(
        cells -> {
          long known = cells.whole(3, Long.MIN_VALUE);
          int seenOn = seenOn(place, cells);
          if (cells.whole(4, Long.MIN_VALUE) > before
              && seenOn >= request.day()
              && known <= knowledge.limit(seenOn)) {
            rows.add(row(place, concerned, cells));
          }
        });
  }

  /** The last business day that can matter: later than the day valued for two inputs alone. */
  private int lastDay(RestatedInput input) {
    return switch (input) {
      case MEMBERS -> request.basket().membership().knowledgeDay(request.day());
      case CORPORATE_ACTIONS ->
          adjustedTo.values().stream().reduce(request.day(), (one, other) -> Math.max(one, other));
      default -> request.day();
    };
  }

  /** By the end of which day a row must be known to count; before the day valued if it cannot. */
  private int seenOn(Place place, Cells cells) {
    if (place.input == RestatedInput.MEMBERS) {
      return lastDay(place.input);
    }
    int day = place.feed.businessDay() == null ? request.day() : cells.whole(7, 0);
    if (day <= request.day()) {
      return request.day();
    }
    int undone = adjustedTo.getOrDefault(cells.text(6), Integer.MIN_VALUE);
    return day <= undone ? undone : Integer.MIN_VALUE;
  }

  private RestatedRow row(Place place, Map<String, Set<String>> concerned, Cells cells) {
    String id = cells.text(6);
    StringJoiner text = new StringJoiner(" ");
    if (cells.truth(5)) {
      text.add("taken back");
    }
    for (int i = 0; i < place.details.size(); i++) {
      Object value = cells.value(8 + i);
      if (value != null) {
        boolean isDate =
            place.feed.table().column(place.details.get(i)).orElseThrow().kind().isDate();
        text.add(isDate ? Days.date((Integer) value).toString() : written(value));
      }
    }
    long known = cells.whole(3, Long.MIN_VALUE);
    return new RestatedRow(
        place.input,
        place.feed.table().fullName(),
        id,
        concerned.get(id),
        place.feed.businessDay() == null ? null : Days.date(cells.whole(7, 0)),
        text.toString(),
        cells.text(0),
        cells.whole(1, 0L),
        cells.text(2),
        known <= Days.SINCE_EVER ? null : Days.instant(known),
        Days.instant(cells.whole(4, 0L)));
  }

  /** Numbers in full, as files have them. */
  private static String written(Object value) {
    return value instanceof Double number
        ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
        : value.toString();
  }
}
