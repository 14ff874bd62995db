package org.rerate.ingest.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rerate.domain.RuleCode;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.batch.BatchStore;
import org.rerate.table.FeedSpec;

/**
 * Counts accepted rows that are odd, by themselves or beside their neighbours: rows come line by
 * line and day by day, accepted ones and those that stood before. Nothing is held back for a
 * warning. One thread uses it.
 */
public final class OutlierCounter {

  private static final int STALE_SESSIONS = 20;

  private static final String PRICES = "prices";

  private final BatchStore rows;
  private final String file;
  private final int[] line;
  private final int day;
  private final int value;
  private final int retracted;
  private final int mean;
  private final int low;
  private final int high;
  private final Map<RuleCode, Long> counts = new EnumMap<>(RuleCode.class);
  private final List<Jump> jumps = new ArrayList<>();
  private final int mostJumps;
  private final SplitDays splits;
  private boolean hasMoreJumps;
  private int before = -1;
  private int sameCloses;

  /**
   * Nothing counted yet.
   *
   * @param rows those that are counted
   * @param mostJumps so many rows that a split could explain are kept
   * @param splits those that explain rows, which are then counted at once; null to keep the rows
   */
  public OutlierCounter(BatchStore rows, int mostJumps, SplitDays splits) {
    this.rows = rows;
    this.mostJumps = mostJumps;
    this.splits = splits;
    BatchSchema shape = rows.shape();
    FeedSpec spec = shape.spec();
    file = spec.name();
    day = spec.businessDay() == null ? -1 : shape.place(spec.businessDay());
    line = shape.places(spec.key().stream().filter(c -> !c.equals(spec.businessDay())).toList());
    value = Earlier.matter(spec) ? shape.place(Earlier.value(spec)) : -1;
    retracted = shape.place("retracted");
    boolean hasMean = file.equals("estimates");
    mean = hasMean ? shape.place("mean") : -1;
    low = hasMean ? shape.place("low") : -1;
    high = hasMean ? shape.place("high") : -1;
  }

  /** Takes the next accepted row. */
  void accepted(int row) {
    if (mean >= 0 && isOutside(row)) {
      count(RuleCode.MEAN_OUTSIDE_RANGE);
    }
    if (value >= 0 && rows.value(retracted, row) == 0) {
      step(row, true);
    }
  }

  /** Takes a row that stood before those of the load. */
  void stood(int row) {
    if (value >= 0 && rows.value(retracted, row) == 0) {
      step(row, false);
    }
  }

  private boolean isOutside(int row) {
    if (rows.isMissing(mean, row)) {
      return false;
    }
    double number = rows.number(mean, row);
    return (!rows.isMissing(low, row) && number < rows.number(low, row))
        || (!rows.isMissing(high, row) && number > rows.number(high, row));
  }

  private void step(int row, boolean isNew) {
    boolean hasBefore = before >= 0 && isSameLine(before, row);
    if (file.equals(PRICES)) {
      boolean isSame = hasBefore && rows.number(value, before) == rows.number(value, row);
      sameCloses = isSame ? sameCloses + 1 : 1;
      if (isNew && sameCloses >= STALE_SESSIONS) {
        count(RuleCode.STALE_CLOSE);
      }
    }
    if (isNew
        && hasBefore
        && OddMove.isOdd(file, rows.number(value, before), rows.number(value, row))) {
      odd(row);
    }
    before = row;
  }

  private boolean isSameLine(int one, int other) {
    for (int column : line) {
      if (!rows.isSame(column, one, other)) {
        return false;
      }
    }
    return true;
  }

  private void odd(int row) {
    if (!OddMove.isExplainedBySplits(file)) {
      count(OddMove.code(file));
      return;
    }
    String id = rows.texts().word((int) rows.value(line[0], row)).toString();
    Jump jump = new Jump(id, (int) rows.value(day, before), (int) rows.value(day, row));
    if (splits != null) {
      if (!splits.explain(jump)) {
        count(OddMove.code(file));
      }
    } else if (jumps.size() < mostJumps) {
      jumps.add(jump);
    } else {
      hasMoreJumps = true;
    }
  }

  private void count(RuleCode code) {
    counts.merge(code, 1L, Long::sum);
  }

  /** Counts by code, but for {@link #jumps}. */
  public Map<RuleCode, Long> counts() {
    return counts;
  }

  /** Rows that are odd unless there was a split. */
  public List<Jump> jumps() {
    return jumps;
  }

  /** True if there are more of them than were kept. */
  public boolean hasMoreJumps() {
    return hasMoreJumps;
  }
}
