package org.rerate.explain;

import java.util.ArrayList;
import java.util.List;
import org.rerate.domain.Status;
import org.rerate.explain.IssuerCitations.LegCitations;

/**
 * A fiscal period of a member's earnings, calculated again from its rows: {@code weight x amount x
 * USD per unit}, the amount of earnings per share being {@code eps / splits x shares}, or {@code
 * eps x splits x shares} where the row is on the share basis of a later day.
 *
 * @param period the period, such as FY 2026-12, FQ 2025-09 or NTM
 * @param weight part of it that counts
 * @param figure net income or eps, reported or estimated; null if nothing is usable
 * @param currency its currency; null if nothing is usable
 * @param amount earnings of the whole period in that currency; null if nothing is usable
 * @param shares shares that earnings per share were multiplied by; null for net income
 * @param usdPerUnit USD per unit; null without a usable rate
 * @param earningsUsd weighted; null if anything is missing
 * @param status OK, or why the leg is missing
 * @param inputs the rows
 */
public record LegPart(
    String period,
    double weight,
    String figure,
    String currency,
    Double amount,
    Double shares,
    Double usdPerUnit,
    Double earningsUsd,
    String status,
    List<Input> inputs) {

  static LegPart of(
      LegCitations cited,
      CitedRows rows,
      RateInputs rates,
      double ordinaryShares,
      Status ordinarySharesStatus,
      int day) {
    if (cited.figure() == null) {
      return new LegPart(
          cited.period(),
          cited.used().weight(),
          null,
          null,
          null,
          null,
          null,
          null,
          cited.used().reason().name(),
          List.of());
    }
    boolean reported = cited.used().series().isReported();
    boolean perShare = cited.used().series().isEps();
    CitedRow row = rows.of(cited.figure());
    double value = row.number(reported ? "value" : "mean");
    String currency = row.text("currency");
    String what = (perShare ? "eps" : "net income") + (reported ? ", reported" : ", estimated");
    List<Input> inputs = new ArrayList<>();
    inputs.add(
        row.input(
            what,
            cited.figure().id(),
            value,
            perShare ? currency + " per share" : currency,
            detail(row, cited.period(), reported),
            day));
    double amount = value;
    if (perShare) {
      String split = cited.isAhead() ? "split undone of eps" : "split since eps";
      double splits = LinePart.product(split, cited.splits(), rows, inputs, day);
      amount = (cited.isAhead() ? value * splits : value / splits) * ordinaryShares;
    }
    double rate = rates.usd(currency);
    inputs.addAll(rates.inputs(currency));
    double usd = cited.used().weight() * amount * rate;
    return new LegPart(
        cited.period(),
        cited.used().weight(),
        what,
        currency,
        LinePart.boxed(amount),
        perShare ? LinePart.boxed(ordinaryShares) : null,
        LinePart.boxed(rate),
        LinePart.boxed(usd),
        missing(perShare ? ordinarySharesStatus : Status.OK, rates.status(currency)).name(),
        inputs);
  }

  /** In the order in which the methodology asks for them. */
  private static Status missing(Status shares, Status rate) {
    return shares != Status.OK ? shares : rate;
  }

  private static String detail(CitedRow row, String period, boolean reported) {
    String end = row.text("period_end");
    String analysts = reported ? null : row.text("analyst_count");
    return period
        + (end == null ? "" : " (ends " + end + ")")
        + (analysts == null ? "" : ", " + analysts + " analysts")
        + (reported ? "" : counted(row, "up_count", " up") + counted(row, "down_count", " down"));
  }

  private static String counted(CitedRow row, String column, String word) {
    String count = row.text(column);
    return count == null ? "" : ", " + count + word;
  }
}
