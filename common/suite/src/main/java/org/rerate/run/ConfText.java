package org.rerate.run;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;

/**
 * A file of the configuration.
 *
 * @param place its path or URI, for messages
 * @param text what stands in it
 */
public record ConfText(String place, String text) {

  /**
   * Its settings, see {@link ConfigFile}.
   *
   * @throws ConfigException that names file and line, if it is no HOCON
   */
  public Config config() {
    return ConfigFile.parse(place, text);
  }
}
