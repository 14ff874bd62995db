package org.rerate.jobs.serve;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Gives a question that waits a place to run. Spark shares places that become free, but never takes
 * one back, so that two tasks of an hour keep everybody waiting for an hour. Here, a question that
 * has none while all are taken gets one from the question that has the most, if that keeps another;
 * the task begins anew later, which does not count as a failure. Thread-safe.
 */
final class FairShare extends SparkListener implements AutoCloseable {

  private static final long PATIENCE_MILLIS = 1000;

  /** A task that runs. */
  private record Running(String question, long start) {}

  /** A job that has not ended. */
  private record Job(String question, long start) {}

  private final SparkContext context;
  private final int places;
  private final Map<Integer, Job> jobs = new HashMap<>();
  private final Map<Integer, String> questionOfStage = new HashMap<>();
  private final Map<Long, Running> tasks = new HashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "rerate-fair-share");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Begins to watch.
   *
   * @param places tasks that can run at once
   */
  FairShare(SparkContext context, int places) {
    this.context = context;
    this.places = places;
    context.addSparkListener(this);
    ScheduledFuture<?> unused =
        clock.scheduleWithFixedDelay(
            this::share, PATIENCE_MILLIS, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart started) {
    String tags =
        started.properties() == null ? null : started.properties().getProperty("spark.job.tags");
    String question = Objects.requireNonNullElse(tags, "job " + started.jobId());
    jobs.put(started.jobId(), new Job(question, System.currentTimeMillis()));
    CollectionConverters.asJava(started.stageIds())
        .forEach(stage -> questionOfStage.put(((Number) stage).intValue(), question));
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd ended) {
    jobs.remove(ended.jobId());
    if (jobs.isEmpty()) {
      questionOfStage.clear();
    }
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart started) {
    String question = questionOfStage.getOrDefault(started.stageId(), "");
    tasks.put(started.taskInfo().taskId(), new Running(question, started.taskInfo().launchTime()));
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd ended) {
    tasks.remove(ended.taskInfo().taskId());
  }

  /** The tags of the question that a task works for; empty for none that runs. */
  synchronized String question(long task) {
    Running running = tasks.get(task);
    return running == null ? "" : running.question();
  }

  private synchronized void share() {
    long now = System.currentTimeMillis();
    Map<String, Long> held =
        tasks.values().stream()
            .collect(Collectors.groupingBy(Running::question, Collectors.counting()));
    boolean isSomebodyWaiting =
        jobs.values().stream()
            .anyMatch(
                job -> now - job.start() >= PATIENCE_MILLIS && !held.containsKey(job.question()));
    if (tasks.size() < places || !isSomebodyWaiting) {
      return;
    }
    held.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .filter(most -> most.getValue() > 1)
        .ifPresent(most -> giveUpOne(most.getKey()));
  }

  /** The task that has run the shortest loses the least. */
  private void giveUpOne(String question) {
    tasks.entrySet().stream()
        .filter(task -> task.getValue().question().equals(question))
        .max(Comparator.comparingLong(task -> task.getValue().start()))
        .ifPresent(
            task ->
                context.killTaskAttempt(task.getKey(), true, "another question waits for a place"));
  }

  @Override
  public void close() {
    clock.shutdownNow();
    context.removeSparkListener(this);
  }
}
