package org.rerate.valuation;

/**
 * Values of one basket's sub-sector on one basis over one chunk of days, as arrays. A bean, because
 * Spark reads and writes primitive arrays of beans without boxing.
 */
public class BasketBlock {

  /** Places of the numbers in {@link #getNumbers}: day by day, {@link #NUMBERS} to a day. */
  static final int CAP = 0;

  static final int MATCHED_CAP = 1;
  static final int EARNINGS = 2;
  static final int PE = 3;
  static final int PE_ZERO_FLOOR = 4;
  static final int PE_EX_LOSSES = 5;
  static final int PE_MEDIAN = 6;
  static final int COVERAGE = 7;
  static final int NUMBERS = 8;

  /** Places of the counts in {@link #getCounts}, {@link #COUNTS} to a day. */
  static final int MEMBERS = 0;

  static final int CAPPED = 1;
  static final int MATCHED = 2;
  static final int NEGATIVE = 3;
  static final int STATUS = 4;
  static final int COUNTS = 5;

  private String basketId;
  private String subsector;
  private String basis;
  private String membership;
  private int[] day;
  private double[] numbers;
  private int[] counts;

  /** For Spark. */
  public BasketBlock() {}

  BasketBlock(String basketId, String subsector, String basis, String membership, int days) {
    this.basketId = basketId;
    this.subsector = subsector;
    this.basis = basis;
    this.membership = membership;
    this.day = new int[days];
    this.numbers = new double[days * NUMBERS];
    this.counts = new int[days * COUNTS];
  }

  /** Identifier of the basket. */
  public String getBasketId() {
    return basketId;
  }

  /** For Spark. */
  public void setBasketId(String basketId) {
    this.basketId = basketId;
  }

  /** A sub-sector, ALL, or a composite. */
  public String getSubsector() {
    return subsector;
  }

  /** For Spark. */
  public void setSubsector(String subsector) {
    this.subsector = subsector;
  }

  /** Earnings basis. */
  public String getBasis() {
    return basis;
  }

  /** For Spark. */
  public void setBasis(String basis) {
    this.basis = basis;
  }

  /** Membership rule. */
  public String getMembership() {
    return membership;
  }

  /** For Spark. */
  public void setMembership(String membership) {
    this.membership = membership;
  }

  /** Valued days. */
  public int[] getDay() {
    return day;
  }

  /** For Spark. */
  public void setDay(int[] day) {
    this.day = day;
  }

  /** Numbers, NaN where missing. */
  public double[] getNumbers() {
    return numbers;
  }

  /** For Spark. */
  public void setNumbers(double[] numbers) {
    this.numbers = numbers;
  }

  /** Counts and status. */
  public int[] getCounts() {
    return counts;
  }

  /** For Spark. */
  public void setCounts(int[] counts) {
    this.counts = counts;
  }
}
