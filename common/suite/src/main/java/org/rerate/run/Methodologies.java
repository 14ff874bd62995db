package org.rerate.run;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rerate.domain.Basis;
import org.rerate.domain.RerateException;
import org.rerate.methodology.CalendarYear;
import org.rerate.methodology.FigureRules;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.Methodology.ShareClassPolicy;
import org.rerate.methodology.Multiple;
import org.rerate.methodology.ShareRules;

/**
 * The methodologies of {@code conf/methodologies}. A file names only what differs from the values
 * of the methodology page; unknown keys are errors.
 */
public final class Methodologies {

  private static final String DEFAULTS =
      """
      share_class_policy = sum_of_lines
      calendarisation = time_weighted
      price_max_age_days = 10
      fx_max_age_days = 10
      estimate_max_age_days = 180
      shares_max_age_days = none
      suspect_splits = warn
      min_analysts = 1
      min_coverage = 0.5
      min_member_coverage = 0
      bases = ["CY-1", CY, "CY+1", NTM, FY1, FY2, LFY, TTM]
      composites { EX_MEMORY { all_but = [MEMORY] } }
      private_regions {}
      rolling_windows = [63, 126, 252, 756, 1260]
      multiples = [price_to_sales, price_to_book, ev_to_ebitda, ev_to_ebit, ev_to_sales, fcf_yield,
        dividend_yield]
      balance_max_age_days = 550
      horizons = [7, 28, 91]
      """;

  private static final List<String> OPEN = List.of("composites", "private_regions");

  /** The switches of 0.1.0, which all digests are of. */
  private static final Set<String> FIRST =
      Set.of(
          "share_class_policy",
          "calendarisation",
          "price_max_age_days",
          "fx_max_age_days",
          "estimate_max_age_days",
          "min_analysts",
          "min_coverage",
          "min_member_coverage",
          "bases",
          "composites",
          "private_regions",
          "rolling_windows");

  private static final String FOLDER = "methodologies";

  private final ConfFolders folders;

  /** Those that these folders hold. */
  public Methodologies(ConfFolders folders) {
    this.folders = folders;
  }

  /**
   * The methodology of that name.
   *
   * @throws RerateException with {@code USAGE} if there is none, or its file is wrong
   */
  public Methodology named(String name) {
    Config config = config(name);
    try {
      return new Methodology(
          name,
          oneOf(ShareClassPolicy.class, config, "share_class_policy"),
          oneOf(CalendarYear.class, config, "calendarisation"),
          new ShareRules(
              config.getString("shares_max_age_days").equals("none")
                  ? Integer.MAX_VALUE
                  : days(config, "shares_max_age_days"),
              oneOf(ShareRules.SuspectSplits.class, config, "suspect_splits")),
          days(config, "price_max_age_days"),
          days(config, "fx_max_age_days"),
          days(config, "estimate_max_age_days"),
          days(config, "min_analysts"),
          fraction(config, "min_coverage"),
          fraction(config, "min_member_coverage"),
          bases(config),
          composites(config),
          regions(config),
          windows(config),
          new FigureRules(
              multiples(config), days(config, "balance_max_age_days"), horizons(config)));
    } catch (ConfigException | IllegalArgumentException e) {
      throw new RerateException(
          RerateException.Exit.USAGE,
          "the methodology "
              + folders.require(FOLDER, "methodology", name).place()
              + " is wrong: "
              + e.getMessage(),
          e);
    }
  }

  /**
   * What tells two states of a methodology apart, whatever its name.
   *
   * @param sha256 SHA-256 of its switches, hexadecimal
   * @param before what ledgers had in its place until 0.1.0
   * @param switches its switches in order of their names, as JSON; without those that came after
   *     0.1.0 and are at their default, which say nothing that was not so before
   */
  public record Digest(String sha256, String before, String switches) {

    private static Digest of(String switches) {
      return new Digest(Sha256.of(switches), Integer.toHexString(switches.hashCode()), switches);
    }

    /** True if {@code logged}, as a ledger has it, is of the same switches. */
    public boolean isOf(String logged) {
      return logged.equals(sha256) || logged.equals(before);
    }

    /**
     * The switches that are others than {@code logged}, as a ledger has them: {@code min_coverage
     * is 0.4 and was 0.5}.
     */
    public List<String> changes(String logged) {
      ConfigObject is = ConfigFactory.parseString(switches).root();
      ConfigObject was = ConfigFactory.parseString(logged).root();
      return ConfigFactory.parseString(DEFAULTS).root().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .map(byDefault -> change(byDefault.getKey(), byDefault.getValue(), is, was))
          .flatMap(Optional::stream)
          .toList();
    }

    private static Optional<String> change(
        String key, ConfigValue byDefault, ConfigObject is, ConfigObject was) {
      String now = text(is.getOrDefault(key, byDefault));
      String then = text(was.getOrDefault(key, byDefault));
      return now.equals(then)
          ? Optional.empty()
          : Optional.of("%s is %s and was %s".formatted(key, now, then));
    }

    private static String text(ConfigValue value) {
      return value.render(ConfigRenderOptions.concise());
    }
  }

  /** The digest of the methodology of that name. */
  public Digest digest(String name) {
    Config config = config(name);
    Config defaults = ConfigFactory.parseString(DEFAULTS);
    for (String key : defaults.root().keySet()) {
      if (!FIRST.contains(key) && config.root().get(key).equals(defaults.root().get(key))) {
        config = config.withoutPath(key);
      }
    }
    return Digest.of(config.root().render(ConfigRenderOptions.concise()));
  }

  private Config config(String name) {
    Config defaults = ConfigFactory.parseString(DEFAULTS);
    ConfText file = folders.require(FOLDER, "methodology", name);
    Config own;
    try {
      own = file.config();
    } catch (ConfigException e) {
      throw new RerateException(
          RerateException.Exit.USAGE, "cannot read " + file.place() + ": " + e.getMessage(), e);
    }
    for (String key : own.root().keySet()) {
      if (!defaults.hasPath(key)) {
        throw RerateException.usage(
            file.place() + " sets '" + key + "', which is no switch",
            "Known are " + String.join(", ", defaults.root().keySet().stream().sorted().toList()));
      }
    }
    for (String open : OPEN) {
      if (own.hasPath(open)) {
        defaults = defaults.withoutPath(open);
      }
    }
    return own.withFallback(defaults);
  }

  private static <E extends Enum<E>> E oneOf(Class<E> type, Config config, String key) {
    String text = config.getString(key);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        key
            + " = "
            + text
            + "; known are "
            + Stream.of(type.getEnumConstants())
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .toList());
  }

  private static int days(Config config, String key) {
    int value = config.getInt(key);
    if (value < 0) {
      throw new IllegalArgumentException(key + " = " + value + ", it must not be negative");
    }
    return value;
  }

  private static double fraction(Config config, String key) {
    double value = config.getDouble(key);
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(key + " = " + value + ", it is a fraction from 0 to 1");
    }
    return value;
  }

  private static List<String> bases(Config config) {
    List<String> bases = config.getStringList("bases");
    for (String basis : bases) {
      if (!basis.toUpperCase(Locale.ROOT).matches("CY([+-][0-9]{1,2})?")) {
        Basis.parse(basis);
      }
    }
    return List.copyOf(bases);
  }

  private static Map<String, List<String>> composites(Config config) {
    Map<String, List<String>> composites = new TreeMap<>();
    Config named = config.getConfig("composites");
    for (String name : named.root().keySet()) {
      composites.put(name, List.copyOf(named.getStringList(quoted(name) + ".all_but")));
    }
    return composites;
  }

  private static Map<String, List<String>> regions(Config config) {
    Map<String, List<String>> regions = new TreeMap<>();
    Config named = config.getConfig("private_regions");
    for (String basket : named.root().keySet()) {
      regions.put(basket, List.copyOf(named.getStringList(quoted(basket))));
    }
    return regions;
  }

  private static List<Integer> windows(Config config) {
    List<Integer> windows = config.getIntList("rolling_windows");
    if (windows.stream().anyMatch(window -> window < 2)) {
      throw new IllegalArgumentException(
          "rolling_windows = " + windows + "; a window has two dates or more");
    }
    return List.copyOf(windows);
  }

  private static List<Multiple> multiples(Config config) {
    return config.getStringList("multiples").stream().map(Multiple::parse).distinct().toList();
  }

  private static List<Integer> horizons(Config config) {
    List<Integer> horizons = config.getIntList("horizons");
    if (horizons.stream().anyMatch(days -> days < 1)) {
      throw new IllegalArgumentException(
          "horizons = " + horizons + "; a revision looks back one day or more");
    }
    return horizons.stream().distinct().sorted().toList();
  }

  private static String quoted(String key) {
    return '"' + key.replace("\"", "\\\"") + '"';
  }
}
