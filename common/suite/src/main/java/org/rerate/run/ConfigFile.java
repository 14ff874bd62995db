package org.rerate.run;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import java.io.File;
import java.net.URL;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads HOCON that others than the operator may have written: mappings, reports, methodologies, the
 * maintenance policy. All of it stands in the one file: an include is refused, and a substitution
 * finds what the file itself says, never the environment or Java's properties, whose secrets would
 * otherwise end up in messages and tables.
 */
public final class ConfigFile {

  private static final Pattern INCLUDE =
      Pattern.compile("(^|[{,])\\s*include(\\s|$).*", Pattern.DOTALL);

  private ConfigFile() {}

  /**
   * The configuration that {@code text} tells, substitutions made.
   *
   * @param name what messages call the file
   * @throws ConfigException that names file and line
   */
  public static Config parse(String name, String text) {
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setOriginDescription(name)
            .setIncluder(new Refusing(name, text));
    try {
      return ConfigFactory.parseString(text, options).resolve(ConfigResolveOptions.noSystem());
    } catch (ConfigException.UnresolvedSubstitution e) {
      throw new ConfigException.Parse(
          e.origin() == null ? ConfigOriginFactory.newSimple(name) : e.origin(),
          "a ${...} names nothing that stands in this file; the environment is not looked at."
              + " Write the value itself ("
              + e.getMessage()
              + ")");
    }
  }

  /** Refuses whatever is to be included, however it is named. */
  private record Refusing(String name, String text)
      implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      throw refused(what);
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
      throw refused(what.toString());
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
      throw refused(what.toString());
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
      throw refused(what);
    }

    private ConfigException refused(String what) {
      return new ConfigException.Parse(
          origin(),
          "it includes '" + what + "', and such a file may include nothing. Write it out here");
    }

    /** The first include there is: a parser goes from the top, and does not get past it. */
    private ConfigOrigin origin() {
      ConfigOrigin file = ConfigOriginFactory.newSimple(name);
      List<String> lines = text.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (INCLUDE.matcher(lines.get(i)).find()) {
          return file.withLineNumber(i + 1);
        }
      }
      return file;
    }
  }
}
