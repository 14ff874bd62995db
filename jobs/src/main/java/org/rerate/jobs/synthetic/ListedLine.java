package org.rerate.jobs.synthetic;

/**
 * A listed line of a made-up company.
 *
 * @param id identifier
 * @param mic exchange
 * @param quoted currency or minor unit of its closes
 * @param currency major unit of {@code quoted}
 * @param shareClass class, or null
 * @param ordinaryPerUnit ordinary shares per traded unit at first
 * @param spread its price over that of the ordinary share
 * @param sharesOfCompany its own ordinary shares over those of the first line; 0 if it has no count
 * @param primary true for the primary line
 */
record ListedLine(
    String id,
    String mic,
    String quoted,
    String currency,
    String shareClass,
    double ordinaryPerUnit,
    double spread,
    double sharesOfCompany,
    boolean primary) {

  boolean isCounted() {
    return sharesOfCompany > 0;
  }

  /** A close as an exchange prints it. */
  double printed(double price) {
    double units = quoted.equals("GBX") ? price * 100 : price;
    double decimals = currency.equals("JPY") || currency.equals("KRW") ? 1 : 100;
    return Math.max(1, Math.rint(units * decimals)) / decimals;
  }
}
