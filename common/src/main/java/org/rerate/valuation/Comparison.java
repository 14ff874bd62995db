package org.rerate.valuation;

import org.rerate.domain.Status;

/**
 * One group of basket A against the same of basket B on a day and basis (methodology section 7);
 * NaN where missing, shares, premium and ratios are fractions.
 */
public record Comparison(
    String group,
    int day,
    String basis,
    double peA,
    double peB,
    double pePremium,
    double capShareA,
    double capShareB,
    double capRatio,
    double capRatioPrivateA,
    double capRatioPrivateBoth,
    Status status) {}
