package org.rerate.valuation;

import org.rerate.domain.Status;

/**
 * One group of basket A against the same of basket B on a day and basis (methodology section 7);
 * NaN where missing, shares, premiums and ratios are fractions.
 *
 * @param group a sub-sector, ALL, or a composite
 * @param day the day
 * @param basis earnings basis
 * @param peA P/E of A
 * @param peB P/E of B
 * @param pePremium of A over B
 * @param pePremiumExLosses the same of the P/Es without members that lose money
 * @param capShareA part of A's cap
 * @param capShareB part of B's cap
 * @param capRatio cap of A / cap of B
 * @param capRatioPrivateA the same with A's unlisted companies added to A
 * @param capRatioPrivateBoth the same with unlisted companies added to both
 * @param memberCountA members of A
 * @param cappedCountA members of A with a cap, whose sum A's cap is
 * @param memberCountB members of B
 * @param cappedCountB members of B with a cap
 * @param status OK, or why the premium is missing
 */
public record Comparison(
    String group,
    int day,
    String basis,
    double peA,
    double peB,
    double pePremium,
    double pePremiumExLosses,
    double capShareA,
    double capShareB,
    double capRatio,
    double capRatioPrivateA,
    double capRatioPrivateBoth,
    int memberCountA,
    int cappedCountA,
    int memberCountB,
    int cappedCountB,
    Status status) {}
