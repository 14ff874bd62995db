package org.rerate.run.watch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.rerate.domain.RerateException;
import org.rerate.run.Settings;

/**
 * Who is told of the runs of a warehouse, as the configuration says. Telling never fails a run:
 * what cannot be told is warned of once, and its target is left alone from then on, so that an
 * endpoint that does not answer costs its time limit once.
 */
public final class RunWatches {

  private final List<RunWatch> watches;
  private final Consumer<String> progress;

  private RunWatches(List<RunWatch> watches, Consumer<String> progress) {
    this.watches = watches;
    this.progress = progress;
  }

  /**
   * Those of the configuration.
   *
   * @param warehouse root of the warehouse
   * @param progress is told what could not be told
   * @throws RerateException with {@code USAGE} if an address is none
   */
  public static RunWatches of(Settings settings, String warehouse, Consumer<String> progress) {
    List<RunWatch> watches = new ArrayList<>();
    LineageEvents events = new LineageEvents(settings.text("events.namespace"), warehouse);
    String url = settings.text("events.url");
    if (!url.isEmpty()) {
      watches.add(
          new EventSender(
              events, url, settings.text("events.token"), settings.duration("events.timeout")));
    }
    String file = settings.text("events.file");
    if (!file.isEmpty()) {
      watches.add(new EventFile(events, Path.of(file)));
    }
    String folder = settings.text("metrics.prometheus_folder");
    if (!folder.isEmpty()) {
      watches.add(new PrometheusFile(Path.of(folder), warehouse));
    }
    String statsd = settings.text("metrics.statsd");
    if (!statsd.isEmpty()) {
      watches.add(StatsdSender.of(statsd));
    }
    return new RunWatches(watches, progress);
  }

  /** True if anybody asks how old what the warehouse holds is. */
  public boolean needFreshness() {
    return watches.stream().anyMatch(RunWatch::needsFreshness);
  }

  /** True if nobody is told. */
  public boolean isEmpty() {
    return watches.isEmpty();
  }

  /** Tells of a run. */
  public void tell(RunReport report) {
    for (RunWatch watch : List.copyOf(watches)) {
      try {
        watch.tell(report);
      } catch (Exception e) { // Spark's own are checked exceptions that no signature tells of
        watches.remove(watch);
        progress.accept(
            "Warning: cannot tell of runs to "
                + watch.target()
                + " ("
                + (e.getMessage() == null ? e.toString() : e.getMessage())
                + "). The work goes on; nothing further is sent there");
      }
    }
  }
}
