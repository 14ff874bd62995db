package org.rerate.ingest.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rerate.domain.RuleCode;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.batch.RowCursor;
import org.rerate.ingest.read.ParsedRecord;

/**
 * Judges rows one by one, within a task: by the rules across columns, and by what they name. One
 * thread uses it.
 */
public final class RowValidator {

  private static final byte KNOWN = 1;

  private static final byte UNKNOWN = 2;

  private final BatchSchema shape;
  private final List<Rule> rules;
  private final List<String> naming;
  private final int[] places;
  private final List<Set<String>> ids = new ArrayList<>();
  private final byte[][] verdicts;
  private final Set<String> taken;
  private final int key;
  private int generation;

  RowValidator(BatchSchema shape, List<Rule> rules, KnownReferences references, Set<String> taken) {
    this.shape = shape;
    this.rules = rules;
    this.taken = taken;
    key = shape.place(shape.spec().key().get(0));
    naming = references == null ? List.of() : KnownReferences.columns(shape.spec());
    places = shape.places(naming);
    naming.forEach(column -> ids.add(references.ids(column)));
    verdicts = new byte[places.length][1 << 8];
  }

  /** True if the row, whose values could all be read, breaks no rule. */
  public boolean isGood(RowCursor cells) {
    for (Rule rule : rules) {
      if (rule.test().isBrokenBy(cells)) {
        return false;
      }
    }
    return isTaken(cells) || unknown(cells) < 0;
  }

  /** True if a good row counts as unchanged for its key alone, see {@link RowValidationRules}. */
  public boolean isTaken(RowCursor cells) {
    return !taken.isEmpty()
        && !cells.isNullAt(key)
        && taken.contains(cells.texts().word((int) cells.value(key)).toString());
  }

  /** Which of the columns that name something is the first that names what is not there, or -1. */
  private int unknown(RowCursor cells) {
    if (generation != cells.texts().generation()) {
      generation = cells.texts().generation();
      for (byte[] verdict : verdicts) {
        Arrays.fill(verdict, (byte) 0);
      }
    }
    for (int i = 0; i < places.length; i++) {
      if (isUnknown(i, cells)) {
        return i;
      }
    }
    return -1;
  }

  /** A missing name is no break. */
  private boolean isUnknown(int naming, RowCursor cells) {
    return !cells.isNullAt(places[naming])
        && !isKnown(naming, (int) cells.value(places[naming]), cells);
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
   * All that is wrong with a row; empty if nothing is.
   *
   * @param parsed with what is wrong with its values, each by itself
   * @param cells its values, its line, its file, and when it was delivered if it was held back
   */
  public Optional<RejectedRow> judge(ParsedRecord.Row parsed, RowCursor cells) {
    Set<String> codes = new LinkedHashSet<>(parsed.codes());
    List<String> messages = new ArrayList<>(parsed.messages());
    for (Rule rule : rules) {
      if (rule.test().isBrokenBy(cells)) {
        codes.add(rule.code().name());
        messages.add(Rule.message(rule.code(), cells, rule.column()));
      }
    }
    if (!isTaken(cells) && unknown(cells) >= 0) {
      for (int i = 0; i < places.length; i++) {
        if (isUnknown(i, cells)) {
          RuleCode code = KnownReferences.code(naming.get(i));
          codes.add(code.name());
          messages.add(Rule.message(code, cells, places[i]));
        }
      }
    }
    return codes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RejectedRow(
                parsed.file(),
                parsed.line(),
                cells.isNullAt(shape.deliveredAt()) ? null : cells.value(shape.deliveredAt()),
                List.copyOf(codes),
                List.copyOf(messages),
                parsed.record(),
                parsed.header()));
  }
}
