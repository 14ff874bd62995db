package org.rerate.engine.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry$;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistryBase;
import org.apache.spark.sql.catalyst.analysis.TableFunctionRegistry$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.delta.DeltaTableValueFunctions;
import org.apache.spark.sql.types.StringType;
import scala.Function1;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Puts a refusal in the place of every function of Spark and Delta that {@link QuestionList} does
 * not name. A session looks functions up by name whatever named them, and computes some while it
 * analyzes; so this is where they are closed, not in the plans.
 */
final class ClosedFunctions {

  /** They take the schema of what they read as a text, and texts of JSON can name classes. */
  private static final Set<String> WITH_SCHEMA = Set.of("from_json", "from_csv");

  private ClosedFunctions() {}

  static void inject(SparkSessionExtensions extensions) {
    QuestionList list = QuestionList.SHIPPED;
    FunctionRegistryBase<Expression> scalar = FunctionRegistry$.MODULE$.builtin();
    names(scalar)
        .filter(name -> !list.hasFunction(name))
        .forEach(name -> extensions.injectFunction(refusal(name)));
    WITH_SCHEMA.forEach(name -> extensions.injectFunction(checked(name, scalar)));
    Stream.concat(
            names(TableFunctionRegistry$.MODULE$.builtin()),
            CollectionConverters.asJava(DeltaTableValueFunctions.supportedFnNames()).stream())
        .filter(name -> !list.hasTableFunction(name))
        .forEach(name -> extensions.injectTableFunction(refusal(name)));
  }

  private static Stream<String> names(FunctionRegistryBase<?> registry) {
    return CollectionConverters.asJava(registry.listFunction()).stream()
        .map(FunctionIdentifier::funcName)
        .map(name -> name.toLowerCase(Locale.ROOT));
  }

  private static <T>
      Tuple3<FunctionIdentifier, ExpressionInfo, Function1<Seq<Expression>, T>> refusal(
          String name) {
    String cause = QuestionList.SHIPPED.cause(name);
    String what = "the function " + name + (cause == null ? "" : ", which " + cause + ",");
    ExpressionInfo info =
        new ExpressionInfo(
            ClosedFunctions.class.getName(),
            null,
            name,
            "refused here",
            "",
            "",
            "",
            "",
            "",
            "",
            "");
    return new Tuple3<>(
        new FunctionIdentifier(name),
        info,
        arguments -> {
          throw ReadOnlyRule.refused(what);
        });
  }

  private static Tuple3<FunctionIdentifier, ExpressionInfo, Function1<Seq<Expression>, Expression>>
      checked(String name, FunctionRegistryBase<Expression> registry) {
    FunctionIdentifier key = FunctionRegistry$.MODULE$.builtinFunctionIdentifier(name);
    Function1<Seq<Expression>, Expression> builder = registry.lookupFunctionBuilder(key).get();
    return new Tuple3<>(
        new FunctionIdentifier(name),
        registry.lookupFunction(key).get(),
        arguments -> {
          List<Expression> all = CollectionConverters.asJava(arguments);
          if (all.size() > 1 && isJson(all.get(1))) {
            throw ReadOnlyRule.refused("a schema in JSON, which can name classes,");
          }
          return builder.apply(arguments);
        });
  }

  private static boolean isJson(Expression schema) {
    return schema.resolved()
        && schema.foldable()
        && schema.dataType() instanceof StringType
        && String.valueOf(schema.eval(null)).strip().matches("(?s)[{\"].*");
  }
}
