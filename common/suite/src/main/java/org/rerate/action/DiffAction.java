package org.rerate.action;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.Membership;
import org.rerate.domain.RerateException;
import org.rerate.explain.RestatementExplanation;
import org.rerate.history.AsOf;
import org.rerate.run.Run;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.valuation.BasketRequest;
import org.rerate.valuation.RestatedGroup;
import org.rerate.valuation.RestatementRequest;
import org.rerate.valuation.Restatements;
import org.rerate.valuation.ResultVariant;
import org.rerate.valuation.SpanResults;

/**
 * Tells why a number of a past day is another now, and stores it in {@code valuation.restatements}.
 * Not for several threads.
 */
public final class DiffAction {

  private static final List<TableSpec> RESULTS = List.of(ValuationTables.RESTATEMENTS);

  private final ActionContext context;
  private final String basket;
  private Membership membership = Membership.POINT_IN_TIME;
  private String since;

  DiffAction(ActionContext context, String basket) {
    this.context = context;
    this.basket = basket;
  }

  /** The rule of membership; point in time without this call. */
  public DiffAction membership(Membership rule) {
    membership = rule;
    return this;
  }

  /**
   * What counts as published: rows taken in by an instant such as {@code 2026-01-13T18:00:00Z}, or
   * by a run, its own included. Null, as without this call, for the run before the last that took
   * rows in.
   */
  public DiffAction since(String instantOrRun) {
    since = instantOrRun;
    return this;
  }

  /**
   * Values the day as recorded then and now, stores what each input made of it, and tells it.
   *
   * @return the groups of the basket, by name
   * @throws RerateException with {@code USAGE} for what is not loaded, or if nothing was taken in
   *     between the two instants
   */
  public List<RestatementExplanation> on(LocalDate on, Basis basis) {
    context.warehouse().requireExisting();
    AvailableData available = AvailableData.of(context, RESULTS);
    available.baskets(List.of(basket));
    int day = available.day("--on", on);
    RestatementRequest request = request(day, basis);
    Run run =
        context.valuationRun(
            "diff",
            "--basket %s --on %s --basis %s --membership %s --since %s"
                .formatted(basket, Days.date(day), basis, membership, request.before()));
    say(request);
    ResultVariant variant = variant(request);
    List<RestatementExplanation> told = new ArrayList<>();
    context.computed(
        run,
        available.inputs(),
        (r, read) -> {
          available.at(read).references().series().catchUp(r.runId());
          List<RestatedGroup> groups = groups(request);
          SpanResults results = new SpanResults(context.warehouse(), variant, r.runId());
          results.write(request, groups);
          told.clear();
          groups.forEach(
              group -> told.add(RestatementExplanation.of(request, group, variant, r.runId())));
          return results.versions();
        });
    return told;
  }

  /**
   * The same told of numbers that are stored nowhere; no run is recorded, and none is named. As
   * {@code explain}, it packs what an ingest that died left unpacked.
   *
   * @throws RerateException as {@link #on} does
   */
  public List<RestatementExplanation> compute(LocalDate on, Basis basis) {
    context.warehouse().requireExisting();
    AvailableData available = AvailableData.toRead(context);
    available.baskets(List.of(basket));
    RestatementRequest request = request(available.day("--on", on), basis);
    say(request);
    available.references().series().catchUp(context.run("diff", "").runId());
    return groups(request).stream()
        .map(group -> RestatementExplanation.of(request, group, variant(request), null))
        .toList();
  }

  private void say(RestatementRequest request) {
    context.say(
        "Comparing %s on %s as recorded by %s and by %s"
            .formatted(basket, Days.date(request.day()), request.before(), request.after()));
  }

  private ResultVariant variant(RestatementRequest request) {
    return new ResultVariant(
        context.methodology().name(), new AsOf(context.asOf().knowledge(), request.after()));
  }

  private List<RestatedGroup> groups(RestatementRequest request) {
    return new Restatements(context.warehouse(), context.methodology(), context.asOf().knowledge())
        .of(request);
  }

  private RestatementRequest request(int day, Basis basis) {
    List<Instant> intakes = context.ledger().intakes();
    Instant limit = context.asOf().recordedBy();
    List<Instant> seen =
        intakes.stream().filter(at -> limit == null || !at.isAfter(limit)).toList();
    if (seen.isEmpty()) {
      throw RerateException.usage(
          "no run took rows in" + (limit == null ? "" : " by " + limit),
          limit == null ? "Load a feed first: rerate ingest FEED" : "Choose a later --recorded-by");
    }
    Instant after = limit == null ? seen.get(seen.size() - 1) : limit;
    Instant before = since == null ? beforeLast(seen) : instant(context, since);
    if (!before.isBefore(after)) {
      throw RerateException.usage(
          "nothing was taken in after " + before + (limit == null ? "" : " and by " + limit),
          "Choose an earlier --since; rows came in at " + newest(seen));
    }
    return new RestatementRequest(
        new BasketRequest(basket, membership), day, List.of(basis), before, after);
  }

  private static Instant beforeLast(List<Instant> seen) {
    if (seen.size() < 2) {
      throw RerateException.usage(
          "only one run took rows in, at " + seen.get(0) + ", so there is none before it",
          "Name an instant with --since");
    }
    return seen.get(seen.size() - 2);
  }

  /**
   * What counts as published.
   *
   * @param text an instant or a run, whose own rows are included
   * @throws RerateException with {@code USAGE} if it is neither
   */
  static Instant instant(ActionContext context, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return context
          .ledger()
          .startedAt(text)
          .orElseThrow(
              () ->
                  RerateException.usage(
                      "--since " + text + " is neither an instant nor a run",
                      "Write an instant as 2025-01-13T18:00:00Z, or take a run_id of ops.runs"));
    }
  }

  /** The last few instants, for a message. */
  private static String newest(List<Instant> seen) {
    List<Instant> few = seen.subList(Math.max(0, seen.size() - 3), seen.size());
    return String.join(", ", few.stream().map(Instant::toString).toList());
  }
}
