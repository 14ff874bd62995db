package org.rerate.run;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.Leases;
import org.rerate.engine.delta.Leases.Lease;

/**
 * The lease that this process holds in a warehouse while it has runs there, one for all of them: it
 * names its owner, is renewed by a heartbeat, and runs out when the owner is silent for too long.
 * By it a later run, also on another machine, knows a dead run from a slow one; and where the store
 * lets only one process write, a second one is refused.
 */
public final class RunLease {

  private static final String OWNER = "owner";
  private static final String EXPIRY = "expires_after_seconds";

  private static final Duration LONGEST_BEAT = Duration.ofSeconds(10);

  /** What this process holds, by warehouse. */
  private static final Map<String, Hold> HOLDS = new HashMap<>();

  private final Leases leases;
  private final LeaseTerms terms;
  private final Consumer<String> progress;

  /** The lease of this process in the warehouse of {@code leases}. */
  public RunLease(Leases leases, LeaseTerms terms, Consumer<String> progress) {
    this.leases = leases;
    this.terms = terms;
    this.progress = progress;
  }

  /** A lease that is held. */
  private static final class Hold {
    private int runs = 1;
    private boolean isLogged = true;
    private Set<String> expired = Set.of();
    private volatile long renewedAt;
    private volatile boolean isLost;
    private final CountDownLatch end = new CountDownLatch(1);
    private Thread heart;
  }

  /**
   * A run is about to start.
   *
   * @throws RerateException with {@code RETRY} if another process writes to a store that lets only
   *     one write
   */
  void begin() {
    synchronized (HOLDS) {
      Hold held = HOLDS.get(leases.root());
      if (held != null) {
        held.runs++;
      } else {
        HOLDS.put(leases.root(), acquired());
      }
    }
  }

  /**
   * A run has ended.
   *
   * @param isLogged true if the ledger says so; if not, the lease is left to run out
   */
  void end(boolean isLogged) {
    synchronized (HOLDS) {
      Hold held = HOLDS.get(leases.root());
      held.isLogged &= isLogged;
      held.runs--;
      if (held.runs == 0) {
        HOLDS.remove(leases.root());
        stop(held);
        if (held.isLogged) {
          leases.remove(name(RunPlace.here()));
        }
      }
    }
  }

  /** Stops the heartbeat, which may be writing just now and would bring the lease back. */
  private static void stop(Hold held) {
    held.end.countDown();
    try {
      held.heart.join(LONGEST_BEAT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Hold acquired() {
    if (!leases.admitsOthers()) {
      progress.accept(
          leases.root()
              + " lets only one process write at a time with this log store: until this run ends,"
              + " other writing commands are refused. Programs other than Rerate must not write");
      // Looked at before and after: two that start at once see each other, and neither goes on.
      refuseBeside(leases.all(name(RunPlace.here())), Instant.now());
    }
    Hold hold = new Hold();
    write(hold);
    String own = name(RunPlace.here());
    try {
      leases.requireConditions(own);
    } catch (RerateException e) {
      leases.remove(own);
      throw e;
    }
    List<Lease> all = leases.all(own);
    // The store's own time: the clocks of two machines may differ.
    Instant now =
        all.stream()
            .filter(lease -> lease.name().equals(own))
            .map(Lease::writtenAt)
            .findFirst()
            .orElseGet(Instant::now);
    if (!leases.admitsOthers()) {
      try {
        refuseBeside(all, now);
      } catch (RerateException e) {
        leases.remove(own);
        throw e;
      }
    }
    hold.expired = expired(all, now);
    hold.heart = new Thread(() -> beat(hold), "heartbeat");
    hold.heart.setDaemon(true);
    hold.heart.start();
    return hold;
  }

  private void write(Hold hold) {
    long now = System.nanoTime();
    Map<String, String> text = new TreeMap<>();
    text.put(OWNER, RunPlace.here());
    text.put("user", System.getProperty("user.name"));
    text.put(EXPIRY, Long.toString(terms.expiry().toSeconds()));
    leases.write(name(RunPlace.here()), Json.of(text));
    hold.renewedAt = now;
  }

  private void beat(Hold hold) {
    try {
      while (!hold.end.await(terms.every().toMillis(), TimeUnit.MILLISECONDS)) {
        renew(hold);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void renew(Hold hold) {
    try {
      hold.isLost |= !leases.admitsOthers() && isTaken(hold);
      if (!hold.isLost) {
        write(hold);
      }
    } catch (RuntimeException e) {
      // A store that is away for a moment: the next beat tries again, and silence ends the lease.
      return;
    }
  }

  /** True if others may have begun to write: a lease that ran out is not taken up again. */
  private boolean isTaken(Hold hold) {
    String own = name(RunPlace.here());
    return isSilent(hold) || leases.all(own).stream().noneMatch(l -> l.name().equals(own));
  }

  private boolean isSilent(Hold hold) {
    return Duration.ofNanos(System.nanoTime() - hold.renewedAt).compareTo(terms.expiry()) > 0;
  }

  /**
   * Checks that this process may still write: one that was suspended may have been taken for dead.
   *
   * @throws RerateException with {@code RETRY} if its lease has run out where only one may write
   */
  public void require() {
    synchronized (HOLDS) {
      Hold held = HOLDS.get(leases.root());
      if (held == null || leases.admitsOthers()) {
        return;
      }
      Duration silence = Duration.ofNanos(System.nanoTime() - held.renewedAt);
      if (held.isLost || isSilent(held)) {
        throw RerateException.retry(
            "the lease of this process in "
                + leases.root()
                + " ran out or was removed, "
                + silence.toSeconds()
                + " s after it was last renewed, and another process may have begun to write",
            null);
      }
    }
  }

  private void refuseBeside(List<Lease> all, Instant now) {
    String own = name(RunPlace.here());
    Set<String> expired = expired(all, now);
    for (Lease lease : all) {
      if (!lease.name().equals(own) && !expired.contains(lease.name())) {
        throw RerateException.retry(
            "another process writes to "
                + leases.root()
                + ", which lets only one write at a time: "
                + told(lease).getOrDefault(OWNER, lease.name())
                + ", last heard of at "
                + lease.writtenAt()
                + ". Wait for its end; if it is dead, its lease runs out "
                + expiry(lease).toSeconds()
                + " s after that",
            null);
      }
    }
  }

  /** The names of the leases whose owners are dead. */
  private Set<String> expired(List<Lease> all, Instant now) {
    Set<String> expired = new HashSet<>();
    for (Lease lease : all) {
      if (isExpired(lease, now) || RunPlace.isDead(told(lease).get(OWNER))) {
        expired.add(lease.name());
      }
    }
    return expired;
  }

  private boolean isExpired(Lease lease, Instant now) {
    return Duration.between(lease.writtenAt(), now).compareTo(expiry(lease)) > 0;
  }

  private Duration expiry(Lease lease) {
    String seconds = told(lease).get(EXPIRY);
    return seconds == null ? terms.expiry() : Duration.ofSeconds(Long.parseLong(seconds));
  }

  /** What its owner wrote; nothing if that is no lease of ours. */
  private static Map<String, String> told(Lease lease) {
    try {
      return Json.textMap(lease.text());
    } catch (IllegalArgumentException e) {
      return Map.of();
    }
  }

  /** True if the process that logged this place was found dead when this one began. */
  boolean isDead(String place) {
    synchronized (HOLDS) {
      Hold held = HOLDS.get(leases.root());
      return RunPlace.isDead(place)
          || (place != null && held != null && held.expired.contains(name(place)));
    }
  }

  /** Removes the leases of dead processes, whose runs are closed. */
  void clear() {
    synchronized (HOLDS) {
      Hold held = HOLDS.get(leases.root());
      if (held != null) {
        held.expired.forEach(leases::remove);
        held.expired = Set.of();
      }
    }
  }

  /**
   * How a process stands that has a run.
   *
   * @param isDead true if it is no more
   * @param heardAt its last heartbeat; null if there is none
   */
  public record Sign(boolean isDead, Instant heardAt) {}

  /** How the process stands that logged {@code place}, by the clock of this machine. */
  public Sign sign(String place) {
    Instant now = Instant.now();
    return leases.all("").stream()
        .filter(lease -> place != null && lease.name().equals(name(place)))
        .findFirst()
        .map(lease -> new Sign(RunPlace.isDead(place) || isExpired(lease, now), lease.writtenAt()))
        .orElseGet(() -> new Sign(RunPlace.isDead(place), null));
  }

  /** The file of a place: what stores allow in a name. */
  private static String name(String place) {
    return place.replaceAll("[^A-Za-z0-9.-]", "_");
  }
}
