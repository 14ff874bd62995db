package org.rerate.methodology;

/** Order statistics without sorting everything (Hoare's selection). */
final class Selection {

  private Selection() {}

  /**
   * The element that would stand at {@code rank} if the first {@code count} were sorted. Afterwards
   * the elements before {@code rank} are none of them greater. No element may be NaN.
   */
  static double smallest(double[] values, int count, int rank) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      double pivot = values[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double swapped = values[i];
          values[i++] = values[j];
          values[j--] = swapped;
        }
      }
      if (rank <= j) {
        high = j;
      } else if (rank >= i) {
        low = i;
      } else {
        break;
      }
    }
    return values[rank];
  }
}
