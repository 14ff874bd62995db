package org.rerate.ingest.check;

import org.rerate.domain.RuleCode;

/**
 * Which move from a row to the next one of its line is odd: the one rule for it. A move that is the
 * limit itself is not over it, however its quotient rounds.
 */
public final class OddMove {

  private static final double PRICE_MOVE = 0.6;

  private static final double SHARE_COUNT_JUMP = 5;

  private static final double FX_MOVE = 0.2;

  private static final double FIGURE_MOVE = 5;

  /** Relative; decimal fractions are off by less, and nobody quotes moves to such a digit. */
  private static final double ROUNDING = 1e-12;

  private OddMove() {}

  /** What such a move of a file's rows is called; null if its rows have none. */
  public static RuleCode code(String file) {
    return switch (file) {
      case "prices" -> RuleCode.PRICE_MOVE;
      case "shares" -> RuleCode.SHARE_COUNT_JUMP;
      case "fx" -> RuleCode.FX_MOVE;
      case "estimates" -> RuleCode.ESTIMATE_MOVE;
      case "actuals" -> RuleCode.ACTUAL_MOVE;
      default -> null;
    };
  }

  /** True if a split, a price adjustment or a change of ratio may explain such a move. */
  static boolean isExplainedByActions(String file) {
    return code(file) != null && !file.equals("fx");
  }

  /**
   * True if the move is odd.
   *
   * @param before the value of the row before; greater than 0 but for figures of companies
   * @param now the row's own, likewise
   */
  static boolean isOdd(String file, double before, double now) {
    return switch (file) {
      case "prices" -> isOver(Math.abs(now - before), PRICE_MOVE * before);
      case "shares" -> isOver(Math.max(now, before), SHARE_COUNT_JUMP * Math.min(now, before));
      case "fx" -> isOver(Math.abs(now - before), FX_MOVE * before);
      case "estimates", "actuals" ->
          before * now > 0
              && isOver(
                  Math.max(Math.abs(now), Math.abs(before)),
                  FIGURE_MOVE * Math.min(Math.abs(now), Math.abs(before)));
      default -> false;
    };
  }

  private static boolean isOver(double size, double limit) {
    return size > limit * (1 + ROUNDING);
  }
}
