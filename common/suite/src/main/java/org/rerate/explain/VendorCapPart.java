package org.rerate.explain;

import java.util.ArrayList;
import java.util.List;

/**
 * The vendor's figure for a whole company without a counted line.
 *
 * @param amount the cap
 * @param currency its currency
 * @param usdPerUnit USD per unit; null without a usable rate
 * @param capUsd USD; null without a usable rate
 * @param inputs the rows
 */
public record VendorCapPart(
    double amount, String currency, Double usdPerUnit, Double capUsd, List<Input> inputs) {

  static VendorCapPart of(Citation cited, CitedRows rows, RateInputs rates, int day) {
    CitedRow row = rows.of(cited);
    double amount = row.number("market_cap");
    String currency = row.text("currency");
    double rate = rates.usd(currency);
    List<Input> inputs = new ArrayList<>();
    inputs.add(row.input("vendor cap", cited.id(), amount, currency, "", day));
    inputs.addAll(rates.inputs(currency));
    return new VendorCapPart(
        amount, currency, LinePart.boxed(rate), LinePart.boxed(amount * rate), inputs);
  }
}
