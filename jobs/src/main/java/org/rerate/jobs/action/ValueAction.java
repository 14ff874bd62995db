package org.rerate.jobs.action;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.Membership;
import org.rerate.run.Run;
import org.rerate.run.RunInputs;
import org.rerate.run.RunLedger.Past;
import org.rerate.table.FigureTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.valuation.BasketRequest;
import org.rerate.valuation.ChangeDetection;
import org.rerate.valuation.ImpactAnalysis;
import org.rerate.valuation.ImpactedDays;
import org.rerate.valuation.Plan;
import org.rerate.valuation.RecomputeScope;
import org.rerate.valuation.Valuation;

/** Values issuers and baskets over a range of days. */
public final class ValueAction {

  /**
   * What to value.
   *
   * @param from first day, or null for the first close
   * @param to last day, or null for the last close
   * @param baskets baskets; empty for all
   * @param bases earnings bases; empty for those of the methodology
   * @param memberships rules under which each of the baskets is valued
   * @param further baskets under further rules
   * @param rolling true to compute rolling statistics too
   * @param full true to compute even if nothing changed
   */
  public record Request(
      LocalDate from,
      LocalDate to,
      List<String> baskets,
      List<Basis> bases,
      List<Membership> memberships,
      List<BasketRequest> further,
      boolean rolling,
      boolean full) {

    /** True if what to value is to be found out from what was loaded. */
    boolean isOpen() {
      return from == null && to == null && !full;
    }

    String canonical() {
      List<String> parts = new ArrayList<>();
      add(parts, "--from", from);
      add(parts, "--to", to);
      if (!baskets.isEmpty()) {
        parts.add("--baskets " + String.join(",", new TreeSet<>(baskets)));
      }
      if (!bases.isEmpty()) {
        parts.add("--bases " + bases.stream().map(Basis::toString).sorted().toList());
      }
      memberships.forEach(membership -> parts.add("--membership " + membership));
      further.forEach(f -> parts.add("--also " + f.basketId() + " " + f.membership()));
      if (!rolling) {
        parts.add("without rolling statistics");
      }
      return String.join(" ", parts);
    }

    private static void add(List<String> parts, String option, LocalDate date) {
      if (date != null) {
        parts.add(option + " " + date);
      }
    }
  }

  /** The tables that a valuation writes. */
  static final List<TableSpec> RESULTS =
      List.of(
          ValuationTables.ISSUER_CAPS,
          ValuationTables.ISSUER_EARNINGS,
          ValuationTables.BASKET_VALUATIONS,
          FigureTables.BASKET_MULTIPLES,
          FigureTables.BASKET_GROWTH,
          FigureTables.BASKET_REVISIONS,
          FigureTables.BASKET_INDEX,
          ValuationTables.ROLLING);

  private final ActionContext context;
  private final AvailableData available;

  /** A valuation in these surroundings. */
  public ValueAction(ActionContext context) {
    this(context, AvailableData.of(context, RESULTS));
  }

  /** One of several valuations that go by what is loaded now. */
  ValueAction(ActionContext context, AvailableData available) {
    this.context = context;
    this.available = available;
  }

  /**
   * Values what is asked, unless the stored results stand; true if anything was computed.
   *
   * @param dryRun true to say what would be done and do nothing
   */
  public boolean value(Request request, boolean dryRun) {
    AvailableData now = available.now(RESULTS);
    List<BasketRequest> baskets = baskets(now, request);
    Run run = context.valuationRun("value", request.canonical());
    if (!request.full() && context.stands(run, now.inputs())) {
      return false;
    }
    if (dryRun) {
      context.say(said("Would value ", plan(run, now, request, baskets, null), baskets));
      return false;
    }
    context.computed(run, now.inputs(), (r, read) -> value(r, now.at(read), request));
    return true;
  }

  private static List<BasketRequest> baskets(AvailableData now, Request request) {
    List<BasketRequest> baskets = new ArrayList<>();
    for (String basket : now.baskets(request.baskets())) {
      request.memberships().forEach(m -> baskets.add(new BasketRequest(basket, m)));
    }
    now.baskets(request.further().stream().map(BasketRequest::basketId).toList());
    baskets.addAll(request.further());
    return baskets;
  }

  private Plan plan(
      Run run,
      AvailableData now,
      Request request,
      List<BasketRequest> baskets,
      ReferenceData references) {
    RecomputeScope scope =
        request.isOpen()
            ? changed(run, now, request, baskets, references)
            : RecomputeScope.EVERYTHING;
    int[] days = now.days(request.from(), request.to());
    return Plan.of(context.methodology(), context.asOf(), days, request.bases(), scope);
  }

  /**
   * What came in since the stored results were computed reaches; everything if that is not known.
   *
   * @param references to find out what of it changed; null to leave that open
   */
  private RecomputeScope changed(
      Run run,
      AvailableData now,
      Request request,
      List<BasketRequest> baskets,
      ReferenceData references) {
    context.say("Looking for what changed since the last valuation");
    Optional<Past> past = context.ledger().past(run, now.inputs().facts());
    Optional<ImpactedDays> reach =
        past.flatMap(
            p -> ImpactAnalysis.since(context.warehouse(), context.asOf(), p.facts(), baskets));
    if (reach.isEmpty()) {
      if (past.isPresent()) {
        context.say("The market tables no longer tell what came in since");
      }
      return RecomputeScope.EVERYTHING;
    }
    int[] calendar = now.days(null, null);
    return (references == null
            ? reach.get().on(calendar)
            : new ChangeDetection(references, context.methodology(), request.bases())
                .narrowed(reach.get(), calendar, past.get().runs()))
        .scope(
            now.memberships(),
            baskets,
            context.asOf(),
            calendar,
            context.methodology().figures().horizons());
  }

  private Map<String, Long> value(Run run, AvailableData now, Request request) {
    List<BasketRequest> baskets = baskets(now, request);
    ReferenceData references = now.references();
    references.series().catchUp(run.runId());
    Plan plan = plan(run, now, request, baskets, references);
    context.say(said("Valuing ", plan, baskets));
    if (plan.days().length == 0) {
      return Map.of();
    }
    // Of tables that were brought back from a copy, days may be gone that have results.
    boolean all =
        request.from() == null
            && request.to() == null
            && plan.scope().isEverything()
            && !now.inputs().results().isEmpty();
    context.facts().unless(() -> isReached(plan, all, now.inputs(), baskets));
    Valuation valuation = new Valuation(references, run.runId(), line -> context.say("  " + line));
    return all
        ? valuation.writeAll(plan, baskets, request.bases(), request.rolling())
        : valuation.write(plan, baskets, request.bases(), request.rolling());
  }

  /** True if what came in since {@code inputs} may change what the plan values, or replaces. */
  private boolean isReached(Plan plan, boolean all, RunInputs inputs, List<BasketRequest> baskets) {
    return ImpactAnalysis.since(
            context.warehouse(), context.asOf(), List.of(inputs.facts()), baskets)
        .map(impact -> impact.touches(plan.days()) || (all && !impact.newDays().isEmpty()))
        .orElse(true);
  }

  private static String said(String what, Plan plan, List<BasketRequest> baskets) {
    int[] days = plan.days();
    if (days.length == 0) {
      return what + "nothing: what came in since the last valuation changes no value";
    }
    return what
        + days.length
        + " days from "
        + Days.date(days[0])
        + " to "
        + Days.date(days[days.length - 1])
        + ", "
        + (plan.scope().isEverything()
            ? baskets.size() + " baskets"
            : plan.scope() + ", which loads since the last valuation touched");
  }
}
