package org.rerate.methodology;

import java.io.Serializable;
import java.util.List;

/**
 * The switches of what is published of a basket besides its P/E (methodology sections 10 and 11).
 *
 * @param multiples the multiples, in the order of their rows; empty for none
 * @param balanceMaxAgeDays calendar days after the end of its period after which a balance sheet is
 *     stale
 * @param horizons calendar days that revisions look back, ascending; empty for none
 */
public record FigureRules(List<Multiple> multiples, int balanceMaxAgeDays, List<Integer> horizons)
    implements Serializable {

  /** The values of the methodology page. */
  public static final FigureRules DEFAULT =
      new FigureRules(List.of(Multiple.values()), 550, List.of(7, 28, 91));
}
