package org.rerate.valuation;

import java.util.List;
import java.util.Map;
import org.rerate.domain.Basis;
import org.rerate.domain.RestatedInput;
import org.rerate.methodology.Restatement;
import org.rerate.methodology.Restatement.Value;

/**
 * Why a number of a basket's group is another now.
 *
 * @param group a sub-sector, ALL, or a composite
 * @param basis earnings basis
 * @param values as published, and after each exchange of an input; the last is now
 * @param rows rows behind each input, most effect first
 * @param alone per input, by issuer, what the input made of the group through that member alone
 */
public record RestatedGroup(
    String group,
    Basis basis,
    List<Value> values,
    Map<RestatedInput, List<RestatedRow>> rows,
    Map<RestatedInput, Map<String, Value>> alone) {

  /** The number as recorded by the earlier instant. */
  public Value published() {
    return values.get(0);
  }

  /** The number as recorded by the later instant. */
  public Value now() {
    return values.get(values.size() - 1);
  }

  /** What each input made of the number, in their order. */
  public List<Value> effects() {
    return Restatement.effects(values);
  }

  /** Rows of an input; none if it has none. */
  public List<RestatedRow> rows(RestatedInput input) {
    return rows.getOrDefault(input, List.of());
  }
}
