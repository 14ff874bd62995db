package org.rerate.engine.delta;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.rerate.domain.RerateException;
import org.rerate.engine.disk.LocalDisk;
import scala.Option;
import scala.Tuple2;

/**
 * Hadoop's settings where no session is at hand. Hadoop keeps the first file system that it opens
 * for a store, with the settings of that moment, so nobody may open one with fewer settings than
 * the session will have.
 */
final class HadoopSettings {

  private static final String PREFIX = "spark.hadoop.";

  private static final Set<String> OF_CLUSTERS = Set.of("mapred-default.xml", "yarn-default.xml");

  private HadoopSettings() {}

  /**
   * Those of a session to come: {@code core-site.xml}, what {@code spark-submit} was told, and
   * {@code settings}, which win.
   *
   * @param settings Spark settings with their full names
   */
  static Configuration of(Map<String, String> settings) {
    Configuration hadoop = LocalDisk.configuration();
    for (Tuple2<String, String> submitted : new SparkConf().getAll()) {
      put(hadoop, submitted._1(), submitted._2());
    }
    settings.forEach((key, value) -> put(hadoop, key, value));
    return hadoop;
  }

  /** Those of this process's session; if there is none, those of a session without settings. */
  static Configuration current() {
    Option<SparkSession> session = SparkSession.getDefaultSession();
    return session.isDefined() && !session.get().sparkContext().isStopped()
        ? session.get().sessionState().newHadoopConf()
        : of(Map.of());
  }

  /** See {@link WarehouseUri#qualify(String, Map)}. */
  static String qualified(String folderOrUri, Configuration hadoop) {
    try {
      Path path = new Path(folderOrUri);
      URI uri = path.toUri();
      URI store = uri.getScheme() == null ? FileSystem.getDefaultUri(hadoop) : uri;
      StoreJars.require(store.getScheme(), hadoop);
      if (uri.getScheme() != null && uri.getAuthority() != null && path.isAbsolute()) {
        return path.toString();
      }
      // Not kept: Hadoop would hand it on to the session, which may have further settings.
      try (FileSystem files = FileSystem.newInstance(store, hadoop)) {
        return files.makeQualified(path).toString();
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new RerateException(
          RerateException.Exit.USAGE,
          "the warehouse '"
              + folderOrUri
              + "' is not a folder or URI that can be opened: "
              + e.getMessage(),
          e);
    }
  }

  /**
   * Drops what the defaults of MapReduce and YARN alone say, two settings in three: Spark and Delta
   * copy all of them several times whenever they look at a table, and where one process is the
   * cluster and one disk the store nothing asks for them.
   */
  static void withoutClusters(Configuration hadoop) {
    List<String> dropped = new ArrayList<>();
    for (Map.Entry<String, String> setting : hadoop) {
      String[] sources = hadoop.getPropertySources(setting.getKey());
      if (sources != null && sources.length == 1 && OF_CLUSTERS.contains(sources[0])) {
        dropped.add(setting.getKey());
      }
    }
    dropped.forEach(hadoop::unset);
  }

  private static void put(Configuration hadoop, String key, String value) {
    if (key.startsWith(PREFIX)) {
      hadoop.set(key.substring(PREFIX.length()), value);
    }
  }
}
