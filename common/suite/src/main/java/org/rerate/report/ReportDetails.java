package org.rerate.report;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.rerate.domain.Basis;

/**
 * What the further sections of a report look at; every part has a default.
 *
 * @param forward basis of the P/E through time
 * @param window observations of its rolling band
 * @param capexYears years of the capex ratio, such as 2023-2025; empty for the three years before
 * @param capexSubsectors sub-sectors whose capex counts; empty for all
 * @param growthYears fiscal years of growth against price; empty for the two last ended years
 * @param benchmark benchmark of the model gap; empty for none
 * @param regionA region compared on it; empty for CN
 * @param regionB region it is compared with; empty for US
 * @param channels channels of flows; empty for all
 */
public record ReportDetails(
    Basis forward,
    int window,
    String capexYears,
    List<String> capexSubsectors,
    String growthYears,
    String benchmark,
    String regionA,
    String regionB,
    List<String> channels) {

  /** The keys of each block of further keys. */
  private static final Map<String, Set<String>> BLOCKS =
      Map.of(
          "capex", Set.of("years", "subsectors"),
          "growth", Set.of("years"),
          "models", Set.of("benchmark", "region_a", "region_b"),
          "flows", Set.of("channels"));

  static final Set<String> KEYS = Set.of("forward", "window", "capex", "growth", "models", "flows");

  private static final int YEAR_OF_SESSIONS = 252;

  static ReportDetails read(Config config) {
    BLOCKS.forEach(
        (block, keys) -> {
          if (config.hasPath(block)) {
            refuseOthers(config.getConfig(block), block, keys);
          }
        });
    return new ReportDetails(
        config.hasPath("forward") ? Basis.parse(config.getString("forward")) : Basis.parse("NTM"),
        config.hasPath("window") ? config.getInt("window") : YEAR_OF_SESSIONS,
        text(config, "capex.years"),
        list(config, "capex.subsectors"),
        text(config, "growth.years"),
        text(config, "models.benchmark"),
        text(config, "models.region_a"),
        text(config, "models.region_b"),
        list(config, "flows.channels"));
  }

  /** Everything in words, for the ledger of runs. */
  String selection() {
    return "forward "
        + forward
        + " over "
        + window
        + "; capex "
        + capexYears
        + capexSubsectors
        + "; growth "
        + growthYears
        + "; models "
        + String.join(" ", benchmark, regionA, regionB)
        + "; flows "
        + channels;
  }

  /**
   * A key that is misspelt would be a default that nobody wanted.
   *
   * @param block name of the block, for the message
   */
  static void refuseOthers(Config config, String block, Set<String> known) {
    for (String key : new TreeSet<>(config.root().keySet())) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "'" + key + "' is no key of " + block + "; known are " + new TreeSet<>(known));
      }
    }
  }

  private static String text(Config config, String path) {
    return config.hasPath(path) ? config.getString(path) : "";
  }

  private static List<String> list(Config config, String path) {
    return config.hasPath(path) ? List.copyOf(config.getStringList(path)) : List.of();
  }
}
