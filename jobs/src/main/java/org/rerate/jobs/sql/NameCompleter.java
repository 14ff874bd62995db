package org.rerate.jobs.sql;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.rerate.engine.sql.Relations;
import org.rerate.engine.sql.Relations.Relation;
import org.rerate.table.SqlFunction;
import org.rerate.table.SqlFunctions;

/**
 * Offers schemas, tables, columns of the tables that the statement names, table functions and the
 * words of SQL.
 */
final class NameCompleter implements Completer {

  private static final List<String> KEYWORDS =
      List.of(
          ("SELECT FROM WHERE GROUP ORDER BY HAVING LIMIT JOIN LEFT ON USING AND OR NOT IN BETWEEN"
                  + " LIKE IS NULL AS DISTINCT UNION ALL WITH CASE WHEN THEN ELSE END DESC ASC"
                  + " NULLS LAST QUALIFY OVER PARTITION DATE DESCRIBE EXPLAIN SHOW TABLES SCHEMAS"
                  + " COLUMNS FUNCTION")
              .split(" "));

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String word = line.word();
    int dot = word.lastIndexOf('.');
    if (dot >= 0) {
      afterDot(word.substring(0, dot), line.line(), candidates);
    } else {
      anywhere(word, line.line(), candidates);
    }
  }

  /** Tables of a schema; columns of a table by its full name, or by an alias. */
  private static void afterDot(String before, String text, List<Candidate> candidates) {
    if (Relations.SCHEMAS.contains(before)) {
      Relations.of(before)
          .forEach(relation -> add(candidates, relation.fullName(), "tables of " + before, true));
      return;
    }
    List<Relation> named =
        Relations.all().stream().filter(relation -> relation.fullName().equals(before)).toList();
    for (String column : columns(named.isEmpty() ? named(text) : named)) {
      add(candidates, before + "." + column, "columns", true);
    }
  }

  private static void anywhere(String word, String text, List<Candidate> candidates) {
    columns(named(text)).forEach(column -> add(candidates, column, "columns", true));
    Relations.SCHEMAS.forEach(schema -> add(candidates, schema + ".", "schemas", false));
    for (SqlFunction function : SqlFunctions.ALL) {
      String name = function.name() + "(";
      candidates.add(
          new Candidate(name, name, "functions", function.signature(), null, null, false));
    }
    boolean isLower = word.equals(word.toLowerCase(Locale.ROOT)) && !word.isEmpty();
    for (String keyword : KEYWORDS) {
      add(candidates, isLower ? keyword.toLowerCase(Locale.ROOT) : keyword, "words of SQL", true);
    }
  }

  private static List<Relation> named(String text) {
    Set<String> names = new LinkedHashSet<>(Arrays.asList(text.split("[^A-Za-z0-9_.]+")));
    return Relations.all().stream()
        .filter(relation -> names.contains(relation.fullName()))
        .toList();
  }

  private static Set<String> columns(List<Relation> relations) {
    Set<String> columns = new LinkedHashSet<>();
    relations.forEach(relation -> columns.addAll(relation.columns()));
    return columns;
  }

  private static void add(
      List<Candidate> candidates, String text, String group, boolean isComplete) {
    candidates.add(new Candidate(text, text, group, null, null, null, isComplete));
  }
}
