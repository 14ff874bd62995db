package org.rerate.action;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.rerate.domain.Basis;
import org.rerate.domain.Membership;

/**
 * An action over a range of days: what it is asked for, in any order, before {@code execute}. Not
 * for several threads.
 *
 * @param <T> the action itself
 */
public abstract class RangedAction<T extends RangedAction<T>> {

  private LocalDate from;
  private LocalDate to;
  private List<String> baskets = List.of();
  private List<Basis> bases = List.of();
  private Membership membership = Membership.POINT_IN_TIME;

  abstract T self();

  /** The first day; null, as without this call, for that of the first close. */
  public final T from(LocalDate day) {
    from = day;
    return self();
  }

  /** The last day; null, as without this call, for that of the last close. */
  public final T to(LocalDate day) {
    to = day;
    return self();
  }

  /** One day. */
  public final T on(LocalDate day) {
    return from(day).to(day);
  }

  /** These baskets only; none for all. */
  public final T baskets(List<String> ids) {
    baskets = List.copyOf(ids);
    return self();
  }

  /** These baskets only; none for all. */
  public final T baskets(String... ids) {
    return baskets(List.of(ids));
  }

  /** Earnings bases; none for those of the methodology. */
  public final T bases(List<Basis> asked) {
    bases = List.copyOf(asked);
    return self();
  }

  /**
   * Earnings bases such as {@code CY2026} or {@code NTM}; none for those of the methodology.
   *
   * @throws IllegalArgumentException naming a text that is no basis
   */
  public final T bases(String... asked) {
    return bases(Arrays.stream(asked).map(Basis::parse).toList());
  }

  /** The rule of membership; point in time without this call. */
  public final T membership(Membership rule) {
    membership = rule;
    return self();
  }

  final LocalDate from() {
    return from;
  }

  final LocalDate to() {
    return to;
  }

  final List<String> baskets() {
    return baskets;
  }

  final List<Basis> bases() {
    return bases;
  }

  final Membership membership() {
    return membership;
  }
}
