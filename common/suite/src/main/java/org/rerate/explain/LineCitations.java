package org.rerate.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.rerate.domain.Status;
import org.rerate.history.FactHistory;
import org.rerate.history.FactKind;
import org.rerate.history.LineHistory;
import org.rerate.value.IssuerTrace;
import org.rerate.value.IssuerTrace.UsedLine;
import org.rerate.value.IssuerTrace.UsedPrice;

/**
 * The rows that a live line contributes.
 *
 * @param securityId the line
 * @param isPrimary true if it is the day's primary line
 * @param isPriced true if its price was needed
 * @param priceStatus OK, or why the price does not serve
 * @param line the version of the line itself
 * @param price the close; null if there is none or it was not needed
 * @param adjustment splits and price adjustments that an adjusted close was multiplied back by
 * @param sincePrice splits and price adjustments since the close
 * @param unitRatio change of the ADR ratio in force; null if the line's own holds
 * @param count the share count; null if the line has none
 * @param countAdjustment splits that an adjusted count was divided back by
 * @param sinceCount splits since the count
 */
record LineCitations(
    String securityId,
    boolean isPrimary,
    boolean isPriced,
    Status priceStatus,
    Citation line,
    Citation price,
    List<Citation> adjustment,
    List<Citation> sincePrice,
    Citation unitRatio,
    Citation count,
    List<Citation> countAdjustment,
    List<Citation> sinceCount) {

  static LineCitations of(IssuerTrace issuer, UsedLine used, int day, long limit) {
    LineHistory line = used.line();
    String id = line.securityId();
    UsedPrice taken = issuer.price(id);
    int price = taken == null ? -1 : taken.price();
    int count = used.count();
    FactHistory prices = line.prices();
    boolean adjusted = price >= 0 && prices.integer(0, price) == LineHistory.SPLIT_ADJUSTED;
    int ratio = price < 0 ? -1 : line.unitRatio(prices.day(price), limit);
    return new LineCitations(
        id,
        id.equals(issuer.primary()),
        taken != null,
        taken == null ? Status.OK : taken.status(),
        Citation.of("securities", id, "", line.attributes(), used.version()),
        price < 0
            ? null
            : Citation.of("prices", id, adjusted ? "SPLIT_ADJUSTED" : "AS_TRADED", prices, price),
        adjusted ? adjustments(line, price, limit) : List.of(),
        price < 0 ? List.of() : actions(line, line.priceRatioRows(prices.day(price), day, limit)),
        ratio < 0
            ? null
            : Citation.of("corporate_actions", id, "unit_ratio", line.actions(), ratio),
        count < 0 ? null : Citation.of("shares", id, "", line.shares(), count),
        count < 0 ? List.of() : countAdjustments(line, count, limit),
        count < 0 ? List.of() : splits(line, line.shares().day(count), day, limit));
  }

  /** What counts up to the day that a close is adjusted to, known by then at the latest. */
  private static List<Citation> adjustments(LineHistory line, int price, long limit) {
    int adjustedTo = line.prices().adjustedTo(price);
    return adjustedTo == FactKind.NONE
        ? List.of()
        : actions(
            line,
            line.priceRatioRows(
                line.prices().day(price), adjustedTo, LineHistory.known(adjustedTo, limit)));
  }

  private static List<Citation> countAdjustments(LineHistory line, int count, long limit) {
    int adjustedTo = line.shares().adjustedTo(count);
    return adjustedTo == FactKind.NONE
        ? List.of()
        : splits(line, line.shares().day(count), adjustedTo, LineHistory.known(adjustedTo, limit));
  }

  static List<Citation> splits(LineHistory line, int after, int until, long limit) {
    return actions(line, line.splitRows(after, until, limit));
  }

  private static List<Citation> actions(LineHistory line, List<Integer> rows) {
    List<Citation> actions = new ArrayList<>();
    for (int row : rows) {
      String action =
          line.actions().integer(0, row) == FactKind.SPLIT ? "split" : "price_adjustment";
      actions.add(Citation.of("corporate_actions", line.securityId(), action, line.actions(), row));
    }
    return actions;
  }

  void forEach(Consumer<Citation> each) {
    each.accept(line);
    if (price != null) {
      each.accept(price);
    }
    if (unitRatio != null) {
      each.accept(unitRatio);
    }
    if (count != null) {
      each.accept(count);
    }
    adjustment.forEach(each);
    sincePrice.forEach(each);
    countAdjustment.forEach(each);
    sinceCount.forEach(each);
  }
}
