package org.rerate.report;

import com.typesafe.config.Config;
import java.util.Set;

/**
 * What a report says about itself; each is empty where the report says nothing.
 *
 * @param notice what its numbers must not be taken for, such as that they are made up
 * @param source where its data come from
 * @param author who answers for it
 */
public record Masthead(String notice, String source, String author) {

  static final Set<String> KEYS = Set.of("notice", "source", "author");

  static Masthead read(Config config) {
    return new Masthead(text(config, "notice"), text(config, "source"), text(config, "author"));
  }

  private static String text(Config config, String key) {
    return config.hasPath(key) ? config.getString(key).strip() : "";
  }
}
