package org.rerate.jobs.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.connect.proto.AnalyzePlanRequest;
import org.apache.spark.connect.proto.Catalog;
import org.apache.spark.connect.proto.Command;
import org.apache.spark.connect.proto.DataType;
import org.apache.spark.connect.proto.Expression;
import org.apache.spark.connect.proto.LocalRelation;
import org.apache.spark.connect.proto.Read;
import org.apache.spark.connect.proto.Relation;
import org.apache.spark.connect.proto.SparkConnectServiceGrpc;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing that a new version of the protocol brings is let in, or forgotten. */
@Tag("fast")
class QuestionsOnlyTest {

  private static Set<String> others(Enum<?>[] all, Set<? extends Enum<?>> allowed) {
    Set<String> names = new TreeSet<>();
    Arrays.stream(all).filter(one -> !allowed.contains(one)).map(Enum::name).forEach(names::add);
    return names;
  }

  @Test
  void everyKindOfRequestIsAllowedOrKnownToBeRefused() {
    Set<String> calls = new TreeSet<>();
    SparkConnectServiceGrpc.getServiceDescriptor()
        .getMethods()
        .forEach(method -> calls.add(method.getBareMethodName()));
    assertThat(calls).containsAll(QuestionsOnly.CALLS);
    calls.removeAll(QuestionsOnly.CALLS);
    assertThat(calls)
        .containsExactlyInAnyOrder("AddArtifacts", "ArtifactStatus", "CloneSession", "GetStatus");
    assertThat(others(Relation.RelTypeCase.values(), QuestionsOnly.RELATIONS))
        .containsExactlyInAnyOrder(
            "MAP_PARTITIONS",
            "PARSE",
            "GROUP_MAP",
            "CO_GROUP_MAP",
            "WITH_WATERMARK",
            "APPLY_IN_PANDAS_WITH_STATE",
            "CACHED_LOCAL_RELATION",
            "CACHED_REMOTE_RELATION",
            "COMMON_INLINE_USER_DEFINED_TABLE_FUNCTION",
            "COMMON_INLINE_USER_DEFINED_DATA_SOURCE",
            "CHUNKED_CACHED_LOCAL_RELATION",
            "RELATION_CHANGES",
            "ML_RELATION",
            "EXTENSION",
            "UNKNOWN",
            "RELTYPE_NOT_SET");
    assertThat(others(Expression.ExprTypeCase.values(), QuestionsOnly.EXPRESSIONS))
        .containsExactlyInAnyOrder(
            "COMMON_INLINE_USER_DEFINED_FUNCTION",
            "MERGE_ACTION",
            "TYPED_AGGREGATE_EXPRESSION",
            "EXTENSION",
            "EXPRTYPE_NOT_SET");
    assertThat(others(AnalyzePlanRequest.AnalyzeCase.values(), QuestionsOnly.ANALYSES))
        .containsExactlyInAnyOrder("INPUT_FILES", "PERSIST", "JSON_TO_DDL", "ANALYZE_NOT_SET");
    assertThat(Command.CommandTypeCase.values()).hasSize(21);
    assertThat(Catalog.CatTypeCase.values()).hasSize(37);
    assertThat(DataType.KindCase.values()).hasSize(29);
  }

  @Test
  void typesThatNameAClassAreRefused() {
    DataType udt = DataType.newBuilder().setUdt(DataType.UDT.newBuilder().setJvmClass("X")).build();
    assertThat(QuestionsOnly.refusal(udt)).isEqualTo("a type that names a class");
    for (String schema : new String[] {"{\"type\":\"udt\"}", "{\"type\":\"\\u0075dt\"}"}) {
      assertThat(QuestionsOnly.refusal(LocalRelation.newBuilder().setSchema(schema).build()))
          .isEqualTo("a type that names a class");
    }
    assertThat(QuestionsOnly.refusal(LocalRelation.newBuilder().setSchema("a INT").build()))
        .isEmpty();
  }

  @Test
  void tablesAreReadByNameWithoutOptions() {
    Read.NamedTable table =
        Read.NamedTable.newBuilder().setUnparsedIdentifier("market.prices").build();
    assertThat(QuestionsOnly.refusal(Read.newBuilder().setNamedTable(table).build())).isEmpty();
    assertThat(
            QuestionsOnly.refusal(
                Read.newBuilder()
                    .setNamedTable(table.toBuilder().putOptions("fs.file.impl", "X"))
                    .build()))
        .isEqualTo("reading files by their path");
  }
}
