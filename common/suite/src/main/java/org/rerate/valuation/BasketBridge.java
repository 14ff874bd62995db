package org.rerate.valuation;

import java.util.List;
import java.util.Map;
import org.rerate.domain.BridgePart;

/**
 * A basket on one basis on the way from an earlier report to a later one. Of each list the first
 * state is the start, and each further one has one more input or part exchanged.
 *
 * @param restated the earlier date, as published and with the inputs of {@code RestatedInput}
 * @param restatedSince the same of the members on each base date
 * @param month the earlier date as known now, and with each {@code BridgePart} up to the later date
 * @param monthSince the same of the members on each base date
 * @param capEffects what each part made of the cap, as {@code valuation.rerating} has it
 */
public record BasketBridge(
    List<BasketState> restated,
    Map<Integer, List<BasketState>> restatedSince,
    List<BasketState> month,
    Map<Integer, List<BasketState>> monthSince,
    Map<BridgePart, Double> capEffects) {}
