package org.rerate.run;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.rerate.domain.RerateException;
import org.rerate.domain.Secrets;
import scala.Tuple2;

/**
 * The configuration in force: defaults in the jar, {@code spark-defaults.conf} of {@code
 * SPARK_CONF_DIR}, {@code conf/rerate.conf}, {@code --conf FILE}, {@code spark-submit},
 * environment, options; later layers win. Keys that no layer below declares are errors.
 */
public final class Settings {

  private static final String SPARK = "spark";

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "RERATE_WAREHOUSE", "warehouse",
          "RERATE_MASTER", "master",
          "RERATE_METHODOLOGY", "methodology",
          "RERATE_KNOWLEDGE", "knowledge",
          "RERATE_SQL_HISTORY", "sql.history",
          "RERATE_EVENTS_TOKEN", "events.token",
          "RERATE_SERVE_TOKEN", "serve.token",
          "RERATE_SERVE_TLS_KEY_STORE_PASSWORD", "serve.tls_key_store_password");

  private final Config merged;
  private final Map<String, String> origins;

  private Settings(Config merged, Map<String, String> origins) {
    this.merged = merged;
    this.origins = origins;
  }

  /**
   * Reads all layers.
   *
   * @param folders whose {@code rerate.conf} is read
   * @param file the file of {@code --conf}, or null
   * @param environment the process environment
   * @param options key to value as given on the command line
   */
  public static Settings load(
      ConfFolders folders,
      Path file,
      Map<String, String> environment,
      Map<String, String> options) {
    Config defaults =
        ConfigFactory.parseResources(Settings.class.getClassLoader(), "rerate-defaults.conf");
    Map<String, String> origins = new TreeMap<>();
    note(origins, defaults, "default");
    Config merged = defaults;
    Optional<File> sparks = sparkDefaults(environment);
    if (sparks.isPresent()) {
      merged = layer(merged, defaults, properties(sparks.get()), sparks.get().toString(), origins);
    }
    for (Path own : folders.settingsFiles()) {
      merged = layer(merged, defaults, read(own.toFile()), own.toString(), origins);
    }
    if (file != null) {
      if (!file.toFile().isFile()) {
        throw RerateException.usage(
            "--conf " + file + " is no file", "Name an existing HOCON file");
      }
      merged = layer(merged, defaults, read(file.toFile()), file.toString(), origins);
    }
    Map<String, String> fromEnvironment = new LinkedHashMap<>();
    ENVIRONMENT.forEach(
        (name, key) -> {
          if (environment.containsKey(name)) {
            fromEnvironment.put(key, environment.get(name));
          }
        });
    merged = layer(merged, defaults, submitted(), "spark-submit", origins);
    merged = layer(merged, defaults, of(fromEnvironment), "environment", origins);
    merged = layer(merged, defaults, of(options), "option", origins);
    return new Settings(merged, origins);
  }

  /**
   * The same with one more layer: a setting that a program gives.
   *
   * @throws RerateException with {@code USAGE} if there is no such setting
   */
  public Settings with(String key, String value) {
    Config defaults =
        ConfigFactory.parseResources(Settings.class.getClassLoader(), "rerate-defaults.conf");
    Map<String, String> from = new TreeMap<>(origins);
    return new Settings(layer(merged, defaults, of(Map.of(key, value)), "program", from), from);
  }

  /** Spark's own file, where {@code spark-submit} has not read it already. */
  private static Optional<File> sparkDefaults(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("SPARK_CONF_DIR"))
        .filter(folder -> System.getProperty("SPARK_SUBMIT") == null)
        .map(folder -> new File(folder, "spark-defaults.conf"))
        .filter(File::isFile);
  }

  private static Config properties(File file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file.toPath())) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw RerateException.usage(
          "cannot read " + file + ": " + e.getMessage(), "Correct it, or unset SPARK_CONF_DIR", e);
    }
    Config config = ConfigFactory.empty();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(SPARK + ".")) {
        String value = properties.getProperty(name).trim();
        config = config.withValue(path(name), ConfigValueFactory.fromAnyRef(value));
      }
    }
    return config;
  }

  /** What spark-submit was told: it hands its settings to the driver as properties of Java. */
  private static Config submitted() {
    Config config = ConfigFactory.empty();
    for (Tuple2<String, String> setting : new SparkConf().getAll()) {
      config = config.withValue(path(setting._1()), ConfigValueFactory.fromAnyRef(setting._2()));
    }
    return config;
  }

  /**
   * The path of a Spark setting: flat, since one name may be the start of another, as {@code
   * fs.s3a.endpoint} is of {@code fs.s3a.endpoint.region}.
   */
  private static String path(String setting) {
    return ConfigUtil.joinPath(SPARK, setting.substring(SPARK.length() + 1));
  }

  /** The same with all Spark settings flat, however they are nested and quoted. */
  private static Config flat(Config layer) {
    Config flat = layer;
    for (Map.Entry<String, ConfigValue> entry : layer.entrySet()) {
      String setting = String.join(".", ConfigUtil.splitPath(entry.getKey()));
      if (setting.startsWith(SPARK + ".")) {
        flat = flat.withoutPath(entry.getKey());
      }
    }
    for (Map.Entry<String, ConfigValue> entry : layer.entrySet()) {
      String setting = String.join(".", ConfigUtil.splitPath(entry.getKey()));
      if (setting.startsWith(SPARK + ".")) {
        flat = flat.withValue(path(setting), entry.getValue());
      }
    }
    return flat;
  }

  private static Config read(File file) {
    try {
      return ConfigFactory.parseFile(file).resolve();
    } catch (ConfigException e) {
      throw new RerateException(
          RerateException.Exit.USAGE, "cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static Config of(Map<String, String> values) {
    Config config = ConfigFactory.empty();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      config = config.withValue(entry.getKey(), ConfigValueFactory.fromAnyRef(entry.getValue()));
    }
    return config;
  }

  private static Config layer(
      Config below, Config defaults, Config given, String name, Map<String, String> origins) {
    Config layer = flat(given);
    for (Map.Entry<String, ConfigValue> entry : layer.entrySet()) {
      String key = entry.getKey();
      if (!key.startsWith(SPARK + ".") && !defaults.hasPath(key)) {
        throw RerateException.usage(
            name + " sets '" + key + "', which is no setting",
            "Known are " + String.join(", ", keys(defaults)) + " and spark.*");
      }
    }
    note(origins, layer, name);
    return layer.withFallback(below);
  }

  private static List<String> keys(Config config) {
    return config.entrySet().stream().map(Map.Entry::getKey).sorted().toList();
  }

  private static void note(Map<String, String> origins, Config config, String name) {
    config.entrySet().forEach(entry -> origins.put(entry.getKey(), name));
  }

  /** The text of a setting; empty if it is set to nothing. */
  public String text(String key) {
    return merged.getString(key);
  }

  /** The number of a setting. */
  public double number(String key) {
    return read(key, merged::getDouble, "number", "");
  }

  /** The bytes of a setting, which may have a unit: {@code 128 MiB}. */
  public long bytes(String key) {
    return read(key, merged::getBytes, "number of bytes", "; write one as 128 MiB");
  }

  /** The duration of a setting, which has a unit: {@code 30 s}. */
  public Duration duration(String key) {
    return read(key, merged::getDuration, "duration", "; write one as 30 s or 5 minutes");
  }

  private <T> T read(String key, Function<String, T> as, String kind, String remedy) {
    try {
      return as.apply(key);
    } catch (ConfigException e) {
      throw new RerateException(
          RerateException.Exit.USAGE,
          "'%s' of %s is no %s: %s%s"
              .formatted(key, origins.get(key), kind, merged.getString(key), remedy),
          e);
    }
  }

  /** The Spark settings, with their full names. */
  public Map<String, String> spark() {
    Map<String, String> settings = new TreeMap<>();
    for (Map.Entry<String, ConfigValue> entry : merged.getConfig(SPARK).entrySet()) {
      String name = String.join(".", ConfigUtil.splitPath(entry.getKey()));
      settings.put(SPARK + "." + name, entry.getValue().unwrapped().toString());
    }
    return settings;
  }

  /** Every setting as {@code key = value # where from}; a secret only as set or not. */
  public List<String> lines() {
    return origins.entrySet().stream()
        .map(e -> e.getKey() + " = " + shown(e.getKey()) + "  # " + e.getValue())
        .toList();
  }

  private String shown(String key) {
    String value = merged.getValue(key).render();
    boolean isSecret =
        Secrets.isSecret(String.join(".", ConfigUtil.splitPath(key)))
            && !merged.getValue(key).unwrapped().toString().isEmpty();
    return isSecret ? '"' + Secrets.MASK + '"' : Secrets.masked(value);
  }
}
