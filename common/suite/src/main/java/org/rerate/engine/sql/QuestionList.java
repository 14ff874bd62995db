package org.rerate.engine.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a question may hold, from {@code questions.txt} beside this class: functions by their names,
 * plan nodes and expressions by their classes. What is not listed is refused.
 */
final class QuestionList {

  /** The list that ships with the code. */
  static final QuestionList SHIPPED = load();

  private final Map<String, Map<String, Set<String>>> sections;
  private final Set<String> scalar;
  private final Set<String> table;
  private final Set<String> asked;
  private final Set<String> made;
  private final Map<String, String> causes = new HashMap<>();

  private QuestionList(Map<String, Map<String, Set<String>>> sections) {
    this.sections = sections;
    this.scalar = names("functions", "scalar");
    this.table = new HashSet<>(names("functions", "table"));
    this.asked = classes("asked");
    this.made = classes("made");
    sections
        .get("refused functions")
        .forEach((cause, names) -> names.forEach(name -> causes.put(name, cause)));
  }

  /** True if a question may call the function, wherever a value may stand. */
  boolean hasFunction(String name) {
    return scalar.contains(name);
  }

  /** True if a question may call the function where a table may stand. */
  boolean hasTableFunction(String name) {
    return table.contains(name) || scalar.contains(name);
  }

  /** True if the data frame's own function may be called; no SQL can name these. */
  boolean hasInternalFunction(String name) {
    return names("functions", "of data frames").contains(name);
  }

  /** Why a function is refused, as the rest of a sentence; null if nobody has said. */
  String cause(String function) {
    return causes.get(function);
  }

  /** Functions that are known and refused. */
  Set<String> refusedFunctions() {
    return causes.keySet();
  }

  /** True if the parser may have made the node of a question's text. */
  boolean isAsked(Class<?> node) {
    return asked.contains(node.getName());
  }

  /** True if the node may stand in an analyzed plan. */
  boolean isMade(Class<?> node) {
    return isAsked(node) || made.contains(node.getName());
  }

  /** The listed classes of nodes. */
  Set<String> nodes() {
    Set<String> all = new HashSet<>(asked);
    all.addAll(made);
    return all;
  }

  private Set<String> names(String section, String key) {
    return sections.get(section).get(key);
  }

  private Set<String> classes(String section) {
    Set<String> classes = new HashSet<>();
    sections
        .get(section)
        .forEach((prefix, names) -> names.forEach(name -> classes.add(prefix + "." + name)));
    return classes;
  }

  private static QuestionList load() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                QuestionList.class.getResourceAsStream("questions.txt"), StandardCharsets.UTF_8))) {
      return new QuestionList(sections(lines.lines().toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Lines of {@code [section]} and {@code key: name name ...}, which goes on where a line is
   * indented; {@code #} begins a comment.
   */
  static Map<String, Map<String, Set<String>>> sections(List<String> lines) {
    Map<String, Map<String, Set<String>>> sections = new TreeMap<>();
    Map<String, Set<String>> section = sections.computeIfAbsent("", name -> new TreeMap<>());
    Set<String> names = new HashSet<>();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[")) {
        section =
            sections.computeIfAbsent(line.substring(1, line.indexOf(']')), name -> new TreeMap<>());
        continue;
      }
      String listed = line;
      if (!line.startsWith(" ")) {
        int colon = line.indexOf(": ");
        names = section.computeIfAbsent(line.substring(0, colon), key -> new HashSet<>());
        listed = line.substring(colon + 2);
      }
      names.addAll(List.of(listed.strip().split("\\s+")));
    }
    return sections;
  }
}
