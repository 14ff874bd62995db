package org.rerate.jobs.work;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.Membership;
import org.rerate.run.Run;
import org.rerate.run.RunResult;
import org.rerate.series.SeriesStore;
import org.rerate.valuation.BasketRequest;
import org.rerate.valuation.Plan;
import org.rerate.valuation.Valuation;

/** Values issuers and baskets over a range of days. */
public final class ValueWork {

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

  private final Work work;

  /** A valuation in these surroundings. */
  public ValueWork(Work work) {
    this.work = work;
  }

  /**
   * Values what is asked, unless the stored results stand; true if anything was computed.
   *
   * @param dryRun true to say what would be done and do nothing
   */
  public boolean value(Request request, boolean dryRun) {
    Requests requests = new Requests(work);
    List<BasketRequest> baskets = new ArrayList<>();
    for (String basket : requests.baskets(request.baskets())) {
      request.memberships().forEach(m -> baskets.add(new BasketRequest(basket, m)));
    }
    requests.baskets(request.further().stream().map(BasketRequest::basketId).toList());
    baskets.addAll(request.further());
    int[] days = requests.days(request.from(), request.to());
    Run run = work.valuationRun("value", request.canonical());
    Map<String, String> inputs = work.inputs();
    if (!request.full() && work.stands(run, inputs)) {
      return false;
    }
    if (dryRun) {
      work.say(said("Would value ", days, baskets));
      return false;
    }
    work.recorded(
        run, r -> value(r, request, days, baskets), v -> new RunResult(inputs, v, -1, -1));
    return true;
  }

  private Map<String, Long> value(
      Run run, Request request, int[] days, List<BasketRequest> baskets) {
    work.say(said("Valuing ", days, baskets));
    new SeriesStore(work.warehouse()).catchUp(run.runId());
    Plan plan = Plan.of(work.methodology(), work.cut(), days, request.bases());
    return new Valuation(work.warehouse(), run.runId(), line -> work.say("  " + line))
        .write(plan, baskets, request.bases(), request.rolling());
  }

  private static String said(String what, int[] days, List<BasketRequest> baskets) {
    return what
        + days.length
        + " days from "
        + Days.date(days[0])
        + " to "
        + Days.date(days[days.length - 1])
        + ", "
        + baskets.size()
        + " baskets";
  }
}
