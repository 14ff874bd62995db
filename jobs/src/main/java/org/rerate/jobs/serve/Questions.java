package org.rerate.jobs.serve;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.action.ActionContext;
import org.rerate.domain.RerateException;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.sql.Reach;
import org.rerate.engine.sql.ReadOnly;
import org.rerate.run.Settings;
import org.rerate.valuation.ComputedFunctions;
import org.rerate.valuation.ResultVariant;

/**
 * The one way to an answer, whatever the protocol: tables that are read-only, limits, fair shares
 * and the audit. Thread-safe.
 */
public final class Questions implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Questions.class.getName());

  private final ReadOnly tables;
  private final Filter variant;
  private final FairShare share;
  private final QuestionBook book;
  private final MemoryWatch memory;

  private Questions(ReadOnly tables, Filter variant, Settings settings) {
    this.tables = tables;
    this.variant = variant;
    Audit audit = Audit.to(settings.text("serve.audit"));
    share = new FairShare(spark(), places(settings));
    book = new QuestionBook(Limits.of(settings), audit);
    memory = new MemoryWatch(share, book);
  }

  /**
   * Answers over a warehouse within the limits of {@code serve.*}, in a session that has {@link
   * #sparkSettings}.
   *
   * @throws RerateException with {@code USAGE} if there is no warehouse, or the audit cannot be
   *     written
   */
  public static Questions open(ActionContext context) {
    context.warehouse().requireExisting();
    ResultVariant variant = context.variant();
    ReadOnly tables =
        ReadOnly.of(
            context.warehouse(),
            variant.filter(),
            variant.seen(),
            Reach.TABLES,
            new ComputedFunctions(context.warehouse(), context.methodology(), context.asOf()));
    Questions questions = new Questions(tables, variant.filter(), context.settings());
    questions.memory.start();
    return questions;
  }

  /** The Spark settings of a process that answers questions; those of the configuration else. */
  public static Map<String, String> sparkSettings(Settings settings) {
    Map<String, String> all = new HashMap<>(settings.spark());
    all.put("spark.scheduler.mode", "FAIR");
    all.put("spark.driver.maxResultSize", Limits.of(settings).resultMegabytes() + "m");
    if (isLocal(settings)) {
      all.put("spark.master", "local[" + places(settings) + "]");
    }
    return all;
  }

  private static boolean isLocal(Settings settings) {
    return System.getProperty("spark.master", settings.text("master")).startsWith("local");
  }

  /** Each question has a place to run in this process; a cluster has places of its own. */
  private static int places(Settings settings) {
    return isLocal(settings)
        ? Math.max(Limits.of(settings).questions(), Runtime.getRuntime().availableProcessors())
        : Integer.MAX_VALUE;
  }

  /** How long a question may take, until its last row is sent ({@code serve.max_seconds}). */
  public long maxSeconds() {
    return book.limits().seconds();
  }

  /** Has {@code ended} called if Spark stops: nobody may wait for answers that cannot come. */
  public void onSparkEnd(Runnable ended) {
    spark()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onApplicationEnd(SparkListenerApplicationEnd end) {
                ended.run();
              }
            });
  }

  /**
   * Makes sure that Spark has not stopped.
   *
   * @throws RerateException with {@code RETRY} if it has
   */
  public static void requireRunning(SparkContext spark) {
    if (spark.isStopped()) {
      throw RerateException.retry(
          "Spark has stopped, most likely for want of memory (RERATE_HEAP)", null);
    }
  }

  private SparkContext spark() {
    return tables.spark().sparkContext();
  }

  /**
   * From now on all sessions that a server opens in this process are closed to all but questions.
   */
  Questions becomeDefault() {
    tables.becomeDefault();
    return this;
  }

  QuestionBook book() {
    return book;
  }

  /** The results that table functions read. */
  Filter variant() {
    return variant;
  }

  /** A question that is being answered. */
  public final class Asked {

    private final Question question;

    private Asked(Question question) {
      this.question = question;
    }

    /**
     * Hands the answer to a query to {@code reader}, in a session of its own.
     *
     * @throws RerateException with {@code USAGE} if it could change something or cannot be answered
     */
    public void rows(String sql, Consumer<Dataset<Row>> reader) {
      tables.newSession().answer(sql, reader);
    }

    /** The answer has so many rows by now; throws where they are too many. */
    public void count(long rows) {
      question.count(rows);
      if (rows > book.limits().rows()) {
        book.stop(question, new Stop(Stop.Kind.ROWS, book.limits().tooManyRows()));
        throw new IllegalStateException("stopped");
      }
    }

    long count() {
      return question.rows();
    }

    /** The results that table functions read. */
    public Filter variant() {
      return variant;
    }
  }

  /**
   * Answers a question on this thread.
   *
   * @param peer where it came from
   * @param user who asks, by the name the client gives; empty if it gives none
   * @param text what is asked, for the audit
   * @param work makes the answer
   * @throws Unanswered if there is none, and why; all but {@code BUSY} are in the audit by then
   */
  public <T> T answer(String peer, String user, String text, Function<Asked, T> work) {
    CalledQuestion question = new CalledQuestion(spark(), peer, user, text);
    if (book.begin(question).isEmpty()) {
      throw Unanswered.busy(book.limits());
    }
    try {
      T answer = question.answer(() -> work.apply(new Asked(question)));
      if (question.stopped() != null) {
        throw Unanswered.of(question.stopped());
      }
      book.end(question, "answered", null);
      return answer;
    } catch (Unanswered e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw failed(question, e);
    } finally {
      // Whatever happened; nothing if it has ended.
      book.end(question, "failed", null);
    }
  }

  private Unanswered failed(Question question, Throwable failure) {
    if (question.stopped() != null) {
      return Unanswered.of(question.stopped());
    }
    Unanswered why = Unanswered.of(failure);
    if (why.kind() == Unanswered.Kind.DEFECT) {
      LOG.log(System.Logger.Level.ERROR, "a question failed: " + question.text(), failure);
    }
    book.end(question, why.kind().outcome(), why.getMessage());
    return why;
  }

  /** Writes down a request that was not begun, as {@code BUSY} or no question at all. */
  public void refused(String peer, String user, String call, String outcome, String error) {
    book.audit().refused(peer, user, call, outcome, error);
  }

  /** Stops all questions, since nobody waits for answers any more. */
  public void stopAll() {
    book.stopAll();
  }

  @Override
  public void close() {
    memory.close();
    book.close();
    share.close();
  }
}
