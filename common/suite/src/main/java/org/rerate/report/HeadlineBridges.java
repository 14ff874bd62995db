package org.rerate.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rerate.domain.Basis;
import org.rerate.domain.BridgePart;
import org.rerate.domain.Days;
import org.rerate.domain.RestatedInput;
import org.rerate.methodology.LikeForLikeChange;
import org.rerate.methodology.Methodology;
import org.rerate.report.Headline.Part;
import org.rerate.report.Headline.Point;
import org.rerate.report.HeadlineMeasure.Figure;
import org.rerate.report.document.Unit;
import org.rerate.valuation.BasketBridge;
import org.rerate.valuation.BasketState;
import org.rerate.valuation.BridgeRequest;

/** The headlines of a report, each followed from an earlier report of its name. */
public final class HeadlineBridges {

  private final ReportSpec spec;
  private final PublishedReport then;
  private final Methodology methodology;

  /** The headlines of {@code spec}, with traded dates. */
  public HeadlineBridges(ReportSpec spec, PublishedReport then, Methodology methodology) {
    this.spec = spec;
    this.then = then;
    this.methodology = methodology;
  }

  /** The bases of the headlines. */
  public List<Basis> bases() {
    return Stream.of(spec.basis(), spec.details().forward()).distinct().toList();
  }

  /** The baskets to follow: each to its own date, and both to that of the comparison. */
  public Set<BridgeRequest> requests() {
    Set<BridgeRequest> requests = new LinkedHashSet<>();
    spec.spans().forEach(span -> requests.add(request(span)));
    requests.add(compared(spec.basketA()));
    requests.add(compared(spec.basketB()));
    return requests;
  }

  private BridgeRequest request(ReportSpec.Span span) {
    int from = Days.of(then.ends().get(span.basket()));
    return new BridgeRequest(
        span.basket(),
        from,
        Days.of(span.end()),
        span.since().values().stream()
            .map(Days::of)
            .filter(day -> day < from)
            .collect(Collectors.toSet()));
  }

  private BridgeRequest compared(String basket) {
    BridgeRequest own = request(spec.span(basket));
    int from = Days.of(then.on());
    int to = Days.of(spec.comparedOn());
    return own.from() == from && own.to() == to
        ? own
        : new BridgeRequest(basket, from, to, Set.of());
  }

  /** The headlines that both reports have, basket B's first, as the summary has them. */
  public List<Headline> of(Map<BridgeRequest, Map<Basis, BasketBridge>> bridges) {
    List<Headline> headlines = new ArrayList<>();
    for (String basket : List.of(spec.basketB(), spec.basketA())) {
      ReportSpec.Span span = spec.span(basket);
      BridgeRequest request = request(span);
      Map<Basis, BasketBridge> ways = bridges.get(request);
      headlines.add(cap(span, ways.get(spec.basis())));
      bases().forEach(basis -> headlines.add(pe(span, basis, ways.get(basis))));
      span.since().values().stream()
          .distinct()
          .filter(from -> request.since().contains(Days.of(from)))
          .forEach(from -> headlines.addAll(changes(span, from, ways.get(spec.basis()))));
    }
    BasketBridge a = bridges.get(compared(spec.basketA())).get(spec.basis());
    BasketBridge b = bridges.get(compared(spec.basketB())).get(spec.basis());
    headlines.add(pair(HeadlineMeasure.RATIO, a, b));
    headlines.add(pair(HeadlineMeasure.PREMIUM, a, b));
    return headlines.stream().filter(then::hasPrinted).toList();
  }

  private Headline cap(ReportSpec.Span span, BasketBridge way) {
    Headline stepwise =
        headline(
            new Label(HeadlineMeasure.CAP, span.basket(), null, null, null, Unit.USD),
            span,
            figures(way.restated(), state -> HeadlineMeasure.cap(state.value(methodology))),
            figures(way.month(), state -> HeadlineMeasure.cap(state.value(methodology))));
    // A sum can be split without an order of the parts, as re-rating does.
    return stepwise.change() == null
        ? stepwise
        : stepwise.with(
            way.capEffects().entrySet().stream()
                .map(effect -> new Part(effect.getKey().toString(), effect.getValue(), "OK"))
                .toList());
  }

  private Headline pe(ReportSpec.Span span, Basis basis, BasketBridge way) {
    return headline(
        new Label(HeadlineMeasure.PE, span.basket(), null, basis.toString(), null, Unit.MULTIPLE),
        span,
        figures(way.restated(), state -> HeadlineMeasure.pe(state.value(methodology))),
        figures(way.month(), state -> HeadlineMeasure.pe(state.value(methodology))));
  }

  private List<Headline> changes(ReportSpec.Span span, LocalDate from, BasketBridge way) {
    List<LikeForLikeChange> restated =
        changes(way.restated(), way.restatedSince().get(Days.of(from)));
    List<LikeForLikeChange> month = changes(way.month(), way.monthSince().get(Days.of(from)));
    String basket = span.basket();
    return List.of(
        headline(
            new Label(HeadlineMeasure.CHANGE, basket, null, null, from, Unit.CHANGE),
            span,
            figures(restated, HeadlineMeasure::change),
            figures(month, HeadlineMeasure::change)),
        headline(
            new Label(
                HeadlineMeasure.INCREMENTAL,
                basket,
                null,
                spec.basis().toString(),
                from,
                Unit.MULTIPLE),
            span,
            figures(restated, HeadlineMeasure::incremental),
            figures(month, HeadlineMeasure::incremental)));
  }

  private List<LikeForLikeChange> changes(List<BasketState> ends, List<BasketState> starts) {
    return each(ends, i -> ends.get(i).since(starts.get(i), methodology));
  }

  private Headline pair(String measure, BasketBridge a, BasketBridge b) {
    boolean isRatio = measure.equals(HeadlineMeasure.RATIO);
    Function<BasketState, Figure> one =
        isRatio
            ? state -> HeadlineMeasure.cap(state.value(methodology))
            : state -> HeadlineMeasure.pe(state.value(methodology));
    Function<Function<BasketBridge, List<BasketState>>, List<Figure>> both =
        leg -> {
          List<Figure> ofA = figures(leg.apply(a), one);
          List<Figure> ofB = figures(leg.apply(b), one);
          return each(ofA, i -> HeadlineMeasure.quotient(ofA.get(i), ofB.get(i), isRatio ? 0 : 1));
        };
    Label label =
        new Label(
            measure,
            spec.basketA(),
            spec.basketB(),
            isRatio ? null : spec.basis().toString(),
            null,
            isRatio ? Unit.FRACTION : Unit.CHANGE);
    return headline(
        label,
        then.on(),
        spec.comparedOn(),
        both.apply(BasketBridge::restated),
        both.apply(BasketBridge::month));
  }

  private static <T> List<Figure> figures(List<T> states, Function<T, Figure> figure) {
    return states.stream().map(figure).toList();
  }

  private static <T> List<T> each(List<?> of, IntFunction<T> figure) {
    return IntStream.range(0, of.size()).mapToObj(figure).toList();
  }

  /** What a headline is of. */
  private record Label(
      String measure, String basket, String against, String basis, LocalDate since, Unit unit) {}

  private Headline headline(
      Label label, ReportSpec.Span span, List<Figure> restated, List<Figure> month) {
    return headline(label, then.ends().get(span.basket()), span.end(), restated, month);
  }

  private static Headline headline(
      Label label, LocalDate from, LocalDate to, List<Figure> restated, List<Figure> month) {
    return new Headline(
        label.measure,
        label.basket,
        label.against,
        label.basis,
        label.since,
        label.unit,
        point(label, from, restated.get(0)),
        parts(restated, RestatedInput.values()),
        point(label, from, restated.get(restated.size() - 1)),
        parts(month, BridgePart.values()),
        point(label, to, month.get(month.size() - 1)));
  }

  private static Point point(Label label, LocalDate day, Figure figure) {
    return new Point(
        day,
        number(figure.value()),
        number(figure.coverage()),
        figure.status().name(),
        HeadlineMeasure.isMadeByLosses(label.measure, figure));
  }

  private static List<Part> parts(List<Figure> figures, Object[] names) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      Figure effect = figures.get(i + 1).less(figures.get(i));
      parts.add(new Part(names[i].toString(), number(effect.value()), effect.status().name()));
    }
    return parts;
  }

  private static Double number(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }
}
