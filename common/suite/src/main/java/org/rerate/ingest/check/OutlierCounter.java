package org.rerate.ingest.check;

import org.rerate.domain.RuleCode;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.batch.BatchStore;
import org.rerate.methodology.SuspectSplit;
import org.rerate.table.FeedSpec;

/**
 * Finds accepted rows that are odd, by themselves or beside their neighbours: rows come line by
 * line and day by day, accepted ones and those that stood before. Nothing is held back for a
 * warning. One thread uses it.
 */
public final class OutlierCounter {

  private static final int STALE_SESSIONS = 20;

  /** The same ratio again within so many days is suspect. */
  private static final int REPEATED_WITHIN_DAYS = 10;

  /** Vendors write ratios with six digits. */
  private static final double SAME_RATIO = 1e-3;

  private static final double LEAST_COUNT = 100_000;

  /** Day 0, 1970-01-01, was the fourth of its week. */
  private static final long DAYS_TO_MONDAY = 3;

  private static final long DAYS_OF_WEEK = 7;

  /** Of the days of a week from 0, Monday. */
  private static final long FRIDAY = 4;

  private final BatchStore rows;
  private final WarningCollector warnings;
  private final KnownActions known;
  private final String file;
  private final int[] line;
  private final int day;
  private final int value;
  private final int retracted;
  private final int unit;
  private final int[] range;
  private final int adjustedTo;
  private final WordColumn reported;
  private final WordColumn traded;
  private final WordColumn perShare;
  private final WordColumn split;
  private KnownActions.Line actions;
  private int before = -1;
  private boolean hasBefore;
  private int sameCloses;

  /** Tells rows with one word in a column from others, comparing the word's number alone. */
  private static final class WordColumn {

    private final BatchStore rows;
    private final int column;
    private final String word;
    private long seen = -1;
    private boolean isSeen;

    WordColumn(BatchStore rows, int column, String word) {
      this.rows = rows;
      this.column = column;
      this.word = word;
    }

    boolean has(int row) {
      long number = rows.value(column, row);
      if (number != seen) {
        seen = number;
        isSeen = rows.texts().word((int) number).toString().equals(word);
      }
      return isSeen;
    }
  }

  /**
   * Nothing found yet.
   *
   * @param rows those that are looked at
   * @param warnings is told of what is odd
   * @param known what explains moves
   */
  public OutlierCounter(BatchStore rows, WarningCollector warnings, KnownActions known) {
    this.rows = rows;
    this.warnings = warnings;
    this.known = known;
    BatchSchema shape = rows.shape();
    FeedSpec spec = shape.spec();
    file = spec.name();
    day = spec.businessDay() == null ? -1 : shape.place(spec.businessDay());
    line = shape.places(spec.key().stream().filter(c -> !c.equals(spec.businessDay())).toList());
    value = Earlier.matter(spec) ? shape.place(Earlier.value(spec)) : -1;
    retracted = shape.place("retracted");
    boolean isEstimate = file.equals("estimates");
    boolean isFigure = isEstimate || file.equals("actuals");
    range = isEstimate ? new int[] {shape.place("low"), shape.place("high")} : null;
    adjustedTo = isFigure ? shape.place("adjusted_to") : -1;
    perShare = isFigure ? new WordColumn(rows, shape.place("metric"), "eps") : null;
    boolean isCount = file.equals("shares");
    boolean isPrice = file.equals("prices");
    int basis = isCount || isPrice ? shape.place("basis") : -1;
    reported = isCount ? new WordColumn(rows, basis, "AS_REPORTED") : null;
    traded = isPrice ? new WordColumn(rows, basis, "AS_TRADED") : null;
    unit = isFigure || isPrice ? shape.place("currency") : basis;
    split =
        file.equals("corporate_actions")
            ? new WordColumn(rows, shape.place("action"), "split")
            : null;
  }

  /** Who is told of what is odd. */
  WarningCollector warnings() {
    return warnings;
  }

  /** Takes the next accepted row. */
  void accepted(int row) {
    if (value < 0 || rows.value(retracted, row) != 0) {
      return;
    }
    follow(row);
    alone(row, rows.number(value, row));
    if (hasBefore) {
      beside(row, rows.number(value, before), rows.number(value, row));
    }
    before = row;
  }

  /** Takes a row that stood before those of the load. */
  void stood(int row) {
    if (value >= 0 && rows.value(retracted, row) == 0) {
      follow(row);
      before = row;
    }
  }

  private void follow(int row) {
    hasBefore = before >= 0 && isSameLine(before, row);
    if (!hasBefore) {
      actions =
          known.isEmpty()
              ? null
              : known.of(rows.texts().word((int) rows.value(line[0], row)).toString());
    }
    if (traded != null) {
      boolean isSame = hasBefore && rows.number(value, before) == rows.number(value, row);
      // Versions of one day are one session.
      int more = isSame && rows.isSame(day, before, row) ? 0 : 1;
      sameCloses = isSame ? sameCloses + more : 1;
    }
  }

  private boolean isSameLine(int one, int other) {
    for (int column : line) {
      if (!rows.isSame(column, one, other)) {
        return false;
      }
    }
    return true;
  }

  /** What is odd about a row whatever its neighbours. */
  private void alone(int row, double number) {
    if (range != null && isOutside(row, number)) {
      warnings.found(RuleCode.MEAN_OUTSIDE_RANGE, row, range, number);
    }
    if (traded != null && sameCloses >= STALE_SESSIONS) {
      warnings.found(RuleCode.STALE_CLOSE, row, number, number);
    }
    if (split != null && split.has(row) && SuspectSplit.isUnusual(number)) {
      warnings.found(RuleCode.ODD_SPLIT_RATIO, row, Double.NaN, number);
    }
    if (reported != null) {
      boolean isReported = reported.has(row);
      if (isReported && Math.abs(number - Math.rint(number)) > 1e-6 + 1e-12 * number) {
        warnings.found(RuleCode.FRACTIONAL_SHARE_COUNT, row, earlier(), number);
      }
      if (number < LEAST_COUNT) {
        warnings.found(RuleCode.SMALL_SHARE_COUNT, row, earlier(), number);
      }
    }
  }

  private double earlier() {
    return hasBefore ? rows.number(value, before) : Double.NaN;
  }

  private boolean isOutside(int row, double mean) {
    return (!rows.isMissing(range[0], row) && mean < rows.number(range[0], row))
        || (!rows.isMissing(range[1], row) && mean > rows.number(range[1], row));
  }

  /** What is odd about a row beside the one before it. */
  private void beside(int row, double then, double now) {
    if (split != null) {
      repeated(row, then, now);
    } else if (perShare != null) {
      figure(row, then, now);
    } else {
      if (traded != null && then == now && isOfWeekend(row)) {
        warnings.found(RuleCode.WEEKEND_CLOSE, row, then, now);
      }
      moved(row, then, now);
    }
  }

  /**
   * True for a close of a Saturday or Sunday whose neighbour is of the days since Friday: repeated
   * there by a vendor who fills days. Where exchanges are open on Sundays they are closed on
   * Fridays.
   */
  private boolean isOfWeekend(int row) {
    long weekday = Math.floorMod(rows.value(day, row) + DAYS_TO_MONDAY, DAYS_OF_WEEK);
    long sinceFriday = weekday - FRIDAY;
    long apart = rows.value(day, row) - rows.value(day, before);
    return sinceFriday > 0 && apart > 0 && apart <= sinceFriday;
  }

  private void repeated(int row, double then, double now) {
    long apart = rows.value(day, row) - rows.value(day, before);
    if (apart > 0
        && apart <= REPEATED_WITHIN_DAYS
        && split.has(row)
        && Math.abs(now - then) <= SAME_RATIO * then) {
      warnings.found(RuleCode.REPEATED_SPLIT, row, new int[] {day}, before, now);
    }
  }

  private void figure(int row, double then, double now) {
    boolean isOdd = OddMove.isOdd(file, then, now);
    if ((isOdd || (then * now > 0 && perShare.has(row) && SuspectSplit.isLikely(then, now)))
        && isSameUnit(row)) {
      int one = shareBasis(before);
      int other = shareBasis(row);
      boolean isExplained =
          actions != null
              && perShare.has(row)
              && actions.explains(Math.min(one, other), Math.max(one, other));
      if (!isExplained) {
        warnings.found(OddMove.code(file), row, then, now);
      }
    }
  }

  /** The day whose share basis a figure is on. */
  private int shareBasis(int row) {
    return (int) rows.value(rows.isMissing(adjustedTo, row) ? day : adjustedTo, row);
  }

  private void moved(int row, double then, double now) {
    boolean isOdd = OddMove.isOdd(file, then, now);
    boolean mayBeSplit =
        OddMove.isExplainedByActions(file)
            && SuspectSplit.isLikely(then, now)
            && !rows.isSame(day, before, row);
    if ((!isOdd && !mayBeSplit && actions == null) || !isSameUnit(row)) {
      return;
    }
    int since = (int) rows.value(day, before);
    int until = (int) rows.value(day, row);
    boolean isExplained = actions != null && actions.explains(since, until);
    if (isOdd && !isExplained) {
      warnings.found(OddMove.code(file), row, then, now);
    }
    if (mayBeSplit && !isExplained) {
      warnings.found(RuleCode.SUSPECT_SPLIT, row, then, now);
    }
    // A count rises by what a close falls by.
    if (isExplained
        && reported != null
        && reported.has(row)
        && SuspectSplit.isWithoutMove(actions.shareRatio(since, until), now, then)) {
      warnings.found(RuleCode.COUNT_WITHOUT_SPLIT, row, then, now);
    }
    if (isExplained
        && traded != null
        && traded.has(row)
        && SuspectSplit.isWithoutMove(actions.splitRatio(since, until), then, now)) {
      warnings.found(RuleCode.SPLIT_WITHOUT_MOVE, row, then, now);
    }
  }

  /** A row in another currency, or on another basis, than the one before cannot be compared. */
  private boolean isSameUnit(int row) {
    return unit < 0 || rows.isSame(unit, before, row);
  }
}
