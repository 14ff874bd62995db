package org.rerate.jobs.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class StatementsTest {

  @Test
  void semicolonsPartStatements() {
    Statements statements = Statements.of("SELECT 1;\n SELECT 2 ; ;SELECT\n3");
    assertThat(statements.ended()).containsExactly("SELECT 1", "SELECT 2");
    assertThat(statements.rest()).isEqualTo("SELECT\n3");
    assertThat(statements.isComplete()).isFalse();
    assertThat(statements.all()).containsExactly("SELECT 1", "SELECT 2", "SELECT\n3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'a;b'",
        "SELECT 'it''s; here'",
        "SELECT 'a\\'; b'",
        "SELECT \"a;b\"",
        "SELECT 1 AS `a;``b`",
        "SELECT 1 -- no; end",
        "SELECT 1 -- it's no string\n",
        "SELECT /* ; */ 1",
        "SELECT /* /* ; */ ; */ 1",
        "SELECT 1 / 2 - 3 * 4"
      })
  void thoseInStringsNamesAndCommentsDoNot(String statement) {
    assertThat(Statements.of(statement).all()).containsExactly(statement.strip());
    assertThat(Statements.of(statement + "\n;").ended()).containsExactly(statement.strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 'a;", "SELECT `a;", "SELECT \"a;", "SELECT 1 /* ; /* */ ;"})
  void whatIsOpenIsNotEnded(String text) {
    assertThat(Statements.of(text).ended()).isEmpty();
    assertThat(Statements.of(text).isComplete()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", ";;", "SELECT 1;", "SELECT 1; -- done", "/* nothing */"})
  void nothingMoreIsToCome(String text) {
    assertThat(Statements.of(text).isComplete()).isTrue();
  }
}
