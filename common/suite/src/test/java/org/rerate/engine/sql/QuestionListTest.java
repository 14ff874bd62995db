package org.rerate.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.sql.parser.DeltaSqlBaseLexer;
import io.delta.sql.parser.DeltaSqlBaseParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.tree.ParseTree;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry$;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistryBase;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.UpperCaseCharStream;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.exceptions.SqlScriptingException;
import org.apache.spark.sql.execution.command.SetCommand;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.RerateException;
import org.rerate.engine.filter.Filter;
import org.rerate.table.SqlFunctions;
import org.rerate.testing.SparkTestBase;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Nothing of Spark or Delta is forgotten: whatever a new version brings fails here until somebody
 * has put it among what is answered or what is refused.
 */
class QuestionListTest extends SparkTestBase {

  /** An alternative of a grammar, whether it is answered, and an example. */
  record Example(String label, boolean isAnswered, String text) {}

  @TempDir static Path folder;
  private static SparkSession closed;

  @BeforeAll
  static void close() {
    closed =
        ReadOnly.of(new QuestionListTest().warehouse(folder), Filter.all(), "true", Reach.TABLES)
            .spark();
  }

  private static String answer(SparkSession session, String text) {
    return session.sql(text).collectAsList().toString();
  }

  @Test
  void columnsAreDescribedAndNamesNeedNoSchemaAfterUse() {
    SparkSession session =
        ReadOnly.of(new QuestionListTest().warehouse(folder), Filter.all(), "true", Reach.TABLES)
            .spark();
    for (String table : List.of("market.fx", "market.fx_current", "spark_catalog.market.fx")) {
      assertThat(answer(session, "DESCRIBE " + table + " usd_per_unit"))
          .as(table)
          .startsWith("[[usd_per_unit,double,");
    }
    assertThatThrownBy(() -> answer(session, "DESCRIBE market.fx nothing"))
        .hasMessageContaining("nothing");
    assertThat(answer(session, "USE market")).isEqualTo("[]");
    assertThat(answer(session, "SELECT count(*) FROM fx")).isEqualTo("[[0]]");
    assertThat(answer(session, "SELECT count(*) FROM fx_current")).isEqualTo("[[0]]");
    assertThat(answer(session, "DESCRIBE fx usd_per_unit")).startsWith("[[usd_per_unit,double,");
    assertThat(answer(session, "SELECT count(*) FROM ops.runs")).isEqualTo("[[0]]");
    assertThat(answer(session, "SHOW TABLES")).contains("[market,fx,false]");
    assertThatThrownBy(() -> session.sql("USE nothing")).hasMessageContaining("nothing");
    assertThatThrownBy(() -> session.sql("CREATE TABLE mine (a INT)"))
        .hasMessageContaining("is not allowed here");
  }

  private static List<String> lines(String resource) {
    try (InputStream in = QuestionListTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> names(FunctionRegistryBase<?> registry) {
    Set<String> names = new TreeSet<>();
    CollectionConverters.asJava(registry.listFunction()).stream()
        .map(FunctionIdentifier::funcName)
        .forEach(names::add);
    return names;
  }

  @Test
  void everyFunctionIsAllowedOrKnownToBeRefused() {
    QuestionList list = QuestionList.SHIPPED;
    Set<String> scalar = names(closed.sessionState().functionRegistry());
    Set<String> table = names(closed.sessionState().tableFunctionRegistry());
    Set<String> ours = new HashSet<>();
    SqlFunctions.ALL.forEach(function -> ours.add(function.name()));
    assertThat(scalar).hasSizeGreaterThan(500).contains("reflect", "sum");
    assertThat(scalar)
        .allMatch(
            name ->
                name.equals(CurrencyFunction.NAME)
                    || list.hasFunction(name) != list.refusedFunctions().contains(name));
    assertThat(table).contains("range", "table_changes_by_path", "basket_pe");
    assertThat(table)
        .allMatch(
            name ->
                ours.contains(name)
                    || list.hasTableFunction(name) != list.refusedFunctions().contains(name));
    assertThat(names(FunctionRegistry$.MODULE$.internal())).allMatch(list::hasInternalFunction);
  }

  @Test
  void everyKindOfNodeIsAllowedOrKnownToBeRefused() {
    Set<String> refused = new HashSet<>();
    QuestionList.sections(lines("refused-nodes.txt"))
        .get("")
        .forEach((prefix, names) -> names.forEach(name -> refused.add(prefix + "." + name)));
    List<String> known = nodes();
    assertThat(known).hasSizeGreaterThan(1000);
    assertThat(known)
        .allMatch(name -> QuestionList.SHIPPED.nodes().contains(name) != refused.contains(name));
    assertThat(known).containsAll(QuestionList.SHIPPED.nodes()).containsAll(refused);
  }

  /** All that can stand in a plan, from the jars of Catalyst, Spark SQL and Delta. */
  private static List<String> nodes() {
    List<String> nodes = new ArrayList<>();
    for (Class<?> one : List.of(LogicalPlan.class, SetCommand.class, DeltaLog.class)) {
      try (JarFile jar =
          new JarFile(
              Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()).toFile())) {
        jar.stream()
            .map(entry -> entry.getName())
            .filter(name -> name.endsWith(".class"))
            .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
            .filter(QuestionListTest::isNode)
            .forEach(nodes::add);
      } catch (IOException | URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
    return nodes;
  }

  private static boolean isNode(String name) {
    try {
      Class<?> type = Class.forName(name, false, QuestionListTest.class.getClassLoader());
      return !Modifier.isAbstract(type.getModifiers())
          && (LogicalPlan.class.isAssignableFrom(type) || Expression.class.isAssignableFrom(type));
    } catch (ClassNotFoundException | LinkageError e) {
      return false; // it needs a library that is not here
    }
  }

  private static List<Example> examples() {
    return lines("statements.txt").stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\\|", 3))
        .map(parts -> new Example(parts[0], parts[1].equals("answered"), parts[2]))
        .toList();
  }

  @Test
  void everyAlternativeOfTheGrammarsHasAnExample() {
    Set<String> labels = new TreeSet<>();
    Stream.of(
            SqlBaseParser.StatementContext.class,
            SqlBaseParser.SetResetStatementContext.class,
            SqlBaseParser.DmlStatementNoWithContext.class,
            SqlBaseParser.RelationPrimaryContext.class,
            SqlBaseParser.QueryPrimaryContext.class,
            SqlBaseParser.QueryTermContext.class,
            SqlBaseParser.PrimaryExpressionContext.class)
        .flatMap(rule -> alternatives(SqlBaseParser.class, rule))
        .forEach(labels::add);
    alternatives(DeltaSqlBaseParser.class, DeltaSqlBaseParser.StatementContext.class)
        .forEach(label -> labels.add("delta." + label));
    assertThat(labels).hasSizeGreaterThan(150);
    assertThat(examples()).extracting(Example::label).containsAll(labels);
    assertThat(examples())
        .allSatisfy(example -> assertThat(parsedAs(example)).contains(example.label()));
  }

  private static Stream<String> alternatives(Class<?> parser, Class<?> rule) {
    return Stream.of(parser.getDeclaredClasses())
        .filter(type -> type.getSuperclass() == rule)
        .map(QuestionListTest::label);
  }

  private static String label(Class<?> context) {
    return context.getSimpleName().replaceFirst("Context$", "");
  }

  /** The alternatives that the grammar finds in an example. */
  private static Set<String> parsedAs(Example example) {
    UpperCaseCharStream text = new UpperCaseCharStream(CharStreams.fromString(example.text()));
    Set<String> labels = new HashSet<>();
    if (example.label().startsWith("delta.")) {
      collect(
          new DeltaSqlBaseParser(new CommonTokenStream(new DeltaSqlBaseLexer(text)))
              .singleStatement(),
          "delta.",
          labels);
    } else {
      collect(
          new SqlBaseParser(new CommonTokenStream(new SqlBaseLexer(text)))
              .compoundOrSingleStatement(),
          "",
          labels);
    }
    return labels;
  }

  private static void collect(ParseTree tree, String prefix, Set<String> labels) {
    labels.add(prefix + label(tree.getClass()));
    for (int child = 0; child < tree.getChildCount(); child++) {
      collect(tree.getChild(child), prefix, labels);
    }
  }

  @Test
  void theExamplesAreAnsweredOrRefusedAsTheySay() {
    for (Example example : examples()) {
      String text = example.text();
      if (example.isAnswered()) {
        assertThatCode(() -> closed.sql(text).collectAsList()).as(text).doesNotThrowAnyException();
      } else {
        assertThatThrownBy(() -> closed.sql(text).collectAsList())
            .as(text)
            .satisfies(error -> assertThat(isRefusal(error)).as(error.toString()).isTrue());
      }
    }
  }

  /** Some of the grammar is there only to say that Spark does not support it. */
  private static boolean isRefusal(Throwable error) {
    return error instanceof ParseException
        || error instanceof SqlScriptingException
        || (error instanceof RerateException refusal
            && refusal
                .getMessage()
                .contains("is not allowed here, where the tables are read-only"));
  }
}
