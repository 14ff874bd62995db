package org.rerate.engine.delta;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.rerate.domain.RerateException;

/** Where a warehouse lies, as an absolute URI. */
public final class WarehouseUri {

  private WarehouseUri() {}

  /** As {@link #qualify(String, Map)}, with no settings but those of {@code spark-submit}. */
  public static String qualify(String folderOrUri) {
    return qualify(folderOrUri, Map.of());
  }

  /**
   * The absolute URI of a folder or URI as a user writes it. Nothing is asked of a store.
   *
   * @param settings Spark settings of the session to come: they say what the default store is
   * @throws RerateException with {@code USAGE} if it cannot be read, or the store's jar is missing
   */
  public static String qualify(String folderOrUri, Map<String, String> settings) {
    try {
      Path path = new Path(folderOrUri);
      URI uri = path.toUri();
      Configuration hadoop = HadoopSettings.of(settings);
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
          "the warehouse '" + folderOrUri + "' is no folder or URI that can be opened: " + e,
          e);
    }
  }
}
