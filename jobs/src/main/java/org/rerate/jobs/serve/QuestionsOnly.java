package org.rerate.jobs.serve;

import java.util.Map;
import java.util.Set;
import org.apache.spark.connect.proto.AddArtifactsRequest;
import org.apache.spark.connect.proto.Catalog;
import org.apache.spark.connect.proto.Command;
import org.apache.spark.connect.proto.ConfigRequest;
import org.apache.spark.connect.proto.Expression;
import org.apache.spark.connect.proto.KeyValue;
import org.apache.spark.connect.proto.Plan;
import org.apache.spark.connect.proto.Read;
import org.apache.spark.connect.proto.Relation;
import org.rerate.storage.SessionSettings;
import org.sparkproject.connect.protobuf.Descriptors.FieldDescriptor;
import org.sparkproject.connect.protobuf.Message;

/**
 * What a request of Spark Connect may hold: queries over the catalog's relations and over rows that
 * the client sends. Code is refused before anything of it is unpacked, since code can do whatever
 * the server can: functions of users, classes, data sources by name. What a query does to tables is
 * not judged here but by the session's read-only rule, which sees SQL too.
 */
final class QuestionsOnly {

  private static final Set<Command.CommandTypeCase> COMMANDS =
      Set.of(
          Command.CommandTypeCase.SQL_COMMAND,
          Command.CommandTypeCase.CREATE_DATAFRAME_VIEW,
          Command.CommandTypeCase.GET_RESOURCES_COMMAND,
          Command.CommandTypeCase.REMOVE_CACHED_REMOTE_RELATION_COMMAND);

  private static final Set<Relation.RelTypeCase> NO_RELATIONS =
      Set.of(
          Relation.RelTypeCase.MAP_PARTITIONS,
          Relation.RelTypeCase.GROUP_MAP,
          Relation.RelTypeCase.CO_GROUP_MAP,
          Relation.RelTypeCase.APPLY_IN_PANDAS_WITH_STATE,
          Relation.RelTypeCase.WITH_WATERMARK,
          Relation.RelTypeCase.COMMON_INLINE_USER_DEFINED_TABLE_FUNCTION,
          Relation.RelTypeCase.COMMON_INLINE_USER_DEFINED_DATA_SOURCE,
          Relation.RelTypeCase.RELATION_CHANGES,
          Relation.RelTypeCase.ML_RELATION,
          Relation.RelTypeCase.EXTENSION,
          Relation.RelTypeCase.UNKNOWN,
          Relation.RelTypeCase.RELTYPE_NOT_SET);

  private static final Set<Expression.ExprTypeCase> NO_EXPRESSIONS =
      Set.of(
          Expression.ExprTypeCase.COMMON_INLINE_USER_DEFINED_FUNCTION,
          Expression.ExprTypeCase.TYPED_AGGREGATE_EXPRESSION,
          Expression.ExprTypeCase.MERGE_ACTION,
          Expression.ExprTypeCase.EXTENSION,
          Expression.ExprTypeCase.EXPRTYPE_NOT_SET);

  private static final Set<Catalog.CatTypeCase> CATALOG =
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
          Catalog.CatTypeCase.DROP_GLOBAL_TEMP_VIEW,
          Catalog.CatTypeCase.CURRENT_CATALOG,
          Catalog.CatTypeCase.LIST_CATALOGS,
          Catalog.CatTypeCase.LIST_VIEWS);

  /** Rows that a client sends are kept under such names; everything else is code or files. */
  private static final String ROWS = "cache/";

  private QuestionsOnly() {}

  /** What of the request is not allowed, as a noun; empty if all of it is. */
  static String refusal(Message request) {
    String own = ofItself(request);
    if (!own.isEmpty()) {
      return own;
    }
    for (Map.Entry<FieldDescriptor, Object> field : request.getAllFields().entrySet()) {
      Iterable<?> values =
          field.getKey().isRepeated()
              ? (Iterable<?>) field.getValue()
              : java.util.List.of(field.getValue());
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
          !NO_RELATIONS.contains(relation.getRelTypeCase()), relation.getRelTypeCase());
    }
    if (message instanceof Expression expression) {
      return refusedUnless(
          !NO_EXPRESSIONS.contains(expression.getExprTypeCase()), expression.getExprTypeCase());
    }
    if (message instanceof Catalog catalog) {
      return refusedUnless(CATALOG.contains(catalog.getCatTypeCase()), catalog.getCatTypeCase());
    }
    if (message instanceof Read read) {
      return read.hasNamedTable() && !read.getIsStreaming() ? "" : "reading files by their path";
    }
    if (message instanceof Plan plan) {
      return plan.hasCompressedOperation() ? "a compressed plan" : "";
    }
    if (message instanceof ConfigRequest.Operation operation) {
      return ofSettings(operation);
    }
    return message instanceof AddArtifactsRequest artifacts ? ofArtifacts(artifacts) : "";
  }

  private static String refusedUnless(boolean allowed, Enum<?> what) {
    return allowed ? "" : what.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static String ofSettings(ConfigRequest.Operation operation) {
    return switch (operation.getOpTypeCase()) {
      case SET ->
          changing(operation.getSet().getPairsList().stream().map(KeyValue::getKey).toList());
      case UNSET -> changing(operation.getUnset().getKeysList());
      case GET -> reading(operation.getGet().getKeysList());
      case GET_OPTION -> reading(operation.getGetOption().getKeysList());
      case GET_WITH_DEFAULT ->
          reading(
              operation.getGetWithDefault().getPairsList().stream().map(KeyValue::getKey).toList());
      case GET_ALL ->
          operation.getGetAll().getPrefix().startsWith("spark.sql.")
              ? ""
              : "listing " + "all settings";
      default -> "";
    };
  }

  private static String changing(Iterable<String> keys) {
    for (String key : keys) {
      if (!SessionSettings.mayChange(key)) {
        return "changing the setting " + key;
      }
    }
    return "";
  }

  private static String reading(Iterable<String> keys) {
    for (String key : keys) {
      if (!SessionSettings.mayRead(key)) {
        return "reading the setting " + key;
      }
    }
    return "";
  }

  private static String ofArtifacts(AddArtifactsRequest request) {
    boolean areRows =
        (!request.hasBeginChunk() || request.getBeginChunk().getName().startsWith(ROWS))
            && request.getBatch().getArtifactsList().stream()
                .allMatch(artifact -> artifact.getName().startsWith(ROWS));
    return areRows ? "" : "sending classes or files";
  }
}
