package org.rerate.engine.exchange;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Chooses, once for each step of a command, whether its work is done in this process or by Spark:
 * by the bytes that it reads, on disk, against one limit. Notes what was chosen. Used by several
 * threads.
 */
public final class Exchanges {

  /** The limit where nobody sets another, see {@code local.max_bytes}. */
  public static final long MAX_BYTES = 128L << 20;

  private final Exchange local;
  private final Exchange spark;
  private final long maxBytes;
  private final Consumer<String> told;
  private final Map<String, Long> taken = new TreeMap<>();

  /**
   * A choice for the steps of one command.
   *
   * @param maxBytes steps that read no more are done in this process
   * @param told is told what is chosen
   */
  public Exchanges(JavaSparkContext context, long maxBytes, Consumer<String> told) {
    this(new LocalExchange(), new SparkExchange(context), maxBytes, told);
  }

  private Exchanges(Exchange local, Exchange spark, long maxBytes, Consumer<String> told) {
    this.local = local;
    this.spark = spark;
    this.maxBytes = maxBytes;
    this.told = told;
  }

  /** The same exchange for every step. */
  public static Exchanges always(Exchange exchange) {
    return new Exchanges(exchange, exchange, MAX_BYTES, line -> {});
  }

  /**
   * The exchange for a step.
   *
   * @param step its name, for people
   * @param bytes what it reads, on disk
   */
  public Exchange of(String step, long bytes) {
    synchronized (taken) {
      taken.merge(step, bytes, Math::max);
    }
    told.accept(step + ": " + said(bytes));
    return isLocal(bytes) ? local : spark;
  }

  /** True if work on so many bytes is done in this process. */
  public boolean isLocal(long bytes) {
    return bytes <= maxBytes;
  }

  /**
   * The steps since this was last asked, each with the transport of its largest part, as in {@code
   * local, 3.5 MB}.
   */
  public Map<String, String> taken() {
    synchronized (taken) {
      Map<String, String> said = new TreeMap<>();
      taken.forEach((step, bytes) -> said.put(step, said(bytes)));
      taken.clear();
      return said;
    }
  }

  private String said(long bytes) {
    return (isLocal(bytes) ? "local, " : "spark, ")
        + String.format(Locale.ROOT, "%.1f MB", bytes / (double) (1 << 20));
  }
}
