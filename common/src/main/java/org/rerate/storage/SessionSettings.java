package org.rerate.storage;

import java.util.List;
import java.util.regex.Pattern;

/** Which Spark settings those may read and change who ask over a network. */
public final class SessionSettings {

  /** What changes how an answer looks or how fast it comes, and nothing else. */
  private static final List<String> CHANGEABLE =
      List.of(
          "spark.sql.session.timeZone",
          "spark.sql.ansi.enabled",
          "spark.sql.caseSensitive",
          "spark.sql.timestampType",
          "spark.sql.shuffle.partitions",
          "spark.sql.autoBroadcastJoinThreshold",
          "spark.sql.crossJoin.enabled",
          "spark.sql.mapKeyDedupPolicy",
          "spark.sql.debug.maxToStringFields",
          "spark.sql.adaptive.",
          "spark.sql.execution.arrow.",
          "spark.sql.execution.pandas.",
          "spark.sql.pyspark.",
          "spark.sql.repl.",
          "spark.sql.session.localRelation",
          "spark.connect.progress.");

  private static final List<String> READABLE =
      List.of("spark.sql.", "spark.connect.", "spark.rerate.", "spark.version", "spark.app.name");

  private static final Pattern SECRET =
      Pattern.compile("(?i)secret|password|token|access[._-]?key|credential");

  private SessionSettings() {}

  /** True if a session may change it; everything that is not listed may lead out of the tables. */
  public static boolean mayChange(String key) {
    return CHANGEABLE.stream().anyMatch(known -> matches(known, key));
  }

  /** True if it tells nothing secret. */
  public static boolean mayRead(String key) {
    return READABLE.stream().anyMatch(key::startsWith) && !SECRET.matcher(key).find();
  }

  /** A name that ends with a dot stands for all below it, as do those of local relations. */
  private static boolean matches(String known, String key) {
    boolean isFamily = known.endsWith(".") || known.endsWith("localRelation");
    return isFamily ? key.startsWith(known) : key.equals(known);
  }
}
