package org.rerate.ingest.load;

import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Tells, every few seconds, how many rows of a file are read and stored, and what is left. */
final class RowProgress implements AutoCloseable {

  private static final long EVERY_SECONDS = 5;

  private final String file;
  private final long expected;
  private final LoadTransport.RowCounter read;
  private final LoadTransport.RowCounter compared;
  private final Progress progress;
  private final long begin = System.nanoTime();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private final ScheduledFuture<?> telling;
  private long told;

  /**
   * Starts telling.
   *
   * @param expected about how many rows there are
   * @param read rows read so far
   * @param compared rows compared with others so far, and stored if they are to be
   */
  RowProgress(
      String file,
      long expected,
      LoadTransport.RowCounter read,
      LoadTransport.RowCounter compared,
      Progress progress) {
    this.file = file;
    this.expected = Math.max(1, expected);
    this.read = read;
    this.compared = compared;
    this.progress = progress;
    telling =
        clock.scheduleWithFixedDelay(this::tell, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  private void tell() {
    long done = read.count() + compared.count();
    if (done > told) {
      told = done;
      double seconds = (System.nanoTime() - begin) / 1e9;
      progress.accept(line(file, read.count(), compared.count(), expected, seconds));
    }
  }

  /** The line; reading and comparing count as half of the work each. */
  static String line(String file, long read, long compared, long expected, double seconds) {
    long rows = Math.max(expected, read);
    double share = (read + compared) / (2.0 * rows);
    long left = Math.round(seconds * (1 - share) / share);
    return String.format(
        Locale.ROOT,
        "%s: %.1f of about %.1f m rows read, %.1f m stored, %d %%, ETA %d:%02d",
        file,
        read / 1e6,
        rows / 1e6,
        compared / 1e6,
        Math.round(100 * share),
        left / 60,
        left % 60);
  }

  @Override
  public void close() {
    telling.cancel(false);
    clock.shutdown();
  }
}
