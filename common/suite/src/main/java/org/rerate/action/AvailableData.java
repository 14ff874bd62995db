package org.rerate.action;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.KnownNames;
import org.rerate.domain.RerateException;
import org.rerate.history.AsOf;
import org.rerate.history.MembershipHistory;
import org.rerate.run.RunInputs;
import org.rerate.table.MarketTables;
import org.rerate.table.TableSpec;

/** Checks what is asked for against what is there, before anything runs. */
final class AvailableData {

  private final ActionContext context;
  private final RunInputs inputs;
  private final ReferenceData references;
  private final MembershipHistory memberships;

  /** What is asked for by a step that goes by {@code inputs}. */
  private AvailableData(ActionContext context, RunInputs inputs) {
    if (!context.warehouse().exists(MarketTables.PRICES.table())) {
      throw RerateException.usage(
          "the warehouse " + context.warehouse().root() + " holds no prices",
          "Load a feed first: rerate ingest FEED");
    }
    this.context = context;
    this.inputs = inputs;
    references = new ReferenceData(context.warehouse(), context.asOf());
    MembershipHistory[] read = new MembershipHistory[1];
    // Side by side: the first queries of a process take seconds each, most of it on one core.
    context
        .warehouse()
        .together(List.of(() -> read[0] = references.memberships(), () -> references.span()));
    memberships = read[0];
  }

  private AvailableData(AvailableData same, RunInputs inputs) {
    this.context = same.context;
    this.inputs = inputs;
    this.references = same.references;
    this.memberships = same.memberships;
  }

  /** Of a step that is going to write {@code results}. */
  static AvailableData of(ActionContext context, List<TableSpec> results) {
    // First the versions: what is read after them is as new or newer.
    return new AvailableData(context, context.inputs(results));
  }

  /** Of a step that writes nothing, and may look at results of another methodology of the name. */
  static AvailableData toRead(ActionContext context) {
    return new AvailableData(context, new RunInputs(context.inputs(), Map.of()));
  }

  /** The same of the tables as they are now, of a step that is going to write {@code results}. */
  AvailableData now(List<TableSpec> results) {
    return at(context.inputs(results));
  }

  /** The same of a step that goes by {@code others}; reads again what changed. */
  AvailableData at(RunInputs others) {
    return inputs.facts().equals(others.facts())
        ? new AvailableData(this, others)
        : new AvailableData(context, others);
  }

  /** What the step goes by. */
  RunInputs inputs() {
    return inputs;
  }

  /** What to read by. */
  ReferenceData references() {
    return references;
  }

  MembershipHistory memberships() {
    return memberships;
  }

  /** The baskets asked for, all of them if none is named. */
  Set<String> baskets(List<String> asked) {
    Set<String> known = memberships.baskets();
    for (String basket : asked) {
      if (!known.contains(basket)) {
        throw RerateException.usage(
            "there is no basket '" + basket + "'",
            known.isEmpty() ? noBasket() : KnownNames.said(basket, known));
      }
    }
    return asked.isEmpty() ? known : new TreeSet<>(asked);
  }

  /** Why none is seen: none is there, or none was taken in by the instant that is asked for. */
  private String noBasket() {
    boolean cut = context.asOf().recordedBy() != null;
    return cut
            && !new ReferenceData(context.warehouse(), AsOf.ALL).memberships().baskets().isEmpty()
        ? "All members were loaded after "
            + context.asOf().recordedBy()
            + "; choose a later --recorded-by"
        : "No basket is loaded. Load a feed with baskets.csv and members.csv";
  }

  /** A date that closes were seen before and after, or on. */
  int day(String option, LocalDate date) {
    int[] span = span();
    int day = Days.of(date);
    if (day < span[0] || day > span[1]) {
      throw RerateException.usage(
          option + " " + date + " lies outside the data",
          "There are closes from " + Days.date(span[0]) + " to " + Days.date(span[1]));
    }
    return day;
  }

  /** The days with closes from {@code from} to {@code to}; null means the ends of the data. */
  int[] days(LocalDate from, LocalDate to) {
    int[] span = span();
    int first = from == null ? span[0] : Days.of(from);
    int last = to == null ? span[1] : Days.of(to);
    if (first > last) {
      throw RerateException.usage("--from " + from + " is after --to " + to, "Swap them");
    }
    int[] days = references.valuationDays(first, last);
    if (days.length == 0) {
      throw RerateException.usage(
          "there is no close between " + Days.date(first) + " and " + Days.date(last),
          "There are closes from " + Days.date(span[0]) + " to " + Days.date(span[1]));
    }
    return days;
  }

  private int[] span() {
    int[] span = references.span();
    if (span == null) {
      throw RerateException.usage("no prices are loaded", "Load a feed first: rerate ingest FEED");
    }
    return span;
  }

  /** Calendar years only: a change over other bases would compare different periods. */
  static List<Basis> calendarYears(List<Basis> bases) {
    if (bases.isEmpty() || !bases.stream().allMatch(Basis::isCalendarYear)) {
      throw RerateException.usage(
          "a change needs calendar years, not " + bases,
          "Name them with --bases, for example --bases CY2026");
    }
    return bases;
  }
}
