package org.rerate.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rerate.engine.delta.TableState;
import org.rerate.methodology.Methodology;
import org.rerate.table.Dictionary;

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

  /** The digest of the methodology. */
  public static final String METHODOLOGY = "methodology";

  /** The switches behind {@link #METHODOLOGY}, to tell later what has changed. */
  private static final String SWITCHES = "switches";

  private static final String CODE_VERSION = "code_version";

  /** The edition of the rules that no switch changes, {@link Methodology#EDITION}. */
  private static final String EDITION = "edition";

  /** Which columns results have: those of a version that had fewer lack what they hold. */
  private static final String LAYOUT = "layout";

  /** The facts that say how results are computed, rather than from what. */
  private static final List<String> RULES = List.of(METHODOLOGY, CODE_VERSION, EDITION, LAYOUT);

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

  /**
   * How this code computes results by a methodology.
   *
   * @param codeVersion version of Rerate
   */
  public static Map<String, String> rules(Methodologies.Digest methodology, String codeVersion) {
    return Map.of(
        METHODOLOGY,
        methodology.sha256(),
        SWITCHES,
        methodology.switches(),
        CODE_VERSION,
        codeVersion,
        EDITION,
        Integer.toString(Methodology.EDITION),
        LAYOUT,
        layout());
  }

  private static String layout() {
    return Sha256.of(
        Dictionary.results().stream()
            .map(table -> table.fullName() + table.structType().toDDL())
            .collect(Collectors.joining("\n")));
  }

  /** The switches that a run went by, as JSON; empty for one that did not record them. */
  public Optional<String> switches() {
    return Optional.ofNullable(facts.get(SWITCHES));
  }

  /**
   * The rules that are others now than those that this run went by, in words: switches of its
   * methodology, the edition of the rules. Of what it did not record nothing is said.
   */
  public List<String> otherRules(Methodologies.Digest now) {
    List<String> others = new ArrayList<>(switches().map(now::changes).orElse(List.of()));
    String edition = facts.getOrDefault(EDITION, Integer.toString(Methodology.EDITION));
    if (!edition.equals(Integer.toString(Methodology.EDITION))) {
      others.add(
          "the edition of the rules is %s and was %s".formatted(Methodology.EDITION, edition));
    }
    return others;
  }

  /** True if the rules are those of {@code others}. */
  boolean hasRulesOf(Map<String, String> others) {
    return RULES.stream().allMatch(rule -> Objects.equals(facts.get(rule), others.get(rule)));
  }
}
