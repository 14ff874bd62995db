package org.rerate.valuation;

import java.io.Serializable;
import org.rerate.domain.Membership;

/**
 * A basket to value under a membership rule.
 *
 * @param basketId the basket
 * @param membership who counts as a member on a day
 */
public record BasketRequest(String basketId, Membership membership) implements Serializable {}
