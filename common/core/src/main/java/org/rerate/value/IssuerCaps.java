package org.rerate.value;

import org.rerate.domain.MinorUnit;
import org.rerate.domain.Status;
import org.rerate.history.FactHistory;
import org.rerate.history.IssuerHistory;
import org.rerate.history.LineHistory;
import org.rerate.history.Rates;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.Methodology.ShareClassPolicy;
import org.rerate.methodology.ShareRules.SuspectSplits;

/**
 * The market capitalisation of one issuer on one day (methodology section 2), and what earnings per
 * share need besides: the primary line and the number of shares.
 *
 * <p>Reused from day to day: {@link #value} fills the fields.
 */
public final class IssuerCaps {

  private final Methodology methodology;
  private final int priceMaxAgeDays;
  private final Rates rates;
  private final IssuerHistory history;
  private final ValuationTrace trace;

  /** USD; NaN unless the status has a cap. */
  public double cap;

  /** OK, VENDOR_CAP, or why the cap is missing. */
  Status status = Status.NO_SHARES;

  /** Days since the oldest count of a live line became effective; -1 if no line is counted. */
  int sharesAge = -1;

  /** The primary line of the day; null if no line is live. */
  LineHistory primary;

  private int primaryVersion;
  private double countedShares;
  private boolean counted;
  private int day = Integer.MIN_VALUE;
  private int dayIndex;
  private long limit;

  /** Caps by the age limits of the methodology. */
  public IssuerCaps(
      Methodology methodology, Rates rates, IssuerHistory history, ValuationTrace trace) {
    this(methodology, methodology.priceMaxAgeDays(), rates, history, trace);
  }

  /**
   * Caps of counted lines by closes of another age; that of a vendor's cap stays.
   *
   * @param priceMaxAgeDays calendar days after which a close is stale
   */
  public IssuerCaps(
      Methodology methodology,
      int priceMaxAgeDays,
      Rates rates,
      IssuerHistory history,
      ValuationTrace trace) {
    this.methodology = methodology;
    this.priceMaxAgeDays = priceMaxAgeDays;
    this.rates = rates;
    this.history = history;
    this.trace = trace;
  }

  public void value(int day, int dayIndex, long limit) {
    this.day = day;
    this.dayIndex = dayIndex;
    this.limit = limit;
    boolean onFile = findPrimary();
    if (onFile && primary == null) {
      missing(Status.NOT_LISTED);
    } else if (counted && sharesAge > methodology.shareRules().maxAgeDays()) {
      missing(Status.STALE_SHARES);
    } else if (counted) {
      countedCap();
      suspect();
    } else {
      vendorCap();
    }
  }

  /** Row of the primary line itself; meaningful if there is one. */
  public int primaryVersion() {
    return primaryVersion;
  }

  /** The day that was valued last; {@code Integer.MIN_VALUE} if none was. */
  public int day() {
    return day;
  }

  private void missing(Status reason) {
    cap = Double.NaN;
    status = reason;
  }

  /** The live primary line, else the first live counted line, else the first live line. */
  private boolean findPrimary() {
    boolean onFile = false;
    int rank = 0;
    primary = null;
    counted = false;
    countedShares = 0;
    sharesAge = -1;
    for (LineHistory line : history.lines()) {
      int version = line.attributesAt(limit);
      if (version < 0) {
        continue;
      }
      onFile = true;
      if (!line.isLive(version, day)) {
        continue;
      }
      int count = line.shares().last(day, limit);
      trace.line(line, version, count);
      if (count >= 0) {
        counted = true;
        sharesAge = Math.max(sharesAge, day - line.shares().day(count));
        countedShares += line.sharesOn(count, day, limit);
      }
      int candidate = line.isPrimary(version) ? 3 : count >= 0 ? 2 : 1;
      if (candidate > rank) {
        rank = candidate;
        primary = line;
        primaryVersion = version;
      }
    }
    return onFile;
  }

  private void countedCap() {
    if (methodology.shareClassPolicy() == ShareClassPolicy.PRIMARY_LINE) {
      status = priceStatus(primary, primaryVersion);
      cap = status == Status.OK ? usd(primary, primaryVersion, countedShares) : Double.NaN;
      return;
    }
    double sum = 0;
    Status worst = Status.OK;
    for (LineHistory line : history.lines()) {
      int version = line.attributesAt(limit);
      if (version < 0 || !line.isLive(version, day)) {
        continue;
      }
      int count = line.shares().last(day, limit);
      if (count < 0) {
        continue;
      }
      Status lineStatus = priceStatus(line, version);
      if (lineStatus == Status.OK) {
        sum += usd(line, version, line.sharesOn(count, day, limit));
      } else if (worst == Status.OK || lineStatus.compareTo(worst) < 0) {
        worst = lineStatus;
      }
    }
    status = worst;
    cap = worst == Status.OK ? sum : Double.NaN;
  }

  /** A cap that rests on a suspected split says so, or is silenced, where the methodology asks. */
  private void suspect() {
    SuspectSplits policy = methodology.shareRules().suspectSplits();
    if (policy == SuspectSplits.WARN || status != Status.OK) {
      return;
    }
    for (LineHistory line : history.lines()) {
      int version = line.attributesAt(limit);
      if (version >= 0 && line.isLive(version, day) && line.hasSuspectSplit(day, limit)) {
        status = Status.SUSPECT_SPLIT;
        cap = policy == SuspectSplits.FLAG ? cap : Double.NaN;
        return;
      }
    }
  }

  private void vendorCap() {
    int row = freshVendorCap();
    if (row < 0) {
      missing(primary == null ? Status.NOT_LISTED : Status.NO_SHARES);
      return;
    }
    FactHistory caps = history.vendorCaps();
    trace.vendorCap(row);
    status = rates.status(caps.text(row), dayIndex);
    cap = status == Status.OK ? caps.number(row) * rates.usd(caps.text(row), dayIndex) : Double.NaN;
    if (status == Status.OK) {
      status = Status.VENDOR_CAP;
    }
  }

  private int freshVendorCap() {
    FactHistory caps = history.vendorCaps();
    int row = caps.size() == 0 ? -1 : caps.last(day, limit);
    return row >= 0 && day - caps.day(row) <= methodology.priceMaxAgeDays() ? row : -1;
  }

  private Status priceStatus(LineHistory line, int version) {
    int price = line.prices().last(day, limit);
    Status status = priceStatus(line, version, price);
    trace.price(line, version, price, status);
    return status;
  }

  private Status priceStatus(LineHistory line, int version, int price) {
    if (price < 0) {
      return Status.NO_PRICE;
    }
    if (day - line.prices().day(price) > priceMaxAgeDays) {
      return Status.STALE_PRICE;
    }
    return rates.status(line.priceCurrency(version, price), dayIndex);
  }

  /** {@code price / ordinary_per_unit x shares x fx}, in this order. */
  private double usd(LineHistory line, int version, double shares) {
    int price = line.prices().last(day, limit);
    return pricePerOrdinaryShare(line, version, price)
        * shares
        * rates.usd(line.priceCurrency(version, price), dayIndex);
  }

  private double pricePerOrdinaryShare(LineHistory line, int version, int price) {
    return line.closeOn(price, day, limit)
        / line.ordinaryPerUnit(version, line.prices().day(price), limit);
  }

  /** OK, or why {@link #ordinaryShares} is missing. */
  Status sharesStatus() {
    if (counted) {
      return sharesAge > methodology.shareRules().maxAgeDays() ? Status.STALE_SHARES : Status.OK;
    }
    if (primary == null || freshVendorCap() < 0) {
      return Status.NO_SHARES;
    }
    int row = freshVendorCap();
    Status price = priceStatus(primary, primaryVersion);
    if (sameCurrency(row)) {
      return price == Status.NO_FX || price == Status.STALE_FX ? Status.OK : price;
    }
    return price == Status.OK ? rates.status(history.vendorCaps().text(row), dayIndex) : price;
  }

  /**
   * The issuer's ordinary shares: those counted, else vendor cap / price per ordinary share of the
   * primary line, in one currency. Only where {@link #sharesStatus} is OK.
   */
  double ordinaryShares() {
    if (counted) {
      return countedShares;
    }
    int row = freshVendorCap();
    int price = primary.prices().last(day, limit);
    double perShare = pricePerOrdinaryShare(primary, primaryVersion, price);
    String priceCurrency = primary.priceCurrency(primaryVersion, price);
    String capCurrency = history.vendorCaps().text(row);
    double vendorCap = history.vendorCaps().number(row);
    return sameCurrency(row)
        ? vendorCap
            * MinorUnit.factorOf(capCurrency)
            / (perShare * MinorUnit.factorOf(priceCurrency))
        : vendorCap
            * rates.usd(capCurrency, dayIndex)
            / (perShare * rates.usd(priceCurrency, dayIndex));
  }

  private boolean sameCurrency(int vendorCapRow) {
    int price = primary.prices().last(day, limit);
    return price >= 0
        && MinorUnit.majorOf(primary.priceCurrency(primaryVersion, price))
            .equals(MinorUnit.majorOf(history.vendorCaps().text(vendorCapRow)));
  }
}
