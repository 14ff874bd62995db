package org.rerate.valuation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.rerate.domain.Days;
import org.rerate.domain.RerateException;
import org.rerate.run.ConfFolders;
import org.rerate.run.ConfText;

/**
 * A basket whose members a query chooses, as a file of {@code baskets} tells.
 *
 * @param basketId the basket, named as the file
 * @param name its name for people
 * @param calendar when members are chosen anew
 * @param query chooses {@code issuer_id}, {@code subsector} and perhaps {@code inclusion_factor}
 */
public record RuleBasket(String basketId, String name, Calendar calendar, String query) {

  private static final Set<String> KEYS = Set.of("name", "calendar", "members");

  /** How often members are chosen: on the first valuation date of each period. */
  public enum Calendar {
    /** Of each calendar month. */
    MONTHLY(1),
    /** Of each calendar quarter. */
    QUARTERLY(3);

    private final int months;

    Calendar(int months) {
      this.months = months;
    }

    /** The first of {@code days}, ascending, in each period; the first of all too. */
    public List<LocalDate> firstDays(int[] days) {
      List<LocalDate> first = new ArrayList<>();
      int before = Integer.MIN_VALUE;
      for (int day : days) {
        LocalDate date = Days.date(day);
        int period = (date.getYear() * 12 + date.getMonthValue() - 1) / months;
        if (period != before) {
          first.add(date);
        }
        before = period;
      }
      return first;
    }
  }

  /**
   * The rule of that name.
   *
   * @throws RerateException with {@code USAGE} if there is none, or its file is wrong
   */
  public static RuleBasket read(ConfFolders folders, String name) {
    ConfText file = folders.require("baskets", "basket by rule", name);
    try {
      Config config = file.config();
      for (String key : config.root().keySet()) {
        if (!KEYS.contains(key)) {
          throw RerateException.usage(
              file.place() + ": a basket by rule has no key '" + key + "'",
              "Keys are calendar, members, name");
        }
      }
      String calendar = config.getString("calendar").toUpperCase(Locale.ROOT);
      if (!calendar.equals("MONTHLY") && !calendar.equals("QUARTERLY")) {
        throw RerateException.usage(
            file.place() + ": there is no calendar '" + config.getString("calendar") + "'",
            "Write monthly or quarterly");
      }
      return new RuleBasket(
          name,
          config.hasPath("name") ? config.getString("name") : name,
          Calendar.valueOf(calendar),
          config.getString("members"));
    } catch (ConfigException e) {
      throw RerateException.usage(
          "the rule " + name + " is wrong: " + e.getMessage(),
          "Write calendar = quarterly and members = \"\"\"SELECT issuer_id, subsector FROM"
              + " companies ...\"\"\"",
          e);
    }
  }
}
