package org.rerate.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.rerate.storage.TableState;

/**
 * What a run goes by.
 *
 * @param facts market table to its state, and by which rules results are computed: the methodology
 *     and the code. Results of equal facts are equal
 * @param results result table to the state in which the run found it; without those that were not
 *     there
 */
public record RunInputs(Map<String, String> facts, Map<String, String> results) {

  /** Of a run that computes nothing. */
  public static final RunInputs NONE = new RunInputs(Map.of(), Map.of());

  /** The facts that say how results are computed, rather than from what. */
  public static final String METHODOLOGY = "methodology";

  /** See {@link #METHODOLOGY}. */
  public static final String CODE_VERSION = "code_version";

  private static final String RESULTS = "valuation.";

  /** A run's inputs, in the order of their names. */
  public RunInputs {
    facts = Map.copyOf(facts);
    results = Map.copyOf(results);
  }

  /** The inputs of {@link #toMap}. */
  static RunInputs of(Map<String, String> all) {
    Map<String, String> facts = new LinkedHashMap<>(all);
    facts.keySet().removeIf(name -> name.startsWith(RESULTS));
    Map<String, String> results = new LinkedHashMap<>(all);
    results.keySet().removeIf(name -> !name.startsWith(RESULTS));
    return new RunInputs(facts, results);
  }

  /** Everything by name, as the ledger keeps it. */
  public Map<String, String> toMap() {
    Map<String, String> all = new TreeMap<>(facts);
    all.putAll(results);
    return all;
  }

  /** The same results, of other facts. */
  public RunInputs withFacts(Map<String, String> others) {
    return new RunInputs(others, results);
  }

  /** The state of a market table; null if it was not there. */
  public TableState stateOf(String table) {
    return TableState.parse(facts.get(table)).orElse(null);
  }

  /** True if the rules are those of {@code others}. */
  boolean hasRulesOf(Map<String, String> others) {
    return Objects.equals(facts.get(METHODOLOGY), others.get(METHODOLOGY))
        && Objects.equals(facts.get(CODE_VERSION), others.get(CODE_VERSION));
  }
}
