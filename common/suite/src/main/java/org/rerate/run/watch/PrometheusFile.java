package org.rerate.run.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.UUID;
import org.rerate.run.Intake.RowCounts;

/**
 * The last run of each command as a file in the text format of Prometheus, for the textfile
 * collector of its node exporter. One file per command and warehouse, replaced as a whole.
 */
record PrometheusFile(Path folder, String warehouse) implements RunWatch {

  @Override
  public String target() {
    return "the folder " + folder;
  }

  @Override
  public boolean needsFreshness() {
    return true;
  }

  @Override
  public void tell(RunReport report) throws IOException {
    // A run that died may be older than the last one, of which the file tells.
    if (report.stage() == RunReport.Stage.STARTED || report.stage() == RunReport.Stage.DIED) {
      return;
    }
    Files.createDirectories(folder);
    String command = report.run().command();
    // The same warehouse has the same name, whatever its path holds.
    UUID id = UUID.nameUUIDFromBytes(warehouse.getBytes(StandardCharsets.UTF_8));
    String name = "rerate-" + command + "-" + id.toString().substring(0, 8);
    // The collector reads *.prom only.
    Path part = folder.resolve(name + "." + ProcessHandle.current().pid() + ".part");
    Files.writeString(part, text(report));
    Files.move(part, folder.resolve(name + ".prom"), StandardCopyOption.ATOMIC_MOVE);
  }

  String text(RunReport report) {
    String labels =
        "command=\"" + report.run().command() + "\",warehouse=\"" + escaped(warehouse) + "\"";
    StringBuilder text = new StringBuilder();
    boolean isDone = report.stage() == RunReport.Stage.DONE;
    gauge(text, "rerate_run_success", "1 if the last run is done, 0 if it failed");
    sample(text, "rerate_run_success", labels, isDone ? 1 : 0);
    gauge(text, "rerate_run_seconds", "How long the last run took");
    sample(text, "rerate_run_seconds", labels, report.seconds());
    gauge(text, "rerate_run_end_timestamp_seconds", "When the last run ended");
    sample(text, "rerate_run_end_timestamp_seconds", labels, report.at().toEpochMilli() / 1e3);
    report
        .freshness()
        .lastDone()
        .ifPresent(
            last -> {
              gauge(text, "rerate_last_success_timestamp_seconds", "When a run was done last");
              sample(
                  text, "rerate_last_success_timestamp_seconds", labels, last.toEpochMilli() / 1e3);
            });
    CloseLag.seconds(report)
        .ifPresent(
            lag -> {
              gauge(text, "rerate_close_lag_seconds", CloseLag.MEANING);
              sample(text, "rerate_close_lag_seconds", labels, (double) lag);
            });
    if (!report.result().intake().tables().isEmpty()) {
      gauge(text, "rerate_rows", "Rows of the last run by table and what became of them");
      report
          .result()
          .intake()
          .tables()
          .forEach(
              (table, rows) -> {
                String of = labels + ",table=\"" + escaped(table) + "\",outcome=\"";
                for (RowCounts.Named count : rows.named()) {
                  sample(text, "rerate_rows", of + count.name() + "\"", (double) count.rows());
                }
              });
    }
    return text.toString();
  }

  private static void gauge(StringBuilder text, String name, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(" gauge\n");
  }

  private static void sample(StringBuilder text, String name, String labels, double value) {
    text.append(name).append('{').append(labels).append("} ");
    text.append(
        value == Math.rint(value)
            ? Long.toString((long) value)
            : String.format(Locale.ROOT, "%.3f", value));
    text.append('\n');
  }

  private static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
