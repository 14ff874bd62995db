package org.rerate.action;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
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

/**
 * Values issuers and baskets over a range of days. Without days: everything, or what loads since
 * the last valuation touched.
 */
public final class ValueAction extends RangedAction<ValueAction> {

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
  private final AvailableData given;
  private boolean ofMembership = true;
  private List<BasketRequest> further = List.of();
  private boolean rolling = true;
  private boolean full;
  private boolean dryRun;
  private Plan computed;

  ValueAction(ActionContext context) {
    this(context, null);
  }

  /** One of several valuations that go by what is loaded now. */
  ValueAction(ActionContext context, AvailableData available) {
    this.context = context;
    this.given = available;
  }

  @Override
  ValueAction self() {
    return this;
  }

  /** Values these baskets under rules of their own, besides those of the action. */
  public ValueAction besides(List<BasketRequest> others) {
    further = List.copyOf(others);
    return this;
  }

  /** Values these baskets under rules of their own, and no others. */
  ValueAction only(List<BasketRequest> others) {
    ofMembership = false;
    return besides(others);
  }

  /** Leaves the rolling statistics as they are. */
  public ValueAction withoutRolling() {
    rolling = false;
    return this;
  }

  /** True to compute even if nothing changed. */
  public ValueAction full(boolean isFull) {
    full = isFull;
    return this;
  }

  /** True to say what would be done, in the progress, and do nothing. */
  public ValueAction dryRun(boolean isDry) {
    dryRun = isDry;
    return this;
  }

  /** True if what to value is to be found out from what was loaded. */
  private boolean isOpen() {
    return from() == null && to() == null && !full;
  }

  /** By which a later process knows the same valuation. */
  String canonical() {
    List<String> parts = new ArrayList<>();
    if (from() != null) {
      parts.add("--from " + from());
    }
    if (to() != null) {
      parts.add("--to " + to());
    }
    if (!baskets().isEmpty()) {
      parts.add("--baskets " + String.join(",", new TreeSet<>(baskets())));
    }
    if (!bases().isEmpty()) {
      parts.add("--bases " + bases().stream().map(Basis::toString).sorted().toList());
    }
    if (ofMembership) {
      parts.add("--membership " + membership());
    }
    further.forEach(f -> parts.add("--also " + f.basketId() + " " + f.membership()));
    if (!rolling) {
      parts.add("without rolling statistics");
    }
    return String.join(" ", parts);
  }

  /**
   * Values what is asked, unless the stored results stand.
   *
   * @throws org.rerate.domain.RerateException with {@code USAGE} for what is not loaded, with
   *     {@code RETRY} if others change what it reads again and again
   */
  public ActionResult execute() {
    AvailableData now = given == null ? AvailableData.of(context, RESULTS) : given.now(RESULTS);
    List<BasketRequest> asked = requests(now);
    Run run = context.valuationRun("value", canonical());
    if (!full && context.stands(run, now.inputs())) {
      return ActionResult.NONE;
    }
    if (dryRun) {
      context.say(said("Would value ", plan(run, now, asked, null), asked));
      return ActionResult.NONE;
    }
    ActionResult done = context.computed(run, now.inputs(), (r, read) -> value(r, now.at(read)));
    new MonitorStep(context).after(computed, now.inputs().results(), done.runs().get(0));
    return touched(done, asked);
  }

  private ActionResult touched(ActionResult done, List<BasketRequest> asked) {
    RecomputeScope scope = computed.scope();
    boolean everyone = !scope.whole().isEmpty();
    return new ActionResult(
        done.runs(),
        done.versions(),
        Arrays.stream(computed.days()).mapToObj(Days::date).toList(),
        everyone
            ? asked.stream().map(BasketRequest::basketId).collect(Collectors.toSet())
            : scope.baskets().keySet(),
        everyone,
        scope.issuers().keySet());
  }

  private List<BasketRequest> requests(AvailableData now) {
    List<BasketRequest> asked = new ArrayList<>();
    for (String basket : now.baskets(baskets())) {
      if (ofMembership) {
        asked.add(new BasketRequest(basket, membership()));
      }
    }
    now.baskets(further.stream().map(BasketRequest::basketId).toList());
    asked.addAll(further);
    return asked;
  }

  private Plan plan(
      Run run, AvailableData now, List<BasketRequest> baskets, ReferenceData references) {
    RecomputeScope scope =
        isOpen() ? changed(run, now, baskets, references) : RecomputeScope.EVERYTHING;
    int[] days = now.days(from(), to());
    return Plan.of(context.methodology(), context.asOf(), days, bases(), scope);
  }

  /**
   * What came in since the stored results were computed reaches; everything if that is not known.
   *
   * @param references to find out what of it changed; null to leave that open
   */
  private RecomputeScope changed(
      Run run, AvailableData now, List<BasketRequest> baskets, ReferenceData references) {
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
            : new ChangeDetection(references, context.methodology(), bases())
                .narrowed(reach.get(), calendar, past.get().runs()))
        .scope(
            now.memberships(),
            baskets,
            context.asOf(),
            calendar,
            context.methodology().figures().horizons());
  }

  private Map<String, Long> value(Run run, AvailableData now) {
    List<BasketRequest> baskets = requests(now);
    ReferenceData references = now.references();
    references.series().catchUp(run.runId());
    Plan plan = plan(run, now, baskets, references);
    computed = plan;
    context.say(said("Valuing ", plan, baskets));
    baskets.stream()
        .map(BasketRequest::basketId)
        .distinct()
        .filter(basket -> now.memberships().issuers(List.of(basket)).isEmpty())
        .forEach(
            basket ->
                context.say(
                    "The basket "
                        + basket
                        + " has no member on any day, so its values are missing: load a members"
                        + " file that names it, or see what an ingest held back in"
                        + " raw.quarantine"));
    if (plan.days().length == 0) {
      return Map.of();
    }
    // Of tables that were brought back from a copy, days may be gone that have results.
    boolean all =
        from() == null
            && to() == null
            && plan.scope().isEverything()
            && !now.inputs().results().isEmpty();
    context.facts().unless(() -> isReached(plan, all, now.inputs(), baskets));
    Valuation valuation = new Valuation(references, run.runId(), line -> context.say("  " + line));
    return all
        ? valuation.writeAll(plan, baskets, bases(), rolling)
        : valuation.write(plan, baskets, bases(), rolling);
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
