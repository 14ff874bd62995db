package org.rerate.jobs.door;

import java.util.List;
import java.util.function.Supplier;
import org.rerate.domain.Basis;
import org.rerate.domain.Membership;
import org.rerate.domain.RerateException;

/** Option texts as the domain's words, with usage errors. */
public final class Asked {

  private Asked() {}

  /** A comma-separated list of bases; empty text gives none. */
  public static List<Basis> bases(String text) {
    return checked(() -> Basis.parseList(text));
  }

  /** One basis. */
  public static Basis basis(String text) {
    return checked(() -> Basis.parse(text));
  }

  /** A membership rule. */
  public static Membership membership(String text) {
    return checked(() -> Membership.parse(text));
  }

  private static <T> T checked(Supplier<T> parse) {
    try {
      return parse.get();
    } catch (IllegalArgumentException e) {
      throw new RerateException(RerateException.Exit.USAGE, e.getMessage(), e);
    }
  }
}
