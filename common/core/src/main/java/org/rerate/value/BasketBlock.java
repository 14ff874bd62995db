package org.rerate.value;

import java.io.Serializable;
import java.util.Arrays;
import org.rerate.domain.Status;
import org.rerate.methodology.BasketValue;

/**
 * Values of one basket's sub-sector on one basis over one chunk of days, as arrays, which may be
 * longer than the days that have a value. Numbers are NaN where missing.
 */
public final class BasketBlock implements Serializable {

  private static final long serialVersionUID = 1L;

  public final String basketId;
  public final String subsector;
  public final String basis;
  public final String membership;
  public final int[] day;
  public final double[] cap;
  public final double[] matchedCap;
  public final double[] earnings;
  public final double[] pe;
  public final double[] peZeroFloor;
  public final double[] peExLosses;
  public final double[] peMedian;
  public final double[] coverage;
  public final int[] members;
  public final int[] capped;
  public final int[] matched;
  public final int[] negative;
  private final byte[] statuses;
  private int size;

  /**
   * No day yet.
   *
   * @param subsector a sub-sector, ALL, or a composite
   * @param days for how many there is room
   */
  public BasketBlock(String basketId, String subsector, String basis, String membership, int days) {
    this.basketId = basketId;
    this.subsector = subsector;
    this.basis = basis;
    this.membership = membership;
    this.day = new int[days];
    this.cap = new double[days];
    this.matchedCap = new double[days];
    this.earnings = new double[days];
    this.pe = new double[days];
    this.peZeroFloor = new double[days];
    this.peExLosses = new double[days];
    this.peMedian = new double[days];
    this.coverage = new double[days];
    this.members = new int[days];
    this.capped = new int[days];
    this.matched = new int[days];
    this.negative = new int[days];
    this.statuses = new byte[days];
  }

  /** Days that have a value. */
  public int size() {
    return size;
  }

  /** The valued days. */
  public int[] days() {
    return Arrays.copyOf(day, size);
  }

  public Status status(int i) {
    return Status.of(statuses[i]);
  }

  /** Adds the value of a day. */
  public void add(int on, BasketValue value) {
    int i = size++;
    day[i] = on;
    cap[i] = value.cap;
    matchedCap[i] = value.matchedCap;
    earnings[i] = value.earnings;
    pe[i] = value.pe;
    peZeroFloor[i] = value.peZeroFloor;
    peExLosses[i] = value.peExLosses;
    peMedian[i] = value.peMedian;
    coverage[i] = value.coverage;
    members[i] = value.members;
    capped[i] = value.capped;
    matched[i] = value.matched;
    negative[i] = value.negative;
    statuses[i] = value.status.code();
  }
}
