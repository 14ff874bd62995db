package org.rerate.engine.sql;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedExecuteImmediate;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.CurrentDate;
import org.apache.spark.sql.catalyst.expressions.CurrentTime;
import org.apache.spark.sql.catalyst.expressions.CurrentTimestampLike;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.LocalTimestamp;
import org.apache.spark.sql.catalyst.expressions.Nondeterministic;
import org.apache.spark.sql.catalyst.expressions.Shuffle;
import org.apache.spark.sql.catalyst.expressions.Uuid;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Sample;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.rerate.table.SqlFunction;
import org.rerate.table.SqlFunctions;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * Looks whether a query answers from the temporary views of its session alone, and the same
 * whenever it is asked. It looks at what the parser made, so that no comment or quoting hides a
 * table, and at the analyzed plan, where functions are known for what they do.
 */
final class Timeless {

  private static final Set<String> READING =
      Stream.concat(
              SqlFunctions.ALL.stream().map(SqlFunction::name), Stream.of(CurrencyFunction.NAME))
          .collect(Collectors.toUnmodifiableSet());

  /** The parser turns a literal as DATE'today' into the day itself: no plan tells of it. */
  private static final Pattern LITERAL_OF_TODAY =
      Pattern.compile(
          "\\b(date|timestamp(_ltz|_ntz)?)(\\s|/\\*.*?\\*/|--[^\\n]*\\n)*r?['\"]\\s*"
              + "(now|today|tomorrow|yesterday)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern TODAY =
      Pattern.compile("\\s*(now|today|tomorrow|yesterday)\\b.*", Pattern.CASE_INSENSITIVE);

  private Timeless() {}

  /** What is wrong with a text; null if nothing can be told before its views are there. */
  static Leak asked(SparkSession spark, String text) throws Exception {
    var session = (org.apache.spark.sql.classic.SparkSession) spark;
    LogicalPlan plan = session.sessionState().sqlParser().parsePlan(text);
    AtomicReference<Leak> found = new AtomicReference<>();
    ParsedNodes.forEach(plan, node -> found.compareAndSet(null, asked(node)));
    if (found.get() == null && LITERAL_OF_TODAY.matcher(text).find()) {
      return Leak.CLOCK;
    }
    return found.get();
  }

  private static Leak asked(TreeNode<?> node) {
    if (node instanceof Command || node instanceof UnresolvedExecuteImmediate) {
      return Leak.STATEMENT;
    }
    if (node instanceof UnresolvedRelation relation) {
      // A name of one part is a view or a WITH: no schema of ours is the current one.
      return relation.multipartIdentifier().size() == 1 ? null : Leak.STORED;
    }
    if (node instanceof UnresolvedTableValuedFunction function) {
      return reads(function.name());
    }
    return node instanceof UnresolvedFunction function ? reads(function.nameParts()) : null;
  }

  private static Leak reads(Seq<String> name) {
    List<String> parts = CollectionConverters.asJava(name);
    String last = parts.get(parts.size() - 1).toLowerCase(Locale.ROOT);
    return READING.contains(last) ? Leak.STORED : null;
  }

  /** What is wrong with an analyzed plan; null if nothing is. */
  static Leak made(LogicalPlan plan) {
    AtomicReference<Leak> found = new AtomicReference<>();
    plan.foreachWithSubqueries(
        node -> {
          if (node instanceof Sample) {
            found.compareAndSet(null, Leak.CHANCE);
          }
          CollectionConverters.asJava(node.expressions())
              .forEach(
                  expression ->
                      expression.foreach(
                          part -> {
                            found.compareAndSet(null, made(part));
                            return BoxedUnit.UNIT;
                          }));
          return BoxedUnit.UNIT;
        });
    return found.get();
  }

  private static Leak made(Expression part) {
    if (part instanceof CurrentDate
        || part instanceof CurrentTimestampLike
        || part instanceof CurrentTime
        || part instanceof LocalTimestamp
        || isToday(part)) {
      return Leak.CLOCK;
    }
    return part instanceof Nondeterministic || part instanceof Uuid || part instanceof Shuffle
        ? Leak.CHANCE
        : null;
  }

  /** The cast of 'today' is today, and only once the plan is optimized. */
  private static boolean isToday(Expression part) {
    return part instanceof Cast cast
        && (cast.dataType() instanceof DateType
            || cast.dataType() instanceof TimestampType
            || cast.dataType() instanceof TimestampNTZType)
        && cast.child().dataType() instanceof StringType
        && cast.child().foldable()
        && TODAY.matcher(Objects.toString(cast.child().eval(null), "")).matches();
  }
}
