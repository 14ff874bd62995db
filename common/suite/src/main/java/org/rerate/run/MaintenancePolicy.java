package org.rerate.run;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.MaintenanceRules;

/** Reads {@code conf/maintenance.conf}. */
public final class MaintenancePolicy {

  private static final Set<String> KEYS =
      Set.of(
          "small_file_size", "largest_file_size", "small_files", "vacuum_retention", "clustering");

  private MaintenancePolicy() {}

  /**
   * The policy that these folders hold.
   *
   * @throws RerateException with {@code USAGE} if a key is missing, unknown or out of range
   */
  public static MaintenanceRules read(ConfFolders folders) {
    ConfText text =
        folders
            .file("maintenance.conf")
            .orElseThrow(() -> new IllegalStateException("maintenance.conf is in the jar"));
    String file = text.place();
    try {
      Config config = text.config();
      for (String key : config.root().keySet()) {
        if (!KEYS.contains(key)) {
          throw RerateException.usage(
              file + " sets '" + key + "', which is no setting",
              "Known are " + String.join(", ", KEYS.stream().sorted().toList()));
        }
      }
      return checked(file, config);
    } catch (ConfigException e) {
      throw new RerateException(
          RerateException.Exit.USAGE, "cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static MaintenanceRules checked(String file, Config config) {
    int hours = (int) config.getDuration("vacuum_retention").toHours();
    if (hours < MaintenanceRules.LEAST_RETENTION_HOURS) {
      throw RerateException.usage(
          file + " keeps files for " + hours + " hours only",
          "Give vacuum_retention 7 days or more: readers of older versions still need them");
    }
    Map<String, List<String>> clustering = new LinkedHashMap<>();
    Config tables = config.getConfig("clustering");
    tables.root().keySet().forEach(t -> clustering.put(t, tables.getStringList('"' + t + '"')));
    return new MaintenanceRules(
        config.getBytes("small_file_size"),
        config.getBytes("largest_file_size"),
        config.getInt("small_files"),
        hours,
        clustering);
  }
}
