package org.rerate.valuation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Basis;
import org.rerate.domain.Basis.Kind;
import org.rerate.domain.Metric;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.Multiple;

/**
 * What a valuation computes of members of baskets besides caps and earnings: the metrics that the
 * methodology's multiples and growth need and of which the warehouse holds rows.
 *
 * @param members who may be a member of a valued basket on any day
 * @param multiples the multiples whose metrics are all held
 * @param growing the flows whose growth is published
 * @param earlier the days that revisions look back to
 * @param index what returns need
 */
public record MemberFigures(
    Set<String> members,
    List<Multiple> multiples,
    List<Metric> growing,
    EarlierDays earlier,
    IndexDays index)
    implements Serializable {

  /** The key of the dispersion of a member's estimates among its numbers. */
  static final String DISPERSION = " dispersion";

  /** The key of the return of a member's primary line. */
  static final String PRICE_RETURN = " price return";

  /** The key of the same with dividends. */
  static final String TOTAL_RETURN = " total return";

  /** The key of what a member was worth the day before. */
  static final String WEIGHT = " weight";

  /** Nothing besides. */
  static final MemberFigures NONE =
      new MemberFigures(Set.of(), List.of(), List.of(), EarlierDays.NONE, IndexDays.NONE);

  /**
   * A pair of bases between which growth is measured.
   *
   * @param from the earlier one
   * @param to the later one
   * @param hasPeg true for the pair that the PEG goes with
   */
  record Pair(Basis from, Basis to, boolean hasPeg) implements Serializable {

    /** The pairs of the days of a calendar year. */
    static List<Pair> of(int year) {
      Basis own = Basis.calendarYear(year);
      Basis next = Basis.calendarYear(year + 1);
      return List.of(
          new Pair(Basis.calendarYear(year - 1), own, false),
          new Pair(own, next, true),
          new Pair(new Basis(Kind.FY1, 0), new Basis(Kind.FY2, 0), false));
    }
  }

  /** The basis of the P/E that a PEG divides. */
  static final Basis OF_PEG = new Basis(Kind.NTM, 0);

  /** The figures of the members of {@code requests} that the warehouse has rows for. */
  static MemberFigures of(ReferenceData references, Plan plan, Collection<BasketRequest> requests) {
    Methodology methodology = plan.methodology();
    Set<Metric> held = references.metrics();
    return new MemberFigures(
        members(references, requests),
        held(references, methodology),
        Metric.growing().stream()
            .filter(
                metric ->
                    held.contains(metric)
                        || (metric == Metric.NET_INCOME && held.contains(Metric.EPS)))
            .toList(),
        EarlierDays.of(references, methodology, plan.days()),
        IndexDays.of(references, methodology, plan.days()));
  }

  /** What the index of the same baskets needs on {@code days}, and nothing else. */
  static MemberFigures ofIndex(
      ReferenceData references,
      Methodology methodology,
      int[] days,
      Collection<BasketRequest> requests) {
    return new MemberFigures(
        members(references, requests),
        List.of(),
        List.of(),
        EarlierDays.NONE,
        IndexDays.of(references, methodology, days));
  }

  /** The multiples alone, of these members. */
  static MemberFigures ofMultiples(
      ReferenceData references, Methodology methodology, Set<String> members) {
    return new MemberFigures(
        members, held(references, methodology), List.of(), EarlierDays.NONE, IndexDays.NONE);
  }

  /** The methodology's multiples of all of whose metrics the warehouse holds rows. */
  private static List<Multiple> held(ReferenceData references, Methodology methodology) {
    return methodology.figures().multiples().stream()
        .filter(multiple -> references.metrics().containsAll(multiple.metrics()))
        .toList();
  }

  private static Set<String> members(ReferenceData references, Collection<BasketRequest> requests) {
    return references
        .memberships()
        .issuers(requests.stream().map(BasketRequest::basketId).distinct().toList());
  }

  /** The key of earnings of a year as seen so many days before. */
  static String then(Basis basis, int horizon) {
    return basis + " as seen " + horizon + " days before";
  }

  /** The metrics that are read, those of earnings left out. */
  Set<Metric> metrics() {
    Set<Metric> metrics = new TreeSet<>(growing);
    multiples.forEach(multiple -> metrics.addAll(multiple.metrics()));
    metrics.removeIf(Metric::isOfEarnings);
    return metrics;
  }

  /** The bases of {@code metric} in a chunk of a year's days; none for a stock. */
  List<Basis> bases(Metric metric, List<Basis> asked, int year) {
    Set<Basis> bases = new TreeSet<>();
    boolean ofMultiple = multiples.stream().anyMatch(multiple -> multiple.figure() == metric);
    if (ofMultiple && !metric.isStock()) {
      bases.addAll(asked);
    }
    if (growing.contains(metric)) {
      Pair.of(year)
          .forEach(
              pair -> {
                bases.add(pair.from());
                bases.add(pair.to());
              });
    }
    return List.copyOf(bases);
  }

  /** The bases on which earnings are needed besides those that are asked for. */
  List<Basis> furtherEarnings(List<Basis> asked, int year) {
    if (!growing.contains(Metric.NET_INCOME)) {
      return List.of();
    }
    List<Basis> bases = new ArrayList<>(bases(Metric.NET_INCOME, asked, year));
    bases.add(OF_PEG);
    bases.removeAll(asked);
    return bases;
  }

  /** How many numbers of a member and day there are besides its cap and the earnings asked for. */
  int count(List<Basis> asked, int year) {
    int count = furtherEarnings(asked, year).size();
    for (Metric metric : metrics()) {
      count += metric.isStock() ? 1 : bases(metric, asked, year).size();
    }
    int years = (int) asked.stream().filter(Basis::isCalendarYear).count();
    count += earlier.horizons().isEmpty() ? 0 : years * earlier.horizons().size() + 1;
    return index.isEmpty() ? count : count + 3;
  }
}
