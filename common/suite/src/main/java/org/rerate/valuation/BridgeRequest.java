package org.rerate.valuation;

import java.util.Set;

/**
 * A basket of a report to follow to a later one, with the members of each report's date.
 *
 * @param basketId the basket
 * @param from date of the earlier report
 * @param to date of the later one
 * @param since base dates of changes that both reports tell
 */
public record BridgeRequest(String basketId, int from, int to, Set<Integer> since) {}
