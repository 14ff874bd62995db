package org.rerate.jobs.serve;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * The questions that are being answered, which keeps them within their limits and writes down how
 * each ended. Thread-safe.
 */
final class QuestionBook implements AutoCloseable {

  /** How long a client may take to hear that its question was stopped. */
  private static final long PATIENCE_SECONDS = 600;

  private final Limits limits;
  private final Audit audit;
  private final Map<String, Question> open = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "rerate-limits");
            thread.setDaemon(true);
            return thread;
          });

  QuestionBook(Limits limits, Audit audit) {
    this.limits = limits;
    this.audit = audit;
  }

  Limits limits() {
    return limits;
  }

  /**
   * The question, or the one of its name that is being answered already; none if there are as many
   * as may be.
   */
  synchronized Optional<Question> begin(Question question) {
    Question known = open.get(question.operation());
    if (known != null) {
      return Optional.of(known);
    }
    if (open.values().stream().filter(one -> one.stopped() == null).count() >= limits.questions()) {
      return Optional.empty();
    }
    open.put(question.operation(), question);
    ScheduledFuture<?> unused =
        clock.schedule(
            () -> stop(question, new Stop(Stop.Kind.TIME, limits.tooLong())),
            limits.seconds(),
            TimeUnit.SECONDS);
    return Optional.of(question);
  }

  /** The question that a client comes back to. */
  Optional<Question> find(String operation) {
    return Optional.ofNullable(open.get(operation));
  }

  /** Stops a question at a limit. */
  void stop(Question question, Stop why) {
    if (!open.containsKey(question.operation())) {
      return;
    }
    question.stop(why);
    if (question.end()) {
      audit.ended(question, why.outcome(), why.message());
    }
    ScheduledFuture<?> unused =
        clock.schedule(() -> open.remove(question.operation()), PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Stops the question that costs most, if it is not being stopped already. */
  void stopCostliest(ToLongFunction<Question> cost, Stop why) {
    open.values().stream()
        .max(Comparator.comparingLong(cost))
        .filter(question -> question.stopped() == null)
        .ifPresent(question -> stop(question, why));
  }

  /** Stops all of them, since nobody waits for answers any more. */
  void stopAll() {
    open.values().forEach(question -> stop(question, new Stop(Stop.Kind.CLIENT, null)));
  }

  /** Writes down how a question ended, unless it was. */
  void end(Question question, String outcome, String error) {
    if (question.end()) {
      open.remove(question.operation());
      audit.ended(question, outcome, error);
    }
  }

  Audit audit() {
    return audit;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    audit.close();
  }
}
