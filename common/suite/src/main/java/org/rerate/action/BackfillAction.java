package org.rerate.action;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Days;
import org.rerate.domain.RerateException;
import org.rerate.run.Run;
import org.rerate.run.RunInputs;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.valuation.BasketRequest;
import org.rerate.valuation.Valuation;
import org.rerate.value.DateChunks;
import org.rerate.value.DateChunks.Stretch;

/**
 * Values years of history stretch after stretch. Each is a run of its own that replaces its range
 * in one transaction a table; what a killed backfill has done stands, and the ledger knows it.
 */
public final class BackfillAction extends RangedAction<BackfillAction> {

  private final ActionContext context;
  private String chunk = "year";
  private boolean resume;
  private boolean rolling = true;
  private boolean dryRun;

  BackfillAction(ActionContext context) {
    this.context = context;
  }

  @Override
  BackfillAction self() {
    return this;
  }

  /** How the days are cut, see {@link DateChunks}; by year without this call. */
  public BackfillAction chunk(String length) {
    chunk = length;
    return this;
  }

  /** True to leave out stretches whose results stand. */
  public BackfillAction resume(boolean isResumed) {
    resume = isResumed;
    return this;
  }

  /** Leaves the rolling statistics as they are. */
  public BackfillAction withoutRolling() {
    rolling = false;
    return this;
  }

  /** True to say which stretches there are, in the progress, and do nothing. */
  public BackfillAction dryRun(boolean isDry) {
    dryRun = isDry;
    return this;
  }

  /** The valuation without dates that does the same in one go. */
  private ValueAction whole() {
    return new ValueAction(context).baskets(baskets()).bases(bases()).membership(membership());
  }

  /** The valuation of one stretch. */
  private ValueAction of(AvailableData available, Stretch stretch) {
    return new ValueAction(context, available)
        .from(stretch.from())
        .to(stretch.to())
        .baskets(baskets())
        .bases(bases())
        .membership(membership())
        .withoutRolling()
        .full(!resume);
  }

  /** Values all stretches in order. */
  public ActionResult execute() {
    AvailableData available = AvailableData.of(context, ValueAction.RESULTS);
    Set<String> named = available.baskets(baskets());
    int[] days = available.days(from(), to());
    List<Stretch> stretches = stretches(days, chunk);
    if (dryRun) {
      plan(available, stretches, named.size());
      return ActionResult.NONE;
    }
    RunInputs inputs = available.inputs();
    ActionResult done = valueAll(available, stretches, days.length);
    if (rolling && !named.isEmpty() && !context.methodology().rollingWindows().isEmpty()) {
      done = done.and(roll(days[0], List.copyOf(named)));
    }
    if (from() == null && to() == null && rolling && inputs.facts().equals(context.inputs())) {
      done = done.and(recordAsWhole(inputs));
    }
    return done;
  }

  /**
   * Nothing was loaded in the meantime, so what is stored now is what one valuation of everything
   * would have stored; the next one without dates goes on from here.
   */
  private ActionResult recordAsWhole(RunInputs inputs) {
    Run run = context.valuationRun("value", whole().canonical());
    return context.hasStored(run, inputs)
        ? ActionResult.NONE
        : context.computed(run, inputs, (r, read) -> stored());
  }

  private Map<String, Long> stored() {
    Map<String, Long> versions = new TreeMap<>();
    for (TableSpec table : ValueAction.RESULTS) {
      context
          .warehouse()
          .version(table)
          .ifPresent(version -> versions.put(table.fullName(), version));
    }
    return versions;
  }

  private static List<Stretch> stretches(int[] days, String chunk) {
    try {
      return DateChunks.of(days, chunk);
    } catch (IllegalArgumentException e) {
      throw new RerateException(RerateException.Exit.USAGE, "--chunk: " + e.getMessage(), e);
    }
  }

  private void plan(AvailableData available, List<Stretch> stretches, int baskets) {
    context.say("Would value " + baskets + " baskets in " + stretches.size() + " chunks:");
    RunInputs inputs = context.inputs(List.of());
    for (Stretch stretch : stretches) {
      Run run = context.valuationRun("value", of(available, stretch).canonical());
      boolean stands = resume && context.hasStored(run, inputs);
      context.say(
          "  "
              + stretch.from()
              + " to "
              + stretch.to()
              + ", "
              + stretch.days()
              + " days"
              + (stands ? ", stored already" : ""));
    }
  }

  private ActionResult valueAll(AvailableData available, List<Stretch> stretches, int allDays) {
    ActionResult all = ActionResult.NONE;
    int done = 0;
    int computed = 0;
    long start = System.nanoTime();
    for (int i = 0; i < stretches.size(); i++) {
      Stretch stretch = stretches.get(i);
      ActionResult valued = of(available, stretch).execute();
      all = all.and(valued);
      done += stretch.days();
      computed += valued.isComputed() ? stretch.days() : 0;
      long left = computed == 0 ? -1 : (System.nanoTime() - start) / computed * (allDays - done);
      context.say(
          "Backfill: chunk "
              + (i + 1)
              + " of "
              + stretches.size()
              + " done, to "
              + stretch.to()
              + ", "
              + 100L * done / allDays
              + " %"
              + remaining(left));
    }
    return all;
  }

  private static String remaining(long nanoseconds) {
    if (nanoseconds < 0) {
      return "";
    }
    Duration left = Duration.ofNanos(nanoseconds);
    return String.format(", about %d:%02d min left", left.toMinutes(), left.toSecondsPart());
  }

  private ActionResult roll(int firstDay, List<String> baskets) {
    List<String> arguments = new ArrayList<>(List.of("rolling since " + Days.date(firstDay)));
    arguments.add(baskets + " " + bases() + " " + membership());
    Run run = context.valuationRun("backfill", String.join(" ", arguments));
    RunInputs inputs =
        context.inputs(List.of(ValuationTables.BASKET_VALUATIONS, ValuationTables.ROLLING));
    if (resume && context.hasStored(run, inputs)) {
      return ActionResult.NONE;
    }
    context.say("Rolling statistics since " + Days.date(firstDay));
    return context.computed(
        run,
        inputs,
        (r, read) ->
            Map.of(
                ValuationTables.ROLLING.fullName(),
                new Valuation(
                        new ReferenceData(context.warehouse(), context.asOf()),
                        r.runId(),
                        line -> {})
                    .roll(
                        context.methodology(),
                        firstDay,
                        baskets.stream()
                            .map(basket -> new BasketRequest(basket, membership()))
                            .toList(),
                        bases())));
  }
}
