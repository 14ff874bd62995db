package org.rerate.jobs.command;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.rerate.domain.Basis;
import org.rerate.domain.Membership;
import org.rerate.domain.RerateException;

/** Option texts as the domain's words, with usage errors. */
public final class OptionParser {

  private OptionParser() {}

  /** A comma-separated list of bases; empty text gives none. */
  public static List<Basis> bases(String text) {
    return checked(() -> Basis.parseList(text));
  }

  /** One basis. */
  public static Basis basis(String text) {
    return checked(() -> Basis.parse(text));
  }

  /** A date; {@code option} is named if it is none. */
  public static LocalDate date(String option, String text) {
    try {
      return LocalDate.parse(text.trim());
    } catch (DateTimeParseException e) {
      throw new RerateException(
          RerateException.Exit.USAGE,
          option + " is '" + text + "'. It is a date such as 2026-01-13",
          e);
    }
  }

  /** A membership rule. */
  public static Membership membership(String text) {
    return checked(() -> Membership.parse(text));
  }

  /** {@code --name value} or {@code --name=value}; each measure has options of its own. */
  public static Map<String, String> pairs(List<String> given) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i < given.size(); i++) {
      String option = given.get(i);
      int equals = option.indexOf('=');
      if (!option.startsWith("--") || (equals < 0 && i + 1 == given.size())) {
        throw RerateException.usage(
            "'" + option + "' is no option with a value", "Write --name value; see rerate measure");
      }
      if (equals > 0) {
        pairs.put(option.substring(2, equals), option.substring(equals + 1));
      } else {
        pairs.put(option.substring(2), given.get(++i));
      }
    }
    return pairs;
  }

  private static <T> T checked(Supplier<T> parse) {
    try {
      return parse.get();
    } catch (IllegalArgumentException e) {
      throw new RerateException(RerateException.Exit.USAGE, e.getMessage(), e);
    }
  }
}
