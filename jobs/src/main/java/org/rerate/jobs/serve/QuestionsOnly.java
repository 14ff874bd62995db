package org.rerate.jobs.serve;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.connect.proto.AnalyzePlanRequest;
import org.apache.spark.connect.proto.Catalog;
import org.apache.spark.connect.proto.Command;
import org.apache.spark.connect.proto.ConfigRequest;
import org.apache.spark.connect.proto.CreateDataFrameViewCommand;
import org.apache.spark.connect.proto.DataType;
import org.apache.spark.connect.proto.Expression;
import org.apache.spark.connect.proto.KeyValue;
import org.apache.spark.connect.proto.LocalRelation;
import org.apache.spark.connect.proto.Plan;
import org.apache.spark.connect.proto.Read;
import org.apache.spark.connect.proto.Relation;
import org.rerate.engine.delta.SessionSettings;
import org.sparkproject.connect.protobuf.Any;
import org.sparkproject.connect.protobuf.Descriptors.FieldDescriptor;
import org.sparkproject.connect.protobuf.Message;

/**
 * What a request of Spark Connect may hold: queries over the catalog's relations and over rows that
 * the client sends. Each kind of call, command, relation and expression is on a list, and what is
 * not is refused before anything of it is unpacked. What a query does is judged by the session,
 * which sees SQL too; see {@link org.rerate.engine.sql.ReadOnly}.
 */
final class QuestionsOnly {

  static final Set<String> CALLS =
      Set.of(
          "ExecutePlan",
          "AnalyzePlan",
          "Config",
          "Interrupt",
          "ReattachExecute",
          "ReleaseExecute",
          "ReleaseSession",
          "FetchErrorDetails");

  static final Set<Command.CommandTypeCase> COMMANDS =
      Set.of(Command.CommandTypeCase.SQL_COMMAND, Command.CommandTypeCase.CREATE_DATAFRAME_VIEW);

  static final Set<Relation.RelTypeCase> RELATIONS =
      Set.of(
          Relation.RelTypeCase.READ,
          Relation.RelTypeCase.PROJECT,
          Relation.RelTypeCase.FILTER,
          Relation.RelTypeCase.JOIN,
          Relation.RelTypeCase.SET_OP,
          Relation.RelTypeCase.SORT,
          Relation.RelTypeCase.LIMIT,
          Relation.RelTypeCase.AGGREGATE,
          Relation.RelTypeCase.SQL,
          Relation.RelTypeCase.LOCAL_RELATION,
          Relation.RelTypeCase.SAMPLE,
          Relation.RelTypeCase.OFFSET,
          Relation.RelTypeCase.DEDUPLICATE,
          Relation.RelTypeCase.RANGE,
          Relation.RelTypeCase.SUBQUERY_ALIAS,
          Relation.RelTypeCase.REPARTITION,
          Relation.RelTypeCase.TO_DF,
          Relation.RelTypeCase.WITH_COLUMNS_RENAMED,
          Relation.RelTypeCase.SHOW_STRING,
          Relation.RelTypeCase.DROP,
          Relation.RelTypeCase.TAIL,
          Relation.RelTypeCase.WITH_COLUMNS,
          Relation.RelTypeCase.HINT,
          Relation.RelTypeCase.UNPIVOT,
          Relation.RelTypeCase.TO_SCHEMA,
          Relation.RelTypeCase.REPARTITION_BY_EXPRESSION,
          Relation.RelTypeCase.COLLECT_METRICS,
          Relation.RelTypeCase.HTML_STRING,
          Relation.RelTypeCase.AS_OF_JOIN,
          Relation.RelTypeCase.WITH_RELATIONS,
          Relation.RelTypeCase.TRANSPOSE,
          Relation.RelTypeCase.UNRESOLVED_TABLE_VALUED_FUNCTION,
          Relation.RelTypeCase.LATERAL_JOIN,
          Relation.RelTypeCase.NEAREST_BY_JOIN,
          Relation.RelTypeCase.FILL_NA,
          Relation.RelTypeCase.DROP_NA,
          Relation.RelTypeCase.REPLACE,
          Relation.RelTypeCase.SUMMARY,
          Relation.RelTypeCase.CROSSTAB,
          Relation.RelTypeCase.DESCRIBE,
          Relation.RelTypeCase.COV,
          Relation.RelTypeCase.CORR,
          Relation.RelTypeCase.APPROX_QUANTILE,
          Relation.RelTypeCase.FREQ_ITEMS,
          Relation.RelTypeCase.SAMPLE_BY,
          Relation.RelTypeCase.CATALOG);

  static final Set<Expression.ExprTypeCase> EXPRESSIONS =
      Set.of(
          Expression.ExprTypeCase.LITERAL,
          Expression.ExprTypeCase.UNRESOLVED_ATTRIBUTE,
          Expression.ExprTypeCase.UNRESOLVED_FUNCTION,
          Expression.ExprTypeCase.EXPRESSION_STRING,
          Expression.ExprTypeCase.UNRESOLVED_STAR,
          Expression.ExprTypeCase.ALIAS,
          Expression.ExprTypeCase.CAST,
          Expression.ExprTypeCase.UNRESOLVED_REGEX,
          Expression.ExprTypeCase.SORT_ORDER,
          Expression.ExprTypeCase.LAMBDA_FUNCTION,
          Expression.ExprTypeCase.WINDOW,
          Expression.ExprTypeCase.UNRESOLVED_EXTRACT_VALUE,
          Expression.ExprTypeCase.UPDATE_FIELDS,
          Expression.ExprTypeCase.UNRESOLVED_NAMED_LAMBDA_VARIABLE,
          Expression.ExprTypeCase.CALL_FUNCTION,
          Expression.ExprTypeCase.NAMED_ARGUMENT_EXPRESSION,
          Expression.ExprTypeCase.SUBQUERY_EXPRESSION,
          Expression.ExprTypeCase.DIRECT_SHUFFLE_PARTITION_ID);

  static final Set<Catalog.CatTypeCase> CATALOG =
      Set.of(
          Catalog.CatTypeCase.CURRENT_DATABASE,
          Catalog.CatTypeCase.SET_CURRENT_DATABASE,
          Catalog.CatTypeCase.LIST_DATABASES,
          Catalog.CatTypeCase.LIST_TABLES,
          Catalog.CatTypeCase.LIST_FUNCTIONS,
          Catalog.CatTypeCase.LIST_COLUMNS,
          Catalog.CatTypeCase.GET_DATABASE,
          Catalog.CatTypeCase.GET_TABLE,
          Catalog.CatTypeCase.GET_FUNCTION,
          Catalog.CatTypeCase.DATABASE_EXISTS,
          Catalog.CatTypeCase.TABLE_EXISTS,
          Catalog.CatTypeCase.FUNCTION_EXISTS,
          Catalog.CatTypeCase.DROP_TEMP_VIEW,
          Catalog.CatTypeCase.CURRENT_CATALOG,
          Catalog.CatTypeCase.LIST_CATALOGS,
          Catalog.CatTypeCase.LIST_VIEWS);

  static final Set<AnalyzePlanRequest.AnalyzeCase> ANALYSES =
      Set.of(
          AnalyzePlanRequest.AnalyzeCase.SCHEMA,
          AnalyzePlanRequest.AnalyzeCase.EXPLAIN,
          AnalyzePlanRequest.AnalyzeCase.TREE_STRING,
          AnalyzePlanRequest.AnalyzeCase.IS_LOCAL,
          AnalyzePlanRequest.AnalyzeCase.IS_STREAMING,
          AnalyzePlanRequest.AnalyzeCase.SPARK_VERSION,
          AnalyzePlanRequest.AnalyzeCase.DDL_PARSE,
          AnalyzePlanRequest.AnalyzeCase.SAME_SEMANTICS,
          AnalyzePlanRequest.AnalyzeCase.SEMANTIC_HASH,
          AnalyzePlanRequest.AnalyzeCase.UNPERSIST,
          AnalyzePlanRequest.AnalyzeCase.GET_STORAGE_LEVEL);

  /** A schema in JSON that names a class; JSON can write letters by their numbers. */
  private static final Pattern NAMES_A_CLASS = Pattern.compile("(?i)\"udt\"|\\\\u00");

  private QuestionsOnly() {}

  /** What of the request is not allowed, as a noun; empty if all of it is. */
  static String refusal(Message request) {
    String own = ofItself(request);
    if (!own.isEmpty()) {
      return own;
    }
    for (Map.Entry<FieldDescriptor, Object> field : request.getAllFields().entrySet()) {
      Iterable<?> values =
          field.getKey().isRepeated() ? (Iterable<?>) field.getValue() : List.of(field.getValue());
      for (Object value : values) {
        String below = value instanceof Message message ? refusal(message) : "";
        if (!below.isEmpty()) {
          return below;
        }
      }
    }
    return "";
  }

  private static String ofItself(Message message) {
    if (message instanceof Command command) {
      return refusedUnless(
          COMMANDS.contains(command.getCommandTypeCase()), command.getCommandTypeCase());
    }
    if (message instanceof Relation relation) {
      return refusedUnless(
          RELATIONS.contains(relation.getRelTypeCase()), relation.getRelTypeCase());
    }
    if (message instanceof Expression expression) {
      return refusedUnless(
          EXPRESSIONS.contains(expression.getExprTypeCase()), expression.getExprTypeCase());
    }
    if (message instanceof Catalog catalog) {
      return refusedUnless(CATALOG.contains(catalog.getCatTypeCase()), catalog.getCatTypeCase());
    }
    if (message instanceof AnalyzePlanRequest analysis) {
      return refusedUnless(ANALYSES.contains(analysis.getAnalyzeCase()), analysis.getAnalyzeCase());
    }
    if (message instanceof ConfigRequest.Operation operation) {
      return ofSettings(operation);
    }
    return ofContent(message);
  }

  private static String ofContent(Message message) {
    if (message instanceof Read read) {
      boolean isName = read.hasNamedTable() && read.getNamedTable().getOptionsCount() == 0;
      return isName && !read.getIsStreaming() ? "" : "reading files by their path";
    }
    if (message instanceof Plan plan) {
      return plan.hasCompressedOperation() ? "a compressed plan" : "";
    }
    if (message instanceof CreateDataFrameViewCommand view) {
      return view.getIsGlobal() ? "a view that others see" : "";
    }
    if (message instanceof DataType type) {
      boolean namesClass =
          type.hasUnparsed()
              && NAMES_A_CLASS.matcher(type.getUnparsed().getDataTypeString()).find();
      return namesClass || type.hasUdt() ? "a type that names a class" : "";
    }
    if (message instanceof LocalRelation rows) {
      return NAMES_A_CLASS.matcher(rows.getSchema()).find() ? "a type that names a class" : "";
    }
    return message instanceof Any ? "an extension" : "";
  }

  private static String refusedUnless(boolean allowed, Enum<?> what) {
    return allowed ? "" : what.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String ofSettings(ConfigRequest.Operation operation) {
    return switch (operation.getOpTypeCase()) {
      case SET -> changing(operation.getSet().getPairsList());
      case UNSET -> unsetting(operation.getUnset().getKeysList());
      case GET -> reading(operation.getGet().getKeysList());
      case GET_OPTION -> reading(operation.getGetOption().getKeysList());
      case GET_WITH_DEFAULT ->
          reading(
              operation.getGetWithDefault().getPairsList().stream().map(KeyValue::getKey).toList());
      // What is listed is filtered on its way out, see Answers.
      case GET_ALL, IS_MODIFIABLE -> "";
      default -> "an unknown request about settings";
    };
  }

  private static String changing(List<KeyValue> settings) {
    for (KeyValue setting : settings) {
      if (!SessionSettings.isPlain(setting.getValue())) {
        return "a setting that refers to others";
      }
    }
    return unsetting(settings.stream().map(KeyValue::getKey).toList());
  }

  private static String unsetting(List<String> keys) {
    return keys.stream()
        .filter(key -> !SessionSettings.mayChange(key))
        .findFirst()
        .map(key -> "changing the setting " + key)
        .orElse("");
  }

  private static String reading(List<String> keys) {
    return keys.stream()
        .filter(key -> !SessionSettings.mayRead(key))
        .findFirst()
        .map(key -> "reading the setting " + key)
        .orElse("");
  }
}
