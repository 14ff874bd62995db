package org.rerate.valuation;

/**
 * Caps, or earnings on one basis, of one issuer over one chunk of days, as arrays. A bean, because
 * Spark reads and writes primitive arrays of beans without boxing.
 */
public class IssuerBlock {

  private String issuerId;
  private int chunk;
  private String basis;
  private int[] day;
  private double[] usd;
  private int[] code;

  /** For Spark. */
  public IssuerBlock() {}

  IssuerBlock(String issuerId, int chunk, String basis, int[] day, double[] usd, int[] code) {
    this.issuerId = issuerId;
    this.chunk = chunk;
    this.basis = basis;
    this.day = day;
    this.usd = usd;
    this.code = code;
  }

  /** Identifier of the issuer. */
  public String getIssuerId() {
    return issuerId;
  }

  /** For Spark. */
  public void setIssuerId(String issuerId) {
    this.issuerId = issuerId;
  }

  /** Number of the chunk of days. */
  public int getChunk() {
    return chunk;
  }

  /** For Spark. */
  public void setChunk(int chunk) {
    this.chunk = chunk;
  }

  /** Earnings basis, or empty for caps. */
  public String getBasis() {
    return basis;
  }

  /** For Spark. */
  public void setBasis(String basis) {
    this.basis = basis;
  }

  /** Valued days. */
  public int[] getDay() {
    return day;
  }

  /** For Spark. */
  public void setDay(int[] day) {
    this.day = day;
  }

  /** USD per day; NaN where missing. */
  public double[] getUsd() {
    return usd;
  }

  /** For Spark. */
  public void setUsd(double[] usd) {
    this.usd = usd;
  }

  /** {@link ResultCode} per day. */
  public int[] getCode() {
    return code;
  }

  /** For Spark. */
  public void setCode(int[] code) {
    this.code = code;
  }
}
