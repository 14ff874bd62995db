package org.rerate.valuation;

import java.io.Serializable;
import java.util.List;
import org.rerate.domain.Status;
import org.rerate.table.TableSpec;

/**
 * Rows of one table of figures of one basket's sub-sector over one chunk of days, as arrays, which
 * may be longer than the days that have a row. The table's columns are: basket, sub-sector, day,
 * the words that all rows share, numbers (NaN where missing), counts, status.
 */
final class FigureBlock implements Serializable {

  private static final long serialVersionUID = 1L;

  final TableSpec table;
  final String basketId;
  final String subsector;
  final List<String> words;
  final int[] day;
  final double[][] numbers;
  final int[][] counts;
  private final byte[] statuses;
  private int size;

  /**
   * No day yet.
   *
   * @param words of the columns between the day and the numbers
   * @param numbers columns of numbers
   * @param counts columns of whole numbers
   * @param days for how many there is room
   */
  FigureBlock(
      TableSpec table,
      String basketId,
      String subsector,
      List<String> words,
      int numbers,
      int counts,
      int days) {
    this.table = table;
    this.basketId = basketId;
    this.subsector = subsector;
    this.words = List.copyOf(words);
    this.day = new int[days];
    this.numbers = new double[numbers][days];
    this.counts = new int[counts][days];
    this.statuses = new byte[days];
  }

  /** Days that have a row. */
  int size() {
    return size;
  }

  Status status(int i) {
    return Status.of(statuses[i]);
  }

  /** Adds the row of a day; the place of its numbers and counts, which are to be filled. */
  int add(int on, Status status) {
    day[size] = on;
    statuses[size] = status.code();
    return size++;
  }
}
