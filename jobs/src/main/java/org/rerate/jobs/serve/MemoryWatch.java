package org.rerate.jobs.serve;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * Stops the question that takes most when the heap is nearly full, before other threads than its
 * own find no memory. No list of functions could tell which ones do: a question that collects a
 * billion rows in an array is made of harmless parts.
 *
 * <p>What counts is what is left after a full collection, and what the threads of a question have
 * allocated since their task began: nobody can have kept more than that.
 */
final class MemoryWatch implements AutoCloseable {

  private static final long PERIOD_MILLIS = 50;

  /** Of the part of the heap where objects live long. */
  private static final double NEARLY_FULL = 0.8;

  /** How Spark names the threads of a task; the number is one for each attempt. */
  private static final Pattern OF_TASK = Pattern.compile("Executor task .*\\(TID ([0-9]+)\\)");

  /** How Spark Connect, and CalledQuestion, name the thread that plans a question. */
  private static final Pattern OF_PLAN =
      Pattern.compile("(?:SparkConnectExecuteThread|rerate-question)_opId=([0-9a-fA-F-]+)");

  /** A thread at work for a question, and what it had allocated when that began. */
  private record Work(String name, long before) {}

  private final FairShare share;
  private final QuestionBook book;
  private final MemoryPoolMXBean old = old();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Map<Long, Work> working = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "rerate-memory");
            thread.setDaemon(true);
            return thread;
          });

  MemoryWatch(FairShare share, QuestionBook book) {
    this.share = share;
    this.book = book;
  }

  void start() {
    ScheduledFuture<?> unused =
        clock.scheduleWithFixedDelay(
            this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static MemoryPoolMXBean old() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
        .findFirst()
        .orElseThrow();
  }

  private void look() {
    try {
      noteThreads();
      if (isNearlyFull()) {
        System.gc(); // what nobody holds any more does not count
        if (isNearlyFull()) {
          book.stopCostliest(
              this::allocated, new Stop(Stop.Kind.MEMORY, book.limits().tooMuchMemory()));
        }
      }
    } catch (OutOfMemoryError e) {
      System.gc(); // the next look comes soon
    }
  }

  private boolean isNearlyFull() {
    MemoryUsage usage = old.getUsage();
    return usage.getUsed() > NEARLY_FULL * usage.getMax();
  }

  private void noteThreads() {
    long[] ids = threads.getAllThreadIds();
    working.keySet().retainAll(LongStream.of(ids).boxed().toList());
    long[] allocated = threads.getThreadAllocatedBytes(ids);
    var infos = threads.getThreadInfo(ids);
    for (int i = 0; i < ids.length; i++) {
      String name = infos[i] == null ? "" : infos[i].getThreadName();
      Work known = working.get(ids[i]);
      if (known == null || !known.name().equals(name)) {
        working.put(ids[i], new Work(name, allocated[i]));
      }
    }
  }

  /** What the threads that work for a question have allocated since they began to, in bytes. */
  private long allocated(Question question) {
    return working.entrySet().stream()
        .filter(entry -> isOf(entry.getValue().name(), question))
        .mapToLong(
            entry ->
                threads.getThreadAllocatedBytes(entry.getKey().longValue())
                    - entry.getValue().before())
        .sum();
  }

  private boolean isOf(String thread, Question question) {
    Matcher plan = OF_PLAN.matcher(thread);
    if (plan.find()) {
      return plan.group(1).equals(question.operation());
    }
    Matcher task = OF_TASK.matcher(thread);
    return task.find()
        && share.question(Long.parseLong(task.group(1))).contains(question.operation());
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
