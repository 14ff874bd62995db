package org.rerate.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BasePredicate;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.rerate.bulk.RowCursor;

/** Judges rows one by one, within a task: by the rules across columns, and by what they name. */
public final class RowValidator {

  private static final byte KNOWN = 1;

  private static final byte UNKNOWN = 2;

  private final RowLayout layout;
  private final BasePredicate broken;
  private final Function<InternalRow, InternalRow> told;
  private final KnownReferences references;
  private final int[] naming;
  private final List<Set<String>> ids = new ArrayList<>();
  private final byte[][] verdicts;
  private final Set<String> taken;
  private final int key;
  private int generation;

  RowValidator(
      RowLayout layout,
      BasePredicate broken,
      Function<InternalRow, InternalRow> told,
      KnownReferences references,
      Set<String> taken) {
    this.layout = layout;
    this.broken = broken;
    this.told = told;
    this.references = references;
    this.taken = taken;
    key = layout.place(layout.spec().key().get(0));
    List<String> columns = references == null ? List.of() : KnownReferences.columns(layout.spec());
    naming = columns.stream().mapToInt(layout::place).toArray();
    columns.forEach(column -> ids.add(references.ids(column)));
    verdicts = new byte[naming.length][1 << 8];
  }

  /** True if the row, whose values could all be read, breaks no rule. */
  public boolean isGood(RowCursor cells) {
    if (broken != null && broken.eval(cells)) {
      return false;
    }
    if (isTaken(cells)) {
      return true;
    }
    if (generation != cells.texts().generation()) {
      generation = cells.texts().generation();
      for (byte[] verdict : verdicts) {
        Arrays.fill(verdict, (byte) 0);
      }
    }
    for (int i = 0; i < naming.length; i++) {
      if (!cells.isNullAt(naming[i]) && !isKnown(i, (int) cells.value(naming[i]), cells)) {
        return false;
      }
    }
    return true;
  }

  /** True if a good row counts as unchanged for its key alone, see {@link Contract#Contract}. */
  public boolean isTaken(RowCursor cells) {
    return !taken.isEmpty()
        && !cells.isNullAt(key)
        && taken.contains(cells.texts().word((int) cells.value(key)).toString());
  }

  private boolean isKnown(int place, int id, RowCursor cells) {
    if (id >= verdicts[place].length) {
      verdicts[place] = Arrays.copyOf(verdicts[place], 2 * id);
    }
    if (verdicts[place][id] == 0) {
      boolean isThere = ids.get(place).contains(cells.texts().word(id).toString());
      verdicts[place][id] = isThere ? KNOWN : UNKNOWN;
    }
    return verdicts[place][id] == KNOWN;
  }

  /**
   * The row with all that is wrong with it.
   *
   * @param parsed of {@link org.rerate.feed.ParsedRows#rawType}
   * @param cells its values, its line and its file
   */
  public ValidatedRow judge(Row parsed, RowCursor cells) {
    ValidatedRow row = new ValidatedRow(parsed, layout.size());
    if (told != null) {
      InternalRow faults = told.apply(cells);
      if (faults.getArray(0).numElements() > 0) {
        row.add(texts(faults.getArray(0)), texts(faults.getArray(1)));
      }
    }
    if (references != null && !isTaken(cells)) {
      references.check(layout, List.of(row));
    }
    return row;
  }

  private static List<String> texts(ArrayData array) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < array.numElements(); i++) {
      texts.add(array.getUTF8String(i).toString());
    }
    return texts;
  }
}
