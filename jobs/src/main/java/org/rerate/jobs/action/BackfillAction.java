package org.rerate.jobs.action;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.Membership;
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
public final class BackfillAction {

  /**
   * What to value.
   *
   * @param from first day, or null for the first close
   * @param to last day, or null for the last close
   * @param chunk how the days are cut, see {@link DateChunks}
   * @param baskets baskets; empty for all
   * @param bases earnings bases; empty for those of the methodology
   * @param membership rule of membership
   * @param resume true to leave out stretches whose results stand
   * @param rolling true to bring the rolling statistics up to date at the end
   */
  public record Request(
      LocalDate from,
      LocalDate to,
      String chunk,
      List<String> baskets,
      List<Basis> bases,
      Membership membership,
      boolean resume,
      boolean rolling) {

    /** True if no day and no relation is left out. */
    boolean isWhole() {
      return from == null && to == null && rolling;
    }

    /** The valuation without dates that does the same in one go. */
    ValueAction.Request whole() {
      return new ValueAction.Request(
          null, null, baskets, bases, List.of(membership), List.of(), true, false);
    }

    /** The valuation of one stretch. */
    ValueAction.Request of(Stretch stretch) {
      return new ValueAction.Request(
          stretch.from(),
          stretch.to(),
          baskets,
          bases,
          List.of(membership),
          List.of(),
          false,
          !resume);
    }
  }

  private final ActionContext context;

  /** A backfill in these surroundings. */
  public BackfillAction(ActionContext context) {
    this.context = context;
  }

  /**
   * Values all stretches in order.
   *
   * @param dryRun true to say which there are and do nothing
   */
  public void run(Request request, boolean dryRun) {
    AvailableData available = AvailableData.of(context, ValueAction.RESULTS);
    Set<String> baskets = available.baskets(request.baskets());
    int[] days = available.days(request.from(), request.to());
    List<Stretch> stretches = stretches(days, request.chunk());
    if (dryRun) {
      plan(request, stretches, baskets.size());
      return;
    }
    RunInputs inputs = available.inputs();
    valueAll(available, request, stretches, days.length);
    if (request.rolling()
        && !baskets.isEmpty()
        && !context.methodology().rollingWindows().isEmpty()) {
      roll(request, days[0], List.copyOf(baskets));
    }
    if (request.isWhole() && inputs.facts().equals(context.inputs())) {
      recordAsWhole(request, inputs);
    }
  }

  /**
   * Nothing was loaded in the meantime, so what is stored now is what one valuation of everything
   * would have stored; the next one without dates goes on from here.
   */
  private void recordAsWhole(Request request, RunInputs inputs) {
    Run run = context.valuationRun("value", request.whole().canonical());
    if (!context.hasStored(run, inputs)) {
      context.computed(run, inputs, (r, read) -> stored());
    }
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

  private void plan(Request request, List<Stretch> stretches, int baskets) {
    context.say("Would value " + baskets + " baskets in " + stretches.size() + " chunks:");
    RunInputs inputs = context.inputs(List.of());
    for (Stretch stretch : stretches) {
      Run run = context.valuationRun("value", request.of(stretch).canonical());
      boolean stands = request.resume() && context.hasStored(run, inputs);
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

  private void valueAll(
      AvailableData available, Request request, List<Stretch> stretches, int allDays) {
    int done = 0;
    int computed = 0;
    long start = System.nanoTime();
    for (int i = 0; i < stretches.size(); i++) {
      Stretch stretch = stretches.get(i);
      boolean fresh = new ValueAction(context, available).value(request.of(stretch), false);
      done += stretch.days();
      computed += fresh ? stretch.days() : 0;
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
  }

  private static String remaining(long nanoseconds) {
    if (nanoseconds < 0) {
      return "";
    }
    Duration left = Duration.ofNanos(nanoseconds);
    return String.format(", about %d:%02d min left", left.toMinutes(), left.toSecondsPart());
  }

  private void roll(Request request, int firstDay, List<String> baskets) {
    List<String> arguments = new ArrayList<>(List.of("rolling since " + Days.date(firstDay)));
    arguments.add(baskets + " " + request.bases() + " " + request.membership());
    Run run = context.valuationRun("backfill", String.join(" ", arguments));
    RunInputs inputs =
        context.inputs(List.of(ValuationTables.BASKET_VALUATIONS, ValuationTables.ROLLING));
    if (request.resume() && context.hasStored(run, inputs)) {
      return;
    }
    context.say("Rolling statistics since " + Days.date(firstDay));
    context.computed(
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
                            .map(basket -> new BasketRequest(basket, request.membership()))
                            .toList(),
                        request.bases())));
  }
}
