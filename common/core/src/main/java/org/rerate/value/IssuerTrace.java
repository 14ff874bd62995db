package org.rerate.value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rerate.domain.EarningsSource;
import org.rerate.domain.Status;
import org.rerate.history.FactHistory;
import org.rerate.history.FiscalBook;
import org.rerate.history.IssuerHistory;
import org.rerate.history.LineHistory;

/**
 * Cap and earnings of one issuer on one day, with the rows that the walk took to get there: the
 * live lines, their counts and prices, the vendor's cap, the legs of the earnings.
 */
public final class IssuerTrace implements ValuationTrace {

  /**
   * A live line.
   *
   * @param line the line with all its rows
   * @param version row of the line itself
   * @param count row of the share count, or -1
   */
  public record UsedLine(LineHistory line, int version, int count) {}

  /**
   * A price that was needed.
   *
   * @param price row of the close, or -1
   * @param status OK, or why it does not serve
   */
  public record UsedPrice(int price, Status status) {}

  /**
   * A fiscal period that was needed.
   *
   * @param period year and month of its end, see {@link org.rerate.domain.FiscalPeriod}; 0 for the
   *     vendor's own next twelve months
   * @param series where its figure was found; null if nothing is usable
   * @param rows the rows of that series; null if nothing is usable
   * @param row the row taken, or -1
   * @param weight part of the figure that counts
   * @param reason why nothing is usable; OK if something is
   */
  public record UsedLeg(
      int period,
      FiscalBook.Series series,
      FactHistory rows,
      int row,
      double weight,
      Status reason) {}

  private final IssuerHistory history;
  private final List<UsedLine> lines = new ArrayList<>();
  private final Map<String, UsedPrice> prices = new HashMap<>();
  private final List<UsedLeg> legs = new ArrayList<>();
  private int vendorCap = -1;
  private IssuerCaps caps;
  private IssuerEarnings earnings;

  public IssuerTrace(IssuerHistory history) {
    this.history = history;
  }

  public void valued(IssuerCaps byCaps, IssuerEarnings byEarnings) {
    caps = byCaps;
    earnings = byEarnings;
  }

  @Override
  public void line(LineHistory line, int version, int count) {
    lines.add(new UsedLine(line, version, count));
  }

  @Override
  public void price(LineHistory line, int version, int price, Status status) {
    prices.put(line.securityId(), new UsedPrice(price, status));
  }

  @Override
  public void vendorCap(int row) {
    vendorCap = row;
  }

  @Override
  public void leg(int period, FiscalBook.Series series, FactHistory rows, int row, double weight) {
    legs.add(new UsedLeg(period, series, rows, row, weight, Status.OK));
  }

  @Override
  public void missing(int period, double weight, Status reason) {
    legs.add(new UsedLeg(period, null, null, -1, weight, reason));
  }

  /** Identifier of the issuer. */
  public String issuerId() {
    return history.issuerId();
  }

  /** The live lines, by identifier. */
  public List<UsedLine> lines() {
    return lines;
  }

  /** The price that was looked at for a line; null if none was needed. */
  public UsedPrice price(String securityId) {
    return prices.get(securityId);
  }

  /** The vendor's caps of the issuer. */
  public FactHistory vendorCaps() {
    return history.vendorCaps();
  }

  /** Row of the vendor's cap; -1 if it was not taken. */
  public int vendorCap() {
    return vendorCap;
  }

  /** The fiscal periods that were needed. */
  public List<UsedLeg> legs() {
    return legs;
  }

  /** Identifier of the day's primary line; null if no line is live. */
  public String primary() {
    return caps.primary == null ? null : caps.primary.securityId();
  }

  /** USD; NaN if missing. */
  public double cap() {
    return caps.cap;
  }

  /** OK, VENDOR_CAP, or why the cap is missing. */
  public Status capStatus() {
    return caps.status;
  }

  /** OK, or why there are no shares to multiply earnings per share by. */
  public Status sharesStatus() {
    return caps.sharesStatus();
  }

  /** USD; NaN if missing. */
  public double earnings() {
    return earnings.earnings;
  }

  /** OK, or why the earnings are missing. */
  public Status earningsStatus() {
    return earnings.status;
  }

  /** Where the earnings came from; null if they are missing. */
  public EarningsSource source() {
    return earnings.status == Status.OK ? earnings.source : null;
  }

  /** Days since the oldest estimate used; -1 if none was. */
  public int estimateAge() {
    return earnings.age;
  }
}
