package org.rerate.engine.delta;

import java.util.List;
import java.util.Set;

/** Which Spark settings those may read and change who ask over a network. */
public final class SessionSettings {

  /** What changes how an answer looks or how fast it comes, and nothing else. */
  private static final Set<String> CHANGEABLE =
      Set.of(
          "spark.sql.session.timeZone",
          "spark.sql.ansi.enabled",
          "spark.sql.caseSensitive",
          "spark.sql.timestampType",
          "spark.sql.shuffle.partitions",
          "spark.sql.autoBroadcastJoinThreshold",
          "spark.sql.crossJoin.enabled",
          "spark.sql.mapKeyDedupPolicy",
          "spark.sql.debug.maxToStringFields",
          "spark.sql.adaptive.enabled",
          "spark.sql.adaptive.coalescePartitions.enabled",
          "spark.sql.adaptive.skewJoin.enabled",
          "spark.sql.adaptive.localShuffleReader.enabled",
          "spark.sql.adaptive.advisoryPartitionSizeInBytes",
          "spark.connect.progress.reportInterval",
          "mapred.reduce.tasks");

  /** Families of such settings; {@code SessionSettingsTest} holds what Spark has in each. */
  private static final List<String> CHANGEABLE_FAMILIES =
      List.of(
          "spark.sql.execution.arrow.",
          "spark.sql.execution.pandas.",
          "spark.sql.pyspark.",
          "spark.sql.repl.");

  /** What clients read besides; none of it is a secret or leads to one. */
  private static final Set<String> READABLE =
      Set.of(
          "spark.app.name",
          "spark.version",
          "spark.sql.variable.substitute",
          "spark.sql.session.localRelationSizeLimit",
          "spark.sql.session.localRelationCacheThreshold",
          "spark.sql.session.localRelationChunkSizeRows",
          "spark.sql.session.localRelationChunkSizeBytes",
          "spark.sql.session.localRelationBatchOfChunksSizeBytes",
          "spark.sql.ansi.doubleQuotedIdentifiers",
          "spark.sql.ansi.enforceReservedKeywords",
          "spark.sql.decimalOperations.allowPrecisionLoss",
          "spark.sql.defaultCatalog",
          "spark.sql.storeAssignmentPolicy",
          "spark.connect.session.planCompression.threshold",
          "spark.connect.session.planCompression.defaultAlgorithm",
          "spark.connect.grpc.maxInboundMessageSize",
          "spark.connect.grpc.arrow.maxBatchSize");

  /** Spark replaces such a reference by the environment, or by another setting. */
  private static final String REFERENCE = "${";

  private SessionSettings() {}

  /** True if a session may change it; everything that is not listed may lead out of the tables. */
  public static boolean mayChange(String key) {
    return CHANGEABLE.contains(key) || CHANGEABLE_FAMILIES.stream().anyMatch(key::startsWith);
  }

  /** True if the value stands for itself. */
  public static boolean isPlain(String value) {
    return !value.contains(REFERENCE);
  }

  /** True if a session may read it; nothing that is not listed is known to hold no secret. */
  public static boolean mayRead(String key) {
    return READABLE.contains(key) || mayChange(key);
  }
}
