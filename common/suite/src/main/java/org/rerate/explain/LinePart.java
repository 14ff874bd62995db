package org.rerate.explain;

import java.util.ArrayList;
import java.util.List;
import org.rerate.domain.Status;

/**
 * A live line of a member, calculated again from its rows: {@code price / ordinary_per_unit x
 * shares x USD per unit}.
 *
 * @param securityId the line
 * @param ticker its ticker
 * @param isPrimary true if it is the day's primary line
 * @param status OK, why its price does not serve, or NO_SHARES for a line that adds nothing
 * @param priceStatus OK, or why its price does not serve; OK if none was needed
 * @param currency currency of its price; null without one
 * @param price close on the day's share basis, in that currency; null if not needed or missing
 * @param ordinaryPerUnit ordinary shares that a traded unit stands for
 * @param shares ordinary shares on the day, splits applied; null if the line has no count
 * @param usdPerUnit USD per unit of the currency; null without a usable rate
 * @param capUsd USD; null if anything is missing
 * @param inputs the rows
 */
public record LinePart(
    String securityId,
    String ticker,
    boolean isPrimary,
    Status status,
    Status priceStatus,
    String currency,
    Double price,
    double ordinaryPerUnit,
    Double shares,
    Double usdPerUnit,
    Double capUsd,
    List<Input> inputs) {

  static LinePart of(LineCitations cited, CitedRows rows, RateInputs rates, int day) {
    CitedRow line = rows.of(cited.line());
    String id = cited.securityId();
    List<Input> inputs = new ArrayList<>();
    inputs.add(
        line.input(
            "line",
            id,
            line.number("ordinary_per_unit"),
            "ordinary per unit",
            line.text("currency"),
            day));
    String currency = null;
    double price = Double.NaN;
    double rate = Double.NaN;
    double ordinary = line.number("ordinary_per_unit");
    if (cited.price() != null) {
      CitedRow close = rows.of(cited.price());
      currency = close.text("currency") == null ? line.text("currency") : close.text("currency");
      String detail = close.text("basis");
      String adjustedTo = close.text("adjusted_to");
      inputs.add(
          close.input(
              "price",
              id,
              close.number("close"),
              currency,
              adjustedTo == null ? detail : detail + " to " + adjustedTo,
              day));
      price =
          close.number("close")
              * product("split undone", cited.adjustment(), rows, inputs, day)
              / product("split", cited.sincePrice(), rows, inputs, day);
      if (cited.unitRatio() != null) {
        CitedRow ratio = rows.of(cited.unitRatio());
        ordinary = ratio.number("value");
        inputs.add(ratio.input("unit ratio", id, ordinary, "ordinary per unit", "", day));
      }
      rate = rates.usd(currency);
      inputs.addAll(rates.inputs(currency));
    }
    double shares = Double.NaN;
    if (cited.count() != null) {
      CitedRow count = rows.of(cited.count());
      double counted = count.number("shares_outstanding");
      String adjustedTo = count.text("adjusted_to");
      inputs.add(
          count.input(
              "shares",
              id,
              counted,
              "ordinary shares",
              adjustedTo == null ? "" : count.text("basis") + " to " + adjustedTo,
              day));
      shares =
          counted
              / product("split of shares undone", cited.countAdjustment(), rows, inputs, day)
              * product("split of shares", cited.sinceCount(), rows, inputs, day);
    }
    boolean usable = cited.isPriced() && cited.priceStatus() == Status.OK;
    Status status = cited.count() == null ? Status.NO_SHARES : cited.priceStatus();
    return new LinePart(
        id,
        line.text("ticker"),
        cited.isPrimary(),
        status,
        cited.priceStatus(),
        currency,
        boxed(price),
        ordinary,
        boxed(shares),
        boxed(rate),
        usable ? boxed(price / ordinary * shares * rate) : null,
        inputs);
  }

  /** True if its price serves; a line without a share count may be the one that is priced. */
  boolean isUsable() {
    return priceStatus == Status.OK && price != null && usdPerUnit != null;
  }

  /** Product of the ratios of splits and price adjustments; 1 without any. */
  static double product(
      String what, List<Citation> actions, CitedRows rows, List<Input> inputs, int day) {
    double product = 1;
    for (Citation action : actions) {
      CitedRow row = rows.of(action);
      double ratio = row.number("value");
      product *= ratio;
      boolean split = row.text("action").equals("split");
      inputs.add(
          row.input(
              split ? what : what.replace("split", "price adjustment"),
              action.id(),
              ratio,
              split ? "new per old" : "close before per close after",
              "",
              day));
    }
    return product;
  }

  static Double boxed(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
