package org.rerate.engine.delta;

import java.util.Map;
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
    return HadoopSettings.qualified(folderOrUri, HadoopSettings.of(settings));
  }
}
