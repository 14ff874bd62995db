package org.rerate.check;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.rerate.check.Monitor.Stored;
import org.rerate.domain.Basis;
import org.rerate.domain.Membership;
import org.rerate.engine.delta.Warehouse;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.Restatement.Value;
import org.rerate.valuation.BasketRequest;
import org.rerate.valuation.RestatedGroup;
import org.rerate.valuation.RestatementRequest;
import org.rerate.valuation.Restatements;
import org.rerate.valuation.ResultVariant;

/**
 * Tells whether the rows that came in between explain that a number is another than the one stored
 * before: valued from the rows of then it is the one of then, and from those of now that of now.
 */
final class PublishedMoves {

  /** Relative distance within which a number valued again is the stored one. */
  private static final double SAME = 1e-9;

  /**
   * Most days of baskets that are valued again, those that moved most; further ones count as
   * explained. Each takes about as long as a valuation of a day.
   */
  private static final int MOST_DAYS = 3;

  private final Warehouse warehouse;
  private final Methodology methodology;
  private final ResultVariant variant;
  private final Function<String, Optional<Instant>> startedAt;
  private final Instant now;
  private final Map<RestatementRequest, List<RestatedGroup>> restated = new HashMap<>();

  PublishedMoves(
      Warehouse warehouse,
      Methodology methodology,
      ResultVariant variant,
      Function<String, Optional<Instant>> startedAt,
      Instant now) {
    this.warehouse = warehouse;
    this.methodology = methodology;
    this.variant = variant;
    this.startedAt = startedAt;
    this.now = variant.asOf().recordedBy() == null ? now : variant.asOf().recordedBy();
  }

  /** What is known of a move that the rows do not explain; empty if they do. */
  Optional<String> unexplained(MonitoredPair pair) {
    Optional<Instant> then = startedAt.apply(pair.before().runId());
    if (then.isEmpty()) {
      return Optional.of(said(pair, "the run that stored it is not in the ledger"));
    }
    if (!then.get().isBefore(now)) {
      return Optional.of(said(pair, "no row came in since run " + pair.before().runId()));
    }
    RestatementRequest request = request(pair.after(), then.get());
    if (!restated.containsKey(request) && restated.size() >= MOST_DAYS) {
      return Optional.empty();
    }
    return restated
        .computeIfAbsent(
            request,
            asked -> new Restatements(warehouse, methodology, variant.asOf().knowledge()).of(asked))
        .stream()
        .filter(group -> group.group().equals(pair.after().group()))
        .findFirst()
        .flatMap(group -> unexplained(pair, group));
  }

  private RestatementRequest request(Stored row, Instant then) {
    return new RestatementRequest(
        new BasketRequest(row.basket(), Membership.parse(row.membership())),
        row.day(),
        List.of(Basis.parse(row.basis())),
        then,
        now);
  }

  private static Optional<String> unexplained(MonitoredPair pair, RestatedGroup group) {
    if (!isSame(pair.before(), group.published())) {
      return Optional.of(
          said(
              pair,
              "the rows of then give "
                  + MonitoredPair.told(group.published().cap(), group.published().pe())));
    }
    return Optional.empty();
  }

  private static boolean isSame(Stored stored, Value value) {
    return isSame(stored.cap(), value.cap()) && isSame(stored.pe(), value.pe());
  }

  private static boolean isSame(double stored, double value) {
    return Double.isNaN(stored)
        ? Double.isNaN(value)
        : Math.abs(stored - value) <= SAME * Math.abs(stored);
  }

  private static String said(MonitoredPair pair, String cause) {
    return MonitoredPair.told(pair.after().cap(), pair.after().pe())
        + "; no input explains it: "
        + cause;
  }
}
