package org.rerate.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rerate.engine.filter.Filter;
import org.rerate.testing.SparkTestBase;

/** What somebody would try who wants more than answers. */
class AttackTest extends SparkTestBase {

  private static final String REFUSED = "is not allowed here, where the tables are read-only";

  @TempDir static Path folder;
  private static Path secret;
  private static Map<Reach, SparkSession> sessions;

  @BeforeAll
  static void prepare() throws IOException {
    secret = Files.writeString(folder.resolve("secret.json"), "{\"password\": 1}");
    AttackTest test = new AttackTest();
    sessions =
        Map.of(
            Reach.TABLES, closed(test, Reach.TABLES),
            Reach.FILES, closed(test, Reach.FILES));
  }

  private static SparkSession closed(AttackTest test, Reach reach) {
    return ReadOnly.of(test.warehouse(folder.resolve("warehouse")), Filter.all(), "true", reach)
        .spark();
  }

  private static final List<String> VALUES =
      List.of(
          "reflect('java.lang.System', 'getProperty', 'user.home')",
          "java_method('java.lang.System', 'getenv', 'HOME')",
          "try_reflect('java.lang.System', 'getenv', 'HOME')",
          "system.builtin.reflect('java.lang.System', 'getenv', 'HOME')",
          "builtin.`REFLECT`('java.lang.System', 'getenv', 'HOME')",
          "IDENTIFIER('ref' || 'lect')('java.lang.System', 'getenv', 'HOME')",
          "from_xml('<a>1</a>', 'a INT', map('rowValidationXSDPath', '/etc/passwd'))",
          "schema_of_xml('<a>1</a>', map('rowValidationXSDPath', '/etc/passwd'))",
          "xpath_string('<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>', 'a')",
          "from_protobuf(X'00', 'A', '/etc/passwd')",
          "from_json('{}', '{\"type\":\"udt\",\"class\":\"java.lang.Object\"}')",
          "from_csv('1', '{\"type\":\"udt\",\"class\":\"java.lang.Object\"}')",
          "current_user()");

  /** Ways to say it; %s is what is said. */
  private static final List<String> WAYS =
      List.of(
          "SELECT %s",
          "SELECT 1 WHERE (%s) IS NULL",
          "VALUES (%s)",
          "SELECT * FROM VALUES (%s) t(a)",
          "WITH t AS (SELECT %s AS a) SELECT * FROM t",
          "SELECT (SELECT %s)",
          "SELECT * FROM range(1), LATERAL (SELECT %s)",
          "SELECT explode(array(%s))",
          "SELECT * FROM explode(array(%s))",
          "SELECT transform(array(1), x -> %s)",
          "SELECT count(*) FILTER (WHERE (%s) IS NULL) FROM range(1)",
          "FROM range(1) |> EXTEND %s AS a",
          "SELECT * FROM range(1) ORDER BY %s",
          "SELECT * FROM range(1) PIVOT (max(%s) FOR id IN (1, 2))",
          "DESCRIBE QUERY SELECT %s",
          "CREATE OR REPLACE TEMPORARY VIEW mine AS SELECT %s AS a");

  private static void refused(SparkSession spark, String text) {
    assertThatThrownBy(() -> spark.sql(text).collectAsList())
        .as(text)
        .hasMessageContaining(REFUSED);
  }

  @ParameterizedTest
  @EnumSource
  void noFunctionLeavesTheTablesHoweverItIsCalled(Reach reach) {
    SparkSession spark = sessions.get(reach);
    for (String value : VALUES) {
      refused(spark, "SELECT " + value);
      refused(spark, "VALUES (" + value + ")");
      refused(spark, "EXECUTE IMMEDIATE 'SELECT " + value.replace("'", "''") + "'");
    }
    for (String way : WAYS) {
      refused(spark, way.formatted(VALUES.get(0)));
      refused(spark, way.formatted(VALUES.get(5)));
    }
    assertThat(spark.sql("EXPLAIN SELECT " + VALUES.get(0)).collectAsList().toString())
        .contains(REFUSED);
    refused(spark, "EXECUTE IMMEDIATE " + "'EXECUTE IMMEDIATE ''SELECT java_method()'''");
  }

  @ParameterizedTest
  @EnumSource
  void noProgramIsRun(Reach reach) throws IOException {
    Path mark = folder.resolve("mark-" + reach);
    String program = "'touch " + mark + "'";
    for (String text :
        List.of(
            "SELECT TRANSFORM(id) USING " + program + " FROM range(1)",
            "FROM range(1) MAP id USING " + program,
            "FROM (FROM range(1) SELECT id CLUSTER BY id) REDUCE id USING " + program,
            "WITH t AS (SELECT TRANSFORM(id) USING " + program + " FROM range(1)) SELECT * FROM t",
            "SELECT (SELECT count(*) FROM (SELECT TRANSFORM(id) USING "
                + program
                + " FROM range(1)))",
            "CREATE OR REPLACE TEMPORARY VIEW mine AS SELECT TRANSFORM(id) USING "
                + program
                + " FROM range(1)",
            "BEGIN SELECT TRANSFORM(id) USING " + program + " FROM range(1); END")) {
      refused(sessions.get(reach), text);
      refused(sessions.get(reach), "EXECUTE IMMEDIATE '" + text.replace("'", "''") + "'");
    }
    assertThat(mark).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void textsAreTakenAsTheyStand(Reach reach) {
    SparkSession spark = sessions.get(reach);
    for (String text : List.of("${env:PATH}", "${system:user.home}", "${spark.app.name}")) {
      assertThat(spark.sql("SELECT '" + text + "'").first().getString(0)).isEqualTo(text);
      assertThat(spark.sql("EXECUTE IMMEDIATE 'SELECT ''" + text + "'''").first().getString(0))
          .isEqualTo(text);
    }
  }

  @Test
  void filesAreReadByThoseWhoMayAndByNobodyElse() {
    String path = "json.`" + secret + "`";
    assertThat(sessions.get(Reach.FILES).sql("SELECT * FROM " + path).first().getLong(0))
        .isEqualTo(1);
    for (String text :
        List.of(
            "SELECT * FROM " + path,
            "SELECT nothing FROM IDENTIFIER('json.' || '`" + secret + "`')",
            "DESCRIBE " + path,
            "SELECT * FROM binaryFile.`" + secret + "`",
            "SELECT * FROM delta.`" + folder + "/warehouse/market/prices`",
            "SELECT * FROM delta.`" + folder + "/warehouse/market/prices@v0`",
            "SELECT * FROM delta.`" + folder + "` VERSION AS OF 0",
            "SELECT * FROM market.prices WITH ('fs.file.impl' = 'java.lang.Object')")) {
      assertThatThrownBy(() -> sessions.get(Reach.TABLES).sql(text).collectAsList())
          .as(text)
          .hasMessageContaining(REFUSED)
          .hasMessageNotContaining("password");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDataFrameIsLookedAtToo(Reach reach) {
    SparkSession spark = sessions.get(reach);
    assertThatThrownBy(() -> spark.range(1).selectExpr(VALUES.get(0)))
        .hasMessageContaining(REFUSED);
    assertThatThrownBy(
            () -> spark.range(1).select(org.apache.spark.sql.functions.call_function("reflect")))
        .hasMessageContaining(REFUSED);
    assertThatThrownBy(() -> spark.range(1).write().csv(folder.resolve("out").toString()))
        .hasMessageContaining(REFUSED);
  }
}
