package org.rerate.ingest.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The figures of one company, measure and period type, and which of them is about a thousand, a
 * million or a billion times another: a vendor's thousands or millions that were taken for units.
 * Figures of one period that move between days are told of as such ({@link OutlierCounter}).
 */
final class ScaleOfFigures {

  private static final double STEP = 1000;

  private static final int STEPS = 3;

  /** A figure may itself be so many times another. */
  private static final double SLACK = 3;

  /** A figure of another period is near by so many months. */
  private static final int NEAR_MONTHS = 24;

  /** What is known of a period from one file. */
  private static final class Versions {
    private FiscalFigure stored;
    private FiscalFigure firstOwn;
    private FiscalFigure lastOwn;

    void add(FiscalFigure figure) {
      if (!figure.isOwn()) {
        stored = stored == null || LATER.compare(figure, stored) > 0 ? figure : stored;
        return;
      }
      firstOwn = firstOwn == null || LATER.compare(figure, firstOwn) < 0 ? figure : firstOwn;
      lastOwn = lastOwn == null || LATER.compare(figure, lastOwn) > 0 ? figure : lastOwn;
    }
  }

  private static final Comparator<FiscalFigure> LATER =
      Comparator.comparingInt(FiscalFigure::day).thenComparing(FiscalFigure::order);

  private final Map<Integer, Versions> actuals = new TreeMap<>();
  private final Map<Integer, Versions> estimates = new TreeMap<>();

  void add(FiscalFigure figure) {
    (figure.isActual() ? actuals : estimates)
        .computeIfAbsent(figure.period(), period -> new Versions())
        .add(figure);
  }

  /** What the run took in of another scale, each with the figure that it is compared with. */
  Map<FiscalFigure, FiscalFigure> odd() {
    Map<FiscalFigure, FiscalFigure> odd = new LinkedHashMap<>();
    all()
        .map(versions -> versions.firstOwn)
        .filter(Objects::nonNull)
        .forEach(
            figure -> {
              FiscalFigure beside = beside(figure);
              if (beside != null && isOfAnotherScale(figure.value(), beside.value())) {
                odd.put(figure, beside);
              }
            });
    return odd;
  }

  private Stream<Versions> all() {
    return Stream.concat(actuals.values().stream(), estimates.values().stream());
  }

  /** The figure to compare with: a reported one, else one that was there, else the nearest. */
  private FiscalFigure beside(FiscalFigure figure) {
    List<FiscalFigure> others = new ArrayList<>();
    all()
        .forEach(
            versions -> {
              others.add(versions.stored);
              others.add(versions.lastOwn);
            });
    return others.stream()
        .filter(Objects::nonNull)
        .filter(other -> isComparable(figure, other))
        .min(
            Comparator.<FiscalFigure, Boolean>comparing(other -> !other.isActual())
                .thenComparing(FiscalFigure::isOwn)
                .thenComparing(other -> Math.abs(other.period() - figure.period()))
                .thenComparing(FiscalFigure::period))
        .orElse(null);
  }

  /** Of two that came together the later period is the odd one, and no report beside estimates. */
  private static boolean isComparable(FiscalFigure figure, FiscalFigure other) {
    boolean mayBeOdd =
        !other.isOwn()
            || (figure.isActual() == other.isActual()
                ? other.period() < figure.period()
                : other.isActual());
    return mayBeOdd
        && other.currency().equals(figure.currency())
        && Math.abs(other.period() - figure.period()) <= NEAR_MONTHS;
  }

  static boolean isOfAnotherScale(double one, double other) {
    if (!(one * other > 0)) {
      return false;
    }
    double times = Math.max(one / other, other / one);
    double step = STEP;
    for (int i = 0; i < STEPS; i++) {
      if (times >= step / SLACK && times <= step * SLACK) {
        return true;
      }
      step *= STEP;
    }
    return false;
  }
}
